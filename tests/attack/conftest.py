"""The newsroom of one attack: the same bench the flow tests drive."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parent.parent / "flow"))

from flow_bench import Bench


@pytest.fixture
def bench(transactional_db, tmp_path) -> Bench:
    return Bench(tmp_path / "newsroom")
