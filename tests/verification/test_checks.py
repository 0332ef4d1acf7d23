"""Each check by itself: what it blocks, what it lets pass."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.text.numbers import Quantity
from claimcheck.types import Design, Passage, Qualifier, Reason, Span
from claimcheck.verification.checks import CHECKS, Side
from claimcheck.verification.checks.numbers import agree
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


def test_a_cause_is_not_supported_by_a_link() -> None:
    claim = "Oats prevent gout."
    found = effect("strength", claim, "Oats were associated with less gout.")
    assert found.blocks
    assert found.qualifier is Qualifier.OVERSTATED
    assert effect("strength", "Oats are linked to less gout.", "Oats lowered gout.") is None
    assert not blocks("strength", "Oats lower gout.", "Oats may lower gout.")
    trial = "In a randomised trial oats were associated with less gout."
    assert not blocks("strength", claim, trial)
    assert not blocks("strength", claim, "In rats oats were associated with less gout.")


def test_a_risk_that_is_only_linked_is_said_to_be_overstated() -> None:
    found = effect("strength", "Oats lower the risk of gout.", "Oats were linked to less gout.")
    assert not found.blocks
    assert found.qualifier is Qualifier.OVERSTATED


def test_an_observation_says_overstated_but_its_own_words_do_not_block() -> None:
    claim, evidence = "Oats lower the risk of gout.", "Oats lowered the risk of gout."
    found = effect("strength", claim, evidence, design=Design.OBSERVATIONAL)
    assert not found.blocks
    assert found.qualifier is Qualifier.OVERSTATED
    assert effect("strength", claim, evidence, design=Design.TRIAL) is None


@pytest.mark.parametrize(
    ("evidence", "fields", "weak"),
    [
        ("Oats lowered gout.", {"design": Design.OBSERVATIONAL}, True),
        ("In a cohort of rowers oats lowered gout.", {}, True),
        ("In a randomised trial oats lowered gout.", {}, False),
        ("A meta-analysis of cohorts found that oats lower gout.", {}, False),
        ("Oats lowered gout.", {}, False),
        ("In a cohort oats lowered gout.", {"design": Design.GUIDELINE}, False),
    ],
)
def test_a_cause_from_a_weak_design_says_so(evidence: str, fields: Any, weak: bool) -> None:
    found = effect("design", "Oats lower gout.", evidence, **fields)
    assert (found is not None) == weak
    assert found is None or (not found.blocks and found.qualifier is Qualifier.WEAKER_DESIGN)


def test_a_link_needs_no_design() -> None:
    evidence = "Oats were linked to less gout."
    assert (
        effect("design", "Oats are linked to gout.", evidence, design=Design.OBSERVATIONAL) is None
    )


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Some users report cramps.", "Cramps were seen in newborns."),
        ("Some users report cramps.", "Cramps were seen in newborns of women who took it."),
        ("Adults sleep longer.", "Children slept longer."),
        ("Mint causes seizures.", "Mint caused seizures in babies."),
        ("Men sleep longer on mint.", "Women slept longer on mint."),
    ],
)
def test_one_group_does_not_speak_for_another(claim: str, evidence: str) -> None:
    found = effect("population", claim, evidence)
    assert found.blocks
    assert found.reason is Reason.POPULATION_MISMATCH


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Mint eases colic.", "Mint eased colic in infants."),
        ("Mint eases cramps.", "Mint eased cramps in children."),
        ("Some users report cramps.", "Cramps were seen in users and in newborns."),
        ("Newborns may have cramps.", "Cramps were seen in newborns."),
        ("Men sleep longer on mint.", "Men and women slept longer on mint."),
    ],
)
def test_evidence_on_whom_the_claim_may_be_passes(claim: str, evidence: str) -> None:
    assert not blocks("population", claim, evidence)


def test_population_names_its_reason() -> None:
    found = effect("population", "Oats prevent gout.", "Oats prevented gout.", design=Design.ANIMAL)
    assert found.reason is Reason.POPULATION_MISMATCH


def test_a_benefit_by_way_of_receptors_is_a_claim_on_people() -> None:
    claim = "The tea is a good treatment for pain, since it binds opioid receptors."
    assert blocks("population", claim, "In rats the tea bound opioid receptors and eased pain.")


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
        ("Take 10 milligrams of zinc a day.", "They took 10 micrograms of zinc a day."),
        ("Take 5 mg of zinc a day.", "They took 5 mg of zinc a week."),
        ("Take 5 mg of zinc a day.", "They took 5 mg of zinc twice a day."),
        ("Take 500 mg of zinc a day.", "Do not take more than 40 mg of zinc a day."),
        ("Take zinc twice a week.", "Zinc was taken once a day."),
        ("Zinc halved colds.", "Zinc cut colds by 12%."),
        ("Three in four users had cramps.", "34% of users had cramps."),
        ("Zinc worked within a day.", "Zinc worked after 3 to 5 days."),
        ("In 40 patients zinc helped.", "Zinc helped 90 participants."),
        ("Swallowing zinc ends colds.", "Zinc infused into a vein ended colds."),
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
        ("Take 10 mg of zinc a day.", "They took 5 mg of zinc twice a day."),
        ("Take 5 mg of zinc.", "They took 5 mg of zinc twice a day."),
        ("About a third had cramps.", "34% of users had cramps."),
        ("Colds doubled.", "Colds rose from 40 to 80."),
        ("More than four in five users had cramps.", "82.5% of users had cramps."),
        ("Take 400 IU of vitamin D daily.", "Take 10 micrograms (400 IU) of vitamin D a day."),
        ("Give 0.3 mg of the hormone.", "They receive 0.3 mg into the thigh."),
        ("In 40 adults zinc helped.", "Zinc helped 40 participants."),
        ("Take two zinc tablets.", "Zinc was taken by mouth."),
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


def test_what_something_is_used_for_needs_no_proof_that_it_works() -> None:
    claim = "Oats are used to treat itching."
    assert not blocks("benefit", claim, "Oats are often used for itching.")
    assert blocks("benefit", claim, "Itching keeps people awake.")
    assert blocks("benefit", "Oats treat itching.", "Oats are often used for itching.")
    assert blocks("benefit", "Oats are used to cure itching.", "Oats are used for itching.")


def test_what_is_looked_at_is_settled_by_no_word_on_whether_it_works() -> None:
    claim = "Oats have gained attention as a treatment of itching."
    found = effect("attention", claim, "No trial has tested oats for itching.")
    assert found.blocks
    assert found.reason is Reason.OFF_TOPIC
    assert not blocks("attention", claim, "Oats have drawn interest as a remedy for itching.")
    assert not blocks("attention", claim, "Many people use oats for itching.")
    assert blocks(
        "attention", claim, "No trial shows that oats help people with opioid use disorder."
    )
    assert not blocks("attention", "Oats ease itching.", "No trial has tested oats for itching.")


def test_a_claim_on_an_unnamed_it_is_on_nothing() -> None:
    assert blocks("substance", "It melts away.", "Ice melts away.", title="Ice")
    bare = "Long-term safety has not been studied."
    assert blocks("substance", bare, "Long-term safety of oats has not been studied.", title="Oats")


@settings(deadline=None)
@given(
    low=st.floats(0.1, 1000),
    high=st.floats(0.1, 1000),
    one=st.sampled_from(["", "at_least", "at_most", "about"]),
    other=st.sampled_from(["", "at_least", "at_most", "about"]),
    per=st.sampled_from([(), ("day",), ("week",), ("kg",)]),
)
def test_agreement_is_mutual_and_every_amount_agrees_with_itself(
    low: float, high: float, one: str, other: str, per: tuple[str, ...]
) -> None:
    first = Quantity(
        span=Span(start=0, end=1), text="1", low=low, high=low, dimension="mass", comparator=one
    )
    second = replace(first, low=high, high=high, comparator=other, per=per)
    assert agree(first, second) == agree(second, first)
    assert agree(first, first)
    assert agree(second, second)


@settings(deadline=None)
@given(amount=st.integers(1, 5000), factor=st.floats(1.5, 50))
def test_the_same_dose_agrees_in_any_unit_and_another_in_none(amount: int, factor: float) -> None:
    claim = f"Take {amount} mg of zinc."
    assert not blocks("numbers", claim, f"They took {amount * 1000} mcg of zinc.")
    assert not blocks("numbers", claim, f"They took {amount / 1000} g of zinc.")
    assert blocks("numbers", claim, f"They took {amount * factor:.3f} mg of zinc.")
