"""Training of the evidence encoder: queries drawn to their passages, away from all others.

The loss is the cross-entropy of the right passage among those of the batch and mined hard
negatives, both ways round (van den Oord et al. 2018; Karpukhin et al., EMNLP 2020). The weights
that ship lie between the base and the trained ones (WiSE-FT, Wortsman et al., CVPR 2022): what
training learnt of the abstracts, with what the base knew of everything else.
"""

from __future__ import annotations

import json
import random
import time
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from datasets import Dataset
from safetensors.torch import load_file, save_file
from transformers import AutoModel, AutoTokenizer, Trainer

from claimcheck.runtime import Encoder
from claimcheck.training.arguments import last_checkpoint, losses, training_arguments
from claimcheck.training.export import export_encoder
from claimcheck.training.mining import Negative, mine
from claimcheck.training.pairs import dice
from claimcheck.training.relevance import Match, matches
from claimcheck.training.retrieval_card import encoder_card
from claimcheck.training.retrieval_sets import reduced, retrieval_sets, set_figures

__all__ = ["contrastive_loss", "in_batches", "interpolate", "train_encoder"]

_DONE = "trained.json"
# To find near passages the beginning of an abstract is enough, at half the cost.
_MINING_TOKENS = 128
_COPIED = ("config.json", "tokenizer.json", "tokenizer_config.json")


