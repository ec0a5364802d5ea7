"""The tree as a whole: migrations complete, documents complete, nothing in it that names the machine it was made on."""

import dataclasses
import re
import subprocess
from io import StringIO

import pytest
from django.core.management import call_command
from source_tree import ROOT

from wireroom.config.newsroom import CommentPolicy, Newsroom, StatementPolicy
from wireroom.runner.commands import VERBS

OPERATIONS = ROOT / "docs" / "operations.md"
# Written in parts, so that this file does not name what it looks for.
OF_THIS_MACHINE = re.compile(
    "|".join(
        (
            r"(?<![\w.])/" + "work/",
            r"(?<![\w./])/" + r"root(?:/|\b)",
            r"\." + "library",
            r"\b" + "farm" + "-[a-z]",
            "--" + r"(?:extra-)?index-url\s+\S+",
            r"https?://[^\s/\"']*" + "(?:artifactory|nexus|devpi|pypi-mirror|simple/)",
        )
    )
)


def tracked_files() -> list[str]:
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return [name for name in listed.decode().split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.django_db
def test_no_migration_is_missing():
    told = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=told, stderr=told)
    assert "No changes" in told.getvalue()


def operations() -> str:
    assert OPERATIONS.is_file(), "docs/operations.md is missing"
    return OPERATIONS.read_text("utf-8")


@pytest.mark.parametrize("verb", VERBS)
def test_the_operators_page_tells_of_every_command(verb):
    assert f"wireroom {verb}" in operations()


@pytest.mark.parametrize(
    "setting",
    sorted(
        {field.name for field in dataclasses.fields(Newsroom)} - {"home", "comments", "statements"}
        | {field.name for policy in (CommentPolicy, StatementPolicy) for field in dataclasses.fields(policy)}
    ),
)
def test_the_operators_page_tells_of_every_setting(setting):
    assert re.search(rf"`(?:comments\.|statements\.)?\[?{setting}\]?`|^{setting} = |^\[{setting}\]", operations(), re.M)


def test_nothing_names_the_machine_it_was_made_on():
    found = []
    for name in tracked_files():
        body = (ROOT / name).read_bytes()
        if b"\0" in body[:8000]:
            continue
        for number, line in enumerate(body.decode("utf-8", "replace").splitlines(), 1):
            if OF_THIS_MACHINE.search(line):
                found.append(f"{name}:{number}: {line.strip()[:120]}")
    assert found == []


def test_the_locks_pin_every_package_by_hash():
    for name in ("requirements.lock", "requirements-test.lock"):
        text = (ROOT / name).read_text("utf-8")
        pinned = re.findall(r"^([a-z0-9][\w.\[\]-]*)==\S+(?: ;[^\\\n]*)? \\$", text, re.M | re.I)
        named = re.findall(r"^[a-z0-9][^\s#]*", text, re.M | re.I)
        assert pinned
        assert len(pinned) == len(named), name
        assert text.count("--hash=sha256:") >= len(pinned)
