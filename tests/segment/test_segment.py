from __future__ import annotations

import hashlib
import itertools

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claimcheck.segment import segment
from claimcheck.types import Article, Block, BlockKind, Claim, Span, Unit, UnitKind


def article(text: str, *, title: str = "", blocks: tuple[Block, ...] = ()) -> Article:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Article(id="a" + digest[:16], text=text, title=title, blocks=blocks)


def units(text: str, *, title: str = "") -> list[Unit]:
    return list(segment(article(text, title=title))[0])


def claims(text: str, *, title: str = "") -> list[Claim]:
    return [claim for claim in segment(article(text, title=title))[1] if not claim.implied]


def parts(text: str) -> list[list[str]]:
    return [[text[p.start : p.end] for p in claim.parts] for claim in claims(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ginger eases nausea after surgery.", "claim"),
        ("# Ginger and you", "heading"),
        ("Does ginger ease nausea?", "question"),
        ("This article explores the uses of ginger.", "meta"),
        ("Read on to learn what ginger can do.", "meta"),
        ("You should not take ginger with blood thinners.", "advice"),
        ("Talk to your doctor before you start.", "advice"),
        ("Steep the root for ten minutes.", "advice"),
        ("Understanding these effects is crucial for patients.", "opinion"),
        ("I love the taste of ginger.", "opinion"),
        ("I would not expect much from ginger.", "opinion"),
        ("I had looked everywhere.", "opinion"),
        ("Later a neighbour told me about ginger.", "opinion"),
        ("Whether ginger is worth its price is another question.", "meta"),
        ("We don't recommend it for infants.", "advice"),
        ("Further trials are under way.", "research_call"),
        ("Use code GLOW for 20% off (affiliate link)!", "sales"),
        ("Delivery costs are not refunded.", "boilerplate"),
        ("More research is needed on long-term use.", "research_call"),
        ("However, the link warrants further study in adults.", "research_call"),
        ("Order your bottle today and save 30%!", "sales"),
        ("Only 9 left at this price!", "sales"),
        (
            "These statements have not been evaluated by the Food and Drug Administration.",
            "boilerplate",
        ),
        ("Results may vary.", "boilerplate"),
        ("Copyright 2020 Ginger House, all rights reserved.", "boilerplate"),
        ("The study was funded by the Ginger Board.", "boilerplate"),
        ("For more information, visit our website.", "boilerplate"),
    ],
)
def test_a_sentence_is_typed_by_what_it_is_there_for(text: str, kind: str) -> None:
    (unit,) = units(text)
    assert unit.kind.value == kind
    assert unit.reason


@pytest.mark.parametrize(
    "text",
    [
        "Use of ginger is common in Asia.",
        "Start of treatment was delayed in ten patients.",
        "The risk of falls rose by 4% in people over 70.",
        "Ginger is not a cure for cancer.",
        "No trial has shown that ginger prevents flu.",
        "People who take ginger for a week sleep better.",
        "Whether ginger prevents migraine is unclear.",
        "When you lie down, fresh ginger settles the stomach.",
        "My doctor told me that ginger eases nausea.",
        "I lost 9 pounds in a month.",
    ],
)
def test_look_alikes_of_advice_and_sales_stay_claims(text: str) -> None:
    assert units(text)[0].kind is UnitKind.CLAIM


def test_kinds_and_their_worth_are_ordered() -> None:
    strong = units("Ginger cures stomach cancer in 9 days.")[0].check_worthiness
    weak = units("The root is grown in many countries.")[0].check_worthiness
    none = units("Results may vary.")[0].check_worthiness
    assert 1 >= strong > weak > none >= 0


def test_list_items_are_claims_where_they_assert_and_lists_where_they_name() -> None:
    text = "Good to know:\n\n- Eases nausea in minutes\n- Dried ginger root\n- Zero side effects\n"
    assert [unit.kind.value for unit in units(text)][1:] == ["claim", "list", "claim"]


