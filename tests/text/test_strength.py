from __future__ import annotations

import pytest

from claimcheck.text.strength import Strength, evidence_talk, is_absolute, strength_of


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("The leaf contains caffeine.", Strength.NONE),
        ("Coffee is associated with lower mortality.", Strength.CORRELATIONAL),
        ("People who drink tea are less likely to have strokes.", Strength.CORRELATIONAL),
        ("Coffee may reduce the risk of gout.", Strength.CONDITIONAL),
        ("Aspirin reduces fever.", Strength.CAUSAL),
        ("Smoking causes lung cancer.", Strength.CAUSAL),
        ("The panel judged the link causal.", Strength.CAUSAL),
        ("No causal link was shown; tea was associated with sleep.", Strength.CORRELATIONAL),
        ("Association does not prove causation.", Strength.CORRELATIONAL),
        ("Smoking may cause wrinkles.", Strength.CONDITIONAL),
    ],
)
def test_strength_follows_the_cue(text: str, level: Strength) -> None:
    assert strength_of(text) is level


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("There is not enough evidence that it helps.", "lacking"),
        ("Research on the tea is limited.", "lacking"),
        ("No trial has tested the tea.", "lacking"),
        ("Kudzu has not been proven to work.", "lacking"),
        ("It made no difference to pain.", "absent_effect"),
        ("Results are mixed.", "mixed"),
        ("It has been the subject of extensive scientific research.", "strong"),
        ("Strong evidence backs exercise.", "strong"),
    ],
)
def test_talk_about_the_evidence_is_told_apart(text: str, kind: str) -> None:
    assert kind in evidence_talk(text)


def test_a_plain_effect_says_nothing_about_the_evidence() -> None:
    assert evidence_talk("Aspirin reduces fever in adults.") == frozenset()


@pytest.mark.parametrize(
    "text", ["It cures arthritis.", "Clinically proven to work.", "It has no side effects."]
)
def test_proof_cures_and_universals_are_absolute(text: str) -> None:
    assert is_absolute(text)
    assert not is_absolute("It eased pain in some patients.")


@pytest.mark.parametrize(
    "text", ["one in every 17 rowers", "on every second day", "Take it every day.", "every 8 hours"]
)
def test_every_so_many_is_no_always(text: str) -> None:
    assert not is_absolute(text)
    assert is_absolute("It helps every patient.")
