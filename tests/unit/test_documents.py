"""What the documents say must be there: links lead somewhere, and no command, setting or check goes undescribed."""

import dataclasses
import re
from pathlib import Path

import pytest

from wireroom.config.newsroom import CommentPolicy, Newsroom, StatementPolicy
from wireroom.core.errors import WireroomError
from wireroom.runner import health
from wireroom.runner.commands import VERBS

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
OPERATIONS = ROOT / "docs" / "operations.md"
LINK = re.compile(r"\]\(([^)\s]+)\)")
PATH = re.compile(
    r"`((?:wireroom|core|wire|publishing|edition|public|runner|edge|pictures|tasks|tests|examples)/[\w./-]+)"
)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(document):
    targets = [target.partition("#")[0] for target in LINK.findall(document.read_text("utf-8")) if "://" not in target]
    missing = [target for target in targets if target and not (document.parent / target).exists()]
    assert missing == []


def test_links_within_operations_name_its_headings():
    text = OPERATIONS.read_text("utf-8")
    headings = {re.sub(r"[^\w -]", "", line[3:]).lower().replace(" ", "-") for line in re.findall(r"(?m)^## .*$", text)}
    linked = {target[1:] for target in LINK.findall(text) if target.startswith("#")}
    assert linked <= headings


def test_the_tour_names_files_that_are_there():
    named = PATH.findall((ROOT / "docs" / "tour.md").read_text("utf-8"))
    assert len(named) > 30
    missing = [path for path in named if not (ROOT / path).exists() and not (ROOT / "wireroom" / path).exists()]
    assert missing == []


@pytest.mark.parametrize("verb", VERBS)
def test_every_command_is_described(verb):
    assert f"| `wireroom {verb}" in OPERATIONS.read_text("utf-8")


def test_every_setting_is_described():
    settings = {field.name for field in dataclasses.fields(Newsroom)} - {"home", "comments", "statements", "sections"}
    settings |= {f"comments.{field.name}" for field in dataclasses.fields(CommentPolicy)} | {"[sections]"}
    settings |= {f"statements.{field.name}" for field in dataclasses.fields(StatementPolicy)}
    described = set(re.findall(r"(?m)^\| `([^`]+)` \|", _section("Settings")))
    assert settings == described


def test_every_check_is_described():
    modules = (ROOT / "wireroom").rglob("*.py")
    numbers = {found for module in modules for found in re.findall(r"wireroom\.[EW]\d{3}", module.read_text("utf-8"))}
    assert numbers == set(re.findall(r"wireroom\.[EW]\d{3}", _section("Checks")))


def test_every_name_of_the_status_is_described():
    section = _section("`status --json`")
    values = (health.Health, health.FeedHealth, health.HeldItem, health.OverdueReceipt, health.UnreadableDocument)
    names = {field.name for value in values for field in dataclasses.fields(value)}
    assert {name for name in names if not re.search(rf"\b{name}\b", section)} == set()


def _section(heading: str) -> str:
    """One section of the operations page."""
    found = re.search(rf"(?ms)^## {re.escape(heading)}$(.*?)(?=^## |\Z)", OPERATIONS.read_text("utf-8"))
    if found is None:
        raise WireroomError(f"docs/operations.md has no section {heading}")
    return found[1]
