"""Wire documents a second from bytes to cleaned items, beside IPTC's own library for NewsML-G2 in the same run.

    python bench/wire.py FOLDER [--rounds N] [--peers PYTHON]

FOLDER holds NewsML-G2, NewsML 1, NITF or ninjs documents. Ours: everything `wireroom parse` gives, HTML cleaned. The
peer, where PYTHON (or WIREROOM_BENCH_PEERS) has the package newsmlg2: its objects made from those that are NewsML-G2,
nothing cleaned and no value asked for; what it raises on is counted. Processor time, imports not counted; medians.
"""

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench_newsroom import has_module, peer_python

from wireroom.core.errors import ParseError
from wireroom.core.formats import parse_feed
from wireroom.edge.salvage import salvage


def main() -> int:
    """Runs the rounds and prints the table; 1 when the folder has no wire documents."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peers", metavar="PYTHON", help="interpreter that has newsmlg2")
    arguments = parser.parse_args()
    found = {path: path.read_bytes() for path in sorted(arguments.folder.rglob("*")) if path.is_file()}
    formats = {path: _format_of(body) for path, body in found.items() if ".expected." not in path.name}
    wires = {path: name for path, name in formats.items() if name in ("newsml_g2", "newsml_1", "nitf", "ninjs")}
    if not wires:
        print(f"no wire documents in {arguments.folder}", file=sys.stderr)
        return 1
    for name in sorted(set(wires.values())):
        bodies = [found[path] for path, of in wires.items() if of == name]
        seconds = statistics.median(_read(bodies) for _ in range(arguments.rounds))
        print(f"{name:<12}{len(bodies):>5} documents {len(bodies) / seconds:>8,.0f} a second")
    python = peer_python(arguments.peers)
    g2 = [str(path) for path, name in wires.items() if name == "newsml_g2"]
    if not g2 or not has_module(python, "NewsMLG2"):
        print(f"newsmlg2: not installed for {python}, or nothing for it; left out")
        return 0
    command = [python, str(Path(__file__).with_name("peer_runs.py")), "newsmlg2", *g2]
    runs = [subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout for _ in range(3)]
    seconds, raised = statistics.median(float(run.split()[-1]) for run in runs), runs[0].split()[-2]
    ours = statistics.median(_read([found[Path(path)] for path in g2]) for _ in range(arguments.rounds))
    print(f"newsmlg2    {len(g2):>5} documents {len(g2) / seconds:>8,.0f} a second, raises on {raised}")
    print(f"ratio on NewsML-G2 {seconds / ours:.1f} x")
    return 0


def _format_of(body: bytes) -> str:
    try:
        return parse_feed(body, salvage=salvage).format
    except ParseError:
        return ""


def _read(bodies: list[bytes]) -> float:
    start = time.process_time()
    for body in bodies:
        parse_feed(body, salvage=salvage)
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