def test_a_contents_entry_is_no_claim() -> None:
    text = (
        "Words to begin with, ending in a stop.\n- Ginger helps the stomach\n"
        "Ginger helps the stomach\nGinger tea is said to settle the stomach after meals.\n"
    )
    assert [unit.kind.value for unit in units(text)] == ["claim", "list", "heading", "claim"]


def test_the_about_section_of_a_release_is_boilerplate() -> None:
    text = "Ginger eased nausea in a trial.\n\nAbout Hill College\n\nIt was founded in 1900.\n"
    assert [unit.kind.value for unit in units(text)] == ["claim", "heading", "boilerplate"]


def test_small_print_stays_small_print_to_its_end() -> None:
    text = "*These statements have not been evaluated by anyone. Users also ate less.*"
    assert {unit.kind for unit in units(text)} == {UnitKind.BOILERPLATE}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ginger eases nausea, and it settles the stomach.",
            [["Ginger eases nausea"], ["it settles the stomach"]],
        ),
        (
            "While ginger is cheap, taking it with warfarin can cause bleeding.",
            [["ginger is cheap"], ["taking it with warfarin can cause bleeding"]],
        ),
        (
            "Ginger calms the gut, easing cramps within an hour.",
            [["Ginger calms the gut"], ["easing cramps within an hour"]],
        ),
        (
            "Ginger, derived from a tropical root, relieves pain.",
            [["Ginger", "relieves pain"], ["derived from a tropical root"]],
        ),
        (
            "Ginger contains gingerol, a compound that blocks pain signals.",
            [["Ginger contains gingerol"], ["a compound that blocks pain signals"]],
        ),
        (
            "The dose was tiny, which means the effect may be chance.",
            [["The dose was tiny"], ["the effect may be chance"]],
        ),
        ("Zero sugar, zero caffeine.", [["Zero sugar"], ["zero caffeine"]]),
        (
            "- Non-greasy — safe to use in pregnancy",
            [["Non-greasy"], ["safe to use in pregnancy"]],
        ),
        (
            "Here is what nobody says: ginger eases pain, it works at once, and it is safe.",
            [["ginger eases pain"], ["it works at once"], ["it is safe"]],
        ),
        ("Fair warning: ginger can irritate the throat.", [["ginger can irritate the throat"]]),
        ("Myth: ginger cures cancer.", [["Myth: ginger cures cancer"]]),
        ("That is why ginger eases pain.", [["ginger eases pain"]]),
        (
            "Ginger raises body heat, which is why you sweat.",
            [["Ginger raises body heat"], ["you sweat"]],
        ),
        (
            "Scores ranged from 2 to 9, and five needed surgery and two died.",
            [["Scores ranged from 2 to 9"], ["five needed surgery"], ["two died"]],
        ),
        (
            "Ginger contains gingerol, a compound that the plant makes.",
            [["Ginger contains gingerol"], ["a compound that the plant makes"]],
        ),
        (
            "Ginger is stored in the pantry, where it keeps its scent.",
            [["Ginger is stored in the pantry"], ["it keeps its scent"]],
        ),
        (
            "“Ginger contains an oil,” she said, “and it can irritate the skin.”",
            [["Ginger contains an oil"], ["it can irritate the skin"]],
        ),
        (
            "Ginger acts as a mild stimulant but also lowers blood pressure.",
            [["Ginger acts as a mild stimulant"], ["lowers blood pressure"]],
        ),
        ("Ginger helped; the placebo did not.", [["Ginger helped"], ["the placebo did not"]]),
        (
            "Ginger may reduce stress, improve sleep and boost your mood.",
            [["Ginger may reduce stress"], ["improve sleep"], ["boost your mood"]],
        ),
    ],
)
def test_a_compound_sentence_is_split_into_its_claims(text: str, expected: list[list[str]]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ginger can lead to heartburn and loose stools",
        "If taken daily for 12 weeks, ginger lowers blood sugar in adults with diabetes",
        "Ginger eases nausea in women, men and children",
        "People who take 2 g a day may sleep better",
        "Some of the weight lost may be water, which can come back",
        "Your liver and kidneys process and remove most waste",
        "Ginger can process and remove waste",
        "Ginger may cause pain and stress in men",
        "Ginger may be used to reduce pain and improve sleep",
        "Ginger may not reduce pain and improve sleep",
        "Ginger works because it blocks one receptor",
        "Ginger led to reduced pain and improved sleep",
        "Some users report heartburn and loose stools",
    ],
)
def test_conditions_doses_populations_and_short_lists_stay_inside(text: str) -> None:
    assert parts(text + ".") == [[text]]


