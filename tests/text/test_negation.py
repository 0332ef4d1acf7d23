from __future__ import annotations

import pytest

from claimcheck.text.negation import find_negations, is_negated


@pytest.mark.parametrize(
    "text",
    [
        "Vitamin C does not prevent colds.",
        "Honey isn’t safe for babies.",
        "Detox teas never remove toxins.",
        "No trial has tested the tea.",
        "The tablets failed to lower cholesterol.",
        "There is no evidence that it works.",
        "Neither zinc nor garlic helps.",
        "The claim that vaccines cause autism has been debunked.",
    ],
)
def test_denials_are_negated(text: str) -> None:
    assert is_negated(text)


@pytest.mark.parametrize(
    "text",
    [
        "Vitamin C prevents colds.",
        "It is not only safe but cheap.",
        "There is no doubt that smoking harms the lungs.",
        "Take it without food.",
        "The dose (not tested in children) lowers fever.",
        "The notable norm is nothing-free knots.".replace("nothing-free ", ""),
    ],
)
def test_affirmations_and_false_friends_are_not(text: str) -> None:
    assert not is_negated(text)


def test_two_denials_cancel() -> None:
    assert not is_negated("There is no evidence that it does not work.")


def test_a_scope_ends_where_the_clause_does() -> None:
    text = "It does not cure flu, but it eases a cough."
    (found,) = find_negations(text)
    assert text[found.scope.start : found.scope.end] == "does not cure flu"
