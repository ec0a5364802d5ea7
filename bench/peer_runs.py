"""What the peers do, run under an interpreter that has them; prints the seconds of the work. Imports none of ours.

python bench/peer_runs.py reader FOLDER           stores the feed documents of a folder with lemon24/reader
python bench/peer_runs.py feedparser FOLDER       reads them with feedparser into Markdown files, and generates
                                                  the site with Pelican
python bench/peer_runs.py pelican FOLDER OUTPUT   generates a site from Markdown files with Pelican
python bench/peer_runs.py cron URL OUTPUT         asks a feed once and generates its site, as a cron job would
python bench/peer_runs.py newsmlg2 FILE…          makes the objects of IPTC's library from NewsML-G2 documents; prints
                                                  how many it raises on, then processor seconds
"""

import re
import sys
import tempfile
import time
from pathlib import Path

PELICAN = {
    "SITENAME": "Bench",
    "SITEURL": "http://127.0.0.1:8000",
    "TIMEZONE": "Asia/Tokyo",
    "DEFAULT_LANG": "en",
    "DEFAULT_PAGINATION": 30,
    "ARTICLE_URL": "{slug}/",
    "ARTICLE_SAVE_AS": "{slug}/index.html",
    "AUTHOR_SAVE_AS": "",
    "TAG_SAVE_AS": "",
    "FEED_ALL_ATOM": "feeds/all.atom.xml",
    "FEED_MAX_ITEMS": 50,
    "STATIC_PATHS": [],
    "LOAD_CONTENT_CACHE": False,
}


def main() -> int:
    kind, folder, *rest = sys.argv[1:]
    print(f"{RUNS[kind](folder, *rest):.3f}")
    return 0


def store_with_reader(folder: str) -> float:
    from reader import make_reader

    with tempfile.TemporaryDirectory() as home:
        reader = make_reader(f"{home}/reader.sqlite", feed_root=folder)
        for path in sorted(Path(folder).iterdir()):
            reader.add_feed(path.name)
        start = time.perf_counter()
        reader.update_feeds()
        seconds = time.perf_counter() - start
        stored = reader.get_entry_counts().total
        reader.close()
    print(f"{stored} entries stored", file=sys.stderr)
    return seconds


def read_with_feedparser(folder: str) -> float:
    import feedparser
    import pelican  # noqa: F401

    with tempfile.TemporaryDirectory() as home:
        content, output = Path(home, "content"), Path(home, "output")
        content.mkdir()
        start = time.perf_counter()
        for path in sorted(Path(folder).iterdir()):
            write_markdown(feedparser.parse(path.read_bytes()), content)
        generate(str(content), str(output))
        seconds = time.perf_counter() - start
        print(f"{len(list(output.rglob('index.html')))} pages", file=sys.stderr)
    return seconds


def write_markdown(feed, content: Path) -> None:
    """One Markdown file an entry, as Pelican reads them; the body is HTML, which Markdown lets through."""
    for entry in feed.entries:
        number = entry.id.rpartition(":")[2]
        body = entry.content[0].value if entry.get("content") else entry.summary
        (content / f"{number}.md").write_text(
            f"Title: {entry.title}\nDate: {time.strftime('%Y-%m-%d %H:%M', entry.published_parsed)}\n"
            f"Category: {entry.tags[0].term}\nSlug: {number}\nAuthor: {entry.get('author', '')}\n"
            f"Summary: {re.sub('<[^>]*>', '', entry.summary)}\n\n{body}\n",
            "utf-8",
        )


def generate(content: str, output: str) -> float:
    import pelican
    from pelican.settings import read_settings

    start = time.perf_counter()
    settings = read_settings(override={**PELICAN, "PATH": content, "OUTPUT_PATH": output})
    pelican.Pelican(settings).run()
    return time.perf_counter() - start


def ask_and_generate(url: str, output: str) -> float:
    import feedparser

    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as content:
        write_markdown(feedparser.parse(url), Path(content))
        generate(content, output)
    return time.perf_counter() - start


def read_newsml_g2(*paths: str) -> float:
    import contextlib
    import io

    from NewsMLG2.document import NewsMLG2Document

    bodies, raised = [Path(path).read_bytes() for path in paths], 0
    start = time.process_time()
    for body in bodies:
        # It prints a line for every catalog that it would have to fetch.
        with contextlib.redirect_stdout(io.StringIO()):
            try:
                NewsMLG2Document(body)
            except Exception:
                raised += 1
    seconds = time.process_time() - start
    print(raised)
    return seconds


RUNS = {
    "newsmlg2": read_newsml_g2,
    "reader": store_with_reader,
    "feedparser": read_with_feedparser,
    "pelican": generate,
    "cron": ask_and_generate,
}

if __name__ == "__main__":
    sys.exit(main())
