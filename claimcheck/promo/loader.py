"""Reads rule files and lexicons, and says plainly what is wrong with one."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

from claimcheck.errors import ConfigError
from claimcheck.promo.matcher import Matcher
from claimcheck.promo.model import CATEGORIES, KINDS, Lexeme, Rule, RuleSet, Term
from claimcheck.promo.pattern import compile_pattern
from claimcheck.types import Severity

__all__ = ["GUARD_NAMES", "TEST_NAMES", "load_lexicons", "load_rules"]

_HERE = Path(__file__).parent
TEST_NAMES = frozenset({"agent", "benefit", "adjective", "value", "sold", "unmedical"})
GUARD_NAMES = frozenset(
    {
        "negation",
        "polarity",
        "attribution",
        "report",
        "quote",
        "hedge",
        "topic",
        "heading",
        "figures",
    }
)
_FILE_KEYS = frozenset(
    {
        "category",
        "severity",
        "confidence",
        "message",
        "why",
        "suggestions",
        "tests",
        "skip",
        "rules",
    }
)
_RULE_KEYS = (_FILE_KEYS - {"category", "rules"}) | {
    "id",
    "patterns",
    "must_match",
    "must_not_match",
}
_TEXT = ("message", "why")
_LISTS = ("patterns", "suggestions", "must_match", "must_not_match", "tests", "skip")


def load_rules(*, extra: Iterable[Path] = ()) -> RuleSet:
    """The bundled rules, with those of a team's own files added.

    :param extra: rule files in the form of the bundled ones (see ``docs/promo.md``).
    :returns: the rule set; the same object for the same files.
    :raises ConfigError: if a file cannot be read, has an unknown key or a malformed pattern.
    """
    return _load(tuple(Path(path) for path in extra))


@lru_cache(maxsize=8)
def _load(extra: tuple[Path, ...]) -> RuleSet:
    lexicons = load_lexicons()
    files = [*sorted((_HERE / "rules").glob("*.toml")), *extra]
    rules = [rule for path in files for rule in _rules(path, lexicons)]
    _refuse_repeats(rules)
    tagged = tuple(_tagged(path) for path in sorted((_HERE / "rules").glob("*.toml")))
    terms = tuple(_terms(_HERE / "wordlists" / "terms.toml", lexicons))
    lexemes = tuple(
        Lexeme(kind=kind, pattern=compile_pattern(entry, lexicons={}))
        for kind in KINDS
        for entry in lexicons[kind]
    )
    digest = hashlib.sha256()
    for path in [*files, *sorted((_HERE / "wordlists").glob("*.toml"))]:
        digest.update(path.read_bytes())
    return RuleSet(
        rules=tuple(rules),
        matcher=Matcher(rules, terms, lexemes),
        source_hash=digest.hexdigest(),
        tagged=tagged,
    )


@lru_cache(maxsize=1)
def load_lexicons() -> Mapping[str, tuple[str, ...]]:
    """The bundled word lists by name: conditions, products, medicines and so on.

    :returns: word list name to its entries, each a word or a simple pattern.
    :raises ConfigError: if the file is malformed.
    """
    lexicons: dict[str, tuple[str, ...]] = {}
    for name, words in _toml(_HERE / "wordlists" / "words.toml").items():
        entries = (
            tuple(dict.fromkeys(" ".join(words).split(","))) if isinstance(words, list) else ()
        )
        lexicons[name] = tuple(entry.strip() for entry in entries if entry.strip())
    return lexicons


def _terms(path: Path, lexicons: Mapping[str, tuple[str, ...]]) -> Iterable[Term]:
    for group in _toml(path)["terms"]:
        categories = frozenset(group.get("categories", ()))
        for pattern in group["patterns"]:
            yield Term(pattern=compile_pattern(pattern, lexicons=lexicons), categories=categories)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(
            f"The rule file {path} cannot be read ({error.strerror or error}); check the path."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"The rule file {path} is not TOML in UTF-8: {error}.") from error


def _tagged(path: Path) -> Rule:
    """What is said of a phrase of the file's category that only the tagger found."""
    data = _toml(path)
    category, where = data["category"], f"The rule file {path.name}"
    return Rule(
        id=f"{category}.tagger",
        category=category,
        severity=_severity(data["severity"], where),
        confidence=float(data["confidence"]),
        message=data["message"],
        why=data["why"],
        patterns=(),
        suggestions=tuple(data.get("suggestions", ())),
        must_match=(),
        must_not_match=(),
        skip=frozenset(data.get("skip", ())),
    )


