"""Writing what editors reviewed into the newsroom folder as test lines for the reader. Judges and sends nothing."""

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from wireroom.core.ledger.lines import statement_line
from wireroom.reading.models import Statement, StatementReview
from wireroom.reading.queries import find_rejected
from wireroom.reading.words import plain_text

FOLDER = "reviews"


@dataclass(frozen=True, slots=True)
class Written:
    """How many texts and statements were written, and where."""

    folder: Path
    texts: int
    statements: int


def write_reviews(home: Path) -> Written:
    """Write `reviews/statements.gold` with a line for each statement that an editor confirmed or corrected, a note for
    each rejected one, and the texts they stand in as `reviews/<language>.jsonl`. What was there is written anew.

    Only texts of the ledger are written: what was killed, held or purged has no line.
    """
    folder = home / FOLDER
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.jsonl"):
        old.unlink()
    rows = Statement.objects.exclude(reviewed="").select_related("version__reading", "item__provider")
    texts: dict[int, list[Statement]] = defaultdict(list)
    for row in rows.order_by("item_id", "number"):
        texts[row.version_id].append(row)
    lines: list[str] = []
    corpora: dict[str, list[str]] = defaultdict(list)
    for group in texts.values():
        version = group[0].version
        name, text = f"item-{version.item_id}-{version.number}", plain_text(version)
        lines.append(f"# {name}")
        lines += [_line(row, text) for row in group]
        lines += [f"// rejected: {_told(review)}" for review in find_rejected(version.item_id)]
        published = version.published or version.received_at
        told = {"doc_id": name, "title": version.headline, "text": text, "date": published.date().isoformat()}
        corpora[version.reading.language[:2] or "en"].append(json.dumps(told, ensure_ascii=False))
    (folder / "statements.gold").write_text("".join(f"{line}\n" for line in lines), "utf-8")
    for language, told in corpora.items():
        (folder / f"{language}.jsonl").write_text("".join(f"{line}\n" for line in told), "utf-8")
    return Written(folder, len(texts), sum(map(len, texts.values())))


def _line(row: Statement, text: str) -> str:
    parts = [text[start:end] for start, end in row.spans]
    return statement_line(row.source_text, row.cue_text, parts, stance=row.stance, actor=row.actor_text)


def _told(review: StatementReview) -> str:
    return " ".join(f"{review.read.get('source_text', '')}: {review.read.get('content', '')}".split())
