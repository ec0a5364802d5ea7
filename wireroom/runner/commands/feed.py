"""`wireroom feed add|push|list|import|reset`: the sources."""

import argparse
import sys
from pathlib import Path

from wireroom.config.newsroom import Newsroom
from wireroom.core.errors import SettingError, WireroomError
from wireroom.runner.commands.feed_push import open_push
from wireroom.runner.commands.home_option import add_home

HELP = "add, list or import feeds, let a provider push, or reset a feed's breaker"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="feed_verb", metavar="add|push|list|import|reset", required=True)
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
        _add_register(sub)
    _add_access(add)
    add_home(add)
    add_home(importing)
    add_home(pushing)
    add_home(verbs.add_parser("list", help="list the feeds"))
    resetting = verbs.add_parser("reset", help="publish again from a feed that a breaker stopped")
    resetting.add_argument("url", help="the feed's address")
    add_home(resetting)


def _add_register(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "--canonical", choices=["source", "own"], help="whose page search engines are told to show (source)"
    )
    sub.add_argument("--keep-days", type=int, metavar="N", help="a page stands so many days; 0: for ever (for ever)")
    sub.add_argument("--territories", metavar="TEXT", help="where its copy may be used, as agreed; shown to people")
    sub.add_argument(
        "--tdm", choices=["reserved", "open"], help="text and data mining of its copy (as feed and item say)"
    )
    sub.add_argument(
        "--deletions",
        choices=["kill", "hold", "ignore"],
        help="what an entry that it deletes does here: off the site for good, held for a person, nothing (kill)",
    )
    sub.add_argument(
        "--delicate",
        choices=["publish", "hold"],
        help="copy that accuses a private person on one source, or tells of minors harmed or suspected, suicide or a"
        " named person's court case: publish, or hold for a person (publish)",
    )
    sub.add_argument("--no-statements", action="store_true", help="pages do not say who says what in its copy")


def _add_access(add: argparse.ArgumentParser) -> None:
    add.add_argument(
        "--auth",
        choices=["none", "basic", "bearer", "query"],
        help="how the address is asked for: user and password, a token, or a key in the address (none)",
    )
    add.add_argument("--auth-name", metavar="NAME", help="the user (basic), or the parameter the key goes by (query)")
    add.add_argument(
        "--secret",
        metavar="NAME",
        help="the password, token or key by its name, never itself: it stands in the environment as"
        " WIREROOM_SECRET_NAME or in the newsroom's file secrets/NAME (mode 600)",
    )
    add.add_argument("--pages", type=int, metavar="N", help="follow next links up to so many pages, at most 100 (1)")


def run(arguments: argparse.Namespace) -> int:
    from wireroom.runner.opening import open_newsroom

    newsroom = open_newsroom(arguments.home)
    if arguments.feed_verb == "push":
        return open_push(newsroom, _terms(arguments))
    if arguments.feed_verb == "add":
        return _add(newsroom, arguments)
    if arguments.feed_verb == "reset":
        return _reset(arguments)
    return _import(arguments) if arguments.feed_verb == "import" else _list()


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
        canonical_to_source=None if arguments.canonical is None else arguments.canonical == "source",
        keep_days=arguments.keep_days,
        territories=arguments.territories,
        tdm_reserved=None if arguments.tdm is None else arguments.tdm == "reserved",
        deletions=arguments.deletions,
        delicate=arguments.delicate,
        shows_statements=False if arguments.no_statements else None,
    )


def _add(newsroom: Newsroom, arguments: argparse.Namespace) -> int:
    from wireroom.edge.secrets import read_secret
    from wireroom.wire.actions.sources import FeedAccess

    access = FeedAccess(arguments.auth, arguments.auth_name, arguments.secret, arguments.pages)
    failed = _add_all([_address(text) for text in arguments.url], _terms(arguments), access)
    if arguments.secret and not failed:
        try:
            read_secret(arguments.secret, newsroom.home)
        except SettingError as error:
            print(f"wireroom feed: not asked before this is mended: {error}", file=sys.stderr)
    return failed


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


def _add_all(addresses: list[str], terms, access=None) -> int:
    from wireroom.edge.clock import system_clock
    from wireroom.wire.actions import add_feed

    failed = 0
    for address in addresses:
        try:
            feed, new = add_feed(address, terms, access=access, now=system_clock())
        except WireroomError as error:
            print(f"wireroom feed: {error}", file=sys.stderr)
            failed = 1
            continue
        print(f"{'added' if new else 'known'}  {feed.url}  ({feed.provider.name})")
    return failed


def _list() -> int:
    from wireroom.wire.models import Feed

    for feed in Feed.objects.select_related("provider").order_by("provider__name", "url"):
        stopped = f"stopped by a breaker: {feed.breaker}: {feed.breaker_reason}" if feed.broken_at else ""
        state = stopped or feed.alert or feed.last_error or feed.state
        moved = f"  (moved to {feed.moved_to})" if feed.moved_to else ""
        access = f"  ({feed.auth}, secret {feed.secret})" if feed.secret else ""
        print(f"{feed.provider.name}  {feed.url}{access}{moved}  {state}")
    return 0


def _reset(arguments: argparse.Namespace) -> int:
    from wireroom.edge.clock import system_clock
    from wireroom.runner.verbs import who_types
    from wireroom.wire.actions import reset_breaker
    from wireroom.wire.models import Feed

    feed = Feed.objects.filter(url=_address(arguments.url)).first()
    if feed is None:
        raise WireroomError(f"no feed has the address {arguments.url!r}")
    if feed.broken_at is None:
        print(f"{feed.url}: no breaker stopped it")
        return 0
    waiting = reset_breaker(feed, by=who_types(), now=system_clock())
    print(f"{feed.url}: published from again; {waiting} items are decided again by wireroom run")
    return 0
