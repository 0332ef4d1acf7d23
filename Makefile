# Each target is one command from a fresh clone; all are quick the second time.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check
# The CPU build of torch is several gigabytes smaller; see README for other builds.
.DEFAULT_GOAL := help

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "claimcheck needs Python 3.11 or later; say where it is: make PYTHON=/path/to/python3.11"; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.base: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install -q -c constraints.txt -e .
	@touch $@

$(VENV)/.test: $(VENV)/.base
	$(PIP) install -q -c constraints.txt 'torch==$(shell sed -n "s/^torch==//p" constraints.txt)'
	$(PIP) install -q -c constraints.txt -e '.[train,pandas]' $(shell $(PYTHON) tools/group.py test)
	@touch $@

install: $(VENV)/.base ## create the environment and install claimcheck

demo: $(VENV)/.base ## check the example articles and say where the report is
	@$(BIN)/claimcheck batch examples/articles -o demo --quiet-hints
