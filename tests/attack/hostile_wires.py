"""Reads hostile documents one by one, each in a process of its own under limits, and says what came of it.

    python hostile_wires.py FORMAT FOLDER [burdens]

A JSON object a line: the attack, what came out (an error, or how much text and which problems), processor seconds and
megabytes over what the process had before. FOLDER is for the files that a document tries to make us read.
"""

import gzip
import io
import json
import os
import resource
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from wireroom.core.errors import ParseError
from wireroom.core.formats import parse_feed

SECRET = "tide-table-of-the-night"
DEEP = 200_000
LARGE = 100 * 1024 * 1024
CPU_SECONDS = 30
ROOM = 2 * 1024**3

G2 = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'
# A document of each format with places for a document type, a line of text and mark-up.
DOCUMENTS = {
    "rss": "<rss version='2.0'><channel><item><guid>g</guid><title>{line}</title><description>{line}</description>"
    "<encoded xmlns='http://purl.org/rss/1.0/modules/content/'>{text}</encoded></item></channel></rss>",
    "atom": "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>g</id><title>{line}</title>"
    f"<content type='xhtml'><div {XHTML}>{{text}}</div></content></entry></feed>",
    "newsml_g2": f"<newsItem {G2} guid='g' version='1'><itemMeta><pubStatus qcode='stat:usable'/></itemMeta>"
    f"<contentMeta><headline>{{line}}</headline></contentMeta><contentSet><inlineXML><html {XHTML}><body>{{text}}"
    "</body></html></inlineXML></contentSet></newsItem>",
    "newsml_1": "<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>p</ProviderId><DateId>20241018</DateId>"
    "<NewsItemId>g</NewsItemId><RevisionId>1</RevisionId><PublicIdentifier>g</PublicIdentifier></NewsIdentifier>"
    "</Identification><NewsComponent><NewsLines><HeadLine>{line}</HeadLine></NewsLines><ContentItem><DataContent>"
    "<nitf><body><body.content>{text}</body.content></body></nitf></DataContent></ContentItem></NewsComponent>"
    "</NewsItem></NewsML>",
    "nitf": "<nitf><head><docdata><doc-id id-string='g'/></docdata></head><body><body.head><hedline><hl1>{line}</hl1>"
    "</hedline></body.head><body.content>{text}</body.content></body></nitf>",
    "json_feed": '{{"version":"https://jsonfeed.org/version/1.1","title":"t","items":[{{"id":"g","title":"{line}",'
    '"content_html":"{text}"}}]}}',
    "ninjs": '{{"uri":"g","type":"text","version":"1","headline":"{line}","body_html":"{text}","pubstatus":"usable"}}',
}
JSON = ("json_feed", "ninjs")


def document(form: str, *, line: str = "Ferry", text: str = "<p>Back</p>", doctype: str = "") -> bytes:
    """A document of a format; `text` is mark-up, `doctype` stands before the root."""
    if form in JSON:
        text = text.replace('"', '\\"')
    return (doctype + DOCUMENTS[form].format(line=line, text=text)).encode()


def attacks(form: str, folder: Path) -> dict[str, Callable[[], bytes]]:
    """Every attack that makes sense for a format, made only when it is its turn."""
    secret = (folder / "secret.txt").as_uri()
    outer = (folder / "outer.dtd").as_uri()
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    made = {
        "text of 100 MB": lambda: document(form, text="x" * LARGE),
        "headline of 15 MB": lambda: document(form, line="x" * 15_000_000),
        "marks in text": lambda: document(form, text="<b>" * 500_000),
        "gzip of 100 MB": lambda: gzip.compress(document(form, text="x" * LARGE)),
        "gzip in gzip": lambda: gzip.compress(gzip.compress(document(form, text="x" * LARGE))),
        "gzip cut short": lambda: gzip.compress(document(form, text="x" * 1_000_000))[:500],
        "zip": lambda: _zip(document(form, text="x" * LARGE)),
        "wide": lambda: document(form, text="x" * 6_000_000).decode().encode("utf-16"),
    }
    if form in JSON:
        return made | {
            "deep lists": lambda: document(form)[:-1] + b',"deep":' + b"[" * DEEP + b"]" * DEEP + b"}",
            "deep objects": lambda: document(form)[:-1] + b',"deep":' + b'{"a":' * DEEP + b"1" + b"}" * DEEP + b"}",
            "a number of a million digits": lambda: document(form)[:-1] + b',"version":' + b"9" * 1_000_000 + b"}",
        }
    return made | {
        "entity bomb": lambda: document(form, line="&l11;", doctype=f'<!DOCTYPE r [<!ENTITY l0 "ha">{laughs}]>'),
        "one long entity often": lambda: document(
            form, text="&a;" * 100_000, doctype=f'<!DOCTYPE r [<!ENTITY a "{"a" * 50_000}">]>'
        ),
        "entity of itself": lambda: document(
            form, line="&a;", doctype='<!DOCTYPE r [<!ENTITY a "&b;"><!ENTITY b "&a;">]>'
        ),
        "external entity": lambda: document(form, line="&x;", doctype=f'<!DOCTYPE r [<!ENTITY x SYSTEM "{secret}">]>'),
        "external document type": lambda: document(form, line="&x;", doctype=f'<!DOCTYPE r SYSTEM "{outer}">'),
        "parameter entity": lambda: document(
            form, line="&x;", doctype=f'<!DOCTYPE r [<!ENTITY % p SYSTEM "{outer}">%p;]>'
        ),
        "xinclude": lambda: document(
            form, text=f"<i:include xmlns:i='http://www.w3.org/2001/XInclude' href='{secret}' parse='text'/>"
        ),
        "deep elements": lambda: document(form, text="<p>" * DEEP + "x" + "</p>" * DEEP),
        "deep and unclosed": lambda: document(form, text="<div>" * DEEP),
        "deep outside": lambda: b"<a>" * DEEP + document(form) + b"</a>" * DEEP,
        "many attributes": lambda: document(form, text=f"<p {_attributes(200_000)}>x</p>"),
        "many namespaces": lambda: document(
            form, text="".join(f"<n{n}:p xmlns:n{n}='urn:{n}'>x</n{n}:p>" for n in range(100_000))
        ),
        "a long comment": lambda: document(form, text=f"<!--{'-x' * 5_000_000}-->"),
    }


