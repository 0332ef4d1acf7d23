from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck.config import Settings, load_settings
from claimcheck.errors import ConfigError


def test_the_caller_wins_over_environment_over_file_over_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert load_settings(tmp_path).passages == 0
    (tmp_path / "claimcheck.toml").write_text("passages = 3\n", encoding="utf-8")
    assert load_settings(tmp_path).passages == 3
    monkeypatch.setenv("CLAIMCHECK_PASSAGES", "4")
    assert load_settings(tmp_path).passages == 4
    assert load_settings(tmp_path, passages=5, corpus=None).passages == 5


def test_pyproject_holds_settings_too(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[tool.claimcheck]\nprofile = "fast"\n', encoding="utf-8"
    )
    assert load_settings(tmp_path).profile == "fast"


def test_an_unknown_key_is_refused_with_the_likely_one(tmp_path: Path) -> None:
    (tmp_path / "claimcheck.toml").write_text('copus = "x"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="Did you mean corpus"):
        load_settings(tmp_path)


@pytest.mark.parametrize("wrong", [{"profile": "slow"}, {"passages": -1}, {"threads": "many"}])
def test_a_wrong_value_is_refused(tmp_path: Path, wrong: dict[str, object]) -> None:
    with pytest.raises(ConfigError, match=next(iter(wrong))):
        load_settings(tmp_path, **wrong)


def test_the_fast_profile_looks_up_fewer_passages() -> None:
    assert Settings(profile="fast").top_k < Settings(profile="careful").top_k
    assert Settings(passages=2).top_k == 2