def test_advice_beside_a_claim_is_left_out_of_it() -> None:
    text = "Long use can lead to ulcers, so if you have pain, stop taking it and see a doctor."
    assert parts(text) == [["Long use can lead to ulcers"]]


def test_a_claim_beside_a_call_for_research_is_kept() -> None:
    text = "While ginger relieves nausea in pregnancy, its safety warrants further research."
    assert units(text)[0].kind is UnitKind.CLAIM
    assert parts(text) == [["ginger relieves nausea in pregnancy"]]


@pytest.mark.parametrize(
    ("text", "statement", "credit"),
    [
        (
            "Research suggests that ginger eases pain.",
            "ginger eases pain",
            "Research suggests that",
        ),
        ("“Ginger eases pain,” said Dr. Ana Ruiz.", "Ginger eases pain", "said Dr. Ana Ruiz"),
        (
            "Ginger eases pain, researchers reported on Monday.",
            "Ginger eases pain",
            "researchers reported on Monday",
        ),
        ("My doctor said my ulcer was gone.", "my ulcer was gone", "My doctor said"),
    ],
)
def test_a_credit_is_kept_beside_the_claim(text: str, statement: str, credit: str) -> None:
    (claim,) = claims(text)
    assert (claim.text, claim.attribution) == (statement, credit)


@pytest.mark.parametrize(
    "text",
    [
        "A trial in 40 adults found that ginger eased pain",
        "The Hill Medical Society has said that ginger is safe",
    ],
)
def test_a_described_study_or_named_body_is_part_of_the_claim(text: str) -> None:
    assert parts(text + ".") == [[text]]


def test_hedges_and_denials_are_recorded() -> None:
    first, second = claims("Ginger may ease pain. Ginger does not cure cancer.")
    assert (first.hedge, first.negated) == ("may", False)
    assert (second.hedge, second.negated) == ("", True)


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("Ginger may reduce stress and improve sleep.", "Ginger may improve sleep"),
        ("Ginger can damage the gut and interact with wine.", "Ginger can interact with wine"),
        ("Ginger could help to ease pain and protect the heart.",
         "Ginger could help to protect the heart"),
        ("If you eat ginger, it may thin the blood and irritate the gut.",
         "If you eat ginger, it may irritate the gut"),
    ],
)  # fmt: skip
def test_a_second_verb_keeps_the_modal_it_shares(text: str, reading: str) -> None:
    first, second = claims(text)
    assert second.reading == reading
    assert second.hedge == first.hedge


PAGE = """# GingerGlow™ Shots

## Why GingerGlow

- Boosts metabolism by 30%
- Rich in antioxidants
- Zero caffeine

**Ginger root.** Calms the stomach. It is also used against colds.

**Is it safe in pregnancy?** No!
"""