def burdens(form: str, folder: Path) -> dict[str, Callable[[], bytes]]:
    """Documents of as much mark-up as fits into the bytes we take. They may cost more, and end all the same."""
    if form in JSON:
        keys = b"".join(b',"k%d":1' % n for n in range(1_000_000))
        return {"a million keys": lambda: document(form)[:-1] + keys + b"}"}
    return {
        "900,000 paragraphs": lambda: document(form, text="<p>x &amp; y</p>" * 900_000),
        "a million attributes": lambda: document(form, text=f"<p {_attributes(1_000_000)}>x</p>"),
        "a million elements": lambda: document(form, text="<b/>" * 1_000_000),
    }


def _attributes(count: int) -> str:
    return " ".join(f'a{number}="1"' for number in range(count))


def main() -> int:
    """Runs every attack of one format, or with a third word every burden."""
    form, folder = sys.argv[1], Path(sys.argv[2])
    made = burdens(form, folder) if len(sys.argv) > 3 else attacks(form, folder)
    (folder / "secret.txt").write_text(SECRET, "utf-8")
    (folder / "outer.dtd").write_text(f'<!ENTITY x "{SECRET}">', "utf-8")
    _read(document(form))
    for name, make in made.items():
        reader, writer = os.pipe()
        child = os.fork()
        if not child:
            os.close(reader)
            os.write(writer, json.dumps(_measure(make())).encode())
            os._exit(0)
        os.close(writer)
        with os.fdopen(reader, "rb") as answers:
            answer = answers.read()
        _, status = os.waitpid(child, 0)
        told = json.loads(answer) if answer else {"outcome": f"died: {os.waitstatus_to_exitcode(status)}"}
        print(json.dumps({"attack": name} | told), flush=True)
    return 0


def _measure(body: bytes) -> dict:
    """Reads the body, whose own memory does not count, under limits that end the process."""
    pages = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (pages + ROOM, pages + ROOM))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    _forget_peak()
    before, started = _peak(), time.process_time()
    told = _read(body)
    return told | {"cpu_s": time.process_time() - started, "mb": (_peak() - before) / 1024}


def _read(body: bytes) -> dict:
    def salvage(text: str) -> dict:
        raise ParseError("went to the salvager")

    try:
        parsed = parse_feed(body, salvage=salvage, url="https://wire.example/feed")
    except ParseError as error:
        return {"outcome": "ParseError", "message": str(error)[:200]}
    except MemoryError:
        return {"outcome": "MemoryError"}
    except Exception as error:
        return {"outcome": type(error).__name__, "message": str(error)[:200]}
    texts = [f"{item.title} {item.content_text} {item.content_html} {item.summary}" for item in parsed.items]
    return {
        "outcome": "read",
        "problems": sorted({problem.code for item in (parsed, *parsed.items) for problem in item.problems}),
        "characters": sum(map(len, texts)),
        "secret": any(SECRET in text for text in texts),
    }


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def _peak() -> int:
    """The most memory the process held since the peak was forgotten, in kilobytes."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    raise OSError("no VmHWM in /proc/self/status")


def _zip(body: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("feed.xml", body)
    return packed.getvalue()


if __name__ == "__main__":
    sys.exit(main())
