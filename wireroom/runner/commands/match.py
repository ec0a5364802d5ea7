"""`wireroom match`: copies, stories and related items in a stream of texts, a line each. Stores nothing."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

from wireroom.core.errors import ParseError, SettingError
from wireroom.core.matching.stream import Matched, Stream, Streamed
from wireroom.core.text.characters import strip_controls
from wireroom.core.text.dates import parse_date

HELP = "print which items of a stream are the same copy, one story, related; stores nothing"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the command's arguments."""
    parser.add_argument("file", metavar="FILE", help='JSON lines {"id","title","text"}; - reads standard input')
    parser.add_argument("--json", action="store_true", help="one JSON object a line (the form is in docs/matching.md)")
    parser.add_argument(
        "--now", action="store_true", help="print each line as its item is read, before stories are regrouped"
    )


def run(arguments: argparse.Namespace) -> int:
    """Prints what is found for each item, in order. 0: every line could be read; 1: some could not (see stderr)."""
    show = _json if arguments.json else _listed
    stream = Stream()
    failed = 0
    seen: dict[str, int] = {}
    for number, line in _numbered(arguments.file):
        try:
            item = _read(line)
            if item.id in seen:
                raise ParseError(f"the id {item.id!r} is on line {seen[item.id]} already")
        except ParseError as error:
            print(f"wireroom match: {arguments.file}, line {number}: {error}", file=sys.stderr)
            failed += 1
            continue
        seen[item.id] = number
        taken = stream.take(item)
        if arguments.now:
            sys.stdout.write(show(stream.matched(taken)))
            sys.stdout.flush()
    if not arguments.now:
        for matched in stream.all_matched():
            sys.stdout.write(show(matched))
        sys.stdout.flush()
    return 1 if failed else 0


def _numbered(name: str) -> Iterator[tuple[int, bytes]]:
    """The lines of a file that are not empty, from 1."""
    try:
        with nullcontext(sys.stdin.buffer) if name == "-" else Path(name).open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield number, line
    except OSError as error:
        raise SettingError(f"{name}: {error.strerror or error}") from error


def _read(line: bytes) -> Streamed:
    """The item of a line. Raises ParseError saying what is wrong with it."""
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ParseError("is not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise ParseError(f"is not JSON: {error}") from error
    if not isinstance(row, dict):
        raise ParseError("is no JSON object")
    name = row.get("id")
    if not isinstance(name, str) or not name:
        raise ParseError('"id" is not a text')
    for field in ("title", "text", "language", "published"):
        if not isinstance(row.get(field), str | None):
            raise ParseError(f'"{field}" is not a text')
    title, text = strip_controls(row.get("title") or ""), strip_controls(row.get("text") or "")
    return Streamed(
        id=name, title=title, text=text, language=row.get("language") or None, published=_moment(row.get("published"))
    )


def _moment(published: str | None) -> datetime | None:
    if not published:
        return None
    moment = parse_date(published)
    if moment is None:
        raise ParseError(f'"published" is no date: {published!r}')
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _json(matched: Matched) -> str:
    row = {"id": matched.id, "same_as": matched.same_as, "story": matched.story, "related": matched.related}
    # A lone half of a surrogate pair, which JSON can write and UTF-8 cannot, stays as it was given.
    text = json.dumps(row, ensure_ascii=False)
    return (text if text.isprintable() else json.dumps(row)) + "\n"


def _listed(matched: Matched) -> str:
    lines = [f"{matched.id}  story {matched.story}"]
    lines += [f"  same copy as {', '.join(matched.same_as)}"] if matched.same_as else []
    lines += [f"  related: {', '.join(matched.related)}"] if matched.related else []
    shown = "\n".join(lines)
    return shown.encode("utf-8", "backslashreplace").decode() + "\n"
