"""`wireroom quiet` and `wireroom feed reset` as an operator types them: what is said, and what the site shows then."""

import subprocess
import sys
from pathlib import Path

import pytest
from shell import shell

WORDS = "The ferry carries {} people. It leaves at nine. Nobody was hurt in the storm on that day."
LONG = " ".join(f"On the {n}th day the harbour office counted {n} boats at the pier." for n in range(4, 24))


def item(guid: str, text: str) -> str:
    return (
        f"<item><guid>{guid}</guid><title>Story {guid} of the harbour</title><description>{text}</description></item>"
    )


def feed(*items: str) -> str:
    head = "<title>x</title><link>https://w.example/</link><language>en</language>"
    return f'<rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'


class Operator:
    """A newsroom at a file, and the hands that type."""

    def __init__(self, folder: Path):
        self.home, self.file = folder / "newsroom", folder / "wire.rss"

    def type(self, *arguments: str) -> subprocess.CompletedProcess:
        return shell(*arguments, home=self.home)

    def receive(self, *items: str) -> None:
        first = not self.file.exists()
        self.file.write_text(feed(*items), "utf-8")
        if first:
            self.type("feed", "add", str(self.file), "--provider", "Harbour")
        # A file is asked again after seconds; asking now needs no waiting.
        code = "from wireroom.runner.opening import open_newsroom; from pathlib import Path; import sys;"
        code += "open_newsroom(Path(sys.argv[1])); from wireroom.tasks.models import Task;"
        code += "Task.objects.filter(step='fetch').update(due_at='2000-01-01T00:00Z')"
        subprocess.run([sys.executable, "-c", code, str(self.home)], check=True, timeout=120)
        assert self.type("run", "--once").returncode == 0

    def saying(self, words: str) -> int:
        return sum(words in path.read_text("utf-8") for path in self.home.glob("site/en/**/index.html"))


@pytest.fixture
def operator(tmp_path) -> Operator:
    operator = Operator(tmp_path)
    assert operator.type("init", "--language", "en").returncode == 0
    return operator


def test_an_editor_is_quiet_about_a_correction(operator):
    operator.receive(item("f1", WORDS.format(300)))
    operator.receive(item("f1", WORDS.format(250)))
    assert operator.saying("carries 300 people") == 1
    told = operator.type("quiet", "f1", "--reason", "not needed")
    assert (told.returncode, "f1: live" in told.stdout) == (0, True)
    assert operator.saying("carries 300 people") == 0
    assert operator.type("quiet", "f1").returncode == 2
    again = operator.type("quiet", "f1", "--reason", "not needed")
    assert (again.returncode, "tells readers nothing" in again.stderr) == (1, True)


def test_an_operator_resets_a_breaker(operator):
    full = [item(f"g{n}", f"{LONG} Number {n}.") for n in range(15)]
    operator.receive(*full)
    operator.receive(*(item(f"t{n}", f"A teaser {n}.") for n in range(6)), *full[:9])
    assert "length" in operator.type("feed", "list").stdout
    status = operator.type("status")
    assert (status.returncode, "not published from since" in status.stdout) == (1, True)
    assert operator.saying("Story t3 of the harbour") == 0
    reset = operator.type("feed", "reset", str(operator.file))
    assert (reset.returncode, "6 items" in reset.stdout) == (0, True)
    operator.type("run", "--once")
    assert operator.saying("Story t3 of the harbour")
    assert "no breaker stopped it" in operator.type("feed", "reset", str(operator.file)).stdout
    unknown = operator.type("feed", "reset", "https://nobody.example/")
    assert (unknown.returncode, "no feed has the address" in unknown.stderr) == (1, True)
