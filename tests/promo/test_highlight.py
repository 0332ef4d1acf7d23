"""What is highlighted in an article, where exactly, and with which flags."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.promo import count_inline_controls, highlight, load_rules
from claimcheck.types import Article, Block, BlockKind, PromoSpan, Severity, Span, Unit, UnitKind

WORDS = (
    "Kava cures cancer. ",
    "“Order now!” ",
    "It’s a miracle cure",
    "\n\n",
    "no side effects",
    "— ",
    "Studies show that it helps. ",
    "İstanbul ",
    "\u00a0",
    "100 % natural ",
    "e\u0301",
    "🍃 ",
    "**",
    "ﬁt ",
    "from acne to gout ",
    "not ",
    "'",
    '"',
    "\r\n",
    "# ",
    "natural approach ",
    "Lose 10 kg ",
    "\ud800",
)


def found(text: str, **options: object) -> tuple[PromoSpan, ...]:
    return highlight(Article(id="a", text=text, **options), (), ())  # type: ignore[arg-type]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=25))
def test_spans_are_exact_slices_sorted_and_apart(parts: list[str]) -> None:
    text = "".join(parts)
    spans = found(text)
    assert all(span.text == text[span.span.start : span.span.end] for span in spans)
    ends = [0, *(span.span.end for span in spans)]
    assert all(span.span.start >= end for span, end in zip(spans, ends, strict=False))
    assert spans == found(text)


def test_capitals_curly_quotes_and_emphasis_do_not_hide_a_phrase() -> None:
    texts = ("DON’T WAIT", "Don't wait", "**Don’t** wait")
    assert all(len(found(text)) == 1 for text in texts)


def test_length_changing_letters_do_not_move_spans() -> None:
    (span,) = found("İİİ: a miracle cure.")
    assert span.text == "miracle cure"


def test_overlapping_phrases_become_one_span_of_the_graver_category() -> None:
    (span,) = found("It offers promising alternatives to conventional medications.")
    assert span.text == "promising alternatives to conventional medications"
    assert (span.category, span.severity) == ("medicine_substitute", Severity.ERROR)


def test_a_hedge_lowers_a_disease_claim_but_keeps_it() -> None:
    (sure,) = found("Ginseng relieves anxiety.")
    (hedged,) = found("Ginseng may relieve anxiety.")
    assert (sure.severity, sure.hedged) == (Severity.ERROR, False)
    assert (hedged.severity, hedged.hedged) == (Severity.WARNING, True)


def test_a_heading_lowers_and_is_flagged() -> None:
    (span,) = found("# Ginseng relieves anxiety\n\nWe met in May.")
    assert (span.in_heading, span.severity) == (True, Severity.WARNING)


def test_a_heading_block_counts_as_a_heading() -> None:
    title = "Ginseng relieves anxiety"
    block = Block(span=Span(start=0, end=len(title)), kind=BlockKind.HEADING, level=1)
    (span,) = found(f"{title}\n\nWe met in May.", blocks=(block,))
    assert span.in_heading


def test_given_units_are_used_for_sentences_and_headings() -> None:
    text = "Ginseng relieves anxiety"
    unit = Unit(span=Span(start=0, end=len(text)), text=text, kind=UnitKind.HEADING, reason="test")
    (span,) = highlight(Article(id="a", text=text), (unit,), ())
    assert span.in_heading


def test_a_quotation_is_flagged() -> None:
    (span,) = found('"This tea relieves anxiety," reads the poster.')
    assert span.in_quote


def test_praise_by_an_independent_named_speaker_is_theirs() -> None:
    assert found('"It is an amazing result," said Dr. Maria Holt of Leeds.') == ()


def test_what_sellers_are_reported_to_say_is_not_the_articles_claim() -> None:
    assert found("Sellers claim the tea cures cancer.") == ()


def test_the_next_sentence_may_take_it_back() -> None:
    assert found("Kava cures cancer. That is a myth.") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Ginseng does not relieve anxiety.",
        "Whether ginseng relieves anxiety is unknown.",
        "Does ginseng relieve anxiety?",
        "No tea cures cancer.",
    ],
)
def test_denied_doubted_and_asked_promises_are_left_alone(text: str) -> None:
    assert found(text) == ()


def test_not_only_is_no_denial() -> None:
    assert len(found("It not only cures cancer, it tastes of mint.")) == 1


def test_a_denial_that_is_the_promise_stays() -> None:
    (span,) = found("The drops have no side effects.")
    assert span.category == "safety_assurance"


def test_a_cited_study_clears_talk_of_research() -> None:
    assert found("Studies show that ginseng helps sleep [12].") == ()
    assert found("Studies show that ginseng helps sleep.") != ()


def test_an_approved_medicine_may_treat_a_disease() -> None:
    assert found("Methadone relieves withdrawal symptoms.") == ()
    assert found("Kratom relieves withdrawal symptoms.") != ()


def test_a_pronoun_stands_for_what_was_named_before() -> None:
    assert found("Doctors prescribe insulin. It lowers blood sugar.") == ()
    assert found("Cinnamon is a spice. It lowers blood sugar.") != ()


def test_a_lone_suggestion_in_a_long_article_is_not_shown() -> None:
    filler = "The kava plant grows on islands. Kava is drunk at feasts. " * 30
    assert found(filler + "Kava shows promise.") == ()
    shown = replace(load_rules().settings, show_all_suggestions=True)
    article = Article(id="a", text=filler + "Kava shows promise.")
    assert len(highlight(article, (), (), rules=load_rules().configured(shown))) == 1


def test_a_research_report_is_not_read_as_an_advertisement() -> None:
    report = "We investigated turmeric. Methods: mice. Our results suggest a powerful remedy. "
    assert found(report + "In this study, turmeric is a promising treatment for colitis.") == ()


def test_every_span_says_why_and_what_to_write_instead() -> None:
    (span,) = found("Turmeric cures arthritis.")
    assert span.message
    assert "FDA" in span.why
    assert any("arthritis" in text and "Turmeric" in text for text in span.suggestions)
    assert 0 < span.confidence <= 1


def test_inline_controls_are_counted_and_obeyed_only_on_request() -> None:
    text = (
        "<!-- claimcheck off hype_puffery -->\nA game-changer.\n"
        "<!-- claimcheck on -->\nA game-changer."
    )
    assert count_inline_controls(text) == 2
    assert len(found(text)) == 2
    own = load_rules().configured(replace(load_rules().settings, inline_controls=True))
    assert len(highlight(Article(id="a", text=text), (), (), rules=own)) == 1


def test_ignore_next_covers_one_line() -> None:
    text = "<!-- claimcheck ignore-next -->\nA game-changer.\nA game-changer."
    own = load_rules().configured(replace(load_rules().settings, inline_controls=True))
    (span,) = highlight(Article(id="a", text=text), (), (), rules=own)
    assert span.span.start == text.rindex("game")


@pytest.mark.parametrize(
    "text", ["", " \n", "a" * 100_000, "cures " * 5_000, '"' * 2_000, "so " * 9_000]
)
def test_odd_texts_are_survived(text: str) -> None:
    assert all(span.text == text[span.span.start : span.span.end] for span in found(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kava cures cancer.", "“Kava has been studied for cancer; no trial shows"),
        ("Ginger treats chronic conditions.", "“is used by some people for [condition]"),
    ],
)
def test_rewordings_read_as_sentences(text: str, expected: str) -> None:
    (span,) = highlight(Article(id="a", text=text), (), ())
    assert span.suggestions[0].startswith(expected)