@pytest.mark.parametrize(
    ("said", "reading"),
    [
        ("Boosts metabolism by 30%", "GingerGlow boosts metabolism by 30%"),
        ("Rich in antioxidants", "GingerGlow is rich in antioxidants"),
        ("Zero caffeine", "GingerGlow has zero caffeine"),
        ("Calms the stomach", "Ginger root calms the stomach"),
        ("It is also used against colds", "Ginger root is also used against colds"),
        ("No", "GingerGlow is not safe in pregnancy"),
    ],
)
def test_a_reading_stands_alone(said: str, reading: str) -> None:
    found = {claim.text: claim.reading for claim in claims(PAGE)}
    assert found[said] == reading


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        (
            "Mixing ginger with warfarin is common. This combination can cause bleeding.",
            "Mixing ginger with warfarin can cause bleeding",
        ),
        ("Ginger eases pain, and it warms the feet.", "Ginger warms the feet"),
        (
            "Ginger calms the gut, easing cramps and lifting the mood.",
            "Ginger eases cramps and lifts the mood",
        ),
        (
            "Here is the truth: ginger eases pain. It is better than tea.",
            "Ginger is better than tea",
        ),
        (
            "A friend told me about ginger, the root that eases pain and lifts the mood.",
            "Ginger lifts the mood",
        ),
        (
            "If you eat too much, ginger thins the blood and irritates the gut.",
            "If you eat too much, ginger irritates the gut",
        ),
        (
            "Ginger is warm. Nothing he took helped, but it eases pain.",
            "Ginger eases pain",
        ),
        (
            "Ginger is warm. The Food Agency has not approved it. It eases pain.",
            "Ginger eases pain",
        ),
        (
            "Ginger warms. It is a safer alternative to pills.",
            "Ginger is a safer alternative to pills",
        ),
        ("Used for centuries in Fiji, the root eases pain.", "The root eases pain"),
        ("Two herbs were tried. They lowered blood sugar.", "Two herbs lowered blood sugar"),
        (
            "Irritable bowel syndrome (IBS) is common. IBS is linked to stress.",
            "Irritable bowel syndrome (IBS) is linked to stress",
        ),
    ],
)
def test_words_that_point_elsewhere_are_resolved(text: str, reading: str) -> None:
    assert claims(text)[-1].reading == reading


@pytest.mark.parametrize(
    "text",
    [
        "It is possible to overdose on ginger.",
        "Ginger warms. It is not exactly understood how ginger works.",
        "Doctors like herbs and patients. They are cheap.",
        "Experts met. Users say they feel lighter.",
        "That is a bold thing to say about ginger tea.",
    ],
)
def test_nothing_is_guessed_where_it_is_not_clear(text: str) -> None:
    last = claims(text)[-1]
    assert last.reading.split()[0] in {"It", "They", "That", "Doctors"}


TOPIC = """# Ginger root

Ginger root is a spice. Ginger root is sold dried. Ginger root is grown in Fiji.

"""


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("Some users report heartburn.", "Some ginger root users report heartburn"),
        ("Long-term safety is unknown.", "Long-term safety of ginger root is unknown"),
        (
            "Research points to its potential to ease pain, offering a gentle remedy.",
            "Ginger root offers a gentle remedy",
        ),
        ("Research points to its potential to ease pain.", "ginger root's potential"),
        ("Calls to the poison line about children rose from 4 to 9.", "Calls to the poison line"),
        ("- Clinically proven to ease pain", "Ginger root is clinically proven to ease pain"),
        ("- 200 mg of oil per capsule", "Ginger root contains 200 mg of oil per capsule"),
        ("Taken daily, it eases pain.", "Taken daily, ginger root eases pain"),
        ("Trials began. It included 40 women.", "It included 40 women"),
    ],
)
def test_the_topic_stands_in_where_it_is_meant_and_only_there(text: str, reading: str) -> None:
    assert reading in claims(TOPIC + text)[-1].reading


def test_questions_and_answers_are_told_by_their_marks() -> None:
    text = "Ginger\n\nQ: Is ginger safe?\nA: Yes, for most adults."
    last = segment(article(text))
    assert [unit.kind.value for unit in last[0]] == ["heading", "question", "claim"]
    assert last[1][-1].text == "Yes, for most adults"


def test_a_heading_that_asks_implies_nothing() -> None:
    assert not segment(article("# Ginger: does it lower blood pressure?"))[1]


def test_the_text_is_meant_by_it_after_the_text_was_named() -> None:
    kinds = [unit.kind.value for unit in units("The article explores ginger. It offers a guide.")]
    assert kinds == ["meta", "meta"]


