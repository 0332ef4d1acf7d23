"""The fakes keep the contract of the seams they stand for."""

from __future__ import annotations

import numpy as np

from claimcheck.runtime import PairModel, TextEncoder
from claimcheck.runtime.fakes import OverlapModel, WordEncoder


def test_overlap_model_says_support_and_contradiction():
    model: PairModel = OverlapModel()
    rows = model.predict(
        [
            ("Ginger eases nausea.", "Ginger eases nausea."),
            ("Ginger does not ease nausea.", "Ginger does ease nausea."),
            ("Kratom is sold online.", "Ginger eases nausea."),
        ]
    )
    assert rows.argmax(axis=1).tolist() == [0, 2, 1]
    np.testing.assert_allclose(rows.sum(axis=1), 1, atol=1e-6)
    assert model.predict([]).shape == (0, 3)


def test_word_encoder_gives_unit_vectors():
    encoder: TextEncoder = WordEncoder()
    rows = encoder.encode(["ginger nausea", "", "nausea ginger"])
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-6)
    np.testing.assert_allclose(rows[0], rows[2])
    assert rows.shape == (3, encoder.width)
