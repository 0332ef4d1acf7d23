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
    "NUMERALS",
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
adjust administer admit advance advise affect age agree aid aim alert alkalise alkalize alleviate
allow alter amount amplify analyse analyze announce answer anticipate apologise appear apply
approve argue arise ask assess assign assist associate assume attack attract avoid balance ban
base bathe battle bear beat become begin believe belong benefit bind bleed bloat block boost bother
break breathe breed brew brighten bring broaden brush build burn buy calcify calculate call calm
care carry cater cause celebrate challenge change characterise characterize check chew choose cite
claim clarify classify clean cleanse clear clog clot coat coincide collapse collect combat combine
come commit communicate compare compensate compete complain complete comply compromise concentrate
conclude conduct confirm congest consider consist consult consume contain continue contribute
control convert convince cook cool cope correlate cost cover cramp crave create crush cultivate
curb cure cut damage date deal debate decide declare decline decrease deem defend degrade delay
deliver demand demonstrate deny depend deplete deposit depress deprive derive describe deserve
design desire destroy detect ditch
deter deteriorate determine detoxify develop devise diagnose dictate
die differ digest dilute diminish disable disagree disappear discourage discover discuss disease
dislike display dispute disrupt dissolve distinguish distract disturb divide donate double doubt
draw drink drive drop dry dull earn ease eat educate elevate eliminate embrace emerge emit
emphasise emphasize employ empower enable encounter encourage end endanger endorse engage enhance
enjoy enrich enrol enroll ensure entail enter envelop equal equip eradicate erase escalate escape
escort establish estimate evade evaluate evoke evolve exacerbate examine exceed excite exclude
excrete excuse exercise exert exhaust exhibit exist expand expect experience explain explore
expose extend face facilitate fade fail fall fasten favor favour feature feed feel ferment fight
file fill filter find finish fix flare flatten float flood flourish flow flush focus follow fool
force forget form formulate fortify foster free freeze freshen frighten fuel fulfil fulfill function
fund gain generate germinate get give glow go grind grow guarantee guide halt hamper handle happen
harden harm harness have heal help hide highlight hinder hit hold host hurry hurt hydrate identify
ignite ignore impact impair implicate imply impose impress improve include increase indicate
induce infect inflame influence inform inhibit initiate inject inspire insulate interact interfere
interpret interrupt introduce invade invent invest investigate invite involve irritate issue
jeopardise jeopardize join jump justify keep kick kickstart kill know lack land last laugh launch
lead leak lean learn leave lengthen lessen let lie lift lighten like limit linger link list live
load look loosen lose love lower lubricate maintain make manage manifest manufacture march marry
mask master matter maximise maximize mean measure mediate melt mend mention merge metabolise
metabolize mimic minimise minimize mislead miss mitigate mix modify modulate moisturise moisturize
monitor motivate move multiply nap need neglect neutralise neutralize normalise normalize note
notice nourish numb nurture observe obtain occur offer omit open oppose outperform outweigh
overcome overdose overlap oversee overwhelm own oxidise oxidize pack participate pass pave pay
penetrate perceive perform persist pick place play plummet point poison ponder pose possess power
praise pray predict prefer prepare prescribe present preserve presume prevent prime prize proceed
process proclaim produce profit progress project prolong promise promote propel protect prove
provide publish pull pump puncture purchase purge purify pursue push put quench quit raise range
rank rate reach react reassure rebuild recall receive recharge reckon reclaim recognise recognize
recommend reconsider recover recruit reduce refer refine reflect refresh refuse refute regain
regenerate register regrow regulate rehydrate reinforce reject rejuvenate relapse relate relax
release relieve rely remain remind remove renew repair repel replace replenish replicate report
represent require rescue research resemble resist resolve resort respond rest restart restore
restrict result retain retire reveal reverse revitalise revitalize revive reward rid rinse rise risk
root ruin run sabotage sacrifice safeguard sag satisfy saturate save say scare scavenge score scrape
scrub seal secrete see seek seem select sell send separate set settle shape share sharpen shatter
shed shield shift shock shorten show shrink shrivel shut signal simplify sink sit skip sleep slim
slow smell smoke smooth sneeze snore soak soften solve soothe sound source spare spark speed spend
spike spoil spot spread sprout squash squeeze stabilise stabilize stain stand start starve state
stay steady steep stem sterilise sterilize stick stiffen stimulate sting stink stop store strain
strengthen stress stretch strike strip struggle study submit substitute succeed sue suffer suggest
suit supplement supply support suppress surge surpass surprise surrender surround survive suspect
sustain swallow sweat sweep swell swing switch synthesise synthesize tackle take tame target taste
teach tear tell tempt tend terminate test testify thank thicken thin thrive thwart tickle tie
tighten tingle tire tolerate tone torch toss touch toughen tout trace track trail train transfer
transform translate transmit transport trap treat tremble trick trigger trim tumble turn twist
unblock unclog undergo understand unfold unite unleash unlock unwind update uplift upset urge
urinate use utilise utilize vaccinate validate value vanish vape vary ventilate verify vibrate
view volunteer vomit wake walk wane want warm warn warrant wash waste weaken wear weigh whiten
widen wind wipe withdraw wither withstand witness wonder work worry worsen wreak wreck yield zap
zoom
abolish adhere advertise advocate afflict ache appease assert attach avert blame bleach blunt
bolster bounce budge burst caution cease circulate cling clump coax constrict contradict contract
criticise criticize crowd curtail dampen darken debunk deepen deflate detach dilate dislodge
dismiss dispel downplay drain drift dwindle elicit elongate enlarge erode exaggerate exfoliate
faint flake flatter flutter fluctuate hail halve harbor harbour hasten heighten hinge hover
inflate ingest inherit insist interrogate itch kindle lag languish leach liquefy liken lodge loom
lull mutate narrow nibble nudge ooze originate outlast outnumber outrank outstrip overstate
oxygenate peel persuade pinpoint plunge plump pollute postpone precede predate prod prompt
quadruple quicken quell randomise randomize rebound recede reclassify recur redden reign remedy
restrain resurface retard rupture screen shave skyrocket slash slacken soar splash spawn sprain
spur stagnate startle stipulate stir subside succumb supersede swamp swap tamper taper throb tilt
titrate triple tug undermine underlie underline underpin underscore underestimate understate
unravel usher vie ward whet yearn
accept accuse acquire adopt afford amaze appoint arrange arrive assemble bake borrow bury choke
close compile confuse conserve construct correct cross dig discard disclose distribute embed enclose
enforce equate evaporate exhale expel explode fetch forbid forgive gather govern incorporate
inhale inspect install instruct intend intervene isolate lay lend manipulate migrate mourn negotiate
obey offend operate organise organize permeate permit pour preach pronounce punish realise realize
reassess reinvent remember reply reside retrieve return scatter serve shiver slide speak specify
spell sprinkle squeal steal suck suspend swear swim travel unpack wait weave wheeze wrap write
"""

_IRREGULAR_PAST = """
became began bled broke brought built bought came chose cost cut dealt drew drank drove ate fell fed
felt fought found gave got grew held hit kept knew led left lost made meant met paid put ran rose
said saw sold sent shed shrank shut slept slowed spent spread stood stuck swelled took taught told
thought threw took understood underwent went woke won wore wrote
backed mapped pooled sampled sequenced averaged totalled peaked logged recorded screened graded
arose blew caught chose clung crept drove flew forgot froze hung lay meant overcame
rode rang sank sought sprang stole struck strove swam swore swung threw withdrew
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
NUMERALS = word_set("one two three four five six seven eight nine ten eleven twelve")
"""Small numbers in words; some are determiners too."""
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
