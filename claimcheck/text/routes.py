"""The way a substance is given: by mouth, injected, on the skin, inhaled, through the nose."""

from __future__ import annotations

from claimcheck.text.cues import CueList

__all__ = ["routes"]

_ROUTES = CueList(
    {
        "oral": r"""
            by mouth|oral(?:ly)?|swallow(?:s|ed|ing)?
            (?:tablets?|capsules?|pills?|lozenges?)
            (?:drink|eat)(?:s|ing)?|drunk|drank|eaten|ate
        """,
        "injected": r"""
            inject(?:s|ed|ing|ions?|able)?
            infus(?:ed|ing) (?:in|into)|(?:by|an?) infusions?
            intraven(?:ous(?:ly)?)|intramuscular(?:ly)?|subcutaneous(?:ly)?
            in(?:to)? (?:a|the) (?:vein|muscle)
        """,
        "skin": r"""
            topical(?:ly)?|ointments?|creams?|lotions?|skin patch(?:es)?
            (?:on|onto|to) the skin
        """,
        "inhaled": r"""
            inhal(?:es?|ed|ing|ation|ers?)|nebuli[sz]ed
        """,
        "nasal": r"""
            (?:intra)?nasal(?:ly)?|nose sprays?
        """,
    }
)


def routes(text: str) -> frozenset[str]:
    """The routes named in a text: oral, injected, skin, inhaled, nasal."""
    return _ROUTES.kinds(text)
