"""Training of the claim-strength model: one sentence in, one of four levels out."""

from __future__ import annotations

import json
import shutil
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from datasets import Dataset
from transformers import (
    AutoConfig,
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    Trainer,
)

from claimcheck.runtime.strength import LEVELS
from claimcheck.training.arguments import last_checkpoint, losses, training_arguments
from claimcheck.training.averaging import average
from claimcheck.training.sentences import Sentence, flipped, parted, read_sentences
from claimcheck.training.strength_plan import Plan, read_plan

__all__ = ["scores", "train_seed", "train_strength"]

_DONE = "seed.json"


def train_strength(recipe: Path, *, data: Path, output: Path, base: Path, resume: bool) -> Path:
    """Train on the split, measure, train on everything, export, write the card.

    :param recipe: `recipe.toml`.
    :param data: the data folder.
    :param output: the model folder to write; checkpoints go to `<output>.run`.
    :param base: folder of the model to start from.
    :param resume: go on from what the run holds.
    :returns: `output`.
    :raises OSError: data or base are missing.
    """
    from claimcheck.training.strength_report import finish_strength

    plan = read_plan(recipe)
    rows = read_sentences(data, plan.sets)
    train, dev = parted(rows, share=plan.dev_share, seed=plan.split_seed)
    run = output.with_name(f"{output.name}.run")
    tried = _train(plan, train, run / "split", base=base, resume=resume)
    trained = _train(plan, rows, run / "all", base=base, resume=resume)
    if recipe.resolve().parent != output.resolve():
        output.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(recipe, output / "recipe.toml")
    return finish_strength(
        plan, train=train, dev=dev, tried=tried, trained=trained, run=run, output=output
    )


def _train(plan: Plan, rows: Sequence[Sentence], folder: Path, *, base: Path, resume: bool) -> Path:
    """Every seed on the same sentences, then the mean of their weights; returns its folder."""
    made = [
        train_seed(plan, rows, folder / str(seed), seed=seed, base=base, resume=resume)
        for seed in plan.seeds
    ]
    return average(made, folder / "mean")


def train_seed(
    plan: Plan, rows: Sequence[Sentence], folder: Path, *, seed: int, base: Path, resume: bool
) -> Path:
    """One model; the head starts from the same numbers whatever the seed, so that means exist.

    :param plan: the recipe.
    :param rows: what to train on, before flips.
    :param folder: of the run.
    :param seed: of order and dropout.
    :param base: folder to start from.
    :param resume: skip what is done, go on from the last checkpoint.
    :returns: the folder of the weights.
    """
    if resume and (folder / _DONE).exists():
        return folder / "model"
    torch.manual_seed(plan.split_seed)
    tokenizer = AutoTokenizer.from_pretrained(base)
    model = AutoModelForSequenceClassification.from_pretrained(
        base, config=_config(base, plan), ignore_mismatched_sizes=True
    )
    # Four thousand sentences move few of thirty thousand words, at a third of a step's cost.
    model.base_model.embeddings.requires_grad_(requires_grad=False)
    more = [*rows, *(flipped(rows, seed=seed) if plan.flips else ())]
    trainer = Trainer(
        model=model,
        args=training_arguments(
            folder,
            learning_rate=plan.learning_rate,
            batch_size=plan.batch_size,
            seed=seed,
            num_train_epochs=plan.epochs,
            save_steps=400,
        ),
        train_dataset=_encode(more, tokenizer, plan.max_tokens),
        data_collator=DataCollatorWithPadding(tokenizer),
        processing_class=tokenizer,
        compute_loss_func=_Loss(plan, [one.level for one in more]),
    )
    began = time.monotonic()
    checkpoint = last_checkpoint(folder, resume=resume)
    trainer.train(resume_from_checkpoint=checkpoint)
    trainer.save_model(str(folder / "model"))
    report = {
        "sentences": len(more),
        "seconds": round(time.monotonic() - began),
        "loss": losses(trainer),
    }
    (folder / _DONE).write_text(json.dumps(report) + "\n", encoding="utf-8")
    return folder / "model"


def scores(folder: Path, texts: Sequence[str], *, max_tokens: int) -> Any:
    """Logits of the levels by a folder of weights, *shape* (n, 4), in input order."""
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForSequenceClassification.from_pretrained(folder).eval()
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    result = np.zeros((len(texts), LEVELS), dtype=np.float32)
    for start in range(0, len(order), 32):
        places = order[start : start + 32]
        batch = tokenizer(
            [texts[place] for place in places],
            truncation=True,
            max_length=max_tokens,
            padding=True,
            return_tensors="pt",
        )
        with torch.inference_mode():
            result[places] = model(**batch).logits.float().numpy()
    return result


class _Loss:
    """Cross-entropy with smoothed labels and, if wished, rare levels weighed up."""

    def __init__(self, plan: Plan, levels: Sequence[int]) -> None:
        counts = Counter(levels)
        share = torch.tensor([max(1, counts[level]) / len(levels) for level in range(LEVELS)])
        weights = share**-plan.balance
        self._weights = weights / (weights * share).sum()
        self._smoothing = plan.label_smoothing

    def __call__(
        self,
        outputs: Any,
        labels: torch.Tensor,
        num_items_in_batch: torch.Tensor | int | None = None,  # noqa: ARG002 - the caller's name
    ) -> torch.Tensor:
        """The loss of a batch, a scalar."""
        return torch.nn.functional.cross_entropy(
            outputs["logits"].float(),
            labels,
            weight=self._weights,
            label_smoothing=self._smoothing,
        )


def _config(base: Path, plan: Plan) -> Any:
    return AutoConfig.from_pretrained(
        base,
        num_labels=LEVELS,
        id2label={level: str(level) for level in range(LEVELS)},
        label2id={str(level): level for level in range(LEVELS)},
        hidden_dropout_prob=plan.dropout,
        attention_probs_dropout_prob=0.0,
        classifier_dropout=0.1,
    )


def _encode(rows: Sequence[Sentence], tokenizer: Any, max_tokens: int) -> Dataset:
    batch = tokenizer([one.text for one in rows], truncation=True, max_length=max_tokens)
    columns = {name: batch[name] for name in batch}
    columns["labels"] = [one.level for one in rows]
    columns["length"] = [len(ids) for ids in batch["input_ids"]]
    return Dataset.from_dict(columns)
