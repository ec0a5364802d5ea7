"""`wireroom demo`: a newsroom from the shipped sample wire, run and served, evolving as you watch."""

import argparse
import shutil
import signal
import sys
import threading

from wireroom.config.newsroom import Newsroom, home_folder
from wireroom.core.errors import SettingError

HELP = "make a newsroom from the sample wire, run everything and serve it"
MARK = "made-by-demo"
LOGIN = "editor"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-serve", action="store_true", help="run everything once and stop")
    parser.add_argument("--serve", metavar="ADDR", default="127.0.0.1:8000", help="host:port (127.0.0.1:8000)")
    parser.add_argument("--wire-port", type=int, default=8001, help="loopback port of the sample wire (8001)")


def run(arguments: argparse.Namespace) -> int:
    from wireroom.edge.clock import system_clock
    from wireroom.runner.demo.script import examples_folder, load_wire
    from wireroom.runner.demo.wire_server import WireServer
    from wireroom.runner.opening import start_log

    home = home_folder(arguments.home)
    _clear(home)
    wire = load_wire(examples_folder())
    try:
        server = WireServer(wire, clock=system_clock, port=0 if arguments.no_serve else arguments.wire_port)
    except OSError as error:
        raise SettingError(f"--wire-port {arguments.wire_port}: {error.strerror}") from None
    newsroom = _found(home, server, arguments.serve)
    start_log(plain=True)
    with server:
        return _run_once(newsroom, server) if arguments.no_serve else _serve(newsroom, server, arguments.serve)


def _clear(home) -> None:
    """A demo's folder is made anew; any other newsroom is left alone."""
    if (home / "wireroom.toml").exists() and not (home / MARK).exists():
        raise SettingError(f"{home}: there is a newsroom here that no demo made; name another folder with --home")
    if (home / MARK).exists():
        shutil.rmtree(home)


def _found(home, server, address: str) -> Newsroom:
    from wireroom.runner.founding import found_newsroom

    home.mkdir(parents=True, exist_ok=True)
    (home / MARK).touch()
    return found_newsroom(
        Newsroom(
            home=home,
            name="Wireroom Demo",
            base_url=f"http://{address}",
            languages=("en", "ja"),
            timezone="Asia/Tokyo",
            open_hosts=(server.base_url.removeprefix("http://"),),
            fetch_every_s=3,
            fetch_floor_s=2,
            sections=(
                ("en", ("Politics", "Business", "Science", "Sport", "Culture", "Local")),
                ("ja", ("政治", "経済", "科学", "スポーツ", "文化", "地域")),
            ),
        )
    )


def _add_feeds(server) -> None:
    from wireroom.edge.clock import system_clock
    from wireroom.wire.actions import SourceTerms, add_feed

    for provider in server.wire.providers:
        for feed in provider.feeds:
            terms = SourceTerms(
                provider=provider.name,
                language=feed.language,
                rights=provider.rights,
                policy=provider.policy,
                contract=provider.contract,
                credit_line=provider.credit_line,
                home_url=server.base_url,
            )
            add_feed(server.feed_url(feed), terms, now=system_clock())


def _add_login() -> str:
    from wireroom.accounts.actions import add_user, generate_password
    from wireroom.edge.clock import system_clock

    password = generate_password()
    add_user(LOGIN, role="administrator", password=password, now=system_clock())
    return password


def _run_once(newsroom: Newsroom, server) -> int:
    from wireroom.runner.loop import Loop
    from wireroom.runner.progress import Progress
    from wireroom.runner.works import open_works

    _add_feeds(server)
    password = _add_login()
    with open_works(newsroom) as works:
        progress = Progress(sys.stderr)
        Loop(works, progress=progress).run(once=True)
        progress.end()
    _tell(newsroom, password)
    print(f"the site lies in {newsroom.site}; serve it with: wireroom serve --home {newsroom.home}")
    return int(bool(works.tally["broken"]))


def _serve(newsroom: Newsroom, server, address: str) -> int:
    from wireroom.runner.loop import Loop
    from wireroom.runner.web import WebSide
    from wireroom.runner.works import open_works

    web = WebSide(newsroom, address)
    _add_feeds(server)
    password = _add_login()
    with open_works(newsroom) as works:
        loop = Loop(works)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: loop.stop())
        web.start()
        threading.Timer(3, _tell, (newsroom, password, server)).start()
        try:
            loop.run()
        finally:
            web.stop()
    return 0


def _tell(newsroom: Newsroom, password: str, server=None) -> None:
    """Where to look, and how to get in."""
    lines = [f"site   {newsroom.base_url}/", f"desk   {newsroom.base_url}/desk/", f"login  {LOGIN}  {password}"]
    if server:
        lines += [
            f"wire   {server.base_url}/  (the sample feeds; they change for three minutes: updates, a correction,",
            "       a kill, an embargo that lifts. Ctrl-C ends the demo.)",
        ]
    print("\n".join(["", *lines, ""]), flush=True)
