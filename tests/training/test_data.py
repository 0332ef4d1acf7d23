"""The label of a training pair follows from how it was made. All text is written for the test."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import Counter
from statistics import mean

import pytest

from claimcheck.training import edits
from claimcheck.training.abstracts import check_covid_pairs, scifact_pairs
from claimcheck.training.data import stage_pairs
from claimcheck.training.general import general_pairs, permitted
from claimcheck.training.pairs import Pair, overlap, unique
from claimcheck.training.rules import flipped_claims, plain_claim, rule_pairs, starter_pairs
from claimcheck.training.science import citation_pairs, question_pairs, statement_of, trial_pairs
from claimcheck.training.templates import template_pairs
from claimcheck.training.written import written_pairs


def write(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(row) + "\n" for row in rows)


def dice():
    return random.Random(1)


@pytest.mark.parametrize(
    ("licence", "ships"),
    [
        ("MIT", True),
        ("CC BY-SA 3.0", True),
        ("none stated", False),
        ("CC BY-NC 4.0", False),
        ("CC BY-ND 4.0", False),
        ("GPL-3.0", False),
        ("research only", False),
        ("", False),
    ],
)
def test_only_licences_that_may_ship_are_read(licence, ships):
    assert permitted(licence) is ships


def test_general_leaves_out_unlicensed_rows_and_makes_neutral_ones(tmp_path):
    row = {"label": "supported", "licence": "MIT"}
    fever = [
        {
            **row,
            "evidence": f"Oakford bridge {n} opened in 19{n}.",
            "claim": f"Oakford bridge {n} is old.",
            "source": "fever",
        }
        for n in range(10, 30)
    ]
    other = [
        {**row, "evidence": "e", "claim": "c", "source": "climate-fever"},
        {**row, "evidence": "f", "claim": "d", "source": "mnli", "licence": "none stated"},
    ]
    write(tmp_path / "nli" / "general.jsonl.gz", fever + other)
    limits = {"fever": 100, "climate-fever": 100, "mnli": 100}
    pairs = general_pairs(tmp_path, seed=1, limits=limits)
    assert {pair.source for pair in pairs} == {"fever"}
    neutral = [pair for pair in pairs if pair.label == "unsupported"]
    assert neutral
    assert all(pair.evidence.split()[2] != pair.claim.split()[2] for pair in neutral)


def trial(prompt, label, **changes):
    row = {"prompt_id": prompt, "pmcid": "1", "intervention": "Zelvanib", "outcome": "pain"}
    row |= {"comparator": "placebo", "label": label, "evidence": f"Pain with zelvanib: {label}."}
    return row | changes


def test_trials_become_claims_and_their_flips(tmp_path):
    rows = [
        trial("1", "significantly decreased"),
        trial("2", "no significant difference", outcome="sleep", evidence="Sleep did not differ."),
        trial("3", "significantly increased", evidence="x"),
        trial("3", "significantly decreased", evidence="x"),
    ]
    write(tmp_path / "evidence_inference" / "train.jsonl.gz", rows)
    pairs = trial_pairs(tmp_path, seed=1)
    assert not [pair for pair in pairs if pair.evidence == "x"], "annotators disagree"
    supported = {pair.evidence: pair.claim for pair in pairs if pair.label == "supported"}
    lower = ("reduces", "lowers", "decreases")
    assert any(verb in supported[rows[0]["evidence"]] for verb in lower)
    assert any(word in supported[rows[1]["evidence"]] for word in ("no ", "not "))
    for pair in pairs:
        if pair.label == "contradictory" and pair.evidence == rows[0]["evidence"]:
            assert not any(verb in pair.claim for verb in lower)
        if pair.label == "unsupported":
            assert ("sleep" in pair.claim.lower()) != ("Sleep" in pair.evidence)


@pytest.mark.parametrize(
    ("question", "statement", "denial"),
    [
        ("Does ginger reduce nausea?", "Ginger reduces nausea.", "Ginger does not reduce nausea."),
        ("Did walking improve sleep?", "Walking improved sleep.", "Walking did not improve sleep."),
        ("Do statins affect mood?", "Statins affect mood.", "Statins do not affect mood."),
        (
            "Is zinc effective for colds?",
            "Zinc is effective for colds.",
            "Zinc is not effective for colds.",
        ),
        ("Can tea prevent colds?", "Tea can prevent colds.", "Tea cannot prevent colds."),
    ],
)
def test_questions_become_statements(question, statement, denial):
    assert statement_of(question) == (statement, denial)


@pytest.mark.parametrize("question", ["Zinc: is it safe?", "Why zinc?", "Is there a link?", ""])
def test_questions_of_another_form_are_left_out(question):
    assert statement_of(question) is None


def test_question_pairs_never_hold_the_conclusion(tmp_path):
    row = {"question": "Does ginger reduce nausea?", "decision": "no", "sections": ["RESULTS"]}
    row |= {"contexts": ["Scores were alike."], "conclusion": "Ginger does nothing."}
    write(tmp_path / "pubmedqa" / "train.jsonl.gz", [row, row | {"decision": "maybe"}])
    pairs = question_pairs(tmp_path, seed=1)
    assert {(pair.claim, pair.label) for pair in pairs} == {
        ("Ginger reduces nausea.", "contradictory"),
        ("Ginger does not reduce nausea.", "supported"),
    }
    assert all("nothing" not in pair.evidence for pair in pairs)


def test_citations_lose_their_markers_and_noisy_refutations(tmp_path):
    folder = tmp_path / "citation_integrity"
    write(
        folder / "corpus_train.jsonl.gz",
        [{"doc_id": 1, "abstract": ["Ginger eases nausea in mice."]}],
    )
    note = {"sentences": [0], "label": "SUPPORT"}
    rows = [
        {
            "claim": "Ginger eases nausea [<|cit|>].",
            "evidence": {"1": [note]},
            "cited_doc_ids": [1],
        },
        {
            "claim": "Ginger harms.",
            "evidence": {"1": [note | {"label": "REFUTE"}]},
            "cited_doc_ids": [1],
        },
        {"claim": "Ginger is a root.", "evidence": {}, "cited_doc_ids": [1]},
    ]
    write(folder / "train.jsonl.gz", rows)
    assert [(pair.claim, pair.label) for pair in citation_pairs(tmp_path)] == [
        ("Ginger eases nausea.", "supported"),
        ("Ginger is a root.", "unsupported"),
    ]


@pytest.fixture
def scifact(tmp_path):
    lines = [
        "We gave ginger to forty people.",
        "Nausea fell.",
        "Sleep was recorded.",
        "Blood was drawn.",
        "Sites were rural.",
    ]
    documents = [{"doc_id": n, "title": f"Ginger study {n}", "abstract": lines} for n in range(4)]
    note = {"sentences": [1], "label": "CONTRADICT"}
    train = [
        {
            "id": 1,
            "claim": "Ginger worsens nausea.",
            "evidence": {"0": [note]},
            "cited_doc_ids": [0],
        },
        {"id": 2, "claim": "Ginger cures colds.", "evidence": {}, "cited_doc_ids": [1]},
        {"id": 3, "claim": "Ginger is blue.", "evidence": {"1": [note]}, "cited_doc_ids": [1]},
    ]
    folder = tmp_path / "scifact"
    write(folder / "corpus.jsonl.gz", documents)
    write(folder / "claims_train.jsonl.gz", train)
    write(folder / "claims_dev.jsonl.gz", [{"claim": "ginger is blue. ", "cited_doc_ids": [3]}])
    return tmp_path


def test_scifact_drops_dev_claims_and_keeps_negatives_off_the_rationale(scifact):
    pairs = scifact_pairs(scifact, seed=1, negatives=6, copies=2)
    assert "Ginger is blue." not in {pair.claim for pair in pairs}
    for pair in pairs:
        if pair.claim == "Ginger worsens nausea." and pair.label == "unsupported":
            assert "Nausea fell." not in pair.evidence or "study 0" not in pair.evidence
        if pair.claim == "Ginger cures colds.":
            assert pair.label == "unsupported"
    assert any(pair.label == "contradictory" and "Nausea fell." in pair.evidence for pair in pairs)


def test_check_covid_neutral_windows_are_the_listed_sentence_only(tmp_path):
    folder = tmp_path / "check_covid"
    document = {"cord_id": "a", "title": "T", "abstract": ["One.", "Two.", "Three."]}
    write(folder / "corpus.jsonl.gz", [document])
    row = {"claim": "C.", "cord_id": "a", "evidence_set": [{"sent_index": 1}]}
    write(folder / "train.jsonl.gz", [row | {"label": "NOTENOUGHINFO"}])
    assert [pair.evidence for pair in check_covid_pairs(tmp_path, seed=1, copies=4)] == ["Two."]


@pytest.mark.parametrize(
    ("edit", "before", "after"),
    [
        (edits.flip_direction, "Ginger improved sleep.", "Ginger worsened sleep."),
        (edits.flip_direction, "Pain was Higher at night.", "Pain was Lower at night."),
        (edits.flip_negation, "Zinc is safe for adults.", "Zinc is not safe for adults."),
        (edits.flip_negation, "Zinc is not safe.", "Zinc is safe."),
        (edits.flip_negation, "Zinc cannot help.", "Zinc can help."),
        (edits.link_to_cause, "Tea was associated with colds.", None),
        (edits.drop_hedge, "Tea may reduce colds.", "Tea reduces colds."),
        (edits.drop_hedge, "Tea might be useful.", "Tea is useful."),
    ],
)
def test_an_edit_changes_what_it_says(edit, before, after):
    changed = edit(before, dice())
    assert changed != before
    if after is not None:
        assert changed == after


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (edits.flip_direction, "No increase was seen."),
        (edits.flip_direction, "Higher doses reduced pain."),
        (edits.flip_negation, "It is not known whether zinc can help."),
        (edits.change_dose, "In 2019 the trial ended."),
        (edits.change_number, "See reference 12 of 1998."),
        (edits.animal_to_people, "In mice, rat cells grew."),
        (edits.swap_group, "Ginger eased nausea."),
        (edits.link_to_cause, "Tea was drunk with milk."),
        (edits.drop_hedge, "Tea reduces colds."),
    ],
)
def test_an_edit_leaves_alone_what_it_does_not_fit(edit, sentence):
    changed = edit(sentence, dice())
    assert changed is None or edit is edits.flip_negation


@pytest.mark.parametrize("seed", range(20))
def test_a_changed_number_differs(seed):
    for edit, text in (
        (edits.change_dose, "They took 50 mg daily."),
        (edits.change_number, "It fell by 7 percent."),
    ):
        assert edit(text, random.Random(seed)) not in (None, text)


def test_animals_become_people():
    changed = edits.animal_to_people("Ginger eased nausea in old mice.", dice())
    assert changed is not None
    assert "mice" not in changed


def test_openings_and_brackets_are_not_part_of_a_claim():
    text = "In conclusion, we found that ginger eased nausea (p < 0.01) in most of the adults."
    assert plain_claim(text) == "Ginger eased nausea in most of the adults."
    assert plain_claim("We aimed to see.") is None


def test_pairs_of_the_starter_corpus_are_seeded_plain_and_of_all_labels():
    pairs = starter_pairs(seed=1, limit=300)
    assert pairs == starter_pairs(seed=1, limit=300)
    assert {pair.label for pair in pairs} == {"supported", "unsupported", "contradictory"}
    assert all(pair.source.startswith("starter-") for pair in pairs)
    copies = [pair for pair in pairs if pair.source == "starter-copy"]
    assert copies
    assert all(said(pair.claim) <= said(pair.evidence) for pair in copies)


def said(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def test_written_claims_are_balanced_and_topics_held_back_are_not_trained_on():
    pairs, dev = (
        written_pairs(seed=1, limit=100_000),
        written_pairs(seed=1, limit=100_000, dev=True),
    )
    assert written_pairs(seed=1, limit=50) == written_pairs(seed=1, limit=50)
    assert not {pair.claim for pair in pairs} & {pair.claim for pair in dev}
    assert not {pair.evidence for pair in pairs} & {pair.evidence for pair in dev}
    counts = Counter(pair.label for pair in dev)
    assert max(counts.values()) - min(counts.values()) <= 0.02 * len(dev)
    beside = [claim for claim, times in Counter(pair.claim for pair in pairs).items() if times > 1]
    assert beside


def test_no_written_claim_gives_its_label_away_by_its_length_or_a_denial():
    by_label: dict[str, list[str]] = {}
    for pair in written_pairs(seed=1, limit=100_000, dev=True):
        by_label.setdefault(pair.label, []).append(pair.claim)
    words = [mean(len(claim.split()) for claim in claims) for claims in by_label.values()]
    denied = [
        mean(bool(re.search(r"\b(?:not?|never|without|none)\b", claim)) for claim in claims)
        for claims in by_label.values()
    ]
    assert max(words) - min(words) < 3
    assert max(denied) - min(denied) < 0.1


def test_rule_pairs_follow_their_edit_and_spare_dev_abstracts(scifact):
    said = [
        f"Ginger number {n} reduced nausea in forty people who took it with food."
        for n in range(30)
    ]
    held = "Secretol was associated with lower pain in forty people who took it daily."
    documents = [{"doc_id": n + 10, "title": "", "abstract": [text]} for n, text in enumerate(said)]
    documents.append({"doc_id": 3, "title": "", "abstract": [held]})
    write(scifact / "scifact" / "corpus.jsonl.gz", documents)
    write(scifact / "citation_integrity" / "corpus_train.jsonl.gz", [])
    write(scifact / "pubmedqa" / "train.jsonl.gz", [])
    pairs = rule_pairs(scifact, seed=1, limit=200)
    assert "Secretol" not in " ".join(pair.evidence + pair.claim for pair in pairs)
    flipped = [pair for pair in pairs if pair.source == "rule-flip_direction"]
    assert flipped
    assert all(pair.label == "contradictory" for pair in flipped)
    assert all(("reduced" in pair.claim) != ("reduced" in pair.evidence) for pair in flipped)
    assert all(pair.label == "supported" for pair in pairs if pair.source == "rule-copy")


def test_a_turned_claim_takes_the_opposite_label():
    pairs = [
        Pair(evidence="e", claim=claim, label=label, source="s")
        for claim, label in (
            ("Tea is safe for adults.", "supported"),
            ("Zinc is safe for adults.", "contradictory"),
            ("Kava is safe for adults.", "unsupported"),
            ("Ginger improves sleep.", "contradictory"),
        )
    ]
    made = {
        pair.claim: pair.label for seed in range(9) for pair in flipped_claims(pairs, seed=seed)
    }
    assert made["Tea is not safe for adults."] == "contradictory"
    assert made["Zinc is not safe for adults."] == "supported"
    assert not any(claim.startswith(("Kava", "Ginger")) for claim in made)


def test_missing_evidence_never_supports_that_a_thing_works():
    works = ("treats", "cures", "relieves", "effective", "helps people", "improves", "proven")
    missing = ("template-untested", "template-no_effect", "template-animal_only")
    for pair in template_pairs(seed=3, limit=4000):
        if pair.source in missing and pair.label == "supported":
            said = pair.claim.lower()
            assert any(
                word in said
                for word in (
                    "no ",
                    "not ",
                    "weak",
                    "little",
                    "uncertain",
                    "more research",
                    "laboratory",
                    " in a",
                    "mice",
                    "rats",
                    "cell",
                    "test tube",
                    "whether",
                )
            ), pair.claim
            assert not said.startswith(works)


def test_templates_give_each_label_its_share():
    pairs = template_pairs(seed=3, limit=3000)
    for label in ("supported", "unsupported", "contradictory"):
        assert sum(pair.label == label for pair in pairs) > 800


def test_a_stage_is_the_same_for_the_same_seed(scifact):
    stage = {"templates": 200, "scifact": {"negatives": 2, "copies": 1}}
    assert stage_pairs(scifact, stage, seed=5) == stage_pairs(scifact, stage, seed=5)
    assert stage_pairs(scifact, stage, seed=5) != stage_pairs(scifact, stage, seed=6)


def test_a_pair_with_two_labels_is_dropped():
    pair = Pair(evidence="e", claim="c", label="supported", source="s")
    other = Pair(evidence="e", claim="c", label="contradictory", source="s")
    assert unique([pair, pair]) == [pair]
    assert unique([pair, other]) == []
    assert unique([pair, other, pair]) == []


def test_an_unknown_label_is_refused():
    with pytest.raises(ValueError, match="'true'"):
        Pair(evidence="e", claim="c", label="true", source="s")


def test_overlap_counts_content_words():
    assert overlap("The ginger and the tea", "ginger") == 0.5
    assert overlap("of the", "ginger") == 0


def test_rewording_changes_the_words_and_leaves_figures_and_denials():
    sentence = "Daily zinc significantly reduced the risk of colds by 12% in children, not adults."
    made = {edits.reword(sentence, random.Random(seed)) for seed in range(20)} - {None}
    assert len(made) > 2
    for text in made:
        assert text != sentence
        assert "12%" in text
        assert "not adults" in text


def test_a_reworded_decimal_is_rounded_not_changed():
    text = edits.reword("Body weight fell by 14.9% in a year.", random.Random(1))
    assert text is not None
    assert "15%" in text
    assert "14.9" not in text
