"""Closed word classes and a small verb lexicon: enough to tell a clause from a phrase.

The verbs are those of health writing; forms are made by the spelling rules of
English. A word that may also be a noun counts as a verb by its neighbours only.
"""

from __future__ import annotations

from claimcheck.text.wordlist import word_set

__all__ = [
    "AUXILIARIES",
    "CONJUNCTIONS",
    "DETERMINERS",
    "ED_FORMS",
    "GERUND_NOT_CLAUSE",
    "ING_FORMS",
    "PARTICIPLES",
    "PLAIN_VERBS",
    "PLURAL_NOUNS",
    "PREPOSITIONS",
    "PRONOUNS",
    "S_FORMS",
    "VERBS",
    "s_form",
]

_VERBS = """
abate absorb accelerate accompany accumulate achieve acknowledge act activate adapt add address
adjust administer affect age aid alert alkalise alkalize alleviate allow alter amplify analyse
analyze announce appear apply approve argue arise ask assess assign assist associate assume attack
attract avoid balance ban base battle beat become begin believe belong benefit bind bleed block
bloat boost breathe break bring build burn buy calculate call calm carry cause change check choose
claim clean cleanse clear clog coat collect combat combine come compare complain concentrate
conclude confirm consider consist consume contain continue contribute control convert correlate
cost cover cramp create cure curb cut damage date deal decide decline decrease defend deliver
demonstrate depend deplete deposit derive describe deserve design destroy detect deteriorate
determine detoxify develop devise diagnose die differ digest dilute diminish disagree disappear
discover discuss disease disrupt dissolve divide donate double draw drink drive drop ease eat
eliminate emerge emphasise emphasize enable encourage end endorse engage enhance enjoy enroll
enrol ensure enter equal eradicate erase escape escort establish estimate evaluate evolve examine
exceed excrete exercise exhibit exist expand expect experience explain explore expose extend face
facilitate fade fail fall feature feed feel fight file fill filter find finish fix flow flush
focus follow force form formulate fuel function fund gain generate get give glow go grow guarantee
halt handle happen harm harness hamper have heal help highlight hinder hit hold host hydrate
identify ignite ignore imply improve include increase indicate induce infect inflame influence
inform inhibit initiate inject interact interfere interrupt introduce invade invest investigate
involve irritate issue join keep kick kill know lack last launch lead leak learn leave lengthen
lessen let lie lift like limit link linger list live load loosen look lose love lower maintain
make manage manifest manufacture mask matter maximise maximize mean measure mediate melt mention
metabolise metabolize mimic minimise minimize mitigate mix modify modulate monitor move need
neutralise neutralize normalise normalize note nourish observe obtain occur offer open oppose
outperform outweigh overwhelm own oxidise oxidize participate pass pay penetrate perform persist
pick place play point poison pose possess predict prefer prepare prescribe present preserve
prevent process produce progress project prolong promise promote protect prove provide publish
pull pump purge purify push put quench raise range reach react receive recognise recognize
recommend recover recruit reduce refer reflect refuse regain regenerate register regulate
reinforce reject rejuvenate relate relax release relieve rely remain remove renew repair replace
replenish report represent require rescue research resolve respond rest restore restrict result
retain reveal reverse rid rinse rise risk root run satisfy save say scavenge score scrub see seek
seem sell send sharpen shed shield shift shorten show shrink shut signal skip sleep slim slow
smoke smooth soak soothe soften source spare speed spend spike spread squeeze stabilise stabilize
stand start starve state stay steady stem stick stimulate stop store strengthen stress strip
struggle study substitute succeed suffer suggest suit supplement supply support suppress surge
surround survive sustain sweat sweep swell switch take target taste teach tell tend terminate test
thicken thin thrive tighten tone tout toughen track transform translate transmit trap treat
trigger trim turn undergo understand unleash unlock update urge urinate use utilise utilize vanish
vary view wake walk want warn warrant wash waste wear weigh whiten widen wipe withdraw work worsen
wreck yield
"""

