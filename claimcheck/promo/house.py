"""The rules with what a team's reviewers taught: phrases never marked, and phrases of their own.

A folder ``house`` beside the models holds both, written by ``claimcheck learn``: ``allow.json``, a
list of phrases, and rule files in the form of the bundled ones.
"""

from __future__ import annotations

import json
from pathlib import Path

from claimcheck.errors import ModelError
from claimcheck.promo.loader import load_rules
from claimcheck.promo.model import RuleSet

__all__ = ["ALLOW", "house_rules"]

ALLOW = "allow.json"


def house_rules(folder: Path) -> RuleSet:
    """The bundled rules with those of the folder.

    :param folder: may be missing; then the bundled rules alone.
    :returns: the rule set.
    :raises ConfigError: if a rule file is malformed.
    :raises ModelError: if ``allow.json`` is no list of texts.
    """
    rules = load_rules(extra=sorted(folder.glob("*.toml")))
    path = folder / ALLOW
    if not path.is_file():
        return rules
    try:
        phrases = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ModelError(f"{path} is not valid JSON: {error}.") from error
    if not isinstance(phrases, list) or not all(isinstance(item, str) for item in phrases):
        raise ModelError(f"{path} holds no list of phrases. Write it again with: claimcheck learn")
    return rules.allowing(*phrases)
