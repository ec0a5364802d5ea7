"""Article pages served a second, beside nginx's static files and a Django page made at the request, in the same run.

    python bench/serve.py [--articles N] [--seconds N] [--connections N]

One newsroom; wrk asks for its article pages in turn over the loopback, from the same machine, so load and server share
the processors. Each server is one process (nginx: one worker). A server or wrk that is not installed is left out.
"""

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getuser
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from bench_newsroom import publish_articles, temporary_newsroom, wireroom

from wireroom.config.newsroom import Newsroom

NGINX = """
worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log stderr error; user {user};
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; keepalive_requests 100000; default_type text/html; charset utf-8;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; root {site}; index index.html; }}
}}
"""
WRK = """
local paths = {{ {paths} }}
local at = 0
request = function()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end
"""
START_S = 20


def main() -> int:
    """Measures each server for some seconds and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--connections", type=int, default=32)
    arguments = parser.parse_args()
    if not shutil.which("wrk"):
        print("wrk is not installed, nothing measured")
        return 0
    with temporary_newsroom() as newsroom:
        publish_articles(arguments.articles, newsroom)
        pages = sorted(newsroom.site.glob("*/20*/*/*/*/index.html"))
        paths = [f"/{page.parent.relative_to(newsroom.site)}/" for page in pages]
        script = newsroom.home / "paths.lua"
        script.write_text(WRK.format(paths=", ".join(f'"{path}"' for path in paths)))
        size = sum(page.stat().st_size for page in pages) / len(pages) / 1000
        print(f"{len(paths)} article pages of {size:.0f} kB on average, {arguments.connections} connections")
        load = ["wrk", "-t1", f"-c{arguments.connections}", f"-d{arguments.seconds}s", "-s", str(script), "--latency"]
        own = 0.0
        for label, port, command in _servers(newsroom):
            if command is None:
                print(f"{label}: not installed, left out")
                continue
            with _server(command, port, paths[0]):
                told = subprocess.run([*load, f"http://127.0.0.1:{port}"], stdout=-1, text=True, check=True).stdout
            rate, slowest = _figures(told)
            own = own or rate
            print(f"{label:<28}{rate:>9,.0f} requests/s   99 % within {slowest:<9}ours is {own / rate:.2f} x")
    return 0


def _servers(newsroom: Newsroom) -> Iterator[tuple[str, int, list[str] | None]]:
    """Each server's name, port and command (None: not installed). Ours comes first."""
    port = _free_port()
    yield "wireroom serve", port, wireroom("serve", f"127.0.0.1:{port}")
    port = _free_port()
    yield "nginx, static files", port, _nginx(newsroom, port)
    port = _free_port()
    pages = Path(__file__).with_name("django_pages.py")
    yield "Django, page made each time", port, [sys.executable, str(pages), str(newsroom.home), str(port)]


def _nginx(newsroom: Newsroom, port: int) -> list[str] | None:
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if not nginx:
        return None
    folder = newsroom.home / "nginx"
    folder.mkdir()
    settings = NGINX.format(folder=folder, site=newsroom.site, user=getuser(), port=port)
    (folder / "nginx.conf").write_text(settings)
    return [nginx, "-p", str(folder), "-c", str(folder / "nginx.conf")]


@contextmanager
def _server(command: list[str], port: int, path: str) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=os.environ)
    try:
        until = time.monotonic() + START_S
        while not _answers(f"http://127.0.0.1:{port}{path}"):
            if time.monotonic() > until or process.poll() is not None:
                raise SystemExit(f"{command[0]} did not start")
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(START_S)


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=5) as answer:
            return answer.status == 200
    except HTTPError as error:
        raise SystemExit(f"{url}: {error}") from None
    except (URLError, OSError):
        return False


def _figures(told: str) -> tuple[float, str]:
    """Requests a second and the 99th percentile of wrk's report. Exits when an answer was an error."""
    if wrong := re.search(r"Non-2xx.*|Socket errors:.*", told):
        raise SystemExit(wrong[0])
    return float(re.search(r"Requests/sec:\s*([\d.]+)", told)[1]), re.search(r"^\s+99%\s+(\S+)", told, re.M)[1]


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


if __name__ == "__main__":
    sys.exit(main())
