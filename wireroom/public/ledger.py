"""The ledger over HTTP: who said what on live pages, as JSON and CSV, for programs. Read only; judges no claim true.

What is held or killed has no statement here, as it has no page.
"""

import csv
import io
import json
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from wireroom.core.errors import WireroomError
from wireroom.public.api import FRESH_S, JSON, reading
from wireroom.public.ledger_listing import Asked, Entry, parse_asked, read_entries
from wireroom.reading.models import Figure

CSV = "text/csv; charset=utf-8"
COLUMNS = (
    *("said_at", "article", "url", "headline", "provider", "story", "language", "actor", "actor_name", "source", "cue"),
    *("content", "stance", "quoted", "confidence", "reviewed", "claim", "figures"),
)
# A cell that begins so is a formula to spreadsheets.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@reading
def ledger_json(request: HttpRequest) -> HttpResponse:
    """The statements, newest first; the next page is in `next` and in the Link header. 400 for a wrong parameter."""
    return _answer(request, "json")


@reading
def ledger_csv(request: HttpRequest) -> HttpResponse:
    """The same as a table with a head; the next page is in the Link header."""
    return _answer(request, "csv")


def _answer(request: HttpRequest, form: str) -> HttpResponse:
    newsroom = settings.NEWSROOM
    if not newsroom.statements.show:
        return _problem(404, "this site does not say who says what")
    try:
        asked = parse_asked(request.GET, newsroom.languages)
    except WireroomError as error:
        return _problem(400, str(error))
    entries, after = read_entries(asked)
    following = _address(asked, after, form) if after else None
    rows = [entry_row(entry) for entry in entries]
    if form == "csv":
        answer = HttpResponse(csv_table(rows), content_type=CSV)
    else:
        answer = HttpResponse(_dump({"statements": rows, "next": following}), content_type=JSON)
    answer["Cache-Control"] = f"public, max-age={FRESH_S}"
    if following:
        answer["Link"] = f'<{following}>; rel="next"'
    return answer


def entry_row(entry: Entry) -> dict[str, object]:
    """A statement as the JSON object that docs/ledger.md describes."""
    row, article = entry.statement, entry.article
    actor = {"key": row.actor.key, "name": row.actor.name, "kind": row.actor.kind} if row.actor else None
    return {
        "said_at": _iso(row.said_at),
        "article": article.key,
        "url": f"{settings.NEWSROOM.base_url}{article.path}",
        "headline": article.current.headline,
        "provider": row.item.provider.name,
        "story": entry.story or None,
        "language": article.language,
        "actor": actor,
        "actor_name": row.actor_text or None,
        "source": row.source_text or None,
        "cue": row.cue_text or None,
        "content": row.content or None,
        "stance": row.stance,
        "quoted": row.quoted,
        "confidence": row.confidence,
        "reviewed": row.reviewed or None,
        "claim": row.claim.key if row.claim else None,
        "figures": [_figure(figure) for figure in row.figures.all()],
    }


def csv_table(rows: list[dict[str, object]]) -> str:
    """Rows as a table: the actor by key, figures as they stand in the text; no cell is a formula."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    for row in rows:
        actor, figures = row["actor"], row["figures"]
        cells = row | {
            "actor": actor["key"] if actor else "",
            "figures": "; ".join(f"{figure['text']} {figure['counts'] or ''}".strip() for figure in figures),
        }
        writer.writerow([_cell(cells[name]) for name in COLUMNS])
    return table.getvalue()


def _cell(value: object) -> str:
    text = "" if value is None else str(value).lower() if isinstance(value, bool) else " ".join(str(value).split())
    return f"'{text}" if text.startswith(_FORMULA) else text


def _figure(row: Figure) -> dict[str, object]:
    return {
        "value": row.value,
        "high": row.high,
        "unit": row.unit or None,
        "counts": row.counts or None,
        "qualifier": row.qualifier,
        "text": row.text,
    }


def _address(asked: Asked, after: str, form: str) -> str:
    fields = {
        "story": asked.story,
        "actor": asked.actor,
        "lang": asked.language,
        "since": _iso(asked.since) if asked.since else "",
        "limit": str(asked.limit),
        "after": after,
    }
    query = urlencode({name: value for name, value in fields.items() if value})
    return f"{settings.NEWSROOM.base_url}/ledger.{form}?{query}"


def _problem(status: int, message: str) -> HttpResponse:
    answer = HttpResponse(_dump({"error": {"status": status, "message": message}}), status=status, content_type=JSON)
    answer["Cache-Control"] = "no-store"
    return answer


def _dump(value: object) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, separators=(',', ':'))}\n".encode("utf-8", "ignore")


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
