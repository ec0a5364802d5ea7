"""Every document a fuzzer found something with, and every seed, is read as it must be; a few changed ones, too."""

import random
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))

from fuzz import examine
from mutating import mutate
from targets import FOUND, TARGETS

KEPT = [(name, path) for name in TARGETS for path in sorted(FOUND.glob(f"{name}-*.bin"))]


@pytest.mark.parametrize(("name", "path"), KEPT, ids=[path.name for _, path in KEPT])
def test_what_was_found_stays_mended(name, path):
    reason, _ = examine(TARGETS[name], path.read_bytes())
    assert reason == ""


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_the_seeds_and_some_changes_of_them_are_read_as_they_must_be(target):
    seeds = [path.read_bytes() for path in target.seeds()]
    assert seeds
    luck = random.Random(target.name)
    for body in [*seeds, b"", b"\x00", *(mutate(luck.choice(seeds), seeds, luck) for _ in range(40))]:
        reason, _ = examine(target, body)
        assert reason == "", body[:2000]


def test_a_breach_is_noticed():
    target = TARGETS["html"]

    def check(body: bytes) -> None:
        assert b"x" not in body, "an x"

    broken = type(target)("html", target.patterns, check)
    assert "an x" in examine(broken, b"axe")[0]
    assert examine(broken, b"ok")[0] == ""
