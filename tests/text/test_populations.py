from __future__ import annotations

import pytest

from claimcheck.text.populations import designs, is_nonhuman_only, populations


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The extract slowed tumours in mice.", "animal"),
        ("It killed bacteria in vitro.", "cell"),
        ("Give honey to babies.", "infants"),
        ("Teenagers slept longer.", "children"),
        ("Avoid it during pregnancy.", "pregnant"),
        ("while breast-feeding", "breastfeeding"),
        ("Older adults fell less.", "older_adults"),
        ("Among 40 volunteers", "human"),
        ("people with type 2 diabetes", "patients"),
    ],
)
def test_populations_are_named(text: str, kind: str) -> None:
    assert kind in populations(text)


def test_only_animals_or_cells_means_no_people_are_named() -> None:
    assert is_nonhuman_only("Rats fed the oil gained less weight.")
    assert not is_nonhuman_only("Rats and people gained less weight.")
    assert not is_nonhuman_only("The oil does nothing.")


@pytest.mark.parametrize("text", ["horse chestnut eases veins", "cow’s milk", "a yeast infection"])
def test_names_that_hold_an_animal_are_not_animals(text: str) -> None:
    assert "animal" not in populations(text)


def test_babies_of_somebody_are_babies() -> None:
    assert populations("Tremor was seen in newborns of women who drank it.") == {"infants"}
    assert populations("Women and newborns were examined.") == {"women", "infants"}


def test_yeast_in_the_kitchen_is_no_animal() -> None:
    assert populations("Bacteria and yeast ferment the tea.") == frozenset()
    assert populations("It lengthened life in yeast.") == {"animal"}


@pytest.mark.parametrize(
    ("text", "design"),
    [
        ("A meta-analysis of nine trials", "review"),
        ("Rowers were randomly assigned to tea or water.", "trial"),
        ("A double-blind, placebo-controlled study", "trial"),
        ("In a cohort of 900 rowers", "observational"),
        ("A cross-sectional survey", "observational"),
        ("A case report", "case"),
        ("In a mouse model", "animal"),
        ("In cell cultures", "in_vitro"),
    ],
)
def test_designs_are_named(text: str, design: str) -> None:
    assert design in designs(text)


def test_plain_prose_names_no_design() -> None:
    assert designs("Ginger eases nausea.") == frozenset()