def _rules(path: Path, lexicons: Mapping[str, tuple[str, ...]]) -> Iterable[Rule]:
    data = _toml(path)
    _known_keys(data, _FILE_KEYS, f"The rule file {path.name}")
    category = data.get("category")
    if category not in CATEGORIES:
        raise ConfigError(
            f"The rule file {path.name} has the category {category!r}; "
            f"it must be one of {', '.join(CATEGORIES)}."
        )
    entries = data.get("rules")
    if not isinstance(entries, list) or not entries:
        raise ConfigError(f"The rule file {path.name} holds no [[rules]]; add at least one.")
    for entry in entries:
        yield _rule(entry, defaults=data, path=path, lexicons=lexicons)


def _rule(
    entry: Mapping[str, Any],
    *,
    defaults: Mapping[str, Any],
    path: Path,
    lexicons: Mapping[str, tuple[str, ...]],
) -> Rule:
    where = f"The rule {entry.get('id', '(without id)')!r} in {path.name}"
    _known_keys(entry, _RULE_KEYS, where)
    values = {key: value for key, value in defaults.items() if key in _RULE_KEYS} | dict(entry)
    _check_values(values, where)
    return Rule(
        id=f"{defaults['category']}.{values['id']}",
        category=defaults["category"],
        severity=_severity(values["severity"], where),
        confidence=float(values["confidence"]),
        message=values["message"],
        why=values["why"],
        patterns=tuple(_compile(source, lexicons, where) for source in values["patterns"]),
        suggestions=tuple(values.get("suggestions", ())),
        must_match=tuple(values.get("must_match", ())),
        must_not_match=tuple(values.get("must_not_match", ())),
        tests=_names(values.get("tests", ()), TEST_NAMES, "test", where),
        skip=_names(values.get("skip", ()), GUARD_NAMES, "guard", where),
    )


def _compile(source: str, lexicons: Mapping[str, tuple[str, ...]], where: str) -> Any:
    try:
        return compile_pattern(source, lexicons=lexicons)
    except ConfigError as error:
        raise ConfigError(f"{where}: {error}") from error


def _check_values(values: Mapping[str, Any], where: str) -> None:
    for key in ("id", "severity", "confidence", "message", "why", "patterns"):
        if not values.get(key):
            raise ConfigError(f"{where} lacks {key!r}; give it there or at the top of the file.")
    for key in _TEXT:
        if not isinstance(values[key], str):
            raise ConfigError(f"{where} has {key} = {values[key]!r}; it must be a text.")
    for key in _LISTS:
        value = values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise ConfigError(f"{where} has {key} = {value!r}; it must be a list of texts.")
    confidence = values["confidence"]
    if not isinstance(confidence, int | float) or not 0 < confidence <= 1:
        raise ConfigError(
            f"{where} has confidence = {confidence!r}; it must be above 0, at most 1."
        )


def _severity(value: object, where: str) -> Severity:
    try:
        return Severity(str(value))
    except ValueError as error:
        raise ConfigError(
            f"{where} has severity = {value!r}; it must be error, warning or suggestion."
        ) from error


def _names(values: Iterable[str], known: frozenset[str], what: str, where: str) -> frozenset[str]:
    for value in values:
        if value not in known:
            near = get_close_matches(value, sorted(known), n=1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; there are {sorted(known)}."
            raise ConfigError(f"{where} names the unknown {what} {value!r}{hint}")
    return frozenset(values)


def _known_keys(data: Mapping[str, Any], known: frozenset[str], where: str) -> None:
    for key in data:
        if key not in known:
            near = get_close_matches(key, sorted(known), n=1)
            hint = (
                f"did you mean {near[0]!r}?" if near else f"known are {', '.join(sorted(known))}."
            )
            raise ConfigError(f"{where} has the unknown key {key!r}; {hint}")


def _refuse_repeats(rules: Iterable[Rule]) -> None:
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise ConfigError(f"The rule id {rule.id!r} is used twice; give every rule its own.")
        seen.add(rule.id)