_IRREGULAR_PAST = """
became began bled broke brought built bought came chose cost cut dealt drew drank drove ate fell fed
felt fought found gave got grew held hit kept knew led left lost made meant met paid put ran rose
said saw sold sent shed shrank shut slept slowed spent spread stood stuck swelled took taught told
thought threw took understood underwent went woke won wore wrote
"""
_IRREGULAR_PARTICIPLES = """
been begun bound broken brought built bought chosen cut drawn drunk driven eaten fallen fed felt
fought found given gotten grown held hidden kept known led left lost made meant paid proven put
risen run said seen sold sent shown shrunk shut spent spread stuck swollen taken taught told thought
understood undergone woken worn written
"""

_VOWELS = frozenset("aeiou")
_DOUBLED = word_set(
    """
    cut drop shed trim slim stop thin rid wrap strip skip plan beat get let put run shut sit swim
    clog equip commit refer occur regret
    """
)


def s_form(verb: str) -> str:
    """The third person singular of a base form."""
    if verb == "have":
        return "has"
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ies"
    return verb + "s"


def _stem(verb: str, ending: str) -> str:
    if verb.endswith("ie") and ending == "ing":
        return verb[:-2] + "y"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1]
    if verb.endswith("y") and verb[-2] not in _VOWELS and ending == "ed":
        return verb[:-1] + "i"
    if verb in _DOUBLED and not verb.endswith(("sh", "e")):
        return verb + verb[-1]
    return verb


VERBS = frozenset(_VERBS.split())
"""Base forms."""
S_FORMS = {s_form(verb): verb for verb in sorted(VERBS)}
"""Third person singular to base form."""
ING_FORMS = {_stem(verb, "ing") + "ing": verb for verb in sorted(VERBS)}
"""Present participle to base form."""
ED_FORMS = {_stem(verb, "ed") + "ed": verb for verb in sorted(VERBS)} | {
    word: word for word in _IRREGULAR_PAST.split()
}
"""Past form to base form (irregular ones to themselves)."""
PARTICIPLES = frozenset(_IRREGULAR_PARTICIPLES.split())
"""Irregular past participles."""

AUXILIARIES = word_set(
    """
    is are was were am has have had do does did can could may might must shall should will would
    cannot can't couldn't isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't
    won't wouldn't shouldn't mustn't mightn't ain't cant wont dont it's that's there's he's she's
    they're we're you're i'm they've we've you've i've it'll they'll you'll we'll i'll this'll
    here's what's who's i'd you'd they'd we'd it'd
    """
)
PRONOUNS = word_set(
    """
    it they he she we you i this that these those there it's they're you're we're i'm that's
    there's everyone nobody none some many most others both each one anyone
    """
)
DETERMINERS = word_set(
    """
    a an the this that these those my your his her its our their some any no every each all both
    another such many most few several much more less one two three four five six seven eight nine
    ten other certain
    """
)
PREPOSITIONS = word_set(
    """
    of in on at by for from with without within into onto to toward towards through throughout
    during after before against among between about above below under over across around via per
    than as like unlike off up out upon despite including until since because if when while whether
    """
)
PLAIN_VERBS = word_set(
    """
    absorb achieve alleviate allow become begin believe bring carry choose cleanse consist contain
    contribute counteract curb decide describe destroy develop differ digest eliminate enable
    enhance ensure exist give grow happen heal improve include increase inhibit keep know lack lead
    let lose lower maintain make mean occur outweigh prevent produce promote protect provide receive
    reduce regulate relax relieve remain remove require restore reveal seem soothe stimulate
    strengthen suffer suppress tend thrive understand vary
    """
)
"""Base forms that are hardly ever nouns: verbs wherever a subject stands before them."""
CONJUNCTIONS = word_set("and or but nor so yet")
PLURAL_NOUNS = word_set(
    "people women men children patients adults teeth mice feet bacteria data criteria"
)
GERUND_NOT_CLAUSE = word_set(
    """
    including according depending regarding concerning considering excluding following using based
    starting ranging assuming during compared beginning ending counting barring pending touching
    growing existing promising emerging leading ageing aging
    """
)
"""-ing words that behave as prepositions or adjectives rather than begin a clause."""
