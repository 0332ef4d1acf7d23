"""How strongly a sentence ties cause to effect, and how much evidence it says there is.

The four levels are those of Yu, Li and Wang (EMNLP 2019): 0 no relation stated,
1 correlational, 2 conditional causal, 3 direct causal. Cue rules, no model.
"""

from __future__ import annotations

from enum import IntEnum

from claimcheck.text.cues import Cue, CueList
from claimcheck.text.hedges import find_hedges

__all__ = [
    "Strength",
    "evidence_talk",
    "find_evidence_talk",
    "is_absolute",
    "is_of_risk",
    "strength_of",
]


class Strength(IntEnum):
    """Levels of claim strength."""

    NONE = 0
    CORRELATIONAL = 1
    CONDITIONAL = 2
    CAUSAL = 3


_VERBS = (
    "reduc|lower|decreas|increas|rais|improv|prevent|caus|treat|cur|heal|reliev|eas|boost|enhanc|protect"
    "|promot|induc|inhibit|suppress|block|stimulat|trigger|alleviat|ameliorat|accelerat|slow|delay"
    "|strengthen|weaken|damag|harm|kill|destroy|eliminat|eradicat|revers|restor|repair|worsen|aggravat"
    "|worsen|impair|affect|influenc|alter|modulat|mitigat|attenuat|regulat|support|aid|help|lengthen"
    "|shorten|extend|prolong|sharpen|detoxif|cleans|flush|purif|burn|melt|balanc|fight|combat|counter"
    "|remove|stop|halt|end|soothe|calm|sav|replac|minimi[sz]|maximi[sz]|produc|generat|creat|activat"
    "|facilitat|contribut|drive|provid|offer|result|wip|beat|defeat|banish|tackl"
)
_CAUSAL = CueList(
    {
        "causal": rf"(?:{_VERBS})(?:e?s|e?d|ing|ies|ied|e|y)?"
        r"""
            leads? to|led to|leading to
            makes?|made|making
            results? in|resulted in|resulting in
            (?:is|are|was|were) (?:highly |very |more |less |equally |as )?effective
            effective (?:in|for|at|against|treatment)
            (?:due|owing) to|because of|thanks to|responsible for
            (?:effects?|impact|influence) (?:of|on)
            (?:keep|keeps|kept) .{1,30} away
            cause of|causes of|cures?|remedy|works?|gets? rid of|gives?|brings? about|wards? off
            puts? .{1,40} at (?:increased |higher |greater )?risk
            (?:better|worse|superior|inferior)(?: than| to)?
        """,
    }
)
_CORRELATIONAL = CueList(
    {
        "correlational": r"""
            (?:associat|correlat|link|relat|connect|tied|coincid)(?:ed|es?|ion|ions|ing\
                |s)?(?: (?:with|to|between))?
            (?:relationship|connection|link|correlation|association)s? (?:between|with)
            (?:higher|lower|greater|increased|decreased|reduced|elevated) (?:risks?|rates?|odds\
                |incidence|prevalence|likelihood|chance|mortality|levels?)
            (?:more|less|twice as|times as|times more) likely
            predict(?:s|ed|ors?|ive)?
            (?:at|have|had) (?:a )?(?:higher|lower|greater|increased|reduced) risk
            risk factors?|markers?
            tend(?:s|ed)? to
            compared (?:with|to)|than (?:those|people|women|men|adults|children|patients|controls)
        """,
    }
)
# Before a causal verb these take the force out of it: "may reduce", "could prevent".
_CONDITIONAL_KINDS = frozenset({"modal", "adverb", "adjective", "noun"})

