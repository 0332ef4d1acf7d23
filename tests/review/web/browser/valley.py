"""Two articles and a small corpus for a whole session. All prose and every plant is made up."""

from __future__ import annotations

import json
from pathlib import Path

ARTICLE = """# What our readers ask about fernwort 🌿

Fernwort tea improves sleep in adults. Fernwort cures insomnia. Fernwort lowers blood pressure in \
adults. Fernwort prevents heart attacks. Fernwort relieves nausea during pregnancy. 👩‍⚕️💚 Fernwort \
syrup calms a dry cough overnight.

Fernwort causes liver damage in high doses. Fernwort cures cancer. Fernwort burns belly fat. \
Fernwort prevents dementia. Fernwort relieves mild depression. Fernwort shortens the common cold.

Marshbell ointment heals burns. Marshbell extract raises blood sugar. Marshbell cures influenza. \
Marshbell protects children from measles. Marshbell prevents bone fractures in older women. \
Marshbell reduces joint pain in osteoarthritis.

Tarnroot powder treats iron deficiency. Tarnroot stops muscle cramps. Tarnroot prevents kidney \
stones. Tarnroot cures urinary tract infections. Tarnroot eases irritable bowel syndrome. Tarnroot \
causes miscarriage.

Glimmergrass lowers cholesterol. Glimmergrass cures asthma. Glimmergrass improves memory in \
students. Glimmergrass strengthens the immune system. Glimmergrass thins the blood. Glimmergrass \
prevents diarrhoea caused by antibiotics.

Why not ask your grandmother, who slept well after one cup of tarnroot?
"""

LETTER = """# A letter from the valley

Fernwort cures cancer. Brookmint soothes sunburn. Tarnroot stops muscle cramps. Brookmint prevents \
migraine. Glimmergrass cures hiccups.
"""

MISSED = "slept well after one cup of tarnroot"
"""Words that no claim of the machine's holds."""

_PASSAGES = (
    ("sleep", "In a trial of 120 adults, fernwort tea improved sleep compared with water."),
    ("insomnia", "Fernwort did not cure insomnia in a trial of 80 patients."),
    ("pressure", "In 200 adults, fernwort did not lower blood pressure after eight weeks."),
    ("liver", "Fernwort causes liver damage in high doses, regulators warn."),
    ("cancer", "Fernwort does not cure cancer. No trial found an effect on tumours."),
    ("burns", "Marshbell ointment did not heal burns faster than petroleum jelly in a trial."),
    ("sugar", "Marshbell extract did not raise blood sugar in 60 adults."),
    ("joints", "Marshbell reduced joint pain in osteoarthritis in a trial of 90 people."),
    ("iron", "Tarnroot powder holds too little iron to treat iron deficiency."),
    ("cramps", "Tarnroot did not stop muscle cramps in a trial of 40 runners."),
    ("cholesterol", "Glimmergrass lowered cholesterol by a small amount in a trial of 150 adults."),
    ("asthma", "Glimmergrass does not cure asthma, and some people with asthma reacted badly."),
)  # fmt: skip


def write(folder: Path) -> tuple[Path, Path, Path]:
    """The article, the letter and the corpus, as files."""
    article, letter, corpus = folder / "fernwort.md", folder / "letter.md", folder / "corpus"
    article.write_text(ARTICLE, encoding="utf-8")
    letter.write_text(LETTER, encoding="utf-8")
    corpus.mkdir()
    manifest = 'name = "valley"\ntitle = "Plants of the valley"\nversion = "1"\n'
    (corpus / "manifest.toml").write_text(manifest, encoding="utf-8")
    rows = [{"id": key, "text": text, "design": "trial"} for key, text in _PASSAGES]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (corpus / "passages.jsonl").write_text(lines, encoding="utf-8")
    return article, letter, corpus
