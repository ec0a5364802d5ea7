"""`wireroom read`: language, statements, figures, dates and names of texts, one JSON object a line. Stores nothing."""

import argparse
import json
import re
import sys
from datetime import date
from pathlib import Path

from wireroom.core.errors import ParseError
from wireroom.core.ports import Tagger
from wireroom.core.text.dates import parse_date
from wireroom.core.text.days import Day
from wireroom.core.text.figures import Figure
from wireroom.core.text.reading import NamedActor, Reading, read_text
from wireroom.core.text.spans import Mention
from wireroom.core.text.statements import Statement
from wireroom.edge.engines.english_tagger import EngineError, load_english_tagger

HELP = "print the statements, figures, dates and names of texts; stores nothing"

_MAX_BYTES = 16 * 1024 * 1024
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the command's arguments."""
    parser.add_argument("files", nargs="*", metavar="FILE", help="a text in UTF-8; - reads standard input as one text")
    parser.add_argument(
        "--language", metavar="L", type=_language, help="the texts' language; found from each if absent"
    )
    parser.add_argument("--published", metavar="T", type=_day, help='the day that "Friday" is counted from (ISO 8601)')
    parser.add_argument("--rules", action="store_true", help="statements by rules alone, nothing learned")
    parser.add_argument("--json", action="store_true", help="one JSON object a line (the form is in docs/reading.md)")


def run(arguments: argparse.Namespace) -> int:
    """Prints what each text was read to say, in order. 0: all read; 1: some could not be (stderr); 2: nothing named."""
    if not arguments.files:
        print("wireroom read: name a FILE, or - for standard input", file=sys.stderr)
        return 2
    # It reads English; loading it for texts that are told to be in another language would be for nothing.
    tagger = _load_tagger() if not arguments.rules and arguments.language in (None, "en") else None
    failed = 0
    for name in arguments.files:
        shown = name.encode("utf-8", "replace").decode("utf-8")
        try:
            text = _read(name)
        except ParseError as error:
            print(f"wireroom read: {shown}: {error}", file=sys.stderr)
            failed += 1
            # Lines stay in the order of the files.
            if arguments.json:
                sys.stdout.write(_json({"file": shown, "error": str(error)}))
            continue
        reading = read_text(text, arguments.language, arguments.published, tagger=tagger, learned=not arguments.rules)
        sys.stdout.write(_json(reading_row(reading)) if arguments.json else _listed(shown, reading))
        sys.stdout.flush()
    return 1 if failed else 0


def reading_row(reading: Reading) -> dict:
    """A reading as the JSON object that docs/reading.md describes."""
    return {
        "language": reading.language,
        "statements": [_statement(one) for one in reading.statements],
        "figures": [_figure(one) for one in reading.figures],
        "dates": [_date(one) for one in reading.days],
        "names": [_name(one) for one in reading.names],
    }


def _load_tagger() -> Tagger | None:
    """The package's tagger; without it the rules read alone, which is said once on stderr."""
    try:
        return load_english_tagger()
    except EngineError as error:
        print(f"wireroom read: {error}; read by rules alone", file=sys.stderr)
        return None


def _language(given: str) -> str:
    if not _TAG.fullmatch(given):
        raise argparse.ArgumentTypeError(f"{given!r} is no language tag such as en or ja")
    return re.split("[-_]", given)[0].lower()


def _day(given: str) -> date:
    moment = parse_date(given)
    if moment is None:
        raise argparse.ArgumentTypeError(f"{given!r} is no date such as 2024-10-18")
    return _written_day(given) or moment.date()


def _written_day(given: str) -> date | None:
    """The day as it is written, whatever the zone: a story of Friday morning in Tokyo is of Friday."""
    try:
        return date.fromisoformat(given.strip()[:10])
    except ValueError:
        return None


def _read(name: str) -> str:
    """The text of a file, its line ends untouched, so that places in it are those of its code points."""
    try:
        if name == "-":
            content = sys.stdin.buffer.read(_MAX_BYTES + 1)
        else:
            path = Path(name)
            if path.is_dir():
                raise ParseError("a directory; name the files in it")
            with path.open("rb") as file:
                content = file.read(_MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise ParseError(getattr(error, "strerror", None) or str(error)) from error
    if len(content) > _MAX_BYTES:
        raise ParseError(f"longer than {_MAX_BYTES // 1024 // 1024} MiB")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ParseError(f"is not UTF-8 (byte {error.start})") from error


def _json(row: dict) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"


def _mention(mention: Mention | None) -> dict | None:
    return {"text": mention.text, "span": list(mention.span)} if mention else None


def _statement(one: Statement) -> dict:
    source = None
    if one.source:
        place = one.source.mention
        source = {
            "text": place.text if place else None,
            "span": list(place.span) if place else None,
            "actor": one.source.actor,
        }
    content = {"text": one.content.text, "spans": [list(span) for span in one.content.spans]} if one.content else None
    return {
        "source": source,
        "cue": _mention(one.cue),
        "content": content,
        "stance": one.stance.value,
        "quoted": one.quoted,
        "confidence": one.confidence,
    }


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value


def _figure(one: Figure) -> dict:
    return {
        "value": _number(one.value),
        "high": _number(one.high),
        "unit": one.unit,
        "counts": one.counts,
        "qualifier": one.qualifier.value,
        "span": list(one.span),
    }


def _date(one: Day) -> dict:
    return {"text": one.text, "span": list(one.span), "start": one.start.isoformat(), "end": one.end.isoformat()}


def _name(one: NamedActor) -> dict:
    return {"text": one.text, "span": list(one.span), "kind": one.kind.value, "actor": one.actor}


def _listed(name: str, reading: Reading) -> str:
    lines = [f"{name}: {reading.language or 'language unknown'}"]
    for one in reading.statements:
        mention = one.source.mention.text if one.source and one.source.mention else None
        actor = one.source.actor if one.source else None
        who = mention or actor or "-"
        meant = f" = {actor}" if actor and actor != who else ""
        cue = f" | {_line(one.cue.text)}" if one.cue else ""
        lines.append(
            f"  {one.stance.value}: {_line(who)}{meant}{cue} | {_line(one.content.text) if one.content else '-'}"
        )
    for figure in reading.figures:
        high = f" to {_number(figure.high)}" if figure.high is not None else ""
        unit, counts = figure.unit or "", figure.counts or ""
        lines.append(
            f"  figure: {figure.qualifier.value} {_number(figure.value)}{high} {unit} {_line(counts)}".rstrip()
        )
    for day in reading.days:
        until = f" to {day.end}" if day.end != day.start else ""
        lines.append(f"  date: {_line(day.text)} = {day.start}{until}")
    for named in reading.names:
        meant = f" = {named.actor}" if named.actor and named.actor != named.text else ""
        lines.append(f"  name: {_line(named.text)} ({named.kind.value}){meant}")
    return "\n".join(lines) + "\n"


def _line(words: str) -> str:
    return " ".join(words.split())
