"""The page of a store with two made-up articles, and people to sign in."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from fastapi.testclient import TestClient

from claimcheck.review import ReviewStore, Role
from claimcheck.review.web import WebSettings, create_app
from tests.review.web import samples
from tests.review.web.clients import Client

SETTINGS = WebSettings(hosts=("review.test",), corpus="sample-corpus")


@pytest.fixture
def store(address: str) -> Iterator[ReviewStore]:
    """Two articles; one answer settles an item. On SQLite and on PostgreSQL."""
    with ReviewStore.open(address) as opened:
        opened.add([samples.tea(), samples.soup()])
        yield opened


@pytest.fixture
def enter(store: ReviewStore) -> Callable[..., Client]:
    """Signs a person in: ``enter("ana", role="owner")``."""

    def entered(
        name: str = "ana", *, role: Role | str = Role.REVIEWER, settings: WebSettings = SETTINGS
    ) -> Client:
        _, token = store.add_person(name, role=role)
        app = create_app(store, settings=settings, search=samples.search)
        return Client(TestClient(app, base_url="http://review.test"), token=token)

    return entered


@pytest.fixture
def ana(enter: Callable[..., Client]) -> Client:
    """A signed-in reviewer."""
    return enter("ana")


@pytest.fixture
def stranger(store: ReviewStore) -> TestClient:
    """Nobody."""
    app = create_app(store, settings=SETTINGS)
    return TestClient(app, base_url="http://review.test", follow_redirects=False)
