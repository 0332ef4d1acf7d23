"""Made-up MEDLINE files in the form of NLM's: every article, name and finding is invented."""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

DOCTYPE = (
    '<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2019//EN" '
    '"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_190101.dtd">'
)
PLANTS = ("fennel", "peat moss", "yarrow", "sorrel", "hawkbit", "bedstraw", "sedge", "bracken")
OUTCOMES = ("bloating", "sleep", "back pain", "itching", "fatigue", "headache", "hay fever")
TYPES = ("Randomized Controlled Trial", "Review", "Observational Study", "Case Reports")


def record(
    pmid: int,
    *,
    title: str,
    abstract: tuple[str, ...],
    types: tuple[str, ...] = ("Journal Article",),
    mesh: tuple[tuple[str, bool], ...] = (("Humans", False),),
    year: str = "<Year>2020</Year><Month>Mar</Month>",
    links: str = "",
) -> str:
    """One ``PubmedArticle``, with the fields a real one has."""
    parts = "".join(f"<AbstractText>{part}</AbstractText>" for part in abstract)
    headings = "".join(
        f'<MeshHeading><DescriptorName UI="D{n:06}" MajorTopicYN="{"NY"[major]}">{name}'
        "</DescriptorName></MeshHeading>"
        for n, (name, major) in enumerate(mesh)
    )
    kinds = "".join(f'<PublicationType UI="D0">{kind}</PublicationType>' for kind in types)
    return f"""<PubmedArticle>
<MedlineCitation Status="MEDLINE" IndexingMethod="Automated" Owner="NLM">
<PMID Version="1">{pmid}</PMID>
<DateRevised><Year>2021</Year><Month>05</Month><Day>06</Day></DateRevised>
<Article PubModel="Print-Electronic"><Journal><ISSN IssnType="Electronic">0000-0000</ISSN>
<JournalIssue CitedMedium="Internet"><Volume>12</Volume><Issue>3</Issue>
<PubDate>{year}</PubDate></JournalIssue>
<Title>Journal of made-up medicine</Title><ISOAbbreviation>J Made Up Med</ISOAbbreviation>
</Journal><ArticleTitle>{title}</ArticleTitle>
<Pagination><StartPage>101</StartPage><EndPage>109</EndPage><MedlinePgn>101-109</MedlinePgn>
</Pagination><ELocationID EIdType="doi" ValidYN="Y">10.1234/jmum.{pmid}</ELocationID>
{f"<Abstract>{parts}</Abstract>" if parts else ""}
<AuthorList CompleteYN="Y"><Author ValidYN="Y"><LastName>Marsh</LastName>
<ForeName>Ada Beryl</ForeName><Initials>AB</Initials><AffiliationInfo><Affiliation>
Department of Made-up Medicine, University of Nowhere.</Affiliation></AffiliationInfo></Author>
<Author ValidYN="Y"><LastName>Fenn</LastName><ForeName>Cy</ForeName><Initials>C</Initials></Author>
</AuthorList><Language>eng</Language><PublicationTypeList>{kinds}</PublicationTypeList>
</Article><MedlineJournalInfo><Country>Nowhere</Country><MedlineTA>J Made Up Med</MedlineTA>
</MedlineJournalInfo>{links}<MeshHeadingList>{headings}</MeshHeadingList>
</MedlineCitation><PubmedData><History><PubMedPubDate PubStatus="pubmed"><Year>2020</Year>
<Month>3</Month><Day>1</Day></PubMedPubDate></History><PublicationStatus>ppublish
</PublicationStatus><ArticleIdList><ArticleId IdType="pubmed">{pmid}</ArticleId>
<ArticleId IdType="doi">10.1234/jmum.{pmid}</ArticleId></ArticleIdList></PubmedData>
</PubmedArticle>"""


def link(kind: str) -> str:
    """What a record says of a notice about it."""
    return (
        f'<CommentsCorrectionsList><CommentsCorrections RefType="{kind}">'
        "<RefSource>J Made Up Med. 2021;13(1):1</RefSource></CommentsCorrections>"
        "</CommentsCorrectionsList>"
    )


def taken_back(*pmids: int) -> str:
    """What an update file ends with where records are deleted."""
    ids = "".join(f'<PMID Version="1">{pmid}</PMID>' for pmid in pmids)
    return f"<DeleteCitation>{ids}</DeleteCitation>"


def made_up(count: int, *, seed: int = 7) -> Iterator[str]:
    """Records of the length real ones have: an abstract of eight sentences."""
    chance = random.Random(seed)
    for pmid in range(1, count + 1):
        plant, outcome = chance.choice(PLANTS), chance.choice(OUTCOMES)
        yield record(
            pmid,
            title=escape(f"Effects of {plant} on {outcome}: study {pmid}."),
            abstract=_abstract(chance, plant, outcome),
            types=("Journal Article", chance.choice(TYPES)),
            mesh=(("Humans", False), (plant.title(), True), (outcome.title(), False)),
            links=link("RetractionIn") if pmid % 500 == 0 else "",
        )


def _abstract(chance: random.Random, plant: str, outcome: str) -> tuple[str, ...]:
    background = (
        f"People often take {plant} for {outcome}. Whether it helps is not known. Earlier studies "
        "were small, and few of them were controlled."
    )
    methods = (
        f"In a trial with {chance.randint(20, 900)} adults, half were given {plant} for "
        f"{chance.randint(2, 52)} weeks and half a tea of the same taste. The main outcome was "
        f"{outcome} as told in a diary. Harms were asked for at each visit."
    )
    results = (
        f"The mean score fell by {chance.random():.2f} points with {plant} and by "
        f"{chance.random():.2f} without (P = {chance.random():.2f}). {chance.randint(0, 9)} adults "
        "had a rash."
    )
    return (background, methods, results, f"A benefit of {plant} for {outcome} was not shown.")


def write(path: Path, records: Iterator[str] | tuple[str, ...]) -> Path:
    """A ``PubmedArticleSet``, packed if the name ends in ``.gz``."""
    with gzip.open(path, "wt") if path.suffix == ".gz" else path.open("w") as stream:
        stream.write(f'<?xml version="1.0" encoding="utf-8"?>\n{DOCTYPE}\n<PubmedArticleSet>\n')
        for item in records:
            stream.write(item + "\n")
        stream.write("</PubmedArticleSet>\n")
    return path
