"""Edits of one sentence whose effect on the label is known by construction.

An edit returns the changed sentence, or None where it does not apply.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from re import Match

from claimcheck.text.letters import capital

Edit = Callable[[str, random.Random], str | None]

_OPPOSITES = (
    ("increased", "decreased"),
    ("increases", "decreases"),
    ("increase", "decrease"),
    ("higher", "lower"),
    ("improved", "worsened"),
    ("improves", "worsens"),
    ("improve", "worsen"),
    ("more", "fewer"),
    ("reduced", "increased"),
    ("reduces", "increases"),
    ("reduce", "increase"),
    ("reducing", "increasing"),
    ("increasing", "decreasing"),
    ("enhanced", "impaired"),
    ("enhances", "impairs"),
    ("greater", "smaller"),
    ("promotes", "inhibits"),
    ("promoted", "inhibited"),
    ("activates", "inhibits"),
    ("activation", "inhibition"),
    ("positively", "negatively"),
    ("positive", "negative"),
    ("upregulated", "downregulated"),
    ("longer", "shorter"),
    ("better", "worse"),
    ("faster", "slower"),
    ("elevated", "reduced"),
    ("protective", "harmful"),
    ("effective", "ineffective"),
    ("safe", "unsafe"),
    ("gain", "loss"),
    ("lowers", "raises"),
    ("lowered", "raised"),
    ("beneficial", "harmful"),
    ("prevents", "promotes"),
    ("rise", "fall"),
    ("risk factor", "protective factor"),
    ("high", "low"),
    ("larger", "smaller"),
)
_FLIP = dict(_OPPOSITES) | {b: a for a, b in reversed(_OPPOSITES)}
_FLIP["fewer"] = "more"
_DIRECTION = re.compile(
    r"\b(" + "|".join(sorted(_FLIP, key=len, reverse=True)) + r")\b", re.IGNORECASE
)
_POSITIVE = re.compile(
    r"\b(is|are|was|were|can|could|did|does|will|should|has been|have been)\b(?! not)"
)
_NEGATED = re.compile(
    r"\b(is|are|was|were|can|could|will|should|has been|have been) not\b|\bcannot\b"
)
_NO_EFFECT = re.compile(r"\b(?:had|has|have|showed|found) no\b", re.IGNORECASE)
_DOSE = re.compile(r"\b(\d+(?:\.\d+)?) ?(mg|g|mcg|µg|μg|IU|ml|mL|mg/kg|mg/day)\b")
_NUMBER = re.compile(
    r"(?<![\w.,/=<>-])(\d{1,3}(?:\.\d+)?)(?= ?(?:%|percent|patients|participants|women|men|"
    r"children|adults|years|months|weeks|days|hours|minutes|min|times|-fold|fold))"
)
_ANIMAL = re.compile(
    r"\b(?:in|of|for) ((?:[a-z-]+ ){0,2}?(?:mice|rats|mouse models|mouse model|zebrafish|"
    r"cell lines?|cell culture|cultured [a-z]+ cells|vitro|rabbits|pigs|monkeys|macaques|"
    r"Drosophila|yeast))\b"
)
_PEOPLE = ("people", "humans", "patients", "adults", "men and women")
_GROUPS = (
    "children",
    "adults",
    "older adults",
    "pregnant women",
    "men",
    "women",
    "adolescents",
    "infants",
)
_GROUP = re.compile(r"\bin (" + "|".join(sorted(_GROUPS, key=len, reverse=True)) + r")\b")
_LINKS = (
    (
        re.compile(
            r"\b(?:was|were|is|are) (?:significantly |strongly |independently )?"
            r"associated with (?:an? )?(?:higher|increased|greater|elevated) risk of\b"
        ),
        ("causes", "is a cause of"),
    ),
    (
        re.compile(
            r"\b(?:was|were|is|are) (?:significantly |strongly |independently )?"
            r"associated with (?:an? )?(?:lower|reduced|decreased) risk of\b"
        ),
        ("prevents", "protects against"),
    ),
    (
        re.compile(
            r"\b(?:was|were|is|are) (?:significantly |strongly |independently |also )?"
            r"(?:associated|linked|correlated) with\b"
        ),
        ("causes", "leads to", "is the cause of"),
    ),
)
_HEDGES = (
    (re.compile(r"\b(?:may|might|could|can) (?:potentially )?be\b"), "is"),
    (re.compile(r"\b(?:may|might|could) (?:potentially )?(?:have)\b"), "has"),
    (
        re.compile(
            r"\b(?:may|might|could) (?:potentially |possibly )?((?:increas|reduc|decreas|improv|"
            r"promot|caus|enhanc|contribut|influenc|predispos)e|prevent|protect|lead|affect|help|"
            r"play|provide|represent|predict|explain)\b"
        ),
        None,
    ),
    (re.compile(r"\b(?:appears?|seems?) to be\b"), "is"),
)

#: Words that may stand for each other in a claim without changing what it says.
_SYNONYMS = (
    ("reduces", "lowers", "decreases"),
    ("reduced", "lowered", "decreased"),
    ("increases", "raises"),
    ("increased", "raised"),
    ("reduce", "lower", "decrease"),
    ("increase", "raise"),
    ("cause", "bring about", "lead to"),
    ("causes", "brings about", "leads to"),
    ("can lead to", "can cause"),
    ("usually", "most often", "in most cases"),
    ("relieves", "eases"),
    ("relieve", "ease"),
    ("harmful", "damaging"),
    ("medicines", "drugs"),
    ("a lack of", "too little"),
    ("a day", "daily"),
    ("is associated with", "is linked to", "goes along with"),
    ("was associated with", "was linked to"),
    ("are associated with", "are linked to"),
    ("were associated with", "were linked to"),
    ("compared with", "relative to", "in comparison with"),
    ("compared to", "relative to"),
    ("patients with", "people with"),
    ("individuals", "people"),
    ("subjects", "participants"),
    ("treatment with", "therapy with", "use of"),
    ("treatment", "therapy"),
    ("combining", "mixing", "taking together"),
    ("risk of", "likelihood of", "chance of"),
    ("mortality", "death rates"),
    ("hypertension", "high blood pressure"),
    ("myocardial infarction", "heart attack"),
    ("improves", "makes better"),
    ("improved", "got better"),
    ("significantly", "markedly"),
    ("whereas", "while"),
    ("children", "kids"),
    ("tumour", "tumor"),
    ("physicians", "doctors"),
    ("may", "can"),
    ("might", "may"),
    ("should not be taken", "should be avoided"),
    ("approximately", "about"),
    ("demonstrated", "showed"),
    ("plays a role in", "is involved in"),
    ("induces", "triggers"),
    ("inhibits", "blocks", "suppresses"),
    ("enhances", "boosts", "strengthens"),
    ("required for", "needed for"),
    ("essential for", "necessary for"),
    ("leads to", "results in"),
    ("led to", "resulted in"),
    ("effective", "efficacious"),
    ("older adults", "elderly people"),
    ("use", "consumption"),
    ("prevents", "protects against"),
    ("in the majority of", "in most"),
)
_SYNONYM = {word: group for group in _SYNONYMS for word in group}
_SYNONYM_WORD = re.compile(
    r"\b(" + "|".join(sorted(_SYNONYM, key=len, reverse=True)) + r")\b", re.IGNORECASE
)
_DECIMAL = re.compile(r"(?<![\w.,/=<>-])(\d{2,3})\.(\d)(?= ?(?:%|percent|mg|kg|years|months|days))")
_ADVERB = re.compile(
    r"\b(?:significantly|strongly|markedly|substantially|independently|also|further|clearly) "
)
_TAIL = re.compile(r",? (?:as well as|suggesting|indicating|supporting|respectively)\b[^,;]*\.$")
_ACTIVE = re.compile(
    r"^(?P<who>[A-Z][^,;:]{3,60}?) (?:significantly )?"
    r"(?P<verb>increase|decrease|reduce|improve|induce|inhibit|enhance|"
    r"promote|activate|prevent)s (?P<what>[^,;:]{3,80})\.$"
)


def flip_direction(sentence: str, rng: random.Random) -> str | None:  # noqa: ARG001
    """Increase for decrease, better for worse: one word only, and only where there is just one."""
    hits = list(_DIRECTION.finditer(sentence))
    if len(hits) != 1 or re.search(r"\b(?:no|not)\b|difference", sentence, re.IGNORECASE):
        return None
    return _replace(sentence, hits[0], _match_case(hits[0].group(), _FLIP[hits[0].group().lower()]))


def reword(sentence: str, rng: random.Random) -> str | None:
    """The same statement in somewhat other words: what a paraphrase may change, and no more.

    Without these, nearly everything that differs a little from its evidence is a contradiction,
    and a model learns that small differences mean one.
    """
    changed = sentence
    if rng.random() < 0.5 and (hit := _ACTIVE.match(changed)):
        what, who = hit.group("what"), hit.group("who")
        who = who if who[:2].isupper() else who[:1].lower() + who[1:]
        auxiliary = "are" if what.endswith("s") and not what.endswith(("ss", "is")) else "is"
        changed = f"{capital(what)} {auxiliary} {hit.group('verb')}d by {who}."
        changed = changed.replace("inhibitd", "inhibited").replace("preventd", "prevented")
    if rng.random() < 0.5:
        changed = _TAIL.sub(".", changed)
    if rng.random() < 0.5:
        changed = _ADVERB.sub("", changed, count=1)
    if hit := _DECIMAL.search(changed):
        value = round(float(hit.group()))
        changed = _replace(changed, hit, f"about {value}").replace("about about", "about")
    hits = list(_SYNONYM_WORD.finditer(changed))
    drawn = rng.sample(hits, min(2, len(hits)))
    for hit in sorted(drawn, key=lambda one: -one.start()):
        others = [word for word in _SYNONYM[hit.group().lower()] if word != hit.group().lower()]
        changed = _replace(changed, hit, _match_case(hit.group(), rng.choice(others)))
    return None if changed == sentence else changed


def flip_negation(sentence: str, rng: random.Random) -> str | None:  # noqa: ARG001
    """A denial added to the main verb, or the one there taken away."""
    if hit := _NEGATED.search(sentence):
        return _replace(
            sentence, hit, "can" if hit.group() == "cannot" else hit.group().removesuffix(" not")
        )
    if hit := _NO_EFFECT.search(sentence):
        verb = hit.group().split()[0]
        return _replace(sentence, hit, f"{verb} a clear")
    hits = list(_POSITIVE.finditer(sentence))
    if len(hits) != 1 or re.search(
        r"\b(?:no|not|neither|nor|without|whether|although|that|which|who)\b", sentence
    ):
        return None
    verb = hits[0].group()
    denied = verb.replace(" been", " not been") if " been" in verb else f"{verb} not"
    return _replace(sentence, hits[0], denied)


def change_dose(sentence: str, rng: random.Random) -> str | None:
    """Another amount of the same substance, or the same figure in another unit."""
    hits = list(_DOSE.finditer(sentence))
    if not hits:
        return None
    hit = rng.choice(hits)
    if rng.random() < 0.25:
        unit = rng.choice([unit for unit in ("mg", "g", "mcg", "IU") if unit != hit.group(2)])
        return _replace(sentence, hit, f"{hit.group(1)} {unit}")
    return _replace(sentence, hit, f"{_other_number(hit.group(1), rng)} {hit.group(2)}")


def change_number(sentence: str, rng: random.Random) -> str | None:
    """One share, count or duration replaced by a clearly different one."""
    hits = list(_NUMBER.finditer(sentence))
    if not hits:
        return None
    hit = rng.choice(hits)
    return _replace(sentence, hit, _other_number(hit.group(1), rng))


def animal_to_people(sentence: str, rng: random.Random) -> str | None:
    """A finding in animals or cells restated of people."""
    hits = list(_ANIMAL.finditer(sentence))
    if len(hits) != 1:
        return None
    changed = _replace(sentence, hits[0], f"in {rng.choice(_PEOPLE)}")
    return None if re.search(r"\b(?:mice|mouse|rats?|murine|vitro|cells?)\b", changed) else changed


def swap_group(sentence: str, rng: random.Random) -> str | None:
    """A finding in one group of people restated of another."""
    hits = list(_GROUP.finditer(sentence))
    if len(hits) != 1:
        return None
    near = hits[0].group(1).split()[-1]
    return _replace(
        sentence, hits[0], f"in {rng.choice([group for group in _GROUPS if near not in group])}"
    )


def link_to_cause(sentence: str, rng: random.Random) -> str | None:
    """An association restated as a cause."""
    for pattern, verbs in _LINKS:
        if hit := pattern.search(sentence):
            return _replace(sentence, hit, rng.choice(verbs))
    return None


def drop_hedge(sentence: str, rng: random.Random) -> str | None:  # noqa: ARG001
    """A guarded finding restated as settled."""
    for pattern, plain in _HEDGES:
        if hit := pattern.search(sentence):
            verb = plain or hit.group(1) + "s"
            return _replace(sentence, hit, verb)
    return None


def _other_number(text: str, rng: random.Random) -> str:
    value = float(text)
    factor = rng.choice((0.2, 0.4, 0.5, 1.6, 2.0, 3.0, 10.0))
    if "." in text:
        return f"{value * factor:.{len(text.split('.')[1])}f}" if value else "3.5"
    changed = round(value * factor)
    return str(changed if changed != round(value) else round(value) + 7)


def _replace(sentence: str, hit: Match[str], text: str) -> str:
    return sentence[: hit.start()] + text + sentence[hit.end() :]


def _match_case(old: str, new: str) -> str:
    return new.capitalize() if old[:1].isupper() else new
