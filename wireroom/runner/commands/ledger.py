"""`wireroom ledger [--json|--csv]`: who said what on the site's pages; `--reviews` writes test lines for the reader."""

import argparse
import json
import sys

from wireroom.core.errors import WireroomError

HELP = "print who said what on the site's pages, or write what editors reviewed as test lines"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object a line (the form is in docs/ledger.md)")
    form.add_argument("--csv", action="store_true", help="a table with a head")
    form.add_argument("--reviews", action="store_true", help="write reviews/ in the newsroom folder instead")
    parser.add_argument("--story", default="", metavar="KEY", help="of one story")
    parser.add_argument("--actor", default="", metavar="KEY", help="of one actor")
    parser.add_argument("--language", default="", metavar="L", help="of articles in one language")
    parser.add_argument("--since", default="", metavar="T", help="said since a time or day (ISO 8601)")


def run(arguments: argparse.Namespace) -> int:
    from wireroom.runner.opening import open_newsroom

    newsroom = open_newsroom(arguments.home)
    if arguments.reviews:
        from wireroom.runner.reviews import write_reviews

        written = write_reviews(newsroom.home)
        print(f"{written.folder}: {written.statements} statements of {written.texts} texts")
        return 0
    from wireroom.public.api_listing import parse_since
    from wireroom.public.ledger import csv_table, entry_row
    from wireroom.public.ledger_listing import MOST, Asked, read_entries

    if arguments.language and arguments.language not in newsroom.languages:
        raise WireroomError(
            f"{arguments.language!r} is none of this site's languages ({', '.join(newsroom.languages)})"
        )
    since = parse_since(arguments.since)
    asked = Asked(arguments.story, arguments.actor, arguments.language, since, limit=MOST)
    first = True
    while True:
        entries, after = read_entries(asked)
        rows = [entry_row(entry) for entry in entries]
        if arguments.csv:
            table = csv_table(rows)
            sys.stdout.write(table if first else table.partition("\n")[2])
        else:
            for row in rows:
                sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n" if arguments.json else _line(row))
        if not after:
            return 0
        asked, first = asked.following(after), False


def _line(row: dict) -> str:
    who = row["actor_name"] or row["source"] or "-"
    return f"{row['said_at']}  {who}  {row['stance']}  {' '.join((row['content'] or '-').split())}  {row['url']}\n"