def train_encoder(recipe: Path, *, data: Path, output: Path, base: Path, resume: bool) -> Path:
    """Train, choose the share of the trained weights, export, measure and describe the encoder.

    Checkpoints and figures go to `<output>.run`. With `resume` a run cut short goes on from its
    last checkpoint, and a finished training is only exported and measured again.

    :param recipe: `recipe.toml`.
    :param data: the data folder.
    :param output: the model folder to write.
    :param base: folder of the base model.
    :param resume: whether to go on from what is there.
    :returns: `output`.
    :raises OSError: a file of the data or the base is missing.
    :raises KeyError: the recipe lacks a key.
    """
    plan = tomllib.loads(recipe.read_text(encoding="utf-8"))
    run = output.with_name(f"{output.name}.run")
    if not (resume and (run / _DONE).exists()):
        _train(plan, data=data, run=run, base=base, resume=resume)
    figures = json.loads((run / _DONE).read_text(encoding="utf-8"))
    # The reranker's training searches the same collections with this encoder.
    cache = output.with_name("retrieval.run")
    figures |= _choose(plan, data=data, run=run, base=base, cache_dir=cache)
    chosen = interpolate(base, run / "model", run / "chosen", share=figures["share"])
    export_encoder(chosen, output, base=plan["model"]["base"], **plan["export"])
    figures["sets"] = _measure(
        plan, recipe, data=data, run=run, base=base, output=output, cache_dir=cache
    )
    (run / "figures.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    (output / "card.md").write_text(encoder_card(figures, output), encoding="utf-8")
    return output


def _train(plan: Mapping[str, Any], *, data: Path, run: Path, base: Path, resume: bool) -> None:
    settings = plan["training"]
    began = time.monotonic()
    rows, counts = _rows(plan, data=data, run=run, base=base)
    torch.manual_seed(settings["seed"])
    tokenizer = AutoTokenizer.from_pretrained(base)
    model = AutoModel.from_pretrained(
        base,
        hidden_dropout_prob=settings["dropout"],
        attention_probs_dropout_prob=settings["dropout"],
        add_pooling_layer=False,
    )
    # Few rows say little of a word: its vector stays what a billion pairs made of it.
    model.embeddings.requires_grad_(requires_grad=False)
    trainer = ContrastiveTrainer(
        model=model,
        args=training_arguments(
            run,
            learning_rate=settings["learning_rate"],
            batch_size=settings["batch_size"],
            seed=settings["seed"],
            warmup_steps=settings["warmup"],
            train_sampling_strategy="sequential",
            remove_unused_columns=False,
            save_steps=settings["save_steps"],
            logging_steps=10,
        ),
        train_dataset=_dataset(rows, tokenizer, settings),
        data_collator=Collator(tokenizer),
        processing_class=tokenizer,
        scale=settings["scale"],
    )
    last = last_checkpoint(run, resume=resume)
    trainer.train(resume_from_checkpoint=last)
    trainer.save_model(str(run / "model"))
    report = {
        "rows": len(rows),
        "counts": counts,
        "seconds": round(time.monotonic() - began),
        "steps": trainer.state.global_step,
        "loss": [(step, round(loss, 4)) for step, loss in losses(trainer)],
    }
    (run / _DONE).write_text(json.dumps(report, indent=1), encoding="utf-8")


Row = tuple[Match, Negative | None]


def _rows(
    plan: Mapping[str, Any], *, data: Path, run: Path, base: Path
) -> tuple[list[Row], dict[str, int]]:
    """Matches with a negative each, in the order they are trained on, and their number a set."""
    settings = plan["training"]
    seed, repeat = settings["seed"], plan.get("repeat", {})
    chosen = matches(data, plan["data"], seed=seed)
    short = min(_MINING_TOKENS, plan["export"]["max_tokens"])
    export = {**plan["export"], "max_tokens": short}
    start = export_encoder(base, run / "base", base="base", **export)
    found = mine(
        data,
        chosen,
        encoder=Encoder.load(start),
        cache_dir=run,
        seed=seed,
        take=max(1, *repeat.values(), 1),
        **plan["mining"],
    )
    rows: list[Row] = [
        (match, negatives[turn % len(negatives)] if negatives else None)
        for match, negatives in zip(chosen, found, strict=True)
        for turn in range(repeat.get(match.source, 1))
    ]
    ordered = in_batches(rows, settings["batch_size"], dice(seed))
    return ordered, dict(Counter(match.source for match, _ in ordered))


def in_batches(rows: Sequence[Row], size: int, rng: random.Random) -> list[Row]:
    """The rows in an order whose every run of `size` is a batch to learn from.

    A batch is of one set, so that its passages are worth telling apart, and holds no query and
    no document twice, since each passage is a wrong one for all other queries. Rows that fill
    no batch are left out.
    """
    by_source: dict[str, list[Row]] = {}
    for row in rng.sample(list(rows), len(rows)):
        by_source.setdefault(row[0].source, []).append(row)
    full: list[list[Row]] = []
    for source in sorted(by_source):
        open_batches: list[tuple[list[Row], set[str]]] = []
        for row in by_source[source]:
            names = {f"q{row[0].query}", f"d{row[0].document}"}
            place = next((b for b in open_batches if not names & b[1]), None)
            if place is None:
                place = ([], set())
                open_batches.append(place)
            place[0].append(row)
            place[1].update(names)
            if len(place[0]) == size:
                full.append(place[0])
                open_batches.remove(place)
    rng.shuffle(full)
    return [row for batch in full for row in batch]


def _dataset(rows: Sequence[Row], tokenizer: Any, settings: Mapping[str, Any]) -> Dataset:
    def ids(texts: list[str], most: int) -> list[list[int]]:
        found: list[list[int]] = tokenizer(texts, truncation=True, max_length=most)["input_ids"]
        return found

    numbers: dict[str, int] = {}
    return Dataset.from_dict(
        {
            "query": ids([match.query for match, _ in rows], settings["query_tokens"]),
            "passage": ids([match.passage for match, _ in rows], settings["max_tokens"]),
            "negative": [
                ids([negative.passage], settings["max_tokens"])[0] if negative else []
                for _, negative in rows
            ],
            "key": [numbers.setdefault(match.document, len(numbers)) for match, _ in rows],
            "negative_key": [
                numbers.setdefault(negative.document, len(numbers)) if negative else -1
                for _, negative in rows
            ],
        }
    )


class Collator:
    """Pads queries, and passages followed by negatives; `keys` names the document of each."""

    def __init__(self, tokenizer: Any) -> None:
        self.tokenizer = tokenizer

    def __call__(self, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """One batch of tensors."""
        harder = [row for row in rows if row["negative"]]
        texts = [*(row["passage"] for row in rows), *(row["negative"] for row in harder)]
        keys = [*(row["key"] for row in rows), *(row["negative_key"] for row in harder)]
        return {
            "queries": dict(self._pad([row["query"] for row in rows])),
            "passages": dict(self._pad(texts)),
            "keys": torch.tensor(keys),
        }

    def _pad(self, ids: list[list[int]]) -> Any:
        return self.tokenizer.pad({"input_ids": ids}, return_tensors="pt")


class ContrastiveTrainer(Trainer):  # type: ignore[misc]
    """A trainer whose rows are told apart within their batch."""

    def __init__(self, *, scale: float, **given: Any) -> None:
        super().__init__(**given)
        self.scale = scale

    def compute_loss(
        self,
        model: Any,
        inputs: Mapping[str, Any],
        return_outputs: bool = False,  # noqa: FBT001, FBT002 - the caller's order
        num_items_in_batch: Any = None,  # noqa: ARG002 - the caller's name
    ) -> Any:
        """The loss of a batch."""
        queries = pooled(model, inputs["queries"])
        passages = pooled(model, inputs["passages"])
        loss = contrastive_loss(queries, passages, inputs["keys"], scale=self.scale)
        return (loss, {}) if return_outputs else loss

    def floating_point_ops(self, inputs: Any) -> int:  # noqa: ARG002 - the caller's name
        """Not counted: a batch is two inputs of a model, not one."""
        return 0


def pooled(model: Any, batch: Mapping[str, torch.Tensor]) -> torch.Tensor:
    """Mean over real tokens, then L2 norm, *shape* (n, width)."""
    hidden = model(**batch).last_hidden_state.float()
    mask = batch["attention_mask"].unsqueeze(-1).float()
    return torch.nn.functional.normalize((hidden * mask).sum(dim=1), dim=-1)


def contrastive_loss(
    queries: torch.Tensor, passages: torch.Tensor, keys: torch.Tensor, *, scale: float
) -> torch.Tensor:
    """Cross-entropy of each query's passage among all, and of each passage's query.

    A further passage cut from the same document is neither right nor wrong, and is left out.

    :param queries: *shape* (n, d), unit length.
    :param passages: *shape* (n + m, d), unit length, the first n those of the queries.
    :param keys: *shape* (n + m,), the document of each passage.
    :param scale: what a cosine is multiplied by; 20 is a temperature of 0.05.
    :returns: a scalar.
    """
    count = len(queries)
    scores = scale * queries @ passages.T
    same = keys[:count, None] == keys[None, :]
    same[torch.arange(count), torch.arange(count)] = False
    scores = scores.masked_fill(same, -1e4)
    right = torch.arange(count, device=scores.device)
    there = torch.nn.functional.cross_entropy(scores, right)
    back = torch.nn.functional.cross_entropy(scores[:, :count].T, right)
    return (there + back) / 2


def interpolate(base: Path, trained: Path, output: Path, *, share: float) -> Path:
    """Weights between two models of one shape.

    :param base: folder of the model trained from.
    :param trained: folder of the trained one.
    :param output: the folder to write, like `base` but for its weights.
    :param share: of the trained weights; 0 is the base, 1 the trained model.
    :returns: `output`.
    """
    old = load_file(base / "model.safetensors")
    new = load_file(trained / "model.safetensors")
    output.mkdir(parents=True, exist_ok=True)
    for name in _COPIED:
        if (base / name).is_file():
            (output / name).write_bytes((base / name).read_bytes())
    mixed = {
        name: torch.lerp(value.float(), new[name].float(), share)
        if name in new and value.is_floating_point()
        else value
        for name, value in old.items()
    }
    save_file(mixed, output / "model.safetensors", metadata={"format": "pt"})
    return output


def _choose(
    plan: Mapping[str, Any], *, data: Path, run: Path, base: Path, cache_dir: Path
) -> dict[str, Any]:
    """The share with the best mean nDCG@10, both searches together, on reduced tuning sets."""
    sets = reduced(retrieval_sets(data, plan["tune"]["sets"]), most=plan["tune"]["documents"])

    def tried(share: float, **more: Any) -> dict[str, float]:
        folder = interpolate(base, run / "model", run / "tried", share=share)
        settings = {**plan["export"], **more}
        shipped = export_encoder(folder, run / "tried.onnx", base="tried", **settings)
        encoder = Encoder.load(shipped)
        found = {
            item.name: set_figures(item, encoder=encoder, cache_dir=cache_dir) for item in sets
        }
        return {name: entry["fused"]["ndcg@10"] for name, entry in found.items()}

    scores = {str(share): tried(share) for share in plan["tune"]["shares"]}
    best = max(scores, key=lambda share: sum(scores[share].values()))
    return {"shares": scores, "share": float(best), "float": tried(float(best), bits=32)}


def _measure(
    plan: Mapping[str, Any],
    recipe: Path,
    *,
    data: Path,
    run: Path,
    base: Path,
    output: Path,
    cache_dir: Path,
) -> dict[str, Any]:
    """Figures of the base and of the shipped file."""
    plain = export_encoder(base, run / "base", base="base", **plan["export"])
    encoders = {"shipped": Encoder.load(output), "base": Encoder.load(plain)}
    return {
        item.name: {
            name: set_figures(item, encoder=encoder, cache_dir=cache_dir)
            for name, encoder in encoders.items()
        }
        for item in retrieval_sets(data, plan["measure"]["sets"], near=recipe.parent)
    }
