"""Training of the verifier: a three-way cross-encoder, evidence first, claim second."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Mapping, Sequence
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
    TrainerCallback,
)

from claimcheck.training.arguments import last_checkpoint, losses, short_floats, training_arguments
from claimcheck.training.averaging import average
from claimcheck.training.data import read_pairs, stage_pairs
from claimcheck.training.measure import gold, softmax, summary
from claimcheck.training.pairs import LABELS, Pair
from claimcheck.training.recipe import Recipe, Stage, read_recipe

_DONE = "stage.json"


def make_verifier(recipe: Path, *, data: Path, output: Path, base: Path, resume: bool) -> Path:
    """Train, export, calibrate and describe the verifier or the judge.

    :param recipe: `recipe.toml`.
    :param data: the data folder.
    :param output: the model folder to write; checkpoints go to `<output>.run`.
    :param base: folder of the model to start from.
    :param resume: whether to go on from the last checkpoint.
    :returns: `output`.
    """
    from claimcheck.training.finish import finish_verifier

    plan, run = read_recipe(recipe), output.with_name(f"{output.name}.run")
    trained = train_verifier(plan, data=data, output=run, base=base, resume=resume)
    return finish_verifier(
        plan, trained=trained, run=run, data=data, output=output, described=recipe
    )


def train_verifier(recipe: Recipe, *, data: Path, output: Path, base: Path, resume: bool) -> Path:
    """Run the recipe's stages in order.

    With `resume` a finished stage is skipped, and one cut short goes on from its last checkpoint.

    :param recipe: what to run.
    :param data: the data folder.
    :param output: folder of the run; a folder a stage is made in it.
    :param base: folder of the model to start from.
    :param resume: whether to go on from what `output` holds.
    :returns: folder of the trained weights.
    :raises OSError: the data folder or the base model is missing.
    """
    made: dict[str, Path] = {}
    current = base
    for place, stage in enumerate(recipe.stages, 1):
        folder = output / f"{place}-{stage.name}"
        if stage.start:
            current = _mean(made, stage.start, folder / "start")
        if not (resume and (folder / _DONE).exists()):
            _run_stage(recipe, stage, data=data, folder=folder, start=current, resume=resume)
        current = made[stage.name] = folder / "model"
    return _mean(made, recipe.average, output / "average") if recipe.average else current


def _mean(made: Mapping[str, Path], shares: Mapping[str, float], output: Path) -> Path:
    return average([made[name] for name in shares], output, shares=list(shares.values()))


def _run_stage(
    recipe: Recipe, stage: Stage, *, data: Path, folder: Path, start: Path, resume: bool
) -> None:
    pairs = stage_pairs(data, stage.data, seed=stage.seed)
    began = time.monotonic()
    trainer, tokenizer = train_on(recipe, stage, pairs, folder=folder, start=start, resume=resume)
    report = {
        "stage": stage.name,
        "pairs": len(pairs),
        "stop": stage.stop,
        "seconds": round(time.monotonic() - began),
        "counts": _counts(pairs),
        "dev": {name: evaluate(trainer.model, tokenizer, data, name) for name in recipe.tune},
        "loss": losses(trainer),
    }
    (folder / _DONE).write_text(json.dumps(report, indent=1), encoding="utf-8")


def train_on(
    recipe: Recipe,
    stage: Stage,
    pairs: Sequence[Pair],
    *,
    folder: Path,
    start: Path,
    resume: bool = False,
) -> tuple[Trainer, Any]:
    """Train on pairs that are at hand.

    :param recipe: its label smoothing, and how often a checkpoint is kept.
    :param stage: how long, how fast, what is frozen; its data are not read.
    :param pairs: what to learn.
    :param folder: for checkpoints; the weights go to `model` in it.
    :param start: folder of the weights to start from.
    :param resume: whether to go on from the last checkpoint in `folder`.
    :returns: the trainer, whose `model` is the trained one, and the tokenizer.
    """
    torch.manual_seed(stage.seed)
    tokenizer = AutoTokenizer.from_pretrained(start)
    model = AutoModelForSequenceClassification.from_pretrained(start, config=_config(start, stage))
    freeze(model, stage.freeze)
    trainer = Trainer(
        model=model,
        args=training_arguments(
            folder,
            learning_rate=stage.learning_rate,
            batch_size=stage.batch_size,
            seed=stage.seed,
            num_train_epochs=stage.epochs,
            save_steps=recipe.save_steps,
        ),
        train_dataset=encode(pairs, tokenizer, max_tokens=stage.max_tokens),
        data_collator=DataCollatorWithPadding(tokenizer),
        processing_class=tokenizer,
        compute_loss_func=GuardedLoss(stage.guard, recipe.label_smoothing),
        callbacks=[StopAt(stage.stop)] if stage.stop else [],
    )
    checkpoint = last_checkpoint(folder, resume=resume)
    trainer.train(resume_from_checkpoint=checkpoint)
    trainer.save_model(str(folder / "model"))
    return trainer, tokenizer


def _config(start: Path, stage: Stage) -> Any:
    config = AutoConfig.from_pretrained(
        start,
        num_labels=len(LABELS),
        id2label=dict(enumerate(LABELS)),
        label2id={label: place for place, label in enumerate(LABELS)},
        hidden_dropout_prob=stage.dropout,
        attention_probs_dropout_prob=0.0,
    )
    # Only the BERT family knows a dropout of its own for the head.
    if hasattr(config, "classifier_dropout"):
        config.classifier_dropout = 0.1
    return config


def freeze(model: Any, layers: int) -> None:
    """Keep the word vectors and the lowest `layers` layers as they are; 0 trains everything."""
    if not layers:
        return
    body = model.base_model
    for part in (body.embeddings, *body.encoder.layer[:layers]):
        part.requires_grad_(requires_grad=False)


class GuardedLoss:
    """Cross-entropy, plus a price on belief in support where the evidence contradicts the claim.

    The extra term is `-log(1 - P(supported))` over contradicted rows, times `guard`: the one
    mistake that must be rare costs more than the others.
    """

    def __init__(self, guard: float, smoothing: float) -> None:
        self.guard = guard
        self.smoothing = smoothing

    def __call__(
        self,
        outputs: Any,
        labels: torch.Tensor,
        num_items_in_batch: torch.Tensor | int | None = None,  # noqa: ARG002 - the caller's name
    ) -> torch.Tensor:
        """The loss of a batch, a scalar."""
        logits = outputs["logits"].float()
        loss = torch.nn.functional.cross_entropy(logits, labels, label_smoothing=self.smoothing)
        refuted = labels == LABELS.index("contradictory")
        if self.guard and bool(refuted.any()):
            support = logits.softmax(dim=-1)[refuted, 0].clamp(max=1 - 1e-6)
            loss = loss - self.guard * torch.log1p(-support).sum() / len(labels)
        return loss


class StopAt(TrainerCallback):  # type: ignore[misc]
    """Ends a stage after a number of steps without bending its learning-rate curve."""

    def __init__(self, step: int) -> None:
        self.step = step

    def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:  # noqa: ARG002
        """Ask the trainer to stop once the step is reached."""
        if state.global_step >= self.step:
            control.should_training_stop = True


def encode(pairs: Sequence[Pair], tokenizer: Any, *, max_tokens: int) -> Dataset:
    """Token ids of the pairs, the evidence cut where both together pass `max_tokens`."""
    batch = tokenizer(
        [pair.evidence for pair in pairs],
        [pair.claim for pair in pairs],
        truncation="only_first",
        max_length=max_tokens,
    )
    columns = {name: batch[name] for name in batch}
    columns["labels"] = [LABELS.index(pair.label) for pair in pairs]
    columns["length"] = [len(ids) for ids in batch["input_ids"]]
    return Dataset.from_dict(columns)


def logits_of(
    model: Any, tokenizer: Any, pairs: Sequence[tuple[str, str]], *, max_tokens: int = 256
) -> Any:
    """Logits of (evidence, claim) pairs, *shape* (n, 3), in input order."""
    order = sorted(
        range(len(pairs)), key=lambda place: -len(pairs[place][0]) - len(pairs[place][1])
    )
    result = np.zeros((len(pairs), len(LABELS)), dtype=np.float32)
    short = torch.autocast(model.device.type, dtype=torch.bfloat16, enabled=short_floats())
    model.eval()
    for start in range(0, len(order), 32):
        places = order[start : start + 32]
        batch = tokenizer(
            [pairs[place][0] for place in places],
            [pairs[place][1] for place in places],
            truncation="only_first",
            max_length=max_tokens,
            padding=True,
            return_tensors="pt",
        )
        with torch.inference_mode(), short:
            result[places] = model(**batch).logits.float().numpy()
    return result


def evaluate(model: Any, tokenizer: Any, data: Path, name: str) -> dict[str, float]:
    """Figures on one tuning set, by the name of its file in `verifier/`."""
    pairs = read_pairs(data / "verifier" / f"{name}.jsonl.gz")
    logits = logits_of(model, tokenizer, [(pair.evidence, pair.claim) for pair in pairs])
    return summary(gold([pair.label for pair in pairs]), softmax(logits))


def _counts(pairs: Sequence[Pair]) -> dict[str, dict[str, int]]:
    counts: dict[str, Counter[str]] = {}
    for pair in pairs:
        counts.setdefault(pair.source, Counter())[pair.label] += 1
    return {source: dict(counts[source]) for source in sorted(counts)}
