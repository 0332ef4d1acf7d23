"""Words that end in a full stop without ending a sentence, and words that begin one.

Closed-class lists, lower case, without the final stop.
"""

from __future__ import annotations

from claimcheck.text.wordlist import word_set

__all__ = ["ENDING", "NEVER_LAST", "NUMBERED", "STARTERS"]

# Never the last word of a sentence: something always follows.
NEVER_LAST = word_set(
    """
    dr dres drs mr mrs ms mx prof profs assoc asst rev fr hon gen lt lieut col cpl sgt maj capt cmdr
    adm gov pres sen rep reps supt messrs mme mlle st ste mt
    vs v p.s ps e.g eg i.e cf viz esp approx ca circa resp incl aka
    gen. pvt brig insp det sr. dept. ex
    """
)

# Never last when a number follows ("No. 5", "Fig. 2", "p. 14", "vol. 3").
NUMBERED = word_set(
    """
    no nos nr fig figs tab eq eqs eqn eqns ref refs sec sect secs ch chap chaps vol vols pp p pg pgs
    par para art app appx suppl ser ed eds n col cols jan feb mar apr jun jul aug sep sept oct nov
    dec ver abt est min max tel ext cap
    """
)

# May be last or not; a capital that seldom begins a sentence says not.
ENDING = word_set(
    """
    inc ltd co corp bros llc plc jr sr esq etc al ave blvd rd sq bldg dept dist univ assn
    ph.d phd m.d md d.o r.n rn d.d.s b.a b.sc m.sc m.a ba bs dvm
    a.m p.m pm a.d b.c b.c.e c.e u.s u.k u.n e.u u.s.a d.c l.a n.y u.s.c w.h.o f.d.a n.h.s
    lb lbs oz ft in. yd mi qt tsp tbsp tbs hr hrs mins sec secs wk wks mo mos yr yrs
    kg mg mcg ml km cm mm avg temp misc gov
    ariz ark calif colo conn del fla ga kan kans ky mich minn mont neb nev okla
    ore penn pa tenn tex va vt wis wyo
    mon tue tues wed thu thur thurs fri
    sp spp subsp var cv nat natl int intl govt med sci biol chem pharm rev. j clin epidemiol psychol
    am. acad soc hosp
    """
)

# Words that, with a capital, more often begin a sentence than continue a name.
STARTERS = word_set(
    """
    a about according additionally after again all also although always among an and another any
    anyone are as ask at avoid because before being besides between both but by can click come
    conversely could despite did do does don't drink during each early eat either even every
    everyone experts few finally find first for fortunately from further furthermore get given go
    had has have he hence her here his how however i i'd i'll i'm i've if in indeed instead is it
    it's its just keep last later learn let like made make many maybe meanwhile more moreover most
    much my neither never nevertheless new next no nobody none nor not nothing now of often on once
    one only or other others our over patients people perhaps please rather read research
    researchers results scientists second see several she should since so some sometimes soon
    still studies such take taking than thanks that that's the their them then there there's
    therefore these they they're this those though through thus to today together too try two
    under unfortunately unless unlike until upon use users using we we'll we're we've were what
    what's when whenever where whereas whether which while who why will with within without women
    would yes yet you you'll you're you've your
    """
)
