"""Made-up articles, passages and reports for the review page. All prose is our own."""

from __future__ import annotations

from claimcheck.types import Design, Evidence, Label, Passage, Report
from tests.review.samples import at, claim, of_claims, verdict

__all__ = ["Label", "at", "claim", "of_claims", "plants", "search", "soup", "tea", "verdict"]

TEA = (
    "Why we love fennel tea 🍵\n\n"
    "Fennel tea is the quiet star of the kitchen. It is brewed from crushed seeds and has been "
    "drunk after meals for ages. 👩‍⚕️💚 Fennel tea cures bloating overnight, and it lowers blood "
    "sugar in everyone. A cup holds no caffeine. Fennel tea cures bloating overnight.\n\n"
    "Some people find that the tea helps them sleep. This miracle brew melts away stress! "
    "Drinking three cups a day replaces iron tablets. Nursing mothers can take any amount.\n"
)
SOUP = (
    "Garlic soup in winter\n\nGarlic soup prevents influenza. It warms the hands. "
    "Fennel tea cures bloating overnight, as we wrote last week.\n"
)

BLOATING = Passage(
    id="fennel-bloating",
    doc_id="fennel",
    text="In 48 adults, fennel tea did not reduce bloating after one night. "
    "After two weeks symptoms were slightly milder than with water.",
    title="Fennel tea for bloating",
    citation="Sample A, Example B. Fennel tea for bloating. Journal of Made-up Results. 2020.",
    url="https://example.org/fennel",
    year=2020,
    population="48 adults",
    design=Design.TRIAL,
)
SUGAR = Passage(
    id="fennel-sugar",
    doc_id="sugar",
    text="No trial has measured blood sugar after fennel tea in people. In rats, an extract "
    "lowered it.",
    title="Fennel and glucose",
    citation="Placeholder C. Fennel and glucose. Annals of Examples. 2018.",
    year=2018,
    design=Design.REVIEW,
)
IRON = Passage(
    id="iron",
    doc_id="iron",
    text="Herbal teas contain too little iron to treat a deficiency. <b>Tannins</b> hinder uptake.",
    citation="Nobody D. Iron in teas. 2021.",
    year=2021,
    design=Design.GUIDELINE,
)
PASSAGES = (BLOATING, SUGAR, IRON)


def tea() -> Report:
    """Six claims, one of them said twice, and a promotional span; emoji before most."""
    cures = "Fennel tea cures bloating overnight"
    bloating = verdict(Label.CONTRADICTORY, 0.62, BLOATING, SUGAR)
    claims = (
        claim(TEA, at(TEA, cures), bloating, cluster="cures-bloating"),
        claim(
            TEA,
            at(TEA, "it lowers blood sugar in everyone"),
            verdict(Label.UNSUPPORTED, 0.55, SUGAR),
        ),
        claim(TEA, at(TEA, "A cup holds no caffeine"), verdict(Label.UNSUPPORTED, 0.81)),
        claim(TEA, at(TEA, cures, 2), bloating, cluster="cures-bloating"),
        claim(
            TEA,
            at(TEA, "Drinking three cups a day replaces iron tablets"),
            verdict(Label.CONTRADICTORY, 0.9, IRON),
        ),
        claim(
            TEA,
            at(TEA, "the tea helps them sleep"),
            verdict(Label.SUPPORTED, 0.58, SUGAR, BLOATING),
        ),
    )
    return of_claims(TEA, claims, title="Why we love fennel tea 🍵", promo=("This miracle brew",))


def soup() -> Report:
    """A claim of its own and a repeat of one of :func:`tea`."""
    claims = (
        claim(SOUP, at(SOUP, "Garlic soup prevents influenza"), verdict(Label.UNSUPPORTED, 0.7)),
        claim(
            SOUP,
            at(SOUP, "Fennel tea cures bloating overnight"),
            verdict(Label.CONTRADICTORY, 0.62, BLOATING),
            cluster="cures-bloating",
        ),
    )
    return of_claims(SOUP, claims, title="Garlic soup in winter")


def plants(count: int) -> Report:
    """One article with as many claims as asked for, each a sentence of its own."""
    lines = [f"Sample plant number {n} eases ailment number {n}." for n in range(1, count + 1)]
    text = "One hundred plants 🌿\n\n" + "\n".join(lines) + "\n"
    labels = (Label.UNSUPPORTED, Label.SUPPORTED, Label.CONTRADICTORY)
    claims = [
        claim(
            text,
            at(text, line[:-1]),
            verdict(labels[n % 3], 0.4 + (n % 50) / 100, PASSAGES[n % 3]),
        )
        for n, line in enumerate(lines)
    ]
    return of_claims(text, claims, title="One hundred plants 🌿")


def search(query: str, limit: int) -> tuple[Evidence, ...]:
    """Passages that share a word with the query."""
    words = {word.strip(".,").lower() for word in query.split()}
    found = [p for p in PASSAGES if words & {w.strip(".,").lower() for w in p.text.split()}]
    return tuple(
        Evidence(passage=passage, rank=rank, score=1 / rank)
        for rank, passage in enumerate(found[:limit], start=1)
    )
