from __future__ import annotations

from claimcheck.findings import find
from tests.findings.test_contradictions import report

LISTED = """Melatonin shortens the time to fall asleep by seven minutes [1].
It helps with jet lag [2-3].

## References

[1] Melatonin and sleep.
[2] Melatonin and travel.
[3] Travel and light.
"""


def found(text: str, kind: str) -> list[str]:
    return [
        text[span.start : span.end]
        for finding in find(report(text))
        if finding.kind == kind
        for span in finding.spans
    ]


def test_a_listed_source_that_the_text_never_refers_to_is_found() -> None:
    assert found(LISTED, "reference_unused") == []
    more = LISTED + "4. Tea and mood.\n"
    assert found(more, "reference_unused") == ["4. Tea and mood."]


def test_a_mark_without_its_entry_is_found() -> None:
    assert found(LISTED.replace("[2-3]", "[2, 7]"), "reference_missing") == ["[2, 7]"]
    assert found(LISTED, "reference_missing") == []


def test_a_list_that_the_text_does_not_number_is_left_alone() -> None:
    plain = LISTED.replace(" [1]", "").replace(" [2-3]", "")
    assert found(plain, "reference_unused") == []


def test_a_link_that_is_defined_and_never_used_is_found() -> None:
    text = "Zinc is sold as a [tablet][maker].\n\n[maker]: https://example.org\n"
    assert found(text, "link_unused") == []
    unused = text + "[trial]: https://example.org/trial\n"
    assert found(unused, "link_unused") == ["[trial]: https://example.org/trial"]


def test_research_is_unsourced_only_where_nobody_is_named() -> None:
    kind = "research_without_source"
    assert found("Studies show that zinc shortens colds.", kind) == ["zinc shortens colds"]
    assert found("Dr. Ana Ruiz said that zinc shortens colds.", kind) == []
    assert found("Some people say that zinc tastes bitter.", kind) == []
    assert found("Studies show that zinc shortens colds (Hall, 2019).", kind) == []
