"""Two feeds in many states: stories come, change, are corrected, leave, are killed, withheld, dated ahead.

Their stories are a second apart, so that the pace of the feeds makes nobody wait.
"""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from io import BytesIO

from PIL import Image

MORNING = datetime(2024, 10, 18, 0, 0, tzinfo=UTC)
PICTURES = ("/quay.png", "/shed.png")
STATES = 20
UNDATED = 6
OPENS = 4  # the story dated ahead; its text stays, since its first version is the one that stood when it opened


def draw_pictures() -> dict[str, bytes]:
    """The wire's pictures, by path."""
    drawn = {}
    for path, colour in zip(PICTURES, ("navy", "teal"), strict=True):
        buffer = BytesIO()
        Image.new("RGB", (900, 500), colour).save(buffer, "PNG")
        drawn[path] = buffer.getvalue()
    return drawn


def write_atom_states(host: str) -> list[bytes]:
    """English: each state brings a story and changes the one before; some are corrected, killed, withheld or leave.

    The undated one is here, apart from the one that opens while the feeds run: their order in a list hangs on who
    was received when.
    """
    return [_atom(host, number) for number in range(1, STATES + 1)]


def write_rss_states(host: str, *, opens_at: datetime) -> list[bytes]:
    """Japanese: stories with pictures, one that opens at a time soon to come."""
    return [_rss(host, number, opens_at) for number in range(1, STATES + 1)]


def _atom(host: str, state: int) -> bytes:
    entries = []
    for story in range(1, state + 1):
        if story == 3 and state >= 9:
            continue
        if story in (2, 7) and state >= story + 4:
            entries.append(f'<at:deleted-entry ref="urn:en:{story}" when="2024-10-18T05:00:00Z"/>')
            continue
        people = 100 * story + (1 if state > story else 0)
        note = ""
        if story in (4, 8) and state >= story + 3:
            people += 5
            note = "CORRECTED: An earlier version gave a wrong number. "
        draft = "<app:control><app:draft>yes</app:draft></app:control>" if story == 5 and state < 10 else ""
        at = MORNING + timedelta(seconds=story)
        changed = at + timedelta(minutes=30 * (state > story) + 60 * bool(note))
        dates = f"<published>{at.isoformat()}</published><updated>{changed.isoformat()}</updated>"
        if story == UNDATED:
            dates, people = "", 0
        text = f"<p>{note}The harbour counted {people} people on day {story}.</p><p>Boats and quays of Minato.</p>"
        entries.append(
            f"<entry><id>urn:en:{story}</id><title>Harbour report number {story} of Minato</title>{draft}"
            f'<link rel="alternate" href="http://{host}/en/{story}"/>{dates}'
            f'<category term="{("Local", "Sport")[story % 2]}"/><content type="html">{escape(text)}</content></entry>'
        )
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"'
        ' xmlns:app="http://www.w3.org/2007/app" xml:lang="en"><id>urn:en</id><title>Harbour Press</title>'
        f"{''.join(entries)}</feed>"
    ).encode()


def _rss(host: str, state: int, opens_at: datetime) -> bytes:
    items = []
    for story in range(1, state + 1):
        at = opens_at if story == OPENS else MORNING + timedelta(seconds=story)
        picture = f'<enclosure url="http://{host}{PICTURES[story % 2]}" type="image/png" length="1"/>'
        again = "新しい写真も届いた。" if state > story + 1 and story != OPENS else ""
        items.append(
            f'<item><guid isPermaLink="false">ja-{story}</guid><title>港の第{story}報、桟橋で人出</title>'
            f"<link>http://{host}/ja/{story}</link><pubDate>{format_datetime(at)}</pubDate><category>地域</category>"
            f"<description>港の桟橋に{story * 10}人が集まった。{again}</description>"
            f"{picture if story % 3 == 0 else ''}</item>"
        )
    return (
        '<rss version="2.0"><channel><title>港通信</title><link>http://wire.example/</link><language>ja</language>'
        f"{''.join(items)}</channel></rss>"
    ).encode()