def test_repeated_claims_share_a_cluster_and_opposites_do_not() -> None:
    text = (
        "Ginger lowers blood sugar. Ginger does not lower blood sugar. "
        "Ginger may lower blood sugar. Ginger lowers blood sugar! Ginger lowers blood sugar by 5%."
    )
    first, denied, hedged, again, by = (claim.cluster for claim in claims(text))
    assert first == again
    assert len({first, denied, hedged, by}) == 4


def test_a_heading_that_states_an_effect_implies_a_claim() -> None:
    _, found = segment(article("# Ginger cures stomach cancer\n\nIt is a root.\n"))
    assert next((claim.text, claim.implied) for claim in found) == (
        "Ginger cures stomach cancer",
        True,
    )


def test_the_readers_blocks_are_used_where_there_are_any() -> None:
    text = "Ginger tea helps. It is warm.\nGinger tea helps"
    blocks = (
        Block(span=Span(start=0, end=29), kind=BlockKind.PARAGRAPH),
        Block(span=Span(start=30, end=46), kind=BlockKind.HEADING, level=2),
    )
    found, _ = segment(article(text, blocks=blocks))
    assert [unit.kind.value for unit in found] == ["claim", "claim", "heading"]


def test_words_outside_the_readers_blocks_are_not_lost() -> None:
    text = "Ginger helps. Then more words."
    blocks = (Block(span=Span(start=0, end=13), kind=BlockKind.PARAGRAPH),)
    assert [unit.text for unit in segment(article(text, blocks=blocks))[0]] == [
        "Ginger helps.",
        "Then more words.",
    ]


def test_claim_ids_follow_the_article_and_the_place() -> None:
    one = claims("Ginger helps. Ginger helps.")
    assert len({claim.id for claim in one}) == 2
    assert [claim.id for claim in one] == [
        claim.id for claim in claims("Ginger helps. Ginger helps.")
    ]
    assert one[0].id != claims("Ginger helps. Ginger hurts.")[0].id


@pytest.mark.parametrize("text", ["", " \n\n ", "***", "🍃", "\x00", "\ufeff"])
def test_nothing_said_gives_no_claims(text: str) -> None:
    assert claims(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "a" * 250_000,
        "word " * 60_000,
        "and, which " * 5_000,
        "[" * 50_000,
        "**" * 40_000,
        '"(' * 40_000,
    ],
)
def test_a_wall_of_text_is_taken_in_bounded_steps(text: str) -> None:
    found, _ = segment(article(text))
    assert all(unit.span.end - unit.span.start <= 2_000 for unit in found)


_PIECES = st.sampled_from(
    [
        "Ginger eases pain, and it helps. ",
        "Ginger, a root, cures cancer",
        "- Boosts energy by 5%\n",
        "# Title\n",
        "\r\n\r\n",
        "\n",
        "“It works,” said Dr. Lee. ",
        "**Is it safe?** No! ",
        "It may — or may not — help; nobody knows. ",
        '> "Gone!" – Ann\n',
        "| a | b |\n",
        "👩\u200d🔬 ",
        "e\u0301",
        "\u00a0",
        "\u202e",
        "\x00",
        "\ud800",
        "™ ",
        "[BUY NOW](http://x.example) ",
        "While this, that. ",
        ", which ",
        "Its use (see [3]) rose. ",
    ]
)


@settings(max_examples=50, deadline=None)
@given(st.lists(_PIECES, max_size=25).map("".join))
@example("Ginger, derived from a root, relieves pain.\r\n\r\n🍃 It works!")
def test_every_span_is_its_slice_and_every_claim_lies_in_its_unit(text: str) -> None:
    found, said = segment(article(text))
    for unit in found:
        assert text[unit.span.start : unit.span.end] == unit.text
        assert 0 <= unit.check_worthiness <= 1
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))
    words = {at for unit in found for at in range(unit.span.start, unit.span.end)}
    assert all(at in words for at, char in enumerate(text) if char.isalpha())
    for claim in said:
        assert text[claim.span.start : claim.span.end] == claim.text
        assert claim.span.start == claim.parts[0].start
        assert claim.span.end == claim.parts[-1].end
        assert all(a.end <= b.start for a, b in zip(claim.parts, claim.parts[1:], strict=False))
        assert any(
            unit.span.start <= claim.span.start and claim.span.end <= unit.span.end
            for unit in found
        )
        assert claim.reading
        assert claim.cluster
    assert segment(article(text)) == (found, said)


