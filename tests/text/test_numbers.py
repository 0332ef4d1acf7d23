from __future__ import annotations

import pytest

from claimcheck.text.numbers import Quantity, find_doses, find_quantities


def one(text: str) -> Quantity:
    (found,) = find_quantities(text)
    return found


@pytest.mark.parametrize(
    ("text", "substance", "amount"),
    [
        ("Take 400 mg of magnesium at night.", "magnesium", 400),
        ("A capsule holds magnesium (400 mg).", "magnesium", 400),
        ("ibuprofen 0.4 g tablets", "ibuprofen", 400),
        ("a dose of 75 mg aspirin", "aspirin", 75),
        ("aspirin at 75 mg daily", "aspirin", 75),
        ("omega-3 500 mg", "omega-3", 500),
        ("250 µg folic acid", "folic acid", 0.25),
    ],
)
def test_a_dose_is_bound_to_its_substance_in_milligrams(
    text: str, substance: str, amount: float
) -> None:
    dose = one(text)
    assert dose.is_dose
    assert (dose.substance, dose.low) == (substance, pytest.approx(amount))


@pytest.mark.parametrize(
    "text",
    [
        "The trial ran in 2019.",
        "COVID-19 and type 2 diabetes",
        "See Table 3 and reference [12].",
        "It was shown before (4).",
        "PMID 31234567",
        "open 24/7",
        "vitamin B12 and CYP3A4",
        "It costs $39.99.",
        "on 5 March 2020",
    ],
)
def test_years_ids_citations_and_names_are_not_quantities(text: str) -> None:
    assert find_quantities(text) == ()


def test_a_range_keeps_both_ends_whatever_dash_is_used() -> None:
    found = one("a fall of 20–30%")
    assert (found.low, found.high, found.dimension) == (20, 30, "percent")
    assert found.text == "20–30%"


def test_durations_are_in_days_and_count_words_are_read() -> None:
    assert one("for two to three weeks").high == 21
    assert one("within 48 hours").low == pytest.approx(2)


def test_the_rate_and_the_comparator_are_kept() -> None:
    found = one("at least 5 mg/kg of ketamine")
    assert (found.comparator, found.per, found.substance) == ("at_least", ("kg",), "ketamine")
    assert one("up to 1,000 IU of vitamin D a day").comparator == "at_most"
    assert one("1,000 IU per day of vitamin D").per == ("day",)


def test_counts_of_people_are_read_with_what_is_counted() -> None:
    assert one("in 1.2 million people").low == 1_200_000
    assert one("17 volunteers took part in 2019").dimension == "count:volunteers"


def test_only_amounts_are_doses() -> None:
    assert [d.text for d in find_doses("35 mg of caffeine for 12 weeks in 40% of users")] == [
        "35 mg"
    ]
