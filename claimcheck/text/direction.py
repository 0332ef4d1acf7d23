"""Words that say which way something goes: up, more, better; or down, less, worse."""

from __future__ import annotations

import re

from claimcheck.text.cues import Cue, CueList

__all__ = ["directions", "find_directions", "reach"]

_DIRECTIONS = CueList(
    {
        "up": r"""
            (?:increas|rais|elevat|boost|enhanc|improv|promot|stimulat|activat|accelerat|induc\
                |gain|grow|strengthen|upregulat|augment|lengthen|prolong|facilitat\
                |exacerbat|aggravat|worsen)\w*
            (?:higher|greater|more|longer|better|best|good|superior|above|faster|earlier|larger)
            (?:positive(?:ly)?|severe|worse|high|favou?rable|effective|beneficial)
            ris(?:e|es|en|ing)|rose
            (?:double[sd]?|triple[sd]?|twofold|risk factors?|cause[sd]?)
            (?:gives?|gave) (?:you|people|them|us|children|babies|users|patients)
        """,
        "down": r"""
            (?:reduc|decreas|lower|declin|diminish|suppress|inhibit|impair|prevent|block|protect\
                |attenuat|slow|shorten|weaken|downregulat|drop|minimi[sz]|ameliorat\
                |alleviat|abrogat|abolish)\w*
            (?<!of\s)(?<!from\s)(?<!and\s)(?<!or\s)(?<!by\s)fall(?:s|ing|en)?
            (?:fell|loss|lost|less|fewer|smaller|shorter|inferior|below|later|low|halved)
            (?:negative(?:ly)?|mild(?:er)?|poor(?:er|ly)?|unfavou?rable|harmful|ineffective)
        """,
    }
)
_CLAUSE_END = re.compile(r"[.;:]|\b(?:but|while|whereas|although)\b")
_REACH = 70


def find_directions(text: str) -> tuple[Cue, ...]:
    """The words of direction in a text, of kind up or down, in order of place."""
    return _DIRECTIONS.find(text)


def reach(text: str, cue: Cue) -> str:
    """What a word of direction is said of: the words behind it, to the end of the clause.

    :param text: the text the cue was found in.
    :param cue: one of its directions.
    :returns: at most seventy characters.
    """
    tail = text[cue.span.end : cue.span.end + _REACH]
    return _CLAUSE_END.split(tail, maxsplit=1)[0]


def directions(text: str) -> frozenset[str]:
    """Which of up and down occur in a text."""
    return _DIRECTIONS.kinds(text)