def test_the_reason_given_for_advice_is_a_claim() -> None:
    text = "Pregnant women should avoid high-dose vitamin A because it can cause birth defects."
    (claim,) = claims(text)
    assert claim.text == "it can cause birth defects"
    assert claim.reading == "High-dose vitamin A can cause birth defects"
    assert units(text)[0].kind is UnitKind.CLAIM


def test_a_relative_clause_inside_the_subject_is_a_claim_of_its_own() -> None:
    text = "Ginger, which grows in many warm countries, eases nausea."
    assert parts(text) == [["Ginger", "eases nausea"], ["grows in many warm countries"]]


def test_each_predicate_of_a_list_is_a_claim() -> None:
    text = "Ginger burns fat, calms nerves and fights colds."
    assert [claim.reading for claim in claims(text)] == [
        "Ginger burns fat",
        "Ginger calms nerves",
        "Ginger fights colds",
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ginger raises blood pressure.", "Ginger increased blood pressure.", True),
        ("Ginger lowers pain.", "Ginger cuts pain.", True),
        ("Ginger lowers pain.", "Ginger raises pain.", False),
        ("Ginger lowers pain.", "Ginger does not lower pain.", False),
        ("Ginger lowers pain by 5%.", "Ginger lowers pain by 9%.", False),
        ("Ginger lowers pain.", "Ginger may lower pain.", False),
    ],
)
def test_claims_that_say_the_same_share_a_cluster_across_articles(
    one: str, other: str, same: bool
) -> None:
    keys = [segment(Article(id=text, text=text))[1][0].cluster for text in (one, other)]
    assert (keys[0] == keys[1]) is same


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("Kava calms. Kava is a root. Kava is sold in shops. Several countries banned it in 2002.",
         "Several countries banned kava in 2002"),
        ("Probiotics are live microbes. They crowd out germs.", "Probiotics crowd out germs"),
        ("The test measures proteins. In a study of 1,204 patients, it detected most tumours.",
         "In a study of 1,204 patients, the test detected most tumours"),
        ("Dr. Molson sells kava. It was a hard year.", "It was a hard year"),
        ("Kava is a root. Kava is sold. “It felt like magic,” she said.", "It felt like magic"),
        ("Researchers gave men pills. They were told to rest.", "They were told to rest"),
        ("Kava is a root. Kava is sold. It took three years to ban.", "It took three years to ban"),
    ],
)  # fmt: skip
def test_inner_words_are_resolved_and_doubtful_ones_are_left(text: str, reading: str) -> None:
    assert claims(text)[-1].reading == reading


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("Adults get too little zinc. A lack of it slows healing.", "A lack of zinc slows healing"),
        ("Iron is vital. Your blood is made of it! It carries oxygen.", "Iron carries oxygen"),
        ("Fresh ginger grows in Fiji. Some shops sell it.", "Some shops sell Fresh ginger"),
        ("Some pills contain citrinin. This toxin harms the kidneys.",
         "Citrinin harms the kidneys"),
        ("Milk contains melatonin, a hormone that brings on sleep. The hormone rises at dusk.",
         "Melatonin rises at dusk"),
        ("Gout is painful. The condition is common in men.", "Gout is common in men"),
        ("Regular bathing warms. This practice is old.", "Regular bathing is old"),
        ("Some users report loose stools. This side effect is mild and passes quickly.",
         "Loose stools passes quickly"),
        ("Ginger must not be combined with warfarin. This combination can be fatal.",
         "Combining Ginger with warfarin can be fatal"),
        ("Do not use painkillers daily. Using them can cause a headache.",
         "Using painkillers can cause a headache"),
        ("Salve, by comparison, led to a rash. It burns the skin.", "Salve burns the skin"),
        ("Nausea, cramps and gas are common. They fade in a month.",
         "Nausea, cramps and gas fade in a month"),
        ("The root is warm. There is no evidence that it cures colds.",
         "There is no evidence that the root cures colds"),
        ("The root is warm. In one trial of men, it cut pain.",
         "In one trial of men, the root cut pain"),
    ],
)  # fmt: skip
def test_what_was_spoken_of_before_is_put_into_words(text: str, reading: str) -> None:
    assert claims(text)[-1].reading == reading


