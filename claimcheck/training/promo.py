"""Training of the tagger of promotional language: sentences in, a class for every token out."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from datasets import Dataset
from transformers import (
    AutoConfig,
    AutoModelForTokenClassification,
    AutoTokenizer,
    DataCollatorForTokenClassification,
    Trainer,
)

from claimcheck.promo import CATEGORIES, load_rules
from claimcheck.training.arguments import losses, training_arguments
from claimcheck.training.averaging import average
from claimcheck.training.export import export_tagger
from claimcheck.training.promo_card import write_card
from claimcheck.training.promo_plan import Plan, read_plan
from claimcheck.training.promo_sentences import Example, columns, joined, of_rules, written

__all__ = ["train_promo"]

_DONE = "seed.json"


def train_promo(recipe: Path, *, data: Path, output: Path, base: Path, resume: bool) -> Path:
    """Train on the sentences written here, average the seeds, export, measure, write the card.

    :param recipe: `recipe.toml`.
    :param data: folder of annotated articles, `dev.jsonl` and `test.jsonl`, for the card; the
        sentences are in the package.
    :param output: the model folder to write; the runs go to `<output>.run`.
    :param base: folder of the model to start from.
    :param resume: skip the seeds that are done.
    :returns: `output`.
    :raises OSError: the base is missing.
    """
    plan = read_plan(recipe)
    examples = [*written(), *of_rules(load_rules().rules)]
    run = output.with_name(f"{output.name}.run")
    made = [
        _train_seed(plan, examples, run / str(seed), seed=seed, base=base, resume=resume)
        for seed in plan.seeds
    ]
    trained = average(made, run / "mean")
    if recipe.resolve().parent != output.resolve():
        output.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(recipe, output / "recipe.toml")
    export_tagger(trained, output, base=plan.base, **plan.export)
    write_card(plan, examples, data=data, run=run, output=output)
    return output


def _train_seed(
    plan: Plan, examples: Sequence[Example], folder: Path, *, seed: int, base: Path, resume: bool
) -> Path:
    """One model; the head starts alike whatever the seed, so that means of weights exist."""
    if resume and (folder / _DONE).exists():
        return folder / "model"
    torch.manual_seed(plan.seeds[0])
    tokenizer = AutoTokenizer.from_pretrained(base)
    model = AutoModelForTokenClassification.from_pretrained(base, config=_config(base, plan))
    model.base_model.embeddings.requires_grad_(requires_grad=False)
    for layer in model.base_model.encoder.layer[: plan.freeze]:
        layer.requires_grad_(requires_grad=False)
    # The epochs differ in which sentences stand together, so they are laid out one by one.
    rows = [
        example
        for epoch in range(plan.epochs)
        for example in joined(examples, share=plan.joined, seed=seed * 1000 + epoch)
    ]
    trainer = Trainer(
        model=model,
        args=training_arguments(
            folder,
            learning_rate=plan.learning_rate,
            batch_size=plan.batch_size,
            seed=seed,
            save_strategy="no",
            label_smoothing_factor=plan.label_smoothing,
            # Fewer instructions than bfloat16 on processors that lack its matrix units.
            bf16=torch.cuda.is_available(),
        ),
        train_dataset=_encode(rows, tokenizer, plan.max_tokens),
        data_collator=DataCollatorForTokenClassification(tokenizer),
        processing_class=tokenizer,
    )
    began = time.monotonic()
    trainer.train()
    trainer.save_model(str(folder / "model"))
    report = {
        "examples": len(examples),
        "seconds": round(time.monotonic() - began),
        "loss": losses(trainer),
    }
    (folder / _DONE).write_text(json.dumps(report) + "\n", encoding="utf-8")
    return folder / "model"


def _config(base: Path, plan: Plan) -> Any:
    names = ["none", *CATEGORIES]
    return AutoConfig.from_pretrained(
        base,
        num_labels=len(names),
        id2label=dict(enumerate(names)),
        label2id={name: place for place, name in enumerate(names)},
        hidden_dropout_prob=plan.dropout,
        attention_probs_dropout_prob=0.0,
        classifier_dropout=0.1,
    )


def _encode(examples: Sequence[Example], tokenizer: Any, max_tokens: int) -> Dataset:
    batch = tokenizer(
        [one.text for one in examples],
        truncation=True,
        max_length=max_tokens,
        return_offsets_mapping=True,
    )
    places = batch.pop("offset_mapping")
    content = {name: batch[name] for name in batch}
    content["labels"] = [columns(one, at) for one, at in zip(examples, places, strict=True)]
    content["length"] = [len(ids) for ids in batch["input_ids"]]
    return Dataset.from_dict(content)
