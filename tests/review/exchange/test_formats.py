"""Files as other tools write them, and files that are not what they say."""

from __future__ import annotations

import io
import json

import pytest

from claimcheck.errors import CodecError
from claimcheck.review.exchange import FORMATS, Mark, Sheet, Unit

TEXT = "👨🏻‍🚒 zinc cures colds"
SHEET = Sheet(id="d1", text=TEXT, source="a.txt")
START = TEXT.index("zinc")


def read(name: str, text: str) -> list[Sheet]:
    return list(FORMATS[name].read(io.StringIO(text, newline=""), {"a.txt": SHEET}.get))


def the_mark(sheets: list[Sheet]) -> Mark:
    ((mark,),) = [sheet.marks for sheet in sheets]
    return mark


def test_each_format_states_what_its_offsets_count() -> None:
    assert {name: form.unit for name, form in FORMATS.items()} == {
        "jsonl": Unit.CODE_POINTS,
        "label-studio": Unit.CODE_POINTS,
        "doccano": Unit.UTF16,
        "prodigy": Unit.CODE_POINTS,
        "web-annotation": Unit.CODE_POINTS,
        "claimreview": Unit.QUOTE,
        "csv": Unit.CODE_POINTS,
    }


@pytest.mark.parametrize("shift", [0, 3], ids=["code points", "UTF-16, as before version 1.6"])
def test_label_studio_spans_are_read_in_either_unit(shift: int) -> None:
    value = {"start": START + shift, "end": START + 4 + shift, "text": "zinc",
             "labels": ["contradictory"]}  # fmt: skip
    region = {"id": "r", "from_name": "claims", "to_name": "text", "type": "labels", "value": value}
    task = {"id": 7, "data": {"text": TEXT}, "annotations": [
        {"completed_by": {"email": "ana@example.org"}, "result": [region]},
        {"completed_by": 3, "was_cancelled": True, "result": [region]},
    ]}  # fmt: skip
    mark = the_mark(read("label-studio", json.dumps([task])))
    assert (mark.quote, mark.start, mark.label) == ("zinc", START, "contradictory")
    assert (mark.by, mark.status, mark.anchor) == (("ana@example.org",), "answered", 1.0)


def test_doccano_spans_count_utf16() -> None:
    start = len(TEXT[:START].encode("utf-16-le")) // 2
    row = {"id": 1, "text": TEXT, "label": [[start, start + 4, "supported"]]}
    mark = the_mark(read("doccano", json.dumps(row)))
    assert (mark.quote, mark.label) == ("zinc", "supported")


def test_a_doccano_label_that_is_no_verdict_is_promotional() -> None:
    row = {"text": "A miracle!", "label": [[2, 9, "promo:hype"]]}
    mark = the_mark(read("doccano", json.dumps(row)))
    assert (mark.kind, mark.label, mark.category) == ("promo", "promotional", "hype")


def test_rejected_prodigy_tasks_are_left_out() -> None:
    span = {"start": START, "end": START + 4, "label": "supported"}
    rows = [{"text": TEXT, "spans": [span], "answer": answer, "_annotator_id": "ben"}
            for answer in ("reject", "accept", "ignore")]  # fmt: skip
    mark = the_mark(read("prodigy", "\n".join(map(json.dumps, rows))))
    assert (mark.quote, mark.by) == ("zinc", ("ben",))


def test_a_web_annotation_is_found_by_its_quote() -> None:
    item = {"type": "Annotation", "id": "x", "body": {"type": "TextualBody", "purpose": "tagging",
            "value": "supported"}, "target": {"source": "a.txt", "selector":
            {"type": "TextQuoteSelector", "exact": "zinc", "prefix": " "}}}  # fmt: skip
    mark = the_mark(read("web-annotation", json.dumps({"items": [item]})))
    assert (mark.start, mark.label, mark.anchor) == (START, "supported", 0.95)


def test_the_ratings_of_other_publishers_are_refused() -> None:
    item = {"@type": "ClaimReview", "claimReviewed": "zinc cures colds", "reviewRating":
            {"alternateName": "Mostly false"}, "itemReviewed": {"@type": "Claim", "appearance":
            {"@type": "CreativeWork", "url": "a.txt"}}}  # fmt: skip
    (sheet,) = read("claimreview", json.dumps(item))
    assert sheet.marks == ()
    assert "rating" in sheet.refused[0].reason


def test_only_finished_claims_become_claim_reviews() -> None:
    def marks(status: str) -> Mark:
        return Mark(id=status, start=START, end=START + 4, quote="zinc", label="unsupported",
                    status=status, by=("ana",), at="2026-03-04T10:00:00+00:00")  # fmt: skip

    sheet = Sheet(
        id="d1", text=TEXT, marks=(marks("suggested"), marks("answered"), marks("settled"))
    )
    (review,) = json.loads("".join(FORMATS["claimreview"].write([sheet])))
    assert review["datePublished"] == "2026-03-04"
    assert "ratingValue" not in review["reviewRating"]


def test_a_document_that_is_not_known_is_refused_with_its_marks() -> None:
    text = "document,start,end,quote,label\nelsewhere,0,4,zinc,supported\n"
    (sheet,) = read("csv", text)
    assert "not known" in sheet.refused[0].reason


def test_a_cell_is_never_a_formula() -> None:
    mark = Mark(id="m", start=0, end=8, quote="=cmd|' /", label="supported", note="@SUM(A1)")
    lines = "".join(FORMATS["csv"].write([Sheet(id="-d", text="=cmd|' /C", marks=(mark,))]))
    cells = lines.splitlines()[1].split(",")
    assert not any(cell.lstrip('"').startswith(("=", "+", "-", "@")) for cell in cells)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("jsonl", '{"text": "no head"}\n'),
        ("jsonl", '{"format": "claimcheck-review", "version": 99}\n'),
        ("label-studio", "{}"),
        ("label-studio", '[{"data": {}}]'),
        ("label-studio", "[1"),
        ("doccano", '{"label": []}\n'),
        ("doccano", "[]\n"),
        ("prodigy", '{"spans": []}\n'),
        ("web-annotation", '{"type": "Note"}'),
        ("claimreview", '[{"@type": "Review"}]'),
        ("csv", "a,b\n1,2\n"),
    ],
)
def test_a_file_of_another_kind_is_refused(name: str, text: str) -> None:
    with pytest.raises(CodecError):
        read(name, text)


def test_a_span_that_does_not_hold_its_quote_is_never_written() -> None:
    wrong = Sheet(id="d", text=TEXT, marks=(Mark(id="m", start=0, end=4, quote="zinc"),))
    for form in FORMATS.values():
        with pytest.raises(CodecError, match="the text there is"):
            list(form.write([wrong]))
