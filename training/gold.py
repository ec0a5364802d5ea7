"""Reads annotations: gold files that point into the texts of a corpus, and texts of our own with marks in them.

docs/annotating.md says what is annotated and how it is written. `python -m training.gold FILE…` checks files and prints
what each line was found to mean.
"""

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

Span = tuple[int, int]

STANCES = ("asserts", "confirms", "denies", "accuses", "requests", "declines_comment", "no_evidence", "reported")
QUALIFIERS = ("exact", "about", "at_least", "over", "at_most", "under")
CORPORA = Path(os.environ.get("WIREROOM_CORPORA", Path(__file__).parents[2] / "shared" / "corpora"))
FIELDS = {"S": 5, "F": 6, "D": 3}
# A mark of a text of our own: [S2 …], [C …], [T1 …]; a backslash keeps a bracket that is no mark.
_MARK = re.compile(r"\[(?P<part>[SCT])(?P<number>\d*) |\]|\\(?P<kept>[\[\]])")


class GoldError(ValueError):
    """A line of a file that cannot be found in its text or has a word that is none of ours; names file and line."""


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """An attribution as a person read it: spans in code points of the text; `actor` names whom the source means."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    stance: str
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class GoldFigure:
    """A figure: its span, value, end of a range (None), unit, what it counts, qualifier."""

    span: Span
    value: float
    high: float | None
    unit: str | None
    counts: str | None
    qualifier: str


@dataclass(frozen=True, slots=True)
class GoldDate:
    """A date: its span, first and last day (ISO 8601)."""

    span: Span
    start: str
    end: str


@dataclass(slots=True)
class GoldText:
    """An annotated text. `measured` says that figures and dates were annotated too."""

    id: str
    language: str
    text: str
    title: str = ""
    published: str | None = None
    statements: list[GoldStatement] = field(default_factory=list)
    figures: list[GoldFigure] = field(default_factory=list)
    dates: list[GoldDate] = field(default_factory=list)
    measured: bool = False


def read_gold(path: Path) -> list[GoldText]:
    """The texts of a gold file. Raises GoldError, and FileNotFoundError without the corpora."""
    texts: list[GoldText] = []
    cursor = 0
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("//"):
            continue
        where = f"{path.name}:{number}"
        if line.startswith("# "):
            texts.append(_open_text(line[2:].split(), where))
            cursor = 0
            continue
        kind, *fields = (part.strip() for part in line.split("|"))
        if kind not in FIELDS or len(fields) != FIELDS[kind] or not texts:
            raise GoldError(f"{where}: not S, F or D with its fields: {line}")
        text = texts[-1]
        if kind == "S":
            statement = _statement(text, fields, cursor, where)
            text.statements.append(statement)
            cursor = statement.content[0][0] if statement.content else cursor
        elif kind == "F":
            text.figures.append(_figure(text, fields, where))
        else:
            text.dates.append(_date(text, fields, where))
    return texts


def read_own(path: Path, language: str) -> list[GoldText]:
    """The texts of a file of our own: each begins with a line "# id [date]" and has its marks. Raises GoldError."""
    texts: list[GoldText] = []
    for block in re.split(r"^# ", path.read_text("utf-8"), flags=re.M)[1:]:
        head, _, marked = block.partition("\n")
        name, *date = head.split()
        texts.append(_unmark(marked.strip(), f"{path.stem}/{name}", language, date[0] if date else None))
    return texts


def _open_text(head: list[str], where: str) -> GoldText:
    name, *words = head
    language = "ja" if name.startswith("jawiki") else "en"
    row = corpus(language).get(name)
    if row is None:
        raise GoldError(f"{where}: no text {name} in the corpus")
    return GoldText(name, language, row["text"], row["title"], row.get("date"), measured="measured" in words)


@cache
def corpus(language: str) -> Mapping[str, dict]:
    """The texts of a corpus by id. Raises FileNotFoundError."""
    lines = (CORPORA / f"wikinews.{language}.jsonl").read_text("utf-8").splitlines()
    return {row["doc_id"]: row for row in map(json.loads, lines)}


def _statement(text: GoldText, fields: list[str], cursor: int, where: str) -> GoldStatement:
    source, cue, content, stance, actor = fields
    if stance not in STANCES:
        raise GoldError(f"{where}: no stance: {stance}")
    near = cursor
    spans: list[Span] = []
    cue_span = None
    if content == "-":
        cue_span = _find(text.text, cue, near, where)
    else:
        for part in content.split(" + "):
            spans.append(_find(text.text, part, near, where))
            near = spans[-1][1]
        if cue != "-":
            cue_span = _nearest(text.text, cue, spans, where)
    around = [cue_span, *spans] if cue_span else spans
    source_span = _nearest(text.text, source, [cue_span] if cue_span else around, where) if source != "-" else None
    return GoldStatement(source_span, cue_span, tuple(spans), stance, None if actor == "-" else actor)


def _find(text: str, words: str, near: int, where: str) -> Span:
    """Where words stand from `near` on, else before it. "from … to" spans all between; "words@2" is the second."""
    words, which = _which(words)
    begin, dots, end = (part.strip() for part in words.partition("…")) if "…" in words else (words, "", "")
    if which:
        starts = [found.start() for found in _pattern(begin).finditer(text)]
        start = starts[which - 1] if len(starts) >= which else -1
    else:
        found = _pattern(begin).search(text, near) or _pattern(begin).search(text)
        start = found.start() if found else -1
    if start < 0:
        raise GoldError(f"{where}: not in the text: {begin}")
    first = _pattern(begin).match(text, start)
    if not dots:
        return first.span()
    last = _pattern(end).search(text, first.end())
    if not last:
        raise GoldError(f"{where}: not after “{begin}”: {end}")
    return start, last.end()


def _nearest(text: str, words: str, spans: Iterable[Span], where: str) -> Span:
    """The place of words that is nearest to some spans and outside of them, in the same sentence if there is one."""
    words, which = _which(words)
    places = [found.span() for found in _pattern(words).finditer(text)]
    if which:
        if len(places) < which:
            raise GoldError(f"{where}: not {which} times in the text: {words}")
        return places[which - 1]
    spans = list(spans)
    free = [place for place in places if not any(place[0] < end and start < place[1] for start, end in spans)]
    if not (free or places):
        raise GoldError(f"{where}: not in the text: {words}")

    def distance(place: Span) -> tuple[int, int]:
        gaps = [(max(start - place[1], place[0] - end, 0), start, end) for start, end in spans]
        gap, start, end = min(gaps)
        between = text[min(place[1], end) : max(place[0], start)]
        return int(bool(re.search(r"[.!?。！？]\s|\n|。", between))), gap

    return min(free or places, key=distance)


def _which(words: str) -> tuple[str, int]:
    found = re.search(r"@(\d+)\Z", words)
    return (words[: found.start()], int(found[1])) if found else (words, 0)


@cache
def _pattern(words: str) -> re.Pattern[str]:
    """Words as they stand, whatever spaces and line ends are between them; not within a longer Latin word."""
    body = r"\s+".join(re.escape(part) for part in words.split())
    head = r"(?<![A-Za-z0-9])" if re.match(r"[A-Za-z0-9]", words) else ""
    tail = r"(?![A-Za-z0-9])" if re.search(r"[A-Za-z0-9]\Z", words) else ""
    return re.compile(head + body + tail)


def _figure(text: GoldText, fields: list[str], where: str) -> GoldFigure:
    words, value, high, unit, counts, qualifier = fields
    if qualifier not in QUALIFIERS:
        raise GoldError(f"{where}: no qualifier: {qualifier}")
    cursor = text.figures[-1].span[1] if text.figures else 0
    span = _find(text.text, words, cursor, where)
    try:
        numbers = float(value), None if high == "-" else float(high)
    except ValueError as error:
        raise GoldError(f"{where}: {error}") from error
    return GoldFigure(span, *numbers, None if unit == "-" else unit, None if counts == "-" else counts, qualifier)


def _date(text: GoldText, fields: list[str], where: str) -> GoldDate:
    words, start, end = fields
    cursor = text.dates[-1].span[1] if text.dates else 0
    return GoldDate(_find(text.text, words, cursor, where), start, end)


def _unmark(marked: str, name: str, language: str, date: str | None) -> GoldText:
    """Takes marks out of a text. Under one number stand one source, one cue and any number of contents, then, after
    the text, lines "= number stance [actor]"; what has no line asserts."""
    body, _, notes = marked.partition("\n= ")
    stances = dict(_notes(f"= {notes}" if notes else "", name))
    plain: list[str] = []
    length, at = 0, 0
    opened: list[tuple[str, str, int]] = []
    parts: dict[str, dict[str, list[Span]]] = {}
    for mark in _MARK.finditer(body):
        plain.append(body[at : mark.start()])
        length += mark.start() - at
        at = mark.end()
        if mark["kept"]:
            plain.append(mark["kept"])
            length += 1
        elif mark["part"]:
            opened.append((mark["part"], mark["number"] or "1", length))
        elif opened:
            part, number, start = opened.pop()
            parts.setdefault(number, {}).setdefault(part, []).append((start, length))
        else:
            raise GoldError(f"{name}: a bracket is closed that none opened near: {body[max(0, at - 40) : at]}")
    if opened:
        raise GoldError(f"{name}: {opened[-1][0]}{opened[-1][1]} is not closed")
    plain.append(body[at:])
    if unknown := stances.keys() - parts.keys():
        raise GoldError(f"{name}: notes on {', '.join(sorted(unknown))}, which nothing is marked with")
    statements = [
        GoldStatement(
            next(iter(group.get("S", ())), None),
            next(iter(group.get("C", ())), None),
            tuple(sorted(group.get("T", ()))),
            *stances.get(number, ("asserts", None)),
        )
        for number, group in parts.items()
    ]
    return GoldText(name, language, "".join(plain), published=date, statements=statements)


def _notes(notes: str, name: str) -> Iterator[tuple[str, tuple[str, str | None]]]:
    for line in notes.splitlines():
        if not line.strip():
            continue
        number, stance, *actor = line.removeprefix("= ").split()
        if stance not in STANCES:
            raise GoldError(f"{name}: no stance: {stance}")
        yield number, (stance, " ".join(actor) or None)


def main(paths: list[str]) -> int:
    """Check files and print what their statements were found to be."""
    wrong = 0
    for path in map(Path, paths):
        try:
            texts = read_gold(path) if path.suffix == ".gold" else read_own(path, path.parent.name)
        except GoldError as error:
            print(error)
            wrong += 1
            continue
        for text in texts:
            for one in text.statements:
                source, cue = (text.text[slice(*span)] if span else "-" for span in (one.source, one.cue))
                content = " + ".join(_short(text.text[slice(*span)]) for span in one.content) or "-"
                print(f"{text.id}  [{source}] [{cue}] [{content}] {one.stance} {one.actor or ''}")
        count = sum(len(text.statements) for text in texts)
        print(f"{path.name}: {len(texts)} texts, {count} statements")
    return 1 if wrong else 0


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 90 else f"{words[:45]} … {words[-40:]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
