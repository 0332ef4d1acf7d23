"""Settings of the trainer that every model here shares."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from transformers import Trainer, TrainingArguments
from transformers.trainer_utils import get_last_checkpoint

__all__ = ["last_checkpoint", "losses", "short_floats", "training_arguments"]


def training_arguments(
    folder: Path, *, learning_rate: float, batch_size: int, seed: int, **others: Any
) -> TrainingArguments:
    """AdamW, a linear rate after a warm-up, bfloat16 where it is fast, on a GPU if there is one.

    :param folder: where checkpoints go; the last one is kept.
    :param learning_rate: the highest.
    :param batch_size: rows a step.
    :param seed: of the weights and of the order of the rows.
    :param **others: further settings, or ones that differ, by the names of `TrainingArguments`.
    :returns: the settings.
    """
    settings: dict[str, Any] = {
        "num_train_epochs": 1,
        "warmup_steps": 0.06,
        "lr_scheduler_type": "linear",
        "weight_decay": 0.01,
        "optim": "adamw_torch_fused",
        "bf16": short_floats(),
        "use_cpu": not torch.cuda.is_available(),
        "train_sampling_strategy": "group_by_length",
        "save_total_limit": 1,
        "logging_steps": 50,
        "disable_tqdm": True,
        "report_to": [],
    }
    return TrainingArguments(
        output_dir=str(folder),
        learning_rate=learning_rate,
        per_device_train_batch_size=batch_size,
        seed=seed,
        data_seed=seed,
        **settings | others,
    )


def short_floats() -> bool:
    """Whether a GPU or this processor computes in bfloat16; emulated it takes ten times as long."""
    return torch.cuda.is_available() or bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())


def last_checkpoint(folder: Path, *, resume: bool) -> str | None:
    """Where to go on from: the last checkpoint of a run, if it is wished and there is one."""
    return get_last_checkpoint(str(folder)) if resume and folder.is_dir() else None


def losses(trainer: Trainer) -> list[tuple[int, float]]:
    """Step and loss of every entry of a run's log."""
    return [
        (entry["step"], float(entry["loss"]))
        for entry in trainer.state.log_history
        if "loss" in entry
    ]
