# Each target is one command from a fresh clone, and quick the second time.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check
# Which build of torch to install, for example
#   make test TORCH_ARGS="--index-url <address of the CPU builds>"
TORCH_ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help install demo test check audit fix soak clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(VENV)/.pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "claimcheck needs Python 3.11 or later. Say where it is: make PYTHON=/path/to/python3.12"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) install -q 'pip>=25.1'
	@touch $@

$(VENV)/.base: pyproject.toml constraints.txt $(VENV)/.pip
	@echo "Installing claimcheck and what it needs (about a minute) …"
	$(PIP) install -q -c constraints.txt -e .
	@touch $@

$(VENV)/.test: $(VENV)/.base
	@echo "Installing torch, transformers and the test tools (a few minutes) …"
	$(PIP) install -q -c constraints.txt $(TORCH_ARGS) torch
	$(PIP) install -q -c constraints.txt -e '.[train,pandas]' --group test
	@touch $@

$(VENV)/.dev: $(VENV)/.test
	$(PIP) install -q -c constraints.txt --group dev
	@touch $@

install: $(VENV)/.base ## create the environment and install claimcheck

demo: $(VENV)/.base ## check the example articles and say where the report is
	@$(BIN)/claimcheck batch --careful examples/articles -o demo
	@echo "Open this page in a browser: $(CURDIR)/demo/index.html"

test: $(VENV)/.test ## run the test suite
	$(BIN)/python -m pytest -m "not soak"

check: $(VENV)/.dev ## format, lint, types, layers, dependencies, docstrings, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/pydoclint claimcheck
	-$(BIN)/pip-audit --progress-spinner off --no-deps --disable-pip -r constraints.txt | head -40
	$(BIN)/python -m pytest -m "not soak"

audit: $(VENV)/.dev ## look the pinned packages up for known holes; needs an index that knows them
	$(BIN)/pip-audit --no-deps --disable-pip -r constraints.txt

fix: $(VENV)/.dev ## format and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

soak: $(VENV)/.test ## the long kills, fuzzing and loads
	$(BIN)/python -m pytest -m soak -o timeout=0

clean: ## remove the environment and the demo
	rm -rf $(VENV) demo
