"""The newsroom of one test."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from flow_bench import Bench


@pytest.fixture
def bench(transactional_db, tmp_path) -> Bench:
    return Bench(tmp_path / "newsroom")


@pytest.fixture
def emptied(transactional_db) -> Callable[[], None]:
    """Empties the database between the sequences of one test."""
    return lambda: call_command("flush", interactive=False, verbosity=0)
