"""Each check by itself: what it blocks, what it lets pass."""

from __future__ import annotations

from typing import Any

import pytest

from claimcheck.types import Design, Passage, Reason
from claimcheck.verification.checks import CHECKS, Side
from claimcheck.verification.facts import facts
from claimcheck.verification.scoring import context_text
from claimcheck.verification.windows import windows


def effect(check: str, claim: str, evidence: str, **fields: Any) -> Any:
    passage = Passage(id="p", doc_id="d", text=evidence, **fields)
    side = Side(
        window=facts(evidence),
        read=facts(windows(passage)[-1].pair),
        context=facts(context_text(passage)),
        passage=passage,
    )
    return dict(CHECKS)[check](facts(claim), side)


def blocks(check: str, claim: str, evidence: str, **fields: Any) -> bool:
    found = effect(check, claim, evidence, **fields)
    return found is not None and found.blocks


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The drink is safe.", "The drink has caused liver failure."),
        ("The drink has no side effects.", "Side effects of the drink include nausea."),
        ("The drink is free of risk.", "The drink can be toxic."),
    ],
)
def test_safety_is_not_supported_by_harm(claim: str, evidence: str) -> None:
    assert blocks("safety", claim, evidence)


def test_what_is_said_to_be_unsafe_is_no_claim_of_safety() -> None:
    assert not blocks("safety", "The drink is not safe.", "The drink has caused liver failure.")


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The tea melts fat.", "Research on the tea is limited."),
        ("The tea reduces weight.", "The tea did not reduce weight more than placebo."),
        ("The tea is backed by strong evidence.", "The tea was tried in twelve people."),
        ("The tea reduces weight.", "The trial of the tea was retracted."),
        ("The tea poisons the liver.", "That the tea poisons the liver is a myth."),
    ],
)
def test_lacking_evidence_supports_no_benefit_and_no_boast(claim: str, evidence: str) -> None:
    assert blocks("evidence_amount", claim, evidence)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("There is little evidence for the tea.", "Research on the tea is limited."),
        ("The tea can cause nausea.", "The tea can cause nausea; its benefit is unproven."),
        ("The tea is backed by strong evidence.", "There is strong evidence for the tea."),
        ("The tea grows in China.", "Little is known of the tea. No trials exist."),
    ],
)
def test_lack_of_evidence_leaves_other_claims_alone(claim: str, evidence: str) -> None:
    assert not blocks("evidence_amount", claim, evidence)


def test_a_proof_a_cure_or_an_always_needs_the_like_in_the_evidence() -> None:
    assert blocks("strength", "Oats cure gout.", "Oats may ease gout.")
    assert blocks("strength", "Oats always lower cholesterol.", "Oats lowered cholesterol.")
    assert not blocks("strength", "Oats lower cholesterol.", "Oats lowered cholesterol.")


def test_population_names_its_reason() -> None:
    found = effect("population", "Oats prevent gout.", "Oats prevented gout.", design=Design.ANIMAL)
    assert found.reason is Reason.POPULATION_MISMATCH


def test_a_claim_on_receptors_may_rest_on_the_laboratory_and_says_so() -> None:
    claim, evidence = "Oat starch binds a gut receptor.", "Oat starch bound a gut receptor in mice."
    found = effect("population", claim, evidence)
    assert not found.blocks
    assert found.qualifier is not None


def test_a_vulnerable_group_must_be_named() -> None:
    assert blocks("population", "Oats are safe in pregnancy.", "Oats are safe.")
    assert not blocks(
        "population", "Oats are safe in pregnancy.", "Oats are safe for pregnant women."
    )
    assert not blocks("population", "Oats are safe for older adults.", "Oats are safe.")


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Take 5 mg a day of zinc.", "Zinc at 5 mg/kg a day was used."),
        ("Zinc cut colds by 40%.", "Zinc cut colds by 14%."),
        ("The effect of zinc took 12 weeks.", "The effect of zinc took 24 weeks."),
    ],
)
def test_amounts_that_differ_block(claim: str, evidence: str) -> None:
    assert blocks("numbers", claim, evidence)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Zinc cut colds by about 40%.", "Zinc cut colds by 38%."),
        ("Zinc cut colds by 30–40%.", "Zinc cut colds by 33%."),
        ("Take 0.08 g of zinc.", "They took 80 mg of zinc."),
        ("It took up to 12 weeks.", "It took 8 weeks."),
        ("In 17 people zinc helped.", "Zinc helped."),
    ],
)
def test_amounts_that_can_be_the_same_do_not(claim: str, evidence: str) -> None:
    assert not blocks("numbers", claim, evidence)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Oats are linked to better sleep.", "Oats were linked to poor sleep."),
        ("Oats lower the risk of gout.", "Oats lowered pain and raised the risk of gout."),
    ],
)
def test_evidence_that_goes_the_other_way_blocks(claim: str, evidence: str) -> None:
    assert blocks("direction", claim, evidence)


def test_the_same_way_in_other_words_does_not() -> None:
    assert not blocks("direction", "Oats reduce cholesterol.", "Oats lowered cholesterol.")


def test_a_benefit_is_not_supported_by_harm_alone() -> None:
    assert blocks("safety", "Oats help the kidneys.", "Oats can damage the kidneys.")
    assert not blocks(
        "safety", "Oats help the kidneys.", "Oats help the kidneys; an overdose harms."
    )


def test_a_claim_on_an_unnamed_it_is_on_nothing() -> None:
    assert blocks("substance", "It melts away.", "Ice melts away.", title="Ice")
