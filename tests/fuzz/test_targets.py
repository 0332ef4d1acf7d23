"""The fuzz targets, fed by Hypothesis: files that are nearly right, and bytes that are anything.

Coverage-guided and for longer: ``python -m tests.fuzz``.
"""

from __future__ import annotations

import gzip

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS, seed_of

Edit = tuple[float, int, bytes | None]
EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=12) | st.none()), max_size=4
)


def damaged(seed: bytes, edits: list[Edit]) -> bytes:
    """A file with some bytes replaced, or doubled where nothing is to stand in their place."""
    for place, length, new in edits:
        start = int(place * len(seed))
        old = seed[start : start + length]
        seed = seed[:start] + (2 * old if new is None else new) + seed[start + length :]
    return seed


@pytest.mark.parametrize("name", TARGETS)
def test_a_damaged_file_is_read_or_refused(name: str) -> None:
    seed = seed_of(name)

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(EDITS, st.sampled_from(("as it is", "packed", "anything")), st.binary(max_size=200))
    def fed(edits: list[Edit], form: str, anything: bytes) -> None:
        whole = gzip.compress(seed) if form == "packed" else seed
        TARGETS[name](anything if form == "anything" else damaged(whole, edits))

    fed()
