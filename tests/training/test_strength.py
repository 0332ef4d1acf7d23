"""The claim-strength model from sentences to a folder, on sentences written for the test."""

from __future__ import annotations

import gzip
import json

import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")

RECIPE = """
[model]
base = "tiny"
[training]
seeds = [1, 2]
epochs = 1
learning_rate = 1e-3
batch_size = 8
max_tokens = 32
dropout = 0.0
label_smoothing = 0.05
balance = 0.5
flips = true
[data]
dev_share = 0.25
split_seed = 3
[data.sets]
one = "claims/one"
[export]
bits = 8
max_tokens = 32
"""
FRAMES = (
    "{} was mixed with warm water by the cook",
    "{} was linked to sound sleep among rowers",
    "{} may improve sleep",
    "{} improves sleep",
)
HERBS = ["Sorrel", "Tansy", "Yarrow", "Lovage", "Mallow", "Borage", "Chervil", "Hyssop"]


def sentences():
    from claimcheck.training.sentences import Sentence

    return [
        Sentence(text=frame.format(herb), level=level, source="one")
        for herb in HERBS
        for level, frame in enumerate(FRAMES)
    ]


@pytest.fixture
def data(tmp_path):
    path = tmp_path / "data" / "claims" / "one.jsonl.gz"
    path.parent.mkdir(parents=True)
    with gzip.open(path, "wt") as stream:
        for one in sentences():
            stream.write(json.dumps({"sentence": one.text, "strength": one.level}) + "\n")
        stream.write(json.dumps({"sentence": "Sorrel may improve sleep", "strength": 0}) + "\n")
    return tmp_path / "data"


def test_a_sentence_of_two_levels_is_dropped(data):
    from claimcheck.training.sentences import read_sentences

    texts = [one.text for one in read_sentences(data, {"one": "claims/one"})]
    assert len(texts) == len(HERBS) * len(FRAMES) - 1
    assert "Sorrel may improve sleep" not in texts


def test_sentences_alike_stay_on_one_side_and_levels_keep_their_shares():
    from claimcheck.training.sentences import Sentence, groups, parted

    rows = [
        Sentence(
            text=f"herb{n} soothes organ{n} within day{n} for group{n}", level=n % 4, source="s"
        )
        for n in range(80)
    ]
    rows += [Sentence(text=one.text + " again", level=one.level, source="s") for one in rows[:40]]
    train, dev = parted(rows, share=0.25, seed=1)
    assert sorted(map(repr, train + dev)) == sorted(map(repr, rows))
    assert 0.2 <= len(dev) / len(rows) <= 0.25
    side = {one.text: "dev" for one in dev} | {one.text: "train" for one in train}
    assert all(side[one.text] == side[one.text + " again"] for one in rows[:40])
    assert len(set(groups(rows))) == 80
    assert parted(rows, share=0.25, seed=1) == (train, dev)


def test_dropping_a_hedge_makes_a_cause_and_putting_one_in_a_condition():
    from claimcheck.training.sentences import Sentence, flipped

    def turn(text, level):
        return [(one.text, one.level) for one in
                flipped([Sentence(text=text, level=level, source="s")], seed=1)]  # fmt: skip

    assert turn("Tea may reduce pain.", 2) == [("Tea reduced pain.", 3)]
    ((text, level),) = turn("Tea reduces pain.", 3)
    assert level == 2
    assert text in {f"Tea {hedge} reduce pain." for hedge in ("may", "might", "could")}
    assert turn("Perhaps tea may reduce pain.", 2) == []
    assert turn("Tea grows in China.", 0) == []
    assert turn("Tea reduces pain, which suggests a use.", 3) == []


@pytest.mark.filterwarnings("ignore")
def test_training_ends_in_a_folder_that_loads_and_resumes(data, tiny_base, tmp_path):
    from claimcheck.runtime.folder import digest
    from claimcheck.runtime.strength import StrengthClassifier
    from claimcheck.training.strength import train_strength

    recipe = tmp_path / "recipe.toml"
    recipe.write_text(RECIPE)
    output = tmp_path / "strength"
    made = train_strength(recipe, data=data, output=output, base=tiny_base, resume=False)
    assert made == output
    assert StrengthClassifier.load(output).predict(["Tea cures colds."]).shape == (1, 4)
    card = (output / "card.md").read_text()
    assert digest(output / "model.onnx") in card
    assert "none stated" in card
    assert "cue rules" in card
    figures = json.loads((tmp_path / "strength.run" / "figures.json").read_text())
    assert set(figures["sets"]) == {"one", "both"}
    before = digest(output / "model.onnx")
    train_strength(recipe, data=data, output=output, base=tiny_base, resume=True)
    assert digest(output / "model.onnx") == before
