"""Who or what was studied or is spoken of: animals, cells, and groups of people."""

from __future__ import annotations

from claimcheck.text.cues import Cue, CueList

__all__ = ["HUMAN_GROUPS", "designs", "find_populations", "is_nonhuman_only", "populations"]

#: Groups whose results do not carry over to people at large without saying so.
HUMAN_GROUPS = frozenset(
    {"infants", "children", "pregnant", "breastfeeding", "older_adults", "men", "women"}
)

_POPULATIONS = CueList(
    {
        "animal": r"""
            (?:mice|mouse|murine|rats?|rodents?|rabbits?|guinea pigs?|hamsters?|pigs?|piglets?\
                |dogs?|cats?|monkeys?|macaques?|primates?|zebrafish|fruit flies|drosophila\
                |c\. elegans|chickens?|sheep|cows?|horses?|frogs?|worms?)
            (?:in|of) yeasts?|yeast (?:cells?|strains?|models?|cultures?)
            animals?(?: (?:studies|study|models?|experiments?|research|trials?|data|tests?))?
            preclinical
        """,
        "cell": r"""
            in vitro
            cell (?:lines?|cultures?|studies|study|models?)
            cultured cells?
            test[- ]tubes?
            petri dish(?:es)?
            ex vivo
            (?:laboratory|lab) (?:studies|study|tests?|experiments?|research)
            hela
            organoids?
        """,
        "infants": r"""
            (?:infants?|bab(?:y|ies)|newborns?|neonates?) (?:of|born to|whose) \
                (?:mothers?|women|parents|people|users)
            (?:infants?|bab(?:y|ies)|newborns?|neonates?|neonatal|toddlers?|preterm)
        """,
        "children": r"""
            (?:children|boys|girls) (?:of|born to|whose) (?:mothers?|women|parents|people|users)
            (?:child|children|childhood|kids?|paediatric|pediatric|adolescents?|teen(?:ager)?s?\
                |teenage|youths?|schoolchildren|boys?|girls?|minors)
        """,
        "pregnant": r"""
            (?:pregnan(?:t|cy|cies)|expectant mothers?|expecting mothers?|gestation(?:al)?\
                |prenatal|antenatal|in utero|foet(?:us|al)|fetus(?:es)?|fetal|miscarriage\
                |stillbirth)
        """,
        "breastfeeding": r"""
            (?:breast[- ]?feeding|breast[- ]?fed|nursing (?:mothers?|women)|lactating|lactation\
                |breast milk)
        """,
        "older_adults": r"""
            (?:older (?:adults?|people|persons?|women|men|patients?)|elderly|seniors?|the old\
                |nursing home residents|aged 6[05] (?:and|or) (?:over|older|above)\
                |over[- ]6[05]s?|geriatric)
        """,
        "postmenopausal": r"""
            post[- ]?menopausal(?: women)?
            menopause
            menopausal(?: women)?
        """,
        "women": r"""
            (?:women|woman|females?|mothers?)
        """,
        "men": r"""
            (?:men|man|males?|fathers?(?:-to-be)?)
        """,
        "patients": r"""
            (?:patients?|sufferers?|inpatients?|outpatients?|cases|survivors?)
            (?:people|adults|individuals|those) (?:with|living with|who have|suffering from)
        """,
        "human": r"""
            (?:people|humans?|persons?|adults?|volunteers?|participants?|individuals?|subjects\
                |users?|consumers?|population|anyone|everyone|healthy (?:adults|volunteers\
                |people))
            (?:clinical|randomi[sz]ed|controlled|placebo-controlled)(?: controlled)? trials?
        """,
    }
)
_DESIGNS = CueList(
    {
        "review": r"""
            meta[- ]?analys(?:is|es)|systematic(?:ally)? review(?:s|ed)?|cochrane(?: review)?
            pooled (?:analys(?:is|es)|data|results)|umbrella reviews?|network meta-analys(?:is|es)
        """,
        "trial": r"""
            randomi[sz]ed|randomly (?:assigned|allocated)
            placebo[- ]controlled|double[- ]blind(?:ed)?
            (?:clinical|controlled|crossover|cross-over) trials?|rcts?
            trials?(?: (?:in|of|with|among) [\d,]+)?
        """,
        "observational": r"""
            observational|cohorts?|case[- ]control|cross[- ]sectional|longitudinal stud(?:y|ies)
            epidemiolog(?:y|ical)|registr(?:y|ies)|registers?|surveys?|surveyed|questionnaires?
            (?:prospective|retrospective|population-based) (?:stud(?:y|ies)|analys(?:is|es))
            followed (?:for|up for|over)|ecological stud(?:y|ies)
        """,
        "case": r"""
            case (?:reports?|series|stud(?:y|ies))|a single (?:patient|case)
        """,
        "animal": r"""
            animal (?:studies|study|models?|experiments?|trials?)|preclinical|mouse models?
        """,
        "in_vitro": r"""
            in vitro|cell cultures?|test[- ]tubes?|petri dish(?:es)?|cell lines?
        """,
    }
)
_NONHUMAN = frozenset({"animal", "cell"})
# "Monkey pox" and "cat scratch" name diseases, "in rats and people" names both.
_FALSE_FRIENDS = CueList(
    {
        "none": r"""
            guinea worm
            cat's claw
            horse chestnut
            hot dogs?
            chicken ?pox
            cow'?s'? milk
            yeast infections?
            worm infections?
            red yeast rice
            chicken soup
            swine flu
        """,
    }
)  # fmt: skip


def find_populations(text: str) -> tuple[Cue, ...]:
    """The populations named in a text, in order of place.

    :param text: any text.
    :returns: cues of kind animal, cell, infants, children, pregnant, breastfeeding,
        older_adults, postmenopausal, women, men, patients or human.
    """
    friends = _FALSE_FRIENDS.find(text)
    return tuple(
        cue
        for cue in _POPULATIONS.find(text)
        if not any(f.span.start <= cue.span.start < f.span.end for f in friends)
    )


def populations(text: str) -> frozenset[str]:
    """The kinds of population named in a text."""
    return frozenset(cue.kind for cue in find_populations(text))


def is_nonhuman_only(text: str) -> bool:
    """Whether animals or cells are named and no people are."""
    found = populations(text)
    return bool(found & _NONHUMAN) and not found - _NONHUMAN


def designs(text: str) -> frozenset[str]:
    """The kinds of study a text names, as values of :class:`claimcheck.types.Design`.

    :param text: any text.
    :returns: some of review, trial, observational, case, animal, in_vitro.
    """
    return _DESIGNS.kinds(text)
