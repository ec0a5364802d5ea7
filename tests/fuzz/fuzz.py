"""Fuzzes every parser for some time: python tests/fuzz/fuzz.py [--seconds 600] [--target NAME …] [--seed N]

Each target runs in a process of its own with a limit of memory; a document on which one raises, dies or takes too long
is kept in tests/fuzz/found/ and is a test from then on. Where atheris can be imported (the extra "fuzz") it chooses the
documents by the code they reach; else they are changed by chance.
"""

import argparse
import hashlib
import importlib.util
import os
import random
import resource
import subprocess
import sys
import time
import traceback
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

GUIDED = importlib.util.find_spec("atheris") is not None
if GUIDED and "--alone" in sys.argv:
    import atheris

    # Only what is instrumented while it is imported tells which of its lines were reached.
    with atheris.instrument_imports(include=["wireroom"]):
        from targets import FOUND, TARGETS, Target
else:
    from targets import FOUND, TARGETS, Target

from mutating import mutate  # noqa: E402  (after the choice above)

MEMORY = 3 * 1024**3
SLOW_S = 10.0
SILENT_S = 60.0
KEPT = 300
IN_HAND = ".in-hand"


def main() -> int:
    """Shares the time among the targets; 1 when anything was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=600, help="for all targets together (600)")
    parser.add_argument("--target", nargs="*", choices=sorted(TARGETS), default=sorted(TARGETS))
    parser.add_argument("--seed", type=int, default=None, help="of chance; another one each time else")
    parser.add_argument("--alone", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    seed = random.SystemRandom().randrange(10**6) if arguments.seed is None else arguments.seed
    if arguments.alone:
        return _fuzz(TARGETS[arguments.alone], arguments.seconds, seed)
    FOUND.mkdir(exist_ok=True)
    print(f"seed {seed}; documents chosen {'by reached code' if GUIDED else 'by chance'}", flush=True)
    share = arguments.seconds / len(arguments.target)
    failed = [name for name in arguments.target if not _watch(name, share, seed)]
    print(f"found in: {', '.join(failed)}" if failed else "nothing found")
    return int(bool(failed))


def _watch(name: str, seconds: float, seed: int) -> bool:
    """Runs one target in a process of its own; keeps the document it dies of. Whether nothing was found."""
    command = [sys.executable, __file__, "--alone", name, "--seconds", str(seconds), "--seed", str(seed)]
    known = set(FOUND.glob(f"{name}-*.bin"))
    process = subprocess.Popen(command)
    in_hand = FOUND / f"{IN_HAND}-{process.pid}"
    deadline = time.monotonic() + seconds + SILENT_S
    try:
        while process.poll() is None:
            time.sleep(0.2)
            stuck = in_hand.exists() and time.time() - in_hand.stat().st_mtime > SILENT_S
            if stuck or time.monotonic() > deadline:
                process.kill()
                process.wait()
        if process.returncode not in (0, 1):
            body = in_hand.read_bytes() if in_hand.exists() else b""
            print(f"{name}: the process ended with {process.returncode}: {_keep(name, body)}", flush=True)
        return process.returncode == 0 and set(FOUND.glob(f"{name}-*.bin")) <= known
    finally:
        in_hand.unlink(missing_ok=True)


def _fuzz(target: Target, seconds: float, seed: int) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    # The picture library speaks of each of the pictures that are broken on purpose.
    warnings.simplefilter("ignore")
    return _fuzz_guided(target, seconds, seed) if GUIDED else _fuzz_by_chance(target, seconds, seed)


def _fuzz_by_chance(target: Target, seconds: float, seed: int) -> int:
    """Changes seeds; a document that took longer than any before it is changed further, too."""
    luck = random.Random(f"{target.name} {seed}")
    corpus = [path.read_bytes() for path in target.seeds()]
    bench, ends, slowest = Bench(target), time.monotonic() + seconds, 0.02
    while time.monotonic() < ends:
        body = mutate(luck.choice(corpus), corpus, luck)
        took = bench.try_document(body)
        if took > slowest and len(corpus) < KEPT:
            slowest = took
            corpus.append(body)
    print(f"{target.name}: {bench.count} documents in {seconds:.0f} s, slowest {bench.slowest:.2f} s", flush=True)
    return int(bool(bench.found))


def _fuzz_guided(target: Target, seconds: float, seed: int) -> int:
    """With atheris, which ends the process when its time is out."""
    folder = FOUND / f".corpus-{target.name}"
    folder.mkdir(exist_ok=True)
    for path in target.seeds():
        (folder / path.name).write_bytes(path.read_bytes())
    options = [f"-max_total_time={max(1, int(seconds))}", f"-seed={seed + 1}", "-max_len=65536", "-verbosity=0"]
    atheris.Setup([sys.argv[0], str(folder), *options, f"-artifact_prefix={folder}/"], Bench(target).try_document)
    atheris.Fuzz()
    return 0


class Bench:
    """Tries documents on one target: the one in hand lies in a file, should the process die of it."""

    def __init__(self, target: Target):
        self.target = target
        self.count = 0
        self.slowest = 0.0
        self.found: set[str] = set()
        self._in_hand = os.open(FOUND / f"{IN_HAND}-{os.getpid()}", os.O_RDWR | os.O_CREAT)

    def try_document(self, body: bytes) -> float:
        """Examine one, keep it when something is wrong in a new way; the processor seconds it took."""
        os.truncate(self._in_hand, 0)
        os.pwrite(self._in_hand, body, 0)
        reason, took = examine(self.target, body)
        self.count += 1
        self.slowest = max(self.slowest, took)
        last = reason.strip().rpartition("\n")[2][:60]
        if reason and last not in self.found:
            self.found.add(last)
            print(f"{self.target.name}: {_keep(self.target.name, body)}\n{reason}", flush=True)
        return took


def examine(target: Target, body: bytes) -> tuple[str, float]:
    """What is wrong with the target's answer to a document ("" for nothing), and the processor seconds it took."""
    started = time.process_time()
    try:
        target.check(body)
    except Exception:
        return traceback.format_exc(limit=-6), time.process_time() - started
    took = time.process_time() - started
    return (f"took {took:.1f} s" if took > SLOW_S else ""), took


def _keep(name: str, body: bytes) -> Path:
    path = FOUND / f"{name}-{hashlib.sha256(body).hexdigest()[:12]}.bin"
    path.write_bytes(body)
    return path


if __name__ == "__main__":
    sys.exit(main())
