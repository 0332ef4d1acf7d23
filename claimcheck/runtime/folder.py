"""Model folders: what may lie in one, and the check that nothing was altered.

A folder holds `model.onnx` (or, for a large model, `model.onnx.gz`), `tokenizer.json` and a
`config.json` that records the SHA-256 of both.
Nothing in it is ever executed or unpickled. The hashes tell damage and mix-ups, not a forger who
rewrites the config too.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimcheck.errors import ModelError

__all__ = [
    "FORMAT",
    "PACKED",
    "TOKENIZER",
    "WEIGHTS",
    "ModelFolder",
    "digest",
    "open_folder",
    "read_weights",
    "weights_in",
]

#: Version of the layout below.
FORMAT = 1
WEIGHTS = "model.onnx"
PACKED = "model.onnx.gz"
TOKENIZER = "tokenizer.json"
_KEYS = frozenset({"format", "kind", "base", "max_tokens", "width", "labels", "files", "made_with"})
_REQUIRED = frozenset({"format", "kind", "max_tokens", "files"})
# Besides the two hashed files, settings in JSON and what people read.
_ALLOWED = frozenset(
    {
        WEIGHTS,
        PACKED,
        TOKENIZER,
        "config.json",
        "calibration.json",
        "aggregator.json",
        "card.md",
        "recipe.toml",
        "reliability.svg",
        "risk_coverage.svg",
        "loss.svg",
        "stages.json",
    }
)
_REINSTALL = "Install claimcheck again, or rebuild the folder with `claimcheck train`."


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFolder:
    """A checked folder.

    `weights` and `tokenizer` are paths; `hash` covers both and the settings that change a score;
    longer input is cut at `max_tokens`; the model's output has `width` columns.
    """

    weights: Path
    tokenizer: Path
    hash: str
    max_tokens: int
    width: int


def open_folder(path: Path, *, kind: str) -> ModelFolder:
    """Check a model folder and return what is needed to run it.

    :param path: the folder.
    :param kind: `verifier`, `encoder`, `strength` or `tagger`: what it is about to be used as.
    :returns: the checked folder.
    :raises ModelError: the folder is missing, altered, of another kind, or holds anything else.
    """
    if not path.is_dir():
        raise ModelError(f"There is no model folder at {path}. {_REINSTALL}")
    for name in sorted(entry.name for entry in path.iterdir()):
        if name not in _ALLOWED:
            raise ModelError(
                f"The model folder {path} holds {name!r}, which does not belong there; "
                f"it may hold only {', '.join(sorted(_ALLOWED))}. Remove the file. {_REINSTALL}"
            )
    config = _config(path / "config.json")
    if config["kind"] != kind:
        raise ModelError(
            f"The model folder {path} holds a model of kind {config['kind']!r}, "
            f"but a {kind} is needed. Point the setting at a {kind}."
        )
    weights = weights_in(path)
    hashes = [
        _checked(file, config["files"].get(file.name)) for file in (weights, path / TOKENIZER)
    ]
    text = json.dumps([FORMAT, kind, config["max_tokens"], *hashes])
    return ModelFolder(
        weights=weights,
        tokenizer=path / TOKENIZER,
        hash=hashlib.sha256(text.encode()).hexdigest(),
        max_tokens=config["max_tokens"],
        width=config.get("width", 3),
    )


def weights_in(path: Path) -> Path:
    """The file of weights in a model folder; the packed one only where there is no other."""
    packed = path / PACKED
    return packed if packed.is_file() and not (path / WEIGHTS).is_file() else path / WEIGHTS


def read_weights(path: Path) -> bytes:
    """The graph in a file of weights, unpacked where it is packed."""
    content = path.read_bytes()
    return zlib.decompress(content, wbits=31) if path.name == PACKED else content


def digest(path: Path) -> str:
    """SHA-256 of a file, as hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _config(path: Path) -> dict[str, Any]:
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
        complaint = _complaint(config)
    except (OSError, ValueError) as error:
        raise ModelError(
            f"The model description {path} cannot be used: {error}. {_REINSTALL}"
        ) from error
    if complaint is not None:
        raise ModelError(f"The model description {path} cannot be used: {complaint}. {_REINSTALL}")
    checked: dict[str, Any] = config
    return checked


def _complaint(config: Any) -> str | None:
    if not isinstance(config, dict):
        return "it is not a JSON object"
    if missing := sorted(_REQUIRED - config.keys()):
        return f"it lacks {', '.join(missing)}"
    if unknown := sorted(config.keys() - _KEYS):
        return f"it has the unknown key {unknown[0]!r}"
    if config["format"] != FORMAT:
        return f"it is of format {config['format']!r}, and this version reads {FORMAT}"
    if not isinstance(config["files"], dict):
        return "its key 'files' is not an object"
    for name, low, high in (("max_tokens", 8, 4096), ("width", 1, 8192)):
        value = config.get(name, low)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            return f"its {name} is {value!r}, not a whole number from {low} to {high}"
    return None


def _checked(path: Path, expected: Any) -> str:
    if (path.is_symlink() and not path.exists()) or not path.is_file():
        raise ModelError(f"The model folder {path.parent} lacks {path.name}. {_REINSTALL}")
    found = digest(path)
    if found != expected:
        raise ModelError(
            f"The model file {path} was altered or cut short: its SHA-256 begins {found[:12]}, "
            f"but config.json records {str(expected)[:12]}. {_REINSTALL}"
        )
    return found