@pytest.mark.parametrize(
    "text",
    [
        "Kava calms valerian. Doctors like it.",
        "My skin cleared up. My doctor could not believe it.",
        "The tea made it easier to sleep.",
        "Doctors told me that diet makes no difference.",
        "A test was run. These products were sold online.",
        "Researchers gave men pills. None of them improved.",
    ],
)
def test_where_two_may_be_meant_the_words_stay(text: str) -> None:
    last = claims(text)[-1]
    assert last.reading.lower() == last.text.lower()


def test_a_list_takes_the_brand_of_the_line_that_leads_into_it() -> None:
    text = "Magnesium is a mineral.\n\nWhy thousands choose CalmNight™:\n- Relaxes tight muscles"
    assert claims(text)[-1].reading == "CalmNight relaxes tight muscles"


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("The study used stored samples and did not test survival.",
         ["The study used stored samples", "did not test survival"]),
        ("Doctors at risk said that the results were sound but warned that tests can cause harm.",
         ["the results were sound", "tests can cause harm"]),
        ("Babies are at risk too: a preterm infant died after a dose.",
         ["Babies are at risk too", "a preterm infant died after a dose"]),
        ("Two markers rose early, suggesting that screening could start sooner.",
         ["Two markers rose early", "screening could start sooner"]),
        ("Weight loss: women who took it lost more fat.", ["women who took it lost more fat"]),
        ("The good news is that most backs heal in weeks.", ["most backs heal in weeks"]),
    ],
)  # fmt: skip
def test_more_of_what_joins_two_statements_is_cut(text: str, spans: list[str]) -> None:
    assert [claim.text for claim in claims(text)] == spans


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("Is turmeric better than chemo?", "Turmeric is better than chemo"),
        ("Why is turmeric better than chemo?", "Turmeric is better than chemo"),
        ("Can kava replace your medicine? Many think so.", "Kava can replace your medicine"),
        ("# How turmeric cures cancer", "Turmeric cures cancer"),
        ("# Turmeric: the natural cure for cancer", "Turmeric is the natural cure for cancer"),
        ("This article explores how kava safely relieves anxiety.",
         "Kava safely relieves anxiety"),
        ("It gives guidance on safe and effective use of kava as part of a plan.",
         "Use of kava is safe and effective"),
    ],
)  # fmt: skip
def test_what_a_unit_plants_without_stating_it_is_kept_as_implied(text: str, reading: str) -> None:
    found, said = segment(article(text))
    assert [claim.reading for claim in said if claim.implied] == [reading]
    assert found[0].kind is not UnitKind.CLAIM


@pytest.mark.parametrize(
    "text",
    [
        "Can kava replace your medicine? No, it cannot.",
        "Is it safe?",
        "# How to sleep better",
        "# What does the evidence say?",
        "Ask your doctor how much to take.",
        "This page explains how to read a label.",
    ],
)
def test_an_honest_question_or_introduction_implies_nothing(text: str) -> None:
    assert not [claim for claim in segment(article(text))[1] if claim.implied]


def test_what_is_said_of_attention_is_worth_less_than_what_is_said_of_the_remedy() -> None:
    heard, said = claims(
        "Kava has gained attention as a treatment for anxiety. Kava is a treatment for anxiety."
    )
    assert heard.check_worthiness < said.check_worthiness
    assert heard.reading.startswith("Kava has gained attention")