_ABSOLUTE = CueList(
    {
        "proof": r"""
            (?:clinically|scientifically|medically)[- ](?:proven|tested|shown|verified|validated\
                |backed)
            (?:is|are|was|been|has been|have been)? ?(?:proven|proved)(?: to)?
            proves?
            (?:undeniabl[ey]|unquestionabl[ey]|guarantee[sd]?|definitively|conclusively)
            without (?:a )?doubt
            beyond (?:any )?doubt
            (?:well|firmly) established
        """,
        "cure": r"""
            (?:cures?|cured|curing|eradicat(?:es?|ed|ing)|eliminat(?:es?|ed|ing))
        """,
        "universal": r"""
            (?:always|never|every(?:one|body)|every(?! (?:\d|other|second|third|fourth|few\
                |two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|day|night|morning\
                |evening|week|month|year|hour|meal|single (?:day|night)))\
                |all (?:people|patients|women|men|adults|children)\
                |100 ?%(?: of)?|completely|totally|entirely|permanently|instantly|overnight\
                |impossible)
            miracles?|miraculous(?:ly)?|gold standard|magic(?:al)?
            (?:in|within) (?:days|hours|minutes)
            no (?:risks?|side[- ]effects?|dangers?|harms?)
            zero (?:risks?|side[- ]effects?)
            (?:completely|totally|perfectly|absolutely) (?:safe|harmless)
        """,
    }
)
_OF_RISK = CueList({"risk": "risks?|odds|incidence|prevalence|likelihood|chances?|rates?"})
_TALK = CueList(
    {
        "lacking": r"""
            (?:no|little|insufficient|inadequate|not enough|limited|scarce|sparse|weak|poor\
                |lack of|lacks?|lacking|minimal|scant|without|low[- ](?:quality|certainty)\
                |very low[- ]certainty|inconclusive|only (?:limited|weak|preliminary\
                |anecdotal))(?: (?:or no|good|strong|reliable|high[- ]quality|convincing|clear\
                |direct|robust|solid|conclusive|clinical|scientific|human|published|rigorous\
                |controlled|randomi[sz]ed|quality|well-designed|available|credible|sufficient\
                |current|medical|research|systematic|and|,|low[- ]quality))* (?:evidence\
                |research|data|studies|study|trials?|proof|science|information|support)
            (?:evidence|research|data|studies|trials?|science|information|knowledge) (?:(?:on\
                |for|of|about|from|in|into|that|regarding|base) [^.;]{1,80}? )?(?:(?:is|are|was\
                |were|remains?|has been|have been|still|very|currently|too|quite\
                |largely) )+(?:limited|lacking|insufficient|inconclusive|weak|scarce|sparse|poor\
                |preliminary|mixed and weak|inadequate|unclear|low|missing|small|few\
                |of (?:very )?low (?:quality|certainty)|not (?:enough|sufficient|clear\
                |conclusive|strong|established|known|available|convincing))
            (?:has|have|had) not (?:yet )?been (?:\w+ )?(?:proven|established|tested|studied\
                |shown|demonstrated|evaluated|confirmed|investigated|approved|examined)
            (?:has|have|is|are|was|were)n't (?:yet )?(?:been )?(?:proven|established|tested\
                |studied|shown|demonstrated)
            (?:is|are|remains?) (?:un(?:known|clear|proven|certain|tested|established|studied)\
                |not (?:known|clear|proven|established|well (?:studied|established|understood)))
            (?:no|few|none of the) (?:\w+[- ]){0,4}?(?:trials?|studies|study|research) (?:has\
                |have|had|were|was|exists?|show(?:s|ed)?|support(?:s|ed)?|found|confirm(?:s|ed)?\
                |test(?:s|ed)?)
            (?:too few|not enough|too little|very few) (?:\w+ ){0,3}?(?:trials?|studies|research\
                |evidence|data|information)
            (?:do|does|did) not (?:yet )?know
            (?:more|further|better|larger|additional) (?:\w+[- ]){0,3}?(?:research|studies\
                |trials?|evidence) (?:\w+ ){0,3}?(?:needed|required|necessary|warranted)
            (?:need|needs|require|requires|warrants?) (?:more|further\
                |additional) (?:\w+ )?(?:research|study|studies|trials?|investigation)
            cannot be (?:recommended|confirmed|concluded)
            no (?:firm |definite |definitive |clear )?conclusions?
            no (?:\w+ ){1,6}(?:for which|in which|where) there (?:is|are)
            not (?:yet )?(?:certain|definitive|conclusive|established|confirmed|replicated)
            (?:could|can) not be replicated|(?:has|have|need)s? to be confirmed
            (?:was|were|been|is) retracted|unreliable
            (?:uncertain|inconclusive|unproven|unknown)
            limited by|not aware of any|controversial|unsubstantiated
            (?:flawed|poor|weak) (?:methods?|methodology|design|quality)|publication bias
            recommend(?:s|ed)? against|outweigh(?:s|ed)? (?:the|any|its) (?:\w+ )?benefits?
            (?:did|does|do) not confirm
            (?:cannot|can not|could not|do not|does not|did not) (?:\w+ )?(?:show|prove|establish\
                |demonstrate) (?:that|whether)
        """,
        "refuted": r"""
            pseudoscien(?:ce|tific)|debunked|disprove[dn]?|refuted|dismissed|discredited|myths?
            (?:has|have|had) no (?:\w+ ){0,3}basis|no (?:\w+ ){0,3}basis
            (?:do|does) not accept|(?:is|are|was|were) (?:false|untrue|wrong|misleading|inaccurate)
            misleading|inaccurate|misconceptions?|no truth
        """,
        "absent_effect": r"""
            no (?:significant |clear |meaningful |measurable |consistent |overall \
                |statistically significant )*(?:effect|benefit|difference|improvement|reduction\
                |association|change|advantage|impact|link)s?
            (?:did|does|do) not (?:significantly |appear to |seem to )?(?:reduce|improve|prevent\
                |lower|help|work|change|affect|increase|differ|benefit|treat|cure|support)
            (?:did|does|do) not (?:show|find|work)|has not (?:been )?shown
            not (?:statistically |clinically )?(?:significant|meaningful|superior|better)(?:ly)?
            may not (?:reduce|improve|prevent|lower|help|work|increase)
            (?:similar|same|equal|unchanged) (?:numbers?|rates?|risks?|incidence|results?|frequency)
            no (?:shorter|longer|better|worse|more|less|lower|higher|fewer|faster|different|greater)
            (?:about|roughly) the same|(?:did|does|do|were) not differ(?:ent)?
            (?:(?:is|are) )?not needed|unnecessary|not necessary
            (?:little or no|no important|no overall) (?:\w+ )?(?:effect|difference|benefit)
            (?:is|are|was|were) (?:not effective|ineffective|no (?:better|more effective) than)
            fail(?:s|ed)? to
        """,
        "mixed": r"""
            (?:mixed|conflicting|inconsistent|contradictory) (?:results?|evidence|findings|data)
            (?:results?|evidence|findings|data|studies) (?:is|are|was|were|have been\
                |has been) (?:mixed|conflicting|inconsistent|contradictory)
        """,
        "strong": r"""
            (?:extensive|extensively|strong|robust|overwhelming|substantial|solid|compelling\
                |abundant|considerable|ample|convincing|clear|conclusive|thorough|a wealth of\
                |a large body of|decades of|mountains? of|irrefutable|hundreds of|thousands of\
                |countless|numerous|well[- ]?)(?: (?:scientific|clinical|medical|human|published\
                |peer-reviewed|research))* ?(?:evidence|research(?:ed)?|data|studies|study\
                |studied|trials?|proof|science|documented|established|investigated|tested)
            (?:clinically|scientifically|medically)[- ](?:proven|validated|verified|backed)
            (?:proven|proved)(?: to| by)?
            (?:the )?subject of extensive [\w ]{0,30}(?:research|studies|investigation)
        """,
    }
)


