from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck.config import Settings, load_settings, origins
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


def test_the_nearest_file_within_the_repository_counts(tmp_path: Path) -> None:
    deep = tmp_path / "repo" / "notes" / "may"
    deep.mkdir(parents=True)
    (tmp_path / "claimcheck.toml").write_text("passages = 9\n")
    (tmp_path / "repo" / "pyproject.toml").write_text("[tool.claimcheck]\npassages = 3\n")
    assert load_settings(deep).passages == 0
    (tmp_path / "repo" / ".git").mkdir()
    assert load_settings(deep).passages == 3
    (deep.parent / "pyproject.toml").write_text("[tool.other]\n")
    assert load_settings(deep).passages == 3
    (deep.parent / "claimcheck.toml").write_text("passages = 4\n")
    assert load_settings(deep).passages == 4


def test_a_path_in_a_file_is_meant_from_where_the_file_lies(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "my" / "models").mkdir(parents=True)
    (tmp_path / "claimcheck.toml").write_text('models = "my/models"\ncorpus = "health-basics"\n')
    settings = load_settings(tmp_path / "my")
    assert settings.models == str(tmp_path / "my" / "models")
    assert settings.corpus == "health-basics"


def test_a_file_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "claimcheck.toml").write_text("passages = 3\n")
    named = tmp_path / "other.toml"
    named.write_text("passages = 7\n")
    monkeypatch.setenv("CLAIMCHECK_CONFIG", str(named))
    assert load_settings(tmp_path).passages == 7
    monkeypatch.setenv("CLAIMCHECK_CONFIG", str(tmp_path / "gone.toml"))
    with pytest.raises(ConfigError, match=r"gone\.toml"):
        load_settings(tmp_path)


def test_a_slip_in_the_environment_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMCHECK_SOMETHING_ELSE", "1")
    assert load_settings(tmp_path) == Settings()
    monkeypatch.setenv("CLAIMCHECK_PROFIL", "fast")
    with pytest.raises(ConfigError, match="Did you mean CLAIMCHECK_PROFILE"):
        load_settings(tmp_path)


def test_a_default_of_the_caller_yields_to_the_file(tmp_path: Path) -> None:
    assert load_settings(tmp_path, defaults={"profile": "fast"}).profile == "fast"
    (tmp_path / "claimcheck.toml").write_text('profile = "careful"\n[batch]\njobs = 2\n')
    assert load_settings(tmp_path, defaults={"profile": "fast"}).profile == "careful"


@pytest.mark.parametrize("line", ["passages = 2.5", "passages = true", "corpus = 3", "[corpus]"])
def test_a_value_of_the_wrong_type_in_a_file_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "claimcheck.toml").write_text(line)
    with pytest.raises(ConfigError, match=line.split()[0].strip("[]")):
        load_settings(tmp_path)


def test_it_can_be_told_where_a_setting_comes_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "claimcheck.toml").write_text('passages = 3\nprofile = "fast"\n')
    monkeypatch.setenv("CLAIMCHECK_PASSAGES", "4")
    found = origins(tmp_path)
    assert found["passages"] == "environment"
    assert found["profile"] == str(tmp_path / "claimcheck.toml")
    assert found["threads"] == "default"
