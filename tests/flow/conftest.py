"""The newsroom of one test."""

import pytest
from flow_bench import Bench


@pytest.fixture
def bench(transactional_db, tmp_path) -> Bench:
    return Bench(tmp_path / "newsroom")
