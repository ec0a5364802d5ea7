"""Any sequence of versions, kills, embargoes, waits, restarts, crashes and clocks set back: all surfaces keep the law.

The law is asked directly (core.versions, core.status) with what was sent; the site is read byte by byte. Every version
of every item carries words of its own, so one look at a file tells what it shows.
"""

import dataclasses
import tempfile
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from flow_bench import DESK, Bench
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wireroom.core.formats.parsed import ParsedItem
from wireroom.core.status import PersonState, ReceivedState, Turn, decide_restraint, decide_standing
from wireroom.core.versions import Change, KnownVersion, content_hash, decide_version
from wireroom.publishing.actions import kill_item, release_item, withhold_item
from wireroom.runner.loop import Loop
from wireroom.wire.models import Feed, Fetch, Item, Version

GUIDS = ("ferry", "market", "tide")
VERBS = {"kill": kill_item, "release": release_item, "withhold": withhold_item}
# Words of their own that no slug takes over: an address keeps its slug for ever.
DIGITS = str.maketrans("0123456789", "零壱弐参四五六七八九")


class Crash(BaseException):
    """The process is gone between two writes: nothing may catch this."""


@dataclass(frozen=True)
class Sent:
    """A version goes out for an item: its status, its embargo in minutes from now ("open": without an end)."""

    guid: str
    status: str
    embargo: int | str | None = None
    number: int | None = None
    skew: int = 0


@dataclass(frozen=True)
class Verb:
    """A person decides about an item."""

    guid: str
    verb: str


@dataclass(frozen=True)
class Passes:
    """So many minutes pass; fewer than none where the machine's clock is set back."""

    minutes: int


@dataclass(frozen=True)
class Runs:
    """The process runs until all is done, or dies before its n-th change of a file."""

    dies_at: int | None = None


SENT = st.builds(
    Sent,
    st.sampled_from(GUIDS),
    st.sampled_from(["usable", "usable", "usable", "withheld", "canceled", ""]),
    st.sampled_from([None, None, None, 3, 30, "open"]),
    st.none() | st.integers(1, 5),
    st.sampled_from([0, 0, -20, 90]),
)
STEPS = st.one_of(
    SENT,
    SENT,
    st.builds(Verb, st.sampled_from(GUIDS), st.sampled_from(sorted(VERBS))),
    st.builds(Passes, st.sampled_from([0, 1, 5, 40, -50])),
    st.builds(Runs, st.none() | st.integers(0, 12)),
)


@dataclass
class Law:
    """What was received and decided of one item, and what the pure functions make of it."""

    known: list[KnownVersion] = field(default_factory=list)
    current: KnownVersion | None = None
    states: dict[int, ReceivedState] = field(default_factory=dict)
    words: dict[int, str] = field(default_factory=dict)
    persons: list[PersonState] = field(default_factory=list)

    def receive(self, item: ParsedItem, words: str, turn: Turn, *, document: int, now: datetime) -> None:
        arriving = KnownVersion(
            0,
            content_hash(item),
            item.updated,
            item.published,
            now,
            version=item.version or "",
            restraint=decide_restraint(item.pub_status, embargoed=item.embargo_open or bool(item.embargoed_until)),
            document=document,
        )
        decision = decide_version(arriving, self.current, self.known)
        if decision.change is Change.SAME:
            return
        kept = dataclasses.replace(arriving, number=decision.number)
        self.known.append(kept)
        self.words[decision.number] = words
        self.states[decision.number] = ReceivedState(
            item.pub_status, turn, now, False, item.embargoed_until, item.embargo_open, item.published
        )
        if decision.current:
            self.current = kept

    def shown(self, now: datetime) -> str:
        """The words that must be on the site now, "" for none."""
        if self.current is None:
            return ""
        states = [dataclasses.replace(s, current=n == self.current.number) for n, s in self.states.items()]
        standing = decide_standing(states, self.persons, contract=True, now=now)
        return self.words[self.current.number] if standing.state == "usable" else ""

    def forbidden(self, now: datetime) -> set[str]:
        """The words of versions that are under embargo now, and that no person let through."""
        return {
            self.words[number]
            for number, state in self.states.items()
            if state.embargo_open or (state.embargoed_until and state.embargoed_until > now)
        } - {self.shown(now)}


