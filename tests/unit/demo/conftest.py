"""The shipped sample wire, read once, and a fixed start; feeds on request as they stand some seconds later."""

from datetime import UTC, datetime, timedelta

import pytest

from wireroom.runner.demo.script import build_feeds, examples_folder, load_wire

STARTED_AT = datetime(2024, 10, 18, 3, 20, tzinfo=UTC)


@pytest.fixture(scope="session")
def wire():
    return load_wire(examples_folder())


@pytest.fixture(scope="session")
def feeds_at(wire):
    """Feeds by path, `seconds` after the start."""

    def build(seconds: float, base_url: str = "http://127.0.0.1:8001"):
        now = STARTED_AT + timedelta(seconds=seconds)
        feeds = build_feeds(wire, started_at=STARTED_AT, now=now, base_url=base_url)
        return {document.path: document for document in feeds}

    return build
