"""`wireroom feed add|push|list|import`: the sources."""

import argparse
import sys
from pathlib import Path

from wireroom.core.errors import SettingError, WireroomError
from wireroom.runner.commands.feed_push import open_push
from wireroom.runner.commands.home_option import add_home

HELP = "add, list or import feeds, or let a provider push"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="feed_verb", metavar="add|push|list|import", required=True)
    add = verbs.add_parser("add", help="add a feed, or change its provider's terms")
    add.add_argument("url", nargs="+", help="http(s) address, file: address, or a path; a folder is watched")
    importing = verbs.add_parser("import", help="add every feed of an OPML file")
    importing.add_argument("file", type=Path)
    pushing = verbs.add_parser("push", help="let a provider send its copy here, or change its terms")
    pushing.add_argument("provider", metavar="PROVIDER", help="who sends it")
    for sub in (add, importing):
        sub.add_argument("--provider", help="who sends it (else the host's name)")
    for sub in (add, importing, pushing):
        sub.add_argument("--language", help="language of the copy where it does not say so itself")
        sub.add_argument("--rights", choices=["full", "excerpt", "headline"], help="what may be shown (full)")
        sub.add_argument(
            "--policy", choices=["publish", "hold"], help="publish at once, or hold for a person (publish)"
        )
        sub.add_argument("--contract", action="store_true", default=None, help="a contract wire: no status means hold")
        sub.add_argument("--credit", help="the credit line shown with its copy")
        sub.add_argument("--index", action="store_true", default=None, help="search engines may index its copy here")
        sub.add_argument("--no-pictures", action="store_true", help="its pictures may not be shown")
    add_home(add)
    add_home(importing)
    add_home(pushing)
    add_home(verbs.add_parser("list", help="list the feeds"))


def run(arguments: argparse.Namespace) -> int:
    from wireroom.runner.opening import open_newsroom

    newsroom = open_newsroom(arguments.home)
    if arguments.feed_verb == "push":
        return open_push(newsroom, _terms(arguments))
    return {"add": _add, "import": _import, "list": _list}[arguments.feed_verb](arguments)


def _terms(arguments: argparse.Namespace):
    from wireroom.wire.actions import SourceTerms

    return SourceTerms(
        provider=arguments.provider,
        language=arguments.language,
        rights=arguments.rights,
        policy=arguments.policy,
        contract=arguments.contract,
        credit_line=arguments.credit,
        may_show_pictures=False if arguments.no_pictures else None,
        may_index=arguments.index,
    )


def _add(arguments: argparse.Namespace) -> int:
    return _add_all([_address(text) for text in arguments.url], _terms(arguments))


def _address(text: str) -> str:
    """An address as given; a path becomes a file: address."""
    return text if ":" in text.split("/")[0] else Path(text).absolute().as_uri()


def _import(arguments: argparse.Namespace) -> int:
    from wireroom.core.formats.opml import parse_opml

    try:
        outlines = parse_opml(arguments.file.read_bytes())
    except OSError as error:
        raise SettingError(f"{arguments.file}: {error.strerror}") from None
    # A list from elsewhere may name web addresses only: files are added by hand.
    files = [address for address in outlines if not address.startswith(("http://", "https://"))]
    for address in files:
        print(f"wireroom feed: {arguments.file}: not a web address, left out: {address}", file=sys.stderr)
    return _add_all([address for address in outlines if address not in files], _terms(arguments)) or int(bool(files))


def _add_all(addresses: list[str], terms) -> int:
    from wireroom.edge.clock import system_clock
    from wireroom.wire.actions import add_feed

    failed = 0
    for address in addresses:
        try:
            feed, new = add_feed(address, terms, now=system_clock())
        except WireroomError as error:
            print(f"wireroom feed: {error}", file=sys.stderr)
            failed = 1
            continue
        print(f"{'added' if new else 'known'}  {feed.url}  ({feed.provider.name})")
    return failed


def _list(arguments: argparse.Namespace) -> int:
    from wireroom.wire.models import Feed

    for feed in Feed.objects.select_related("provider").order_by("provider__name", "url"):
        state = feed.alert or feed.last_error or feed.state
        moved = f"  (moved to {feed.moved_to})" if feed.moved_to else ""
        print(f"{feed.provider.name}  {feed.url}{moved}  {state}")
    return 0
