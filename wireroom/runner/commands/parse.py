"""`wireroom parse`: feed and wire files to normalised items, one JSON object a line. Stores and publishes nothing."""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from wireroom.core.errors import ParseError, SettingError, WireroomError
from wireroom.core.formats import parse_feed
from wireroom.core.formats.parsed import ParsedItem
from wireroom.core.text.decode import MAX_BYTES
from wireroom.edge.salvage import salvage

HELP = "print the items of feed or wire files, one JSON object a line with --json"

# Anything larger is refused by the parser; no need to read it whole first.
_READ_BYTES = MAX_BYTES + 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the command's arguments."""
    parser.add_argument("files", nargs="*", metavar="FILE", help="a feed or wire file; - reads standard input")
    parser.add_argument(
        "--list", metavar="F", help="a file with one path a line, after the FILEs; - reads standard input"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line (the form is in docs/parsing.md)")


def run(arguments: argparse.Namespace) -> int:
    """Prints every file's items as it is read. 0: all read; 1: some could not be (see stderr); 2: nothing named."""
    if not arguments.files and not arguments.list:
        print("wireroom parse: name a FILE, - for standard input, or --list F", file=sys.stderr)
        return 2
    failed = 0
    try:
        for name in _names(arguments):
            failed += _print_file(name, sys.stdout, as_json=arguments.json)
    except WireroomError as error:
        print(f"wireroom parse: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader has had enough; Python would complain again when it closes standard output.
        sys.stdout = None
        return 0
    return 1 if failed else 0


def _names(arguments: argparse.Namespace) -> Iterator[str]:
    yield from arguments.files
    if not arguments.list:
        return
    if arguments.list == "-":
        yield from _lines(sys.stdin)
        return
    try:
        with open(arguments.list, encoding="utf-8", errors="surrogateescape") as lines:
            yield from _lines(lines)
    except OSError as error:
        raise SettingError(f"--list {arguments.list}: {error.strerror or error}") from error


def _lines(lines: TextIO) -> Iterator[str]:
    for line in lines:
        if line.strip():
            yield line.rstrip("\r\n")


def _print_file(name: str, out: TextIO, *, as_json: bool) -> int:
    """Prints one file's items; 1 when it could not be read."""
    shown = name.encode("utf-8", "replace").decode("utf-8")
    try:
        feed = parse_feed(_read(name), salvage=salvage)
    except ParseError as error:
        print(f"wireroom parse: {shown}: {error}", file=sys.stderr)
        if as_json:
            out.write(_json({"file": shown, "error": str(error)}))
        return 1
    if as_json:
        for item in feed.items:
            out.write(_json({"file": shown, **_row(item)}))
        if not feed.items:
            out.write(_json({"file": shown, "empty": True}))
    else:
        out.write(
            f"{shown}: {feed.format}, {feed.encoding}, {len(feed.items)} items: {feed.title or 'without title'}\n"
        )
        for problem in feed.problems:
            out.write(f"  ! {problem.code}: {problem.message}\n")
        for item in feed.items:
            out.write(_listed(item))
    out.flush()
    return 0


def _read(name: str) -> bytes:
    try:
        if name == "-":
            return sys.stdin.buffer.read(_READ_BYTES)
        path = Path(name)
        if path.is_dir():
            raise ParseError("a directory; name the files in it, or give --list")
        with path.open("rb") as file:
            return file.read(_READ_BYTES)
    except (OSError, ValueError) as error:
        raise ParseError(getattr(error, "strerror", None) or str(error)) from error


def _json(row: dict) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"


def _row(item: ParsedItem) -> dict:
    """The item as DESIGN §5 has it."""
    return {
        "guid": item.guid,
        "title": item.title,
        "link": item.link,
        "published": _time(item.published),
        "updated": _time(item.updated),
        "language": item.language,
        "authors": list(item.authors),
        "summary": item.summary,
        "content_html": item.content_html,
        "content_text": item.content_text,
        "categories": list(item.categories),
        "pictures": [
            {
                "url": picture.url,
                "type": picture.type,
                "width": picture.width,
                "height": picture.height,
                "caption": picture.caption,
                "credit": picture.credit,
            }
            for picture in item.pictures
        ],
        "enclosures": [{"url": file.url, "type": file.type, "length": file.length} for file in item.enclosures],
        "pub_status": item.pub_status,
        "embargoed_until": _time(item.embargoed_until),
        "version": item.version,
        "signal": item.signal,
        "urgency": item.urgency,
        "slugline": item.slugline,
        "byline": item.byline,
        "dateline": item.dateline,
        "ed_note": item.ed_note,
        "usage_terms": item.usage_terms,
        "copyright_notice": item.copyright_notice,
        "provider": item.provider,
        "problems": [
            {"code": problem.code, "message": problem.message, "field": problem.field} for problem in item.problems
        ],
    }


def _time(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else None


def _listed(item: ParsedItem) -> str:
    status = f" [{item.pub_status}]" if item.pub_status else ""
    lines = [
        f"  {_time(item.published) or 'undated':<20} {item.title or '(no title)'}{status}",
        f"    {item.guid or '-'}",
    ]
    if item.link and item.link != item.guid:
        lines.append(f"    {item.link}")
    lines += [f"    ! {problem.code}: {problem.message}" for problem in item.problems]
    return "\n".join(lines) + "\n"
