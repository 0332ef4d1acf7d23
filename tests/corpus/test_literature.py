"""Records of the literature become passages with what is known of their source."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

from claimcheck.corpus import ImportOptions, read_passages
from claimcheck.errors import CorpusError
from claimcheck.types import Design, Passage, Standing
from tests.corpus import medline

ABSTRACT = (
    "Fennel tea is taken for bloating. Whether it helps is not known.",
    "Forty adults drank fennel tea for six weeks.",
    "Bloating was the same with &lt;2 cups and with a plain tea.",
)


def _pubmed(tmp_path: Path, **named: object) -> list[Passage]:
    given = {"title": "Fennel tea for <i>bloating</i>: a trial.", "abstract": ABSTRACT, **named}
    path = medline.write(tmp_path / "a.xml", (medline.record(123, **given),))  # type: ignore[arg-type]
    return list(read_passages(path))


def test_a_pubmed_record_keeps_what_is_known_of_it(tmp_path: Path) -> None:
    found = _pubmed(
        tmp_path,
        types=("Journal Article", "Randomized Controlled Trial"),
        mesh=(("Humans", False), ("Foeniculum", True)),
    )
    first = found[0]
    assert [item.id for item in found] == ["pmid:123.1", "pmid:123.2", "pmid:123.3"]
    assert first.text == ABSTRACT[0]
    assert found[2].text == "Bloating was the same with <2 cups and with a plain tea."
    assert first.title == "Fennel tea for bloating: a trial"
    assert first.citation == "Marsh AB, Fenn C. J Made Up Med 2020;12(3):101-109."
    assert (first.doc_id, first.pmid, first.doi) == ("pmid:123", "123", "10.1234/jmum.123")
    assert first.url == "https://pubmed.ncbi.nlm.nih.gov/123/"
    assert (first.year, first.publisher) == (2020, "Journal of made-up medicine")
    assert (first.design, first.topics) == (Design.TRIAL, ("foeniculum",))
    assert first.standing is Standing.CURRENT


@pytest.mark.parametrize(
    ("named", "standing"),
    [
        ({"links": medline.link("RetractionIn")}, Standing.RETRACTED),
        ({"types": ("Journal Article", "Retracted Publication")}, Standing.RETRACTED),
        ({"types": ("Retraction of Publication",)}, Standing.RETRACTED),
        ({"title": "RETRACTED: Fennel tea for bloating."}, Standing.RETRACTED),
        ({"title": "Retraction: Fennel tea for bloating."}, Standing.RETRACTED),
        ({"links": medline.link("ExpressionOfConcernIn")}, Standing.CONCERN),
        ({"types": ("Expression of Concern",)}, Standing.CONCERN),
        ({"types": ("Preprint",)}, Standing.PREPRINT),
        ({"types": ("Preprint",), "title": "Withdrawn: fennel tea."}, Standing.RETRACTED),
        ({"links": medline.link("CommentIn")}, Standing.CURRENT),
        ({"title": "Retractions of the gum: a study."}, Standing.CURRENT),
    ],
)
def test_retractions_and_concerns_are_told(
    tmp_path: Path, named: dict[str, object], standing: Standing
) -> None:
    assert {item.standing for item in _pubmed(tmp_path, **named)} == {standing}


@pytest.mark.parametrize(
    ("types", "mesh", "design"),
    [
        (("Practice Guideline", "Review"), ("Humans",), Design.GUIDELINE),
        (("Systematic Review",), ("Humans", "Animals"), Design.REVIEW),
        (("Review",), ("Animals", "Mice"), Design.ANIMAL),
        (("Clinical Trial, Phase II",), (), Design.TRIAL),
        (("Randomized Controlled Trial, Veterinary",), (), Design.ANIMAL),
        (("Journal Article",), ("Cells, Cultured",), Design.IN_VITRO),
        (("Observational Study",), ("Humans",), Design.OBSERVATIONAL),
        (("Case Reports",), ("Humans",), Design.CASE),
        (("Journal Article",), ("Humans",), Design.REFERENCE),
    ],
)
def test_the_design_comes_from_publication_types_and_headings(
    tmp_path: Path, types: tuple[str, ...], mesh: tuple[str, ...], design: Design
) -> None:
    found = _pubmed(tmp_path, types=types, mesh=tuple((name, False) for name in mesh))
    assert {item.design for item in found} == {design}


def test_dates_come_in_several_forms(tmp_path: Path) -> None:
    found = _pubmed(tmp_path, year="<MedlineDate>1998 Dec-1999 Jan</MedlineDate>")
    assert found[0].year == 1998


def test_a_record_without_an_abstract_is_passed_over(tmp_path: Path) -> None:
    assert _pubmed(tmp_path, abstract=()) == []


def test_packed_and_plain_files_and_folders_read_alike(tmp_path: Path) -> None:
    records = tuple(medline.made_up(20))
    plain = list(read_passages(medline.write(tmp_path / "a.xml", records)))
    packed = list(read_passages(medline.write(tmp_path / "b.xml.gz", records)))
    assert plain == packed
    (tmp_path / "many").mkdir()
    medline.write(tmp_path / "many" / "1.xml", records[:12])
    medline.write(tmp_path / "many" / "2.xml.gz", records[12:])
    assert list(read_passages(tmp_path / "many", form="pubmed")) == plain
    assert len(list(read_passages(tmp_path / "a.xml", options=ImportOptions(sentences=0)))) == 80


def test_the_doctype_of_nlm_is_accepted_and_never_loaded(tmp_path: Path) -> None:
    # Sockets are off in this suite, so that a reader that fetched it would fail.
    canary = tmp_path / "canary.dtd"
    canary.write_text('<!ENTITY leak "leaked">')
    path = medline.write(
        tmp_path / "a.xml", (medline.record(1, title="&leak;", abstract=ABSTRACT),)
    )
    path.write_text(path.read_text().replace(medline.DOCTYPE, f'<!DOCTYPE x SYSTEM "{canary}">'))
    found = list(read_passages(path))
    assert found
    assert "leaked" not in found[0].title


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">',
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY % a SYSTEM "http://example.org/a.dtd"> %a;',
        "<!ELEMENT PubmedArticle ANY>",
    ],
)
@pytest.mark.parametrize("form", ["auto", "pubmed", "jats"])
def test_declarations_in_a_file_are_refused(tmp_path: Path, declared: str, form: str) -> None:
    path = tmp_path / "a.xml"
    path.write_text(
        f"<!DOCTYPE PubmedArticleSet [{declared}]>\n<PubmedArticleSet>&a;</PubmedArticleSet>"
    )
    with pytest.raises(CorpusError, match="declares entities") as caught:
        list(read_passages(path, form=form))
    assert caught.value.code == "E321"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "not well-formed"),
        (b"plain words", "not well-formed"),
        (b"<PubmedArticleSet><PubmedArticle>", "not well-formed"),
        (b"<PubmedArticleSet><PubmedArticle/></PubmedArticleSet>", "record 1 has no PMID"),
        (b"<html><body/></html>", "of no kind that is read on sight"),
        (gzip.compress(b"<PubmedArticleSet>" * 9999)[:-30], "cannot be read|not well-formed"),
    ],
)
def test_broken_xml_is_one_sentence(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(content)
    with pytest.raises(CorpusError, match=problem) as caught:
        list(read_passages(path))
    assert str(path) in str(caught.value)


_IMPORTING = """
import resource, sys
from pathlib import Path
from claimcheck.corpus import read_passages
count = sum(1 for _ in read_passages(Path(sys.argv[1])))
print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def peak(records: int) -> tuple[int, int]:
        path = medline.write(tmp_path / f"{records}.xml.gz", medline.made_up(records))
        said = subprocess.run(
            [sys.executable, "-c", _IMPORTING, str(path)],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        return int(said[0]), int(said[1])

    (few, small), (many, large) = peak(100), peak(1_500)
    assert (few, many) == (400, 6_000)
    # The file grew fifteenfold, by some 5 MB unpacked.
    assert large < small + 2_000


JATS = """<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving DTD v1.3//EN"
 "JATS-archivearticle1-3.dtd">
<article xmlns:xlink="http://www.w3.org/1999/xlink" article-type="{kind}"><front><journal-meta>
<journal-title-group><journal-title>Journal of Moss</journal-title></journal-title-group>
</journal-meta><article-meta><article-id pub-id-type="pmc">PMC77</article-id>
<article-id pub-id-type="pmid">55</article-id>
<article-id pub-id-type="doi">10.1234/moss</article-id>
<title-group><article-title>Peat moss for <italic>itching</italic><xref>*</xref></article-title>
</title-group><contrib-group><contrib><name><surname>Fir</surname><given-names>Gil H</given-names>
</name></contrib></contrib-group><pub-date><year>2019</year></pub-date><pub-date><year>2018</year>
</pub-date><volume>4</volume><fpage>9</fpage>{links}
<abstract><sec><title>Findings</title><p>Moss did not relieve itching in thirty adults.</p></sec>
</abstract><abstract abstract-type="graphical"><p>A picture of moss on a hill.</p></abstract>
</article-meta></front><body><sec><title>Methods</title><p>Adults wore a moss pad for a
week<xref ref-type="bibr">3</xref>, or a plain one.</p><p>Short.</p>
<fig><caption><p>Where the pads were worn by the adults.</p></caption></fig></sec></body>
<sub-article><body><p>A reviewer said something about this study.</p></body></sub-article></article>
"""


def _jats(tmp_path: Path, *, kind: str = "research-article", links: str = "") -> list[Passage]:
    path = tmp_path / "a.nxml"
    path.write_text(JATS.format(kind=kind, links=links))
    return list(read_passages(path))


def test_a_jats_article_gives_its_prose_and_no_more(tmp_path: Path) -> None:
    found = _jats(tmp_path)
    assert [(item.id, item.title, item.text) for item in found] == [
        (
            "pmc:77.1",
            "Peat moss for itching – Findings",
            "Moss did not relieve itching in thirty adults.",
        ),
        (
            "pmc:77.2",
            "Peat moss for itching – Methods",
            "Adults wore a moss pad for a week, or a plain one.",
        ),
    ]
    first = found[0]
    assert (first.doc_id, first.pmid, first.doi, first.year) == (
        "pmc:77",
        "55",
        "10.1234/moss",
        2018,
    )
    assert first.citation == "Fir GH. Journal of Moss 2018;4:9."
    assert first.url == "https://pmc.ncbi.nlm.nih.gov/articles/PMC77/"


@pytest.mark.parametrize(
    ("named", "design", "standing"),
    [
        ({"kind": "systematic-review"}, Design.REVIEW, Standing.CURRENT),
        ({"kind": "case-report"}, Design.CASE, Standing.CURRENT),
        ({"kind": "retraction"}, Design.REFERENCE, Standing.RETRACTED),
        ({"kind": "preprint"}, Design.REFERENCE, Standing.PREPRINT),
        (
            {"links": '<related-article related-article-type="retraction-forward"/>'},
            Design.REFERENCE,
            Standing.RETRACTED,
        ),
        (
            {"links": '<related-article related-article-type="object-of-concern"/>'},
            Design.REFERENCE,
            Standing.CONCERN,
        ),
    ],
)
def test_a_jats_article_says_what_it_is(
    tmp_path: Path, named: dict[str, str], design: Design, standing: Standing
) -> None:
    (found, *_) = _jats(tmp_path, **named)
    assert (found.design, found.standing) == (design, standing)


RIS = """TY  - JOUR
AU  - Fir, Gil H.
AU  - Elm, B
TI  - Sorrel and sleep
JO  - J Rest
PY  - 2021/03//
VL  - 3
IS  - 2
SP  - 5
EP  - 9
DO  - https://doi.org/10.1234/SORREL
KW  - Sleep
AB  - Sorrel did not lengthen sleep in adults. It
was tried for two weeks.
ER  -\x20

TY  - JOUR
TI  - No abstract here
ER  -
TY  - JOUR
TI  - Retracted article: sedge and sleep
N2  - Sedge lengthened sleep by an hour.
ER  -
"""


def test_ris_references_with_abstracts(tmp_path: Path) -> None:
    path = tmp_path / "a.ris"
    path.write_text("\ufeff" + RIS.replace("\n", "\r\n"), newline="")
    first, second = read_passages(path)
    assert first.text == "Sorrel did not lengthen sleep in adults. It was tried for two weeks."
    assert (first.id, first.doc_id) == ("doi:10.1234/sorrel.1", "doi:10.1234/sorrel")
    assert first.citation == "Fir GH, Elm B. J Rest 2021;3(2):5-9."
    assert (first.year, first.topics, first.doi) == (2021, ("sleep",), "10.1234/SORREL")
    assert second.standing is Standing.RETRACTED
    assert second.id.startswith("work:")


BIB = r"""
@comment{ anything at all }
@string{jr = "J Rest"}
@article{fir2021, author = "Fir, Gil and M{\"u}ller, Jos\'{e}",
  title = {{Sorrel} and {Sleep} \& more},
  journal = jr # { Suppl}, year = 2021, number = {2}, volume = 3, pages = {5--9},
  doi = {10.1234/sorrel}, keywords = {Sleep; Herbs},
  abstract = {Sorrel did not lengthen sleep in 40\% of adults. {Nested {braces}}
  are kept, and ``quotes''.} }
@book{none, title = {A book without one}}
"""


def test_bibtex_entries_with_abstracts(tmp_path: Path) -> None:
    path = tmp_path / "a.bib"
    path.write_text(BIB, encoding="utf-8")
    (found,) = read_passages(path)
    assert found.title == "Sorrel and Sleep & more"
    assert found.text == (
        "Sorrel did not lengthen sleep in 40% of adults. Nested braces are kept, and “quotes”."
    )
    assert found.citation == "Fir G, Müller J. J Rest Suppl 2021;3(2):5–9."
    assert (found.doi, found.year) == ("10.1234/sorrel", 2021)
    assert found.topics == ("sleep", "herbs")


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("a.ris", "words\n", "no TY line"),
        ("a.ris", "TY  - JOUR\nTI  - A\nER  - \n", "none of its 1 references has an abstract"),
        ("a.bib", "words", "no entry in it"),
        ("a.bib", "@article{a, title={A}}", "none of its 1 entries has an abstract"),
        ("a.bib", "@article{a, abstract={A ", "a value is not closed"),
        ("a.bib", "@article{a, abstract=}", "a field has no value"),
    ],
)
def test_what_holds_no_abstract_is_one_sentence(
    tmp_path: Path, name: str, text: str, problem: str
) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(CorpusError, match=problem):
        list(read_passages(tmp_path / name))
