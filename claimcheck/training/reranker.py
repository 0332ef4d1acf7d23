"""Training of the reranker: a claim's passage picked out among those our own search puts near it.

The loss is listwise, the cross-entropy of the right passage in its group (Gao, Dai and Callan,
ECIR 2021). The base is the verifier before export: whether evidence settles a claim, either way,
is most of whether it bears on it, so its three logits make the first head.
"""

from __future__ import annotations

import json
import time
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from datasets import Dataset
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    Trainer,
)

from claimcheck.corpus import Corpus
from claimcheck.retrieve import open_index
from claimcheck.retrieve.rerank import RERANKED
from claimcheck.retrieve.text import dense_query, indexed_text
from claimcheck.runtime import Encoder, Reranker
from claimcheck.training.arguments import last_checkpoint, losses, training_arguments
from claimcheck.training.export import export_reranker
from claimcheck.training.mining import mine
from claimcheck.training.pairs import dice
from claimcheck.training.relevance import matches
from claimcheck.training.retrieval_card import reranker_card
from claimcheck.training.retrieval_sets import RetrievalSet, retrieval_sets, set_figures

__all__ = ["first_head", "fit_logistic", "train_reranker"]

_DONE = "trained.json"


def train_reranker(recipe: Path, *, data: Path, output: Path, base: Path, resume: bool) -> Path:
    """Train, calibrate, export, measure and describe the reranker.

    Negatives come from the search with the encoder the recipe names, so train that first.
    Checkpoints and figures go to `<output>.run`. With `resume` a run cut short goes on from its
    last checkpoint, and a finished training is only exported and measured again.

    :param recipe: `recipe.toml`.
    :param data: the data folder.
    :param output: the model folder to write.
    :param base: folder of the verifier's weights before export, or of any BERT-family model.
    :param resume: whether to go on from what is there.
    :returns: `output`.
    :raises OSError: a file of the data or the base is missing.
    :raises KeyError: the recipe lacks a key.
    """
    plan = tomllib.loads(recipe.read_text(encoding="utf-8"))
    run = output.with_name(f"{output.name}.run")
    encoder = Encoder.load(recipe.parent / plan["model"]["encoder"])
    if not (resume and (run / _DONE).exists()):
        _train(plan, data=data, run=run, base=base, encoder=encoder, resume=resume)
    figures = json.loads((run / _DONE).read_text(encoding="utf-8"))
    tuning = retrieval_sets(data, plan["tune"]["sets"])
    _export(plan, run, run / "plain")
    cache = output.with_name("retrieval.run")
    figures |= calibrate(tuning, encoder, Reranker.load(run / "plain"), cache)
    settings = {name: figures[name] for name in ("scale", "shift")}
    _export(plan, run, output, **settings)
    _export(plan, run, run / "wide", bits=32, **settings)
    figures["sets"] = _measure(
        plan, recipe, data=data, run=run, output=output, encoder=encoder, cache_dir=cache
    )
    (run / "figures.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    (output / "card.md").write_text(reranker_card(figures, output), encoding="utf-8")
    return output


def _export(plan: Mapping[str, Any], run: Path, folder: Path, **more: Any) -> Path:
    return export_reranker(
        run / "model", folder, base=plan["model"]["base"], **{**plan["export"], **more}
    )


def _train(
    plan: Mapping[str, Any], *, data: Path, run: Path, base: Path, encoder: Encoder, resume: bool
) -> None:
    settings = plan["training"]
    began = time.monotonic()
    groups, counts = _groups(plan, data=data, run=run, encoder=encoder)
    torch.manual_seed(settings["seed"])
    tokenizer = AutoTokenizer.from_pretrained(base)
    trainer = ListwiseTrainer(
        model=_model(base, dropout=settings["dropout"]),
        args=training_arguments(
            run,
            learning_rate=settings["learning_rate"],
            batch_size=settings["batch_size"],
            seed=settings["seed"],
            warmup_steps=settings["warmup"],
            remove_unused_columns=False,
            save_steps=settings["save_steps"],
            logging_steps=25,
        ),
        train_dataset=_dataset(groups, tokenizer, most=settings["max_tokens"]),
        data_collator=Collator(tokenizer),
        processing_class=tokenizer,
    )
    last = last_checkpoint(run, resume=resume)
    trainer.train(resume_from_checkpoint=last)
    trainer.save_model(str(run / "model"))
    report = {
        "rows": len(groups),
        "counts": counts,
        "seconds": round(time.monotonic() - began),
        "steps": trainer.state.global_step,
        "loss": [(step, round(loss, 4)) for step, loss in losses(trainer)],
    }
    (run / _DONE).write_text(json.dumps(report, indent=1), encoding="utf-8")


Group = tuple[str, tuple[str, ...]]
"""A query and its passages, the right one first."""


def _groups(
    plan: Mapping[str, Any], *, data: Path, run: Path, encoder: Encoder
) -> tuple[list[Group], dict[str, int]]:
    settings = plan["training"]
    chosen = matches(data, plan["data"], seed=settings["seed"])
    found = mine(
        data,
        chosen,
        encoder=encoder,
        cache_dir=run,
        seed=settings["seed"],
        take=settings["negatives"],
        **plan["mining"],
    )
    groups: list[Group] = []
    counts: Counter[str] = Counter()
    for match, negatives in zip(chosen, found, strict=True):
        # Groups are of one size, so that they stack.
        if len(negatives) == settings["negatives"]:
            groups.append((match.query, (match.passage, *(item.passage for item in negatives))))
            counts[match.source] += 1
    dice(settings["seed"]).shuffle(groups)
    return groups, dict(counts)


def _model(base: Path, *, dropout: float) -> Any:
    model = AutoModelForSequenceClassification.from_pretrained(
        base,
        num_labels=1,
        id2label={0: "relevance"},
        label2id={"relevance": 0},
        problem_type="regression",
        hidden_dropout_prob=dropout,
        attention_probs_dropout_prob=dropout,
        ignore_mismatched_sizes=True,
    )
    head = first_head(base)
    if head is not None:
        with torch.no_grad():
            model.classifier.weight.copy_(head[0])
            model.classifier.bias.copy_(head[1])
    model.base_model.embeddings.requires_grad_(requires_grad=False)
    return model


def first_head(base: Path) -> tuple[torch.Tensor, torch.Tensor] | None:
    """The mean of the two settled logits less the unsettled one, as one row and its bias.

    :param base: a folder with `model.safetensors`.
    :returns: *shape* (1, width) and (1,), or `None` where the base has no head of three logits.
    """
    from safetensors.torch import load_file

    weights = load_file(base / "model.safetensors")
    weight, bias = weights.get("classifier.weight"), weights.get("classifier.bias")
    if weight is None or bias is None or len(bias) != len(_MIX):
        return None
    mix = torch.tensor([_MIX])
    return mix @ weight.float(), mix[0] @ bias.float().unsqueeze(-1)


#: Of supported, unsupported and contradictory.
_MIX = (0.5, -1.0, 0.5)


def _dataset(groups: Sequence[Group], tokenizer: Any, *, most: int) -> Dataset:
    columns: dict[str, list[Any]] = {"input_ids": [], "token_type_ids": [], "length": []}
    for query, passages in groups:
        batch = tokenizer(
            list(passages),
            [query] * len(passages),
            truncation="only_first",
            max_length=most,
            return_token_type_ids=True,
        )
        columns["input_ids"].append(batch["input_ids"])
        columns["token_type_ids"].append(batch["token_type_ids"])
        columns["length"].append(max(map(len, batch["input_ids"])))
    return Dataset.from_dict(columns)


class Collator:
    """Pads the pairs of some groups into one batch, group after group."""

    def __init__(self, tokenizer: Any) -> None:
        self.tokenizer = tokenizer

    def __call__(self, rows: Sequence[Mapping[str, Any]]) -> dict[str, torch.Tensor]:
        """One batch of tensors; `labels` holds only zeros, one a group: the first is right."""
        batch = self.tokenizer.pad(
            {
                name: [ids for row in rows for ids in row[name]]
                for name in ("input_ids", "token_type_ids")
            },
            return_tensors="pt",
        )
        return {**batch, "labels": torch.zeros(len(rows), dtype=torch.long)}


class ListwiseTrainer(Trainer):  # type: ignore[misc]
    """A trainer whose rows are groups of pairs."""

    def compute_loss(
        self,
        model: Any,
        inputs: Mapping[str, Any],
        return_outputs: bool = False,  # noqa: FBT001, FBT002 - the caller's order
        num_items_in_batch: Any = None,  # noqa: ARG002 - the caller's name
    ) -> Any:
        """Cross-entropy of the first passage of each group."""
        labels = inputs["labels"]
        pairs = {name: value for name, value in inputs.items() if name != "labels"}
        logits = model(**pairs).logits.float().reshape(len(labels), -1)
        loss = torch.nn.functional.cross_entropy(logits, labels)
        return (loss, {"logits": logits}) if return_outputs else loss


def calibrate(
    sets: Sequence[RetrievalSet], encoder: Encoder, reranker: Reranker, cache_dir: Path
) -> dict[str, float]:
    """Scale and shift that make the logit of a found passage a probability.

    :param sets: tuning sets.
    :param encoder: the dense half of the search.
    :param reranker: the model as trained.
    :param cache_dir: where indexes are kept.
    :returns: `scale` and `shift`, 1 and 0 where nothing is judged.
    """
    pairs: list[tuple[str, str]] = []
    truth: list[int] = []
    for item in sets:
        corpus = Corpus.from_passages(item.passages, name="retrieval")
        index = open_index(corpus, encoder=encoder, cache_dir=cache_dir)
        found = index.search(list(item.queries.values()), k=RERANKED)
        for (key, query), hits in zip(item.queries.items(), found, strict=True):
            for hit in hits:
                pairs.append((dense_query(indexed_text(hit.passage)), dense_query(query)))
                truth.append(int(item.judged[key].get(hit.passage.id, 0) > 0))
    if len(set(truth)) < 2:
        return {"scale": 1.0, "shift": 0.0}
    chance = np.clip(reranker.relevance(pairs).astype(np.float64), 1e-7, 1 - 1e-7)
    scale, shift = fit_logistic(np.log(chance / (1 - chance)), np.array(truth))
    return {"scale": round(scale, 3), "shift": round(shift, 3)}


def fit_logistic(logits: Any, truth: Any, *, rounds: int = 50) -> tuple[float, float]:
    """Platt's two numbers by Newton's method (Platt 1999), with a touch of shrinkage.

    :param logits: *shape* (n,).
    :param truth: *shape* (n,), 0 or 1, both present.
    :param rounds: steps at most.
    :returns: scale and shift; the scale is never below 0.05.
    """
    inputs = np.stack([logits, np.ones_like(logits)], axis=1)
    found = np.array([1.0, 0.0])
    for _ in range(rounds):
        chance = 1 / (1 + np.exp(-np.clip(inputs @ found, -30, 30)))
        slope = inputs.T @ (chance - truth) + 1e-3 * found
        bend = (inputs.T * (chance * (1 - chance))) @ inputs + 1e-3 * np.eye(2)
        step = np.linalg.solve(bend, slope)
        found = found - np.clip(step, -1, 1)
        if np.abs(step).max() < 1e-6:
            break
    return max(float(found[0]), 0.05), float(found[1])


def _measure(
    plan: Mapping[str, Any],
    recipe: Path,
    *,
    data: Path,
    run: Path,
    output: Path,
    encoder: Encoder,
    cache_dir: Path,
) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    for item in retrieval_sets(data, plan["measure"]["sets"], near=recipe.parent):
        for name, folder in (("shipped", output), ("float", run / "wide")):
            if name == "shipped" or item.name in plan["measure"]["float"]:
                figures.setdefault(item.name, {})[name] = set_figures(
                    item, encoder=encoder, cache_dir=cache_dir, reranker=Reranker.load(folder)
                )
    return figures