# What is called causal is causal, whatever words of association stand beside it.
_JUDGED = CueList(
    {
        "causal": r"""
            causal (?:link|relationship|relation|association|role|effect|connection)s?
            (?:link|relationship|association|connection) (?:is |was |as |to be )?causal
            (?:prove[ns]?|show[ns]?|established) (?:to be |as )?(?:a |the )?cause of
        """,
        "denied": r"""
            (?:not|no|never|nor|without|cannot|n't|whether|if|may|might|could|neither\
                |suggest(?:s|ed|ive)?|possible|potential) (?:[\w-]+ ){0,5}?caus(?:al|ally\
                |ation|e[sd]?)
        """,
    }
)


def strength_of(text: str) -> Strength:
    """How strongly a sentence ties a cause to an effect.

    :param text: a sentence.
    :returns: the level of the strongest cue, lowered where a hedge governs it.
    """
    causal = _CAUSAL.find(text)
    correlational = _CORRELATIONAL.find(text)
    if "caus" in text.lower() and _JUDGED.kinds(text) == {"causal"}:
        return Strength.CAUSAL
    if correlational and not _causal_outside(causal, correlational):
        return Strength.CORRELATIONAL
    if not causal:
        return Strength.NONE
    hedged = any(cue.kind in _CONDITIONAL_KINDS for cue in find_hedges(text))
    return Strength.CONDITIONAL if hedged else Strength.CAUSAL


def _causal_outside(causal: tuple[Cue, ...], correlational: tuple[Cue, ...]) -> bool:
    """Whether a causal cue comes before any word of association.

    "X reduces the risk linked to Y" is causal, "X is linked to reduced Y" is not.
    """
    first = correlational[0].span.start
    return any(cue.span.end <= first for cue in causal)


def is_of_risk(text: str) -> bool:
    """Whether the sentence speaks of a risk or a rate, which is counted in groups of people."""
    return _OF_RISK.search(text)


def is_absolute(text: str) -> bool:
    """Whether the sentence claims proof, a cure, or something without exception."""
    return _ABSOLUTE.search(text)


def find_evidence_talk(text: str) -> tuple[Cue, ...]:
    """What the text says about the evidence itself, in order of place.

    :param text: any text.
    :returns: cues of kind lacking, refuted, absent_effect, mixed or strong.
    """
    return _TALK.find(text)


def evidence_talk(text: str) -> frozenset[str]:
    """The kinds of statement about the evidence that occur in the text."""
    return frozenset(cue.kind for cue in find_evidence_talk(text))
