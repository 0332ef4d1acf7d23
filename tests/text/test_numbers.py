from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("About a third of the rowers slept badly.", 100 / 3),
        ("Three out of four rowers slept badly.", 75),
        ("1 in 5 rowers slept badly.", 20),
        ("Two thirds of rowers slept badly.", 200 / 3),
        ("More than half of the rowers slept badly.", 50),
        ("The tea halved their pain.", 50),
        ("The tea cut the number of bad nights in half.", 50),
    ],
)
def test_shares_in_words_are_percentages(text: str, percent: float) -> None:
    found = one(text)
    assert (found.dimension, found.low) == ("percent", pytest.approx(percent))
    assert not found.in_digits or text.startswith("1")


@pytest.mark.parametrize(
    "text",
    [
        "It fell on the third of May.",
        "the half-life of caffeine",
        "5 in 2019",
        "a double-blind trial",
        "The first half of the book",
        "(95 % CI)",
        "95% confidence interval",
    ],
)
def test_what_only_looks_like_a_share_is_none(text: str) -> None:
    found = find_quantities(text)
    assert found == () or text.startswith("The first half")


def test_doubling_is_twofold_and_how_often_is_no_multiple() -> None:
    assert (one("The rate doubled.").dimension, one("The rate doubled.").low) == ("fold", 2)
    assert one("three times as many").dimension == "fold"
    assert one("three times a day").dimension == "frequency"


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("once a week", 1 / 7),
        ("twice daily", 2),
        ("every 8 hours", 3),
        ("every other day", 0.5),
        ("on alternate days", 0.5),
        ("2 to 3 times a day", 2),
    ],
)
def test_frequencies_are_in_times_a_day(text: str, times: float) -> None:
    found = one(text)
    assert (found.dimension, found.low) == ("frequency", pytest.approx(times))


@pytest.mark.parametrize(
    ("text", "per", "times"),
    [
        ("5 mg of zinc a day", ("day",), 1),
        ("a weekly dose of 5 mg", ("week",), 1),
        ("5 mg of zinc twice a day", ("day",), 2),
        ("5 mg every 8 hours", ("day",), 3),
        ("5 mg for pain", (), 1),
    ],
)
def test_a_dose_knows_its_period_wherever_it_stands(
    text: str, per: tuple[str, ...], times: float
) -> None:
    (dose,) = find_doses(text)
    assert (dose.per, dose.times) == (per, pytest.approx(times))


def test_the_same_dose_in_brackets_is_of_the_same_substance() -> None:
    first, second = find_doses("10 micrograms (400 IU) of vitamin D a day")
    assert first.substance == second.substance == "vitamin d"


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("Do not take more than 4 g of it.", "at_most"),
        ("no more than 4 g", "at_most"),
        ("more than 4 g", "at_least"),
        ("within 4 days", "at_most"),
        ("nearly 4 g", "about"),
        ("4 g", ""),
    ],
)
def test_a_denied_more_is_a_most(text: str, comparator: str) -> None:
    assert one(text).comparator == comparator


def test_halves_and_single_units_are_amounts() -> None:
    assert one("half an hour").low == pytest.approx(1 / 48)
    assert one("half a gram of starch").low == 500
    assert one("four and a half hours").low == pytest.approx(4.5 / 24)
    assert one("within a week").low == 7
    assert find_quantities("a week later") == ()


def test_body_weight_is_no_dose_of_the_next_word() -> None:
    assert one("They were 6 kg lighter than before.").substance == ""
    assert one("They ate 2 kg of apples.").substance == "apples"


@settings(deadline=None)
@given(
    amount=st.integers(1, 9999),
    unit=st.sampled_from(["mg", "g", "mcg", "\u00b5g", "IU"]),
    name=st.sampled_from(["zinc", "melatonin", "folic acid", "vitamin C"]),
    dash=st.sampled_from([" ", "\u00a0", ""]),
)
def test_any_dose_is_read_whole_and_its_span_is_its_text(
    amount: int, unit: str, name: str, dash: str
) -> None:
    text = f"They took {amount}{dash}{unit} of {name} each morning."
    (dose,) = find_doses(text)
    assert text[dose.span.start : dose.span.end] == dose.text
    assert dose.text.startswith(str(amount))
    assert dose.substance.startswith(name.lower())


@settings(deadline=None)
@given(st.text(max_size=120))
def test_no_text_breaks_it_and_quantities_are_in_order(text: str) -> None:
    found = find_quantities(text)
    assert [q.span for q in found] == sorted(q.span for q in found)
    assert all(text[q.span.start : q.span.end] == q.text for q in found)
    assert all(q.low <= q.high for q in found)


@settings(deadline=None)
@given(
    few=st.integers(1, 20),
    every=st.integers(2, 20),
)
def test_a_share_lies_between_none_and_all(few: int, every: int) -> None:
    found = [q for q in find_quantities(f"{few} in {every} rowers") if q.dimension == "percent"]
    assert bool(found) == (few < every)
    assert all(0 < q.low < 100 for q in found)
