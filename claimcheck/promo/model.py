"""What a rule is, what a rule set is, and what can be switched on and off."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from claimcheck.errors import ConfigError
from claimcheck.promo.pattern import Compiled
from claimcheck.types import Severity

if TYPE_CHECKING:
    from claimcheck.promo.matcher import Matcher

__all__ = ["CATEGORIES", "KINDS", "Lexeme", "PromoSettings", "Rule", "RuleSet", "Term"]

# From the most harmful to the least; ties of severity between overlapping hits go to the first.
CATEGORIES = (
    "cure_claim",
    "safety_assurance",
    "medicine_substitute",
    "quick_easy_fix",
    "disease_claim",
    "certainty_overclaim",
    "evidence_inflation",
    "causal_overreach",
    "fear_urgency_sales",
    "testimonial_anecdote",
    "appeal_to_nature",
    "wellness_buzz_panacea",
    "hype_puffery",
    "vague_authority",
    "popularity_bandwagon",
    "vague_promise",
)

# Word lists whose places in a text the guards ask for.
KINDS = ("product", "generic", "medicine", "shop", "research", "speech")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One kind of promotional phrase.

    ``confidence`` is 0–1: how often the phrase is promotional once the guards have
    passed it; ``severity`` how harmful it then is. ``tests`` are guards that must be
    passed (agent, benefit, adjective, value), ``skip`` general guards that do not
    apply (negation, for instance, where the denial is the promise).
    """

    id: str
    category: str
    severity: Severity
    confidence: float
    message: str
    why: str
    patterns: tuple[Compiled, ...]
    suggestions: tuple[str, ...]
    must_match: tuple[str, ...]
    must_not_match: tuple[str, ...]
    tests: frozenset[str] = frozenset()
    skip: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A technical collocation that hides what looks promotional in it.

    ``categories`` says for which categories; empty means for all.
    """

    pattern: Compiled
    categories: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexeme:
    """A word the guards want to know the places of: ``kind`` is one of :data:`KINDS`."""

    kind: str
    pattern: Compiled


@dataclass(frozen=True, slots=True, kw_only=True)
class PromoSettings:
    """What a user may change about the rules.

    ``allow`` holds phrases never flagged (compared without regard to case);
    ``inline_controls`` lets ``<!-- claimcheck off … -->`` comments in the text
    switch rules off, for one's own drafts only.
    """

    categories_off: frozenset[str] = frozenset()
    rules_off: frozenset[str] = frozenset()
    allow: frozenset[str] = frozenset()
    inline_controls: bool = False
    show_all_suggestions: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RuleSet:
    """The rules with their matcher; every method returns a changed copy.

    ``tagged`` holds one rule without patterns for each category: what is said of a phrase
    that the tagger found and no rule did. ``hash`` is the SHA-256 of the rule files and
    settings, in hexadecimal digits.
    """

    rules: tuple[Rule, ...]
    matcher: Matcher
    source_hash: str
    tagged: tuple[Rule, ...] = ()
    settings: PromoSettings = field(default_factory=PromoSettings)

    @property
    def hash(self) -> str:
        """Equal where equal text gives equal spans."""
        from hashlib import sha256

        parts = (
            self.source_hash,
            *sorted(self.settings.categories_off),
            "|",
            *sorted(self.settings.rules_off),
            "|",
            *sorted(self.settings.allow),
            str(self.settings.inline_controls),
            str(self.settings.show_all_suggestions),
        )
        return sha256("\n".join(parts).encode()).hexdigest()

    @property
    def _ids(self) -> set[str]:
        return {rule.id for rule in (*self.rules, *self.tagged)}

    def enabled(self, rule: Rule) -> bool:
        """Whether a rule is switched on."""
        off = self.settings
        return rule.category not in off.categories_off and rule.id not in off.rules_off

    def without(self, *names: str) -> RuleSet:
        """The same rules with these categories or rule ids switched off.

        :param *names: categories or rule ids.
        :returns: a changed copy.
        :raises ConfigError: if a name is neither a category nor a rule.
        """
        ids = self._ids
        if unknown := sorted(set(names) - ids - set(CATEGORIES)):
            raise ConfigError(_unknown_name(unknown[0], ids))
        return self.configured(
            replace(
                self.settings,
                categories_off=self.settings.categories_off | (set(names) & set(CATEGORIES)),
                rules_off=self.settings.rules_off | (set(names) & ids),
            )
        )

    def only(self, *names: str) -> RuleSet:
        """The same rules with all but these categories or rule ids switched off.

        :param *names: categories or rule ids.
        :returns: a changed copy.
        :raises ConfigError: if a name is neither a category nor a rule.
        """
        ids = self._ids
        if unknown := sorted(set(names) - ids - set(CATEGORIES)):
            raise ConfigError(_unknown_name(unknown[0], ids))
        every = (*self.rules, *self.tagged)
        kept = {rule.id for rule in every if rule.id in names or rule.category in names}
        return self.configured(replace(self.settings, rules_off=frozenset(ids - kept)))

    def allowing(self, *phrases: str) -> RuleSet:
        """The same rules, never flagging these phrases."""
        allow = self.settings.allow | {" ".join(phrase.lower().split()) for phrase in phrases}
        return self.configured(replace(self.settings, allow=allow))

    def configured(self, settings: PromoSettings) -> RuleSet:
        """The same rules under other settings."""
        return replace(self, settings=settings)


def _unknown_name(name: str, ids: set[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, [*CATEGORIES, *sorted(ids)], n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    return f"There is no category or rule named {name!r}.{hint} `claimcheck rules list` names all."
