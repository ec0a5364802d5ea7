"""Documents made to hurt, in every format: each is answered within ten seconds and 200 MB, and tells no secret."""

import json
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import pytest
from hostile_wires import DOCUMENTS, attacks, burdens

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/clear_refs").exists(), reason="this system does not tell how much memory a process took"
)
SCRIPT = Path(__file__).with_name("hostile_wires.py")
SECONDS, MEGABYTES = 10, 200
HEAVY_MEGABYTES = 900
# More than the bytes we take, twice over (as text and as HTML), nothing can say; an entity bomb must not come near.
MOST_CHARACTERS = 40_000_000
BOMBS = ("entity bomb", "entity of itself", "one long entity often")
HERE = Path()


@cache
def results(form: str, *words: str) -> dict[str, dict]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, str(SCRIPT), form, folder, *words]
        run = subprocess.run(command, capture_output=True, text=True, timeout=500, check=False)
    assert run.returncode == 0, run.stderr[-2000:]
    return {told["attack"]: told for told in map(json.loads, run.stdout.splitlines())}


def is_answered(told: dict) -> bool:
    """An error of ours, or a document: nothing else came out and the process lived."""
    return told["outcome"] in ("ParseError", "read") and bool(told.get("message", "read"))


@pytest.mark.parametrize(
    ("form", "attack"), [(form, name) for form in DOCUMENTS for name in attacks(form, HERE.resolve())]
)
def test_an_attack_is_answered_within_bounds(form, attack):
    told = results(form)[attack]
    assert is_answered(told), told
    assert told["cpu_s"] < SECONDS, told
    assert told["mb"] < MEGABYTES, told
    assert not told.get("secret"), told
    assert told.get("characters", 0) < (2_000_000 if attack in BOMBS else MOST_CHARACTERS), told


@pytest.mark.parametrize(("form", "burden"), [(f, name) for f in ("rss", "ninjs") for name in burdens(f, HERE)])
def test_as_much_markup_as_fits_costs_more_and_is_answered(form, burden):
    told = results(form, "burdens")[burden]
    assert is_answered(told), told
    assert told["cpu_s"] < SECONDS, told
    assert told["mb"] < HEAVY_MEGABYTES, told


def test_every_document_is_read_when_nothing_is_wrong_with_it():
    from hostile_wires import document

    from wireroom.core.formats import parse_feed

    for form in DOCUMENTS:
        (item,) = parse_feed(document(form), salvage=lambda text: {}).items
        assert (item.title, item.content_text) == ("Ferry", "Back"), form