class DyingDisk:
    """The site's disk of a process that dies before its n-th change."""

    def __init__(self, disk, left: int):
        self._disk, self._left = disk, left

    def _count(self):
        self._left -= 1
        if self._left < 0:
            raise Crash

    def write(self, path, body):
        self._count()
        self._disk.write(path, body)

    def remove(self, path):
        self._count()
        self._disk.remove(path)

    def show_picture(self, name):
        self._disk.show_picture(name)

    def hide_picture(self, name):
        self._count()
        self._disk.hide_picture(name)


class Play:
    """One sequence played in a newsroom of its own."""

    def __init__(self, home: Path):
        self.bench = Bench(home)
        self.bench.subscribe(contract=True)
        self.laws = {guid: Law() for guid in GUIDS}
        self.sent = 0
        self.latest = self.bench.now

    def play(self, step) -> None:
        if isinstance(step, Sent):
            self._send(step)
        elif isinstance(step, Verb):
            self._decide(step)
        elif isinstance(step, Passes):
            self.bench.wait(minutes=step.minutes)
        else:
            self._run(step.dies_at)
        self.bench.wait(seconds=1)
        self.latest = max(self.latest, self.bench.now)
        self._nothing_embargoed_is_anywhere()

    def _send(self, step: Sent) -> None:
        self.sent += 1
        now, words = self.bench.now, f"標{self.sent:03}".translate(DIGITS)
        until = now + timedelta(minutes=step.embargo) if isinstance(step.embargo, int) else None
        item = ParsedItem(
            guid=step.guid,
            title=f"The {step.guid} is told as {words}",
            content_html=f"<p>Body of {words} in the harbour town.</p>",
            content_text=f"Body of {words} in the harbour town.",
            published=now - timedelta(hours=2),
            updated=now + timedelta(minutes=step.skew),
            language="en",
            pub_status=step.status or None,
            embargoed_until=until,
            embargo_open=step.embargo == "open",
            version=str(step.number) if step.number else None,
        )
        self.bench.send(item, feed=Feed.objects.get())
        newest = Version.objects.latest("id").id
        document = Fetch.objects.latest("id").id
        self.laws[step.guid].receive(item, words, Turn(newest), document=document, now=now)

    def _decide(self, step: Verb) -> None:
        item = Item.objects.filter(guid=step.guid).first()
        if item is not None:
            decision = VERBS[step.verb](item, reason="a reason", by=DESK, now=self.bench.now)
            self.laws[step.guid].persons.append(
                PersonState(step.verb, decision.turn, decision.at, "a reason", DESK.name)
            )

    def _run(self, dies_at: int | None) -> None:
        if dies_at is None:
            return self.settle()
        dying = DyingDisk(self.bench.works.disk, dies_at)
        press = dataclasses.replace(self.bench.works.press, disk=dying)
        try:
            Loop(dataclasses.replace(self.bench.works, disk=dying, press=press)).run(once=True)
        except Crash:
            self.bench.wait(minutes=2)
        return None

    def settle(self) -> None:
        """The clock catches up, the process runs undisturbed, and then everything on the site is as the law says."""
        self.bench.now = max(self.bench.now, self.latest)
        self.bench.run()
        now = self.bench.now
        for guid, law in self.laws.items():
            shown = law.shown(now)
            for number, words in law.words.items():
                told = self.bench.saying(words)
                assert bool(told) == (words == shown or self._is_in_log(guid, words)), (guid, number, words, told)
            if shown:
                assert shown in self.bench.page(guid)
                assert any(path.endswith("feed.atom") for path in self.bench.saying(shown))
            else:
                assert self.bench.page(guid) == ""

    def _is_in_log(self, guid: str, words: str) -> bool:
        """A live page's correction log may quote what an earlier version said."""
        return words in self.bench.page(guid)

    def _nothing_embargoed_is_anywhere(self) -> None:
        # An embargo that a clock saw the end of does not come back with that clock.
        now = max(self.bench.now, self.latest)
        for path, body in self.bench.files().items():
            for law in self.laws.values():
                for words in law.forbidden(now):
                    assert words.encode() not in body, (path, words)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(STEPS, min_size=3, max_size=10))
def test_whatever_happens_in_whatever_order_the_site_says_what_the_law_says(emptied, steps):
    emptied()
    with tempfile.TemporaryDirectory() as folder:
        play = Play(Path(folder) / "newsroom")
        for step in steps:
            play.play(step)
        play.settle()
        play.bench.wait(minutes=45)
        play.settle()
        assert play.bench.waiting_receipts() == []
