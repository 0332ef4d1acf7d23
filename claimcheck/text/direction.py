"""Words that say which way something goes: up, more, better; or down, less, worse."""

from __future__ import annotations

from claimcheck.text.cues import Cue, CueList

__all__ = ["directions", "find_directions"]

_DIRECTIONS = CueList(
    {
        "up": r"""
            (?:increas|rais|elevat|boost|enhanc|improv|promot|stimulat|activat|accelerat|induc\
                |gain|ris|grow|strengthen|upregulat|augment|lengthen|prolong)\w*
            (?:higher|greater|more|longer|better|superior|above|faster|larger|positive(?:ly)?)
            (?:effective|beneficial)
        """,
        "down": r"""
            (?:reduc|decreas|lower|declin|diminish|suppress|inhibit|impair|prevent|block|protect\
                |attenuat|slow|shorten|weaken|worsen|downregulat|fall|drop|minimi[sz])\w*
            (?:fell|loss|lost|less|fewer|smaller|shorter|worse|inferior|below|negative(?:ly)?)
            (?:harmful|ineffective)
        """,
    }
)


def find_directions(text: str) -> tuple[Cue, ...]:
    """The words of direction in a text, of kind up or down, in order of place."""
    return _DIRECTIONS.find(text)


def directions(text: str) -> frozenset[str]:
    """Which of up and down occur in a text."""
    return _DIRECTIONS.kinds(text)
