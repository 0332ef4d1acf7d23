"""The pair cache keeps models apart, forgets the oldest and refuses what is not its own."""

from __future__ import annotations

import numpy as np
import pytest

from claimcheck.errors import ModelError
from claimcheck.runtime import PairCache, pair_key

ROW = np.array([0.1, 0.2, 0.3], dtype=np.float32)
A, B = "a" * 64, "b" * 64


def test_models_do_not_share_rows():
    cache = PairCache()
    cache.put(A, {pair_key(("x", "y")): ROW})
    assert cache.get(B, [pair_key(("x", "y"))]) == {}
    assert (cache.get(A, [pair_key(("x", "y"))])[pair_key(("x", "y"))] == ROW).all()


def test_where_evidence_ends_is_part_of_the_key():
    assert pair_key(("ab", "c")) != pair_key(("a", "bc"))


def test_memory_is_bounded():
    cache = PairCache(limit=2)
    keys = [pair_key(("x", str(number))) for number in range(3)]
    for key in keys:
        cache.put(A, {key: ROW})
    assert set(cache.get(A, keys)) == set(keys[1:])


def test_a_file_of_another_kind_is_refused(tmp_path):
    path = tmp_path / "pairs.sqlite"
    path.write_text("not a database, but long enough to be taken for one " * 40)
    with pytest.raises(ModelError, match=r"pairs\.sqlite cannot be used"):
        PairCache(path)


def test_more_keys_than_one_query_holds(tmp_path):
    keys = [pair_key(("x", str(number))) for number in range(1201)]
    with PairCache(tmp_path / "pairs.sqlite") as cache:
        cache.put(A, dict.fromkeys(keys, ROW))
    with PairCache(tmp_path / "pairs.sqlite") as cache:
        assert len(cache.get(A, keys)) == 1201


def test_a_cache_that_cannot_be_read_is_begun_afresh(tmp_path):
    path = tmp_path / "pairs.sqlite"
    path.write_text("not a database, but long enough to be taken for one " * 40)
    with PairCache.open(path) as cache:
        cache.put(A, {pair_key(("a", "b")): ROW})
    with PairCache.open(path) as again:
        assert again.get(A, [pair_key(("a", "b"))])


def test_without_a_place_for_the_file_scores_stay_in_memory(tmp_path):
    (tmp_path / "file").write_text("")
    with PairCache.open(tmp_path / "file" / "pairs.sqlite") as cache:
        cache.put(A, {pair_key(("a", "b")): ROW})
        assert cache.get(A, [pair_key(("a", "b"))])


def test_a_file_that_has_grown_too_large_is_begun_afresh(tmp_path, monkeypatch):
    from claimcheck.runtime import cache as module

    path = tmp_path / "pairs.sqlite"
    with PairCache.open(path) as cache:
        cache.put(A, {pair_key(("a", "b")): ROW})
    monkeypatch.setattr(module, "_LARGEST", 10)
    with PairCache.open(path) as again:
        assert not again.get(A, [pair_key(("a", "b"))])


def test_a_disk_that_fills_up_costs_the_cache_and_not_the_run(tmp_path):
    with PairCache.open(tmp_path / "pairs.sqlite") as cache:
        cache._file.execute("PRAGMA query_only = ON")
        cache.put(A, {pair_key(("a", "b")): ROW})
        assert cache.get(A, [pair_key(("a", "b"))])
