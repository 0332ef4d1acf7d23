"""The tagger beside the rules: what it adds, and what keeps it quiet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from claimcheck import codec
from claimcheck.config import load_settings
from claimcheck.evaluation.promo import evaluate
from claimcheck.promo import CATEGORIES, highlight, load_rules
from claimcheck.runtime.fakes import PhraseTagger
from claimcheck.runtime.protocol import TokenRows
from claimcheck.runtime.tagger import Tagger
from claimcheck.types import Article

GOLD = Path(__file__).parents[1] / "gold" / "promo"
TAGGER = PhraseTagger({"sings to the liver": "wellness_buzz_panacea"}, classes=CATEGORIES)
TEXT = "Oat straw sings to the liver. It is a miracle cure."


def _spans(text: str, **options):
    return highlight(Article(id="a", text=text), (), (), tagger=TAGGER, **options)


def test_it_adds_what_no_rule_finds_with_message_source_and_likelihood() -> None:
    first, second = _spans(TEXT)
    assert (first.text, first.rule) == ("sings to the liver", "wellness_buzz_panacea.tagger")
    assert first.message
    assert first.why
    assert 0.9 <= first.confidence <= 1
    assert second.rule.startswith("cure_claim.")


def test_where_a_rule_speaks_the_rule_is_kept() -> None:
    tagger = PhraseTagger({"a miracle cure": "hype_puffery"}, classes=CATEGORIES)
    (span,) = highlight(Article(id="a", text="Kava is a miracle cure."), (), (), tagger=tagger)
    assert span.category == "cure_claim"


@pytest.mark.parametrize("name", ["wellness_buzz_panacea", "wellness_buzz_panacea.tagger"])
def test_it_can_be_switched_off_by_category_and_by_name(name: str) -> None:
    spans = _spans(TEXT, rules=load_rules().without(name))
    assert [span.category for span in spans] == ["cure_claim"]


def test_allowed_phrases_and_ones_own_comments_quiet_it() -> None:
    assert len(_spans(TEXT, rules=load_rules().allowing("Sings to the liver"))) == 1
    rules = load_rules()
    own = rules.configured(replace(rules.settings, inline_controls=True))
    assert _spans(f"<!-- claimcheck off -->\n{TEXT}", rules=own) == ()


def test_in_an_article_that_promotes_nothing_else_it_is_not_believed() -> None:
    plain = "The nurse noted the temperature and the pulse of each of the patients on the ward. "
    assert len(_spans(TEXT)) == 2
    assert all(not span.rule.endswith(".tagger") for span in _spans(plain * 15 + TEXT))


PLAIN = "The nurse noted the temperature and the pulse of each of the patients on the ward. " * 15
WEAK = "The pounds go while you sleep."


@pytest.mark.parametrize(
    ("text", "marked", "kept"),
    [
        (PLAIN + WEAK, "the pulse of a stranger", False),
        (PLAIN + WEAK, "while you sleep", True),
        (WEAK, "the pulse of a stranger", True),
        (PLAIN + "It is a miracle cure.", "the pulse of a stranger", True),
    ],
    ids=["a weak rule alone", "a weak rule and the tagger", "a passage", "a sure rule alone"],
)
def test_in_a_sober_article_a_rule_that_is_not_sure_needs_the_tagger(
    text: str, marked: str, kept: bool
) -> None:
    tagger = PhraseTagger({marked: "quick_easy_fix"}, classes=CATEGORIES)
    article = Article(id="a", text=text)
    assert len(highlight(article, (), ())) == 1
    assert len(highlight(article, (), (), tagger=tagger)) == kept


def test_marks_of_a_category_switched_off_still_bear_out_a_rule() -> None:
    tagger = PhraseTagger({"while you sleep": "hype_puffery"}, classes=CATEGORIES)
    rules = load_rules().without("hype_puffery")
    spans = highlight(Article(id="a", text=PLAIN + WEAK), (), (), rules=rules, tagger=tagger)
    assert [span.category for span in spans] == ["quick_easy_fix"]


class _WordPieces:
    """Tags a piece of a word, as a tokenizer may cut it."""

    hash = "pieces"

    def tag(self, texts: Sequence[str]) -> list[TokenRows]:
        row = np.zeros((1, 1 + len(CATEGORIES)), np.float32)
        row[0, 1] = 1.0
        return [TokenRows(offsets=((text.index("liver") + 2, text.index("liver") + 4),), rows=row)
                for text in texts]  # fmt: skip


def test_a_span_is_of_whole_words() -> None:
    text = "It sings to the liver, they say."
    (span,) = highlight(Article(id="a", text=text), (), (), tagger=_WordPieces())
    assert span.text == "liver"


@pytest.fixture(scope="module")
def bundled() -> Tagger:
    folder = load_settings().tagger_path
    assert folder is not None, "models/promo belongs to the repository"
    return Tagger.load(folder, threads=2)


def test_figures_on_the_test_articles_hold(bundled: Tagger) -> None:
    figures = evaluate(GOLD / "test.jsonl", tagger=bundled)
    assert figures["mode"] == "with_tagger"
    assert figures["span_precision"] >= 0.8
    assert figures["span_recall"] >= 0.65
    assert figures["spans_per_1000_words"] <= 1.0
    alone = figures["rules_only"]
    assert isinstance(alone, dict)
    assert figures["span_recall"] > 2 * alone["span_recall"]


def test_sober_dev_articles_stay_clean_and_the_others_are_found(bundled: Tagger) -> None:
    figures = evaluate(GOLD / "dev.jsonl", tagger=bundled)
    assert figures["negatives"] == 21
    assert figures["spans_per_1000_words"] <= 0.3
    assert figures["span_f1"] >= 0.79


def test_look_alikes_stay_clean(bundled: Tagger, tmp_path: Path) -> None:
    probes = Path(__file__).parent / "data" / "probes.jsonl"
    rows = [row for row in codec.read_jsonl(probes) if row["batch"] == 2 and not row["spans"]]
    path = tmp_path / "look-alikes.jsonl"
    path.write_text("".join(codec.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert evaluate(path, tagger=bundled)["flagged_negatives"] <= 3
