"""Copies of one text from two providers, sent twice, replaced, killed, released, with clocks set back, in any order.

What is forbidden is asked of a list of what was said, in the order in which it was said; the site is read byte by byte.
"""

import tempfile
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from flow_bench import DESK, Bench
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_same_copy import ONE, TEXT, TWO

from wireroom.core.formats.parsed import ParsedItem
from wireroom.publishing.actions import kill_item, release_item
from wireroom.publishing.models import Article
from wireroom.wire.models import Feed, GuidAlias, Item, Version

# a1 and b1 are one provider's, z1 takes the place of a1, c1 is another provider's.
SENDERS = {"a1": ONE, "b1": ONE, "z1": ONE, "c1": TWO}
GUIDS = sorted(SENDERS)
VERBS = {"kill": kill_item, "release": release_item}
DIGITS = str.maketrans("0123456789", "零壱弐参四五六七八九")


@dataclass(frozen=True)
class Sent:
    """A version goes out: usable, withheld, under embargo for so many minutes, a correction, or a bare kill."""

    guid: str
    status: str = "usable"
    embargo: int | None = None
    signal: str | None = None


@dataclass(frozen=True)
class Verb:
    """A person decides about an item."""

    guid: str
    verb: str


@dataclass(frozen=True)
class Passes:
    """So many minutes pass, fewer than none where the clock is set back."""

    minutes: int


@dataclass(frozen=True)
class Runs:
    """All that is due is done."""


STEPS = st.one_of(
    st.builds(Sent, st.sampled_from(GUIDS), st.sampled_from(["usable", "usable", "withheld", "canceled"])),
    st.builds(Sent, st.sampled_from(GUIDS), embargo=st.sampled_from([None, 30])),
    st.builds(Sent, st.sampled_from(GUIDS), signal=st.just("correction")),
    st.builds(Verb, st.sampled_from(GUIDS), st.sampled_from(sorted(VERBS))),
    st.builds(Passes, st.sampled_from([5, 40, -90])),
    st.builds(Runs),
)


@dataclass
class Said:
    """What was said so far: kills (when, of which guid, by whom), releases and embargoed words, by steps counted."""

    kills: list[tuple[int, str, str]] = field(default_factory=list)
    releases: dict[str, int] = field(default_factory=dict)
    embargoes: dict[str, object] = field(default_factory=dict)


class Play:
    """One sequence played in a newsroom of its own."""

    def __init__(self, home: Path):
        self.bench = Bench(home)
        self.bench.subscribe(ONE, provider="Harbour Press")
        self.bench.subscribe(TWO, provider="Strait News")
        self.said, self.step, self.latest = Said(), 0, self.bench.now

    def play(self, step) -> None:
        self.step += 1
        if isinstance(step, Sent):
            self._send(step)
        elif isinstance(step, Verb):
            self._decide(step)
        elif isinstance(step, Passes):
            self.bench.wait(minutes=step.minutes)
        else:
            self.settle()
        self.bench.wait(seconds=1)
        self.latest = max(self.latest, self.bench.now)

    def _send(self, step: Sent) -> None:
        feed, now = Feed.objects.get(url=SENDERS[step.guid]), self.bench.now
        if step.status == "canceled":
            self.said.kills.append((self.step, step.guid, "wire"))
            self.bench.send(ParsedItem(guid=step.guid, pub_status="canceled"), feed=feed)
            return
        mark = f"標{self.step:03}".translate(DIGITS)
        until = now + timedelta(minutes=step.embargo) if step.embargo else None
        if until:
            self.said.embargoes[mark] = until
        item = ParsedItem(
            guid=step.guid,
            title=f"Night ferry back in service {mark}",
            content_html=f"<p>{TEXT}</p>",
            content_text=TEXT,
            language="en",
            published=self.latest - timedelta(days=1),
            pub_status=step.status,
            embargoed_until=until,
            signal=step.signal,
            replaces=("a1",) if step.guid == "z1" else (),
        )
        self.bench.send(item, feed=feed)

    def _decide(self, step: Verb) -> None:
        item = Item.objects.filter(guid=step.guid).first()
        if item is None:
            return
        VERBS[step.verb](item, reason="a reason", by=DESK, now=self.bench.now)
        if step.verb == "kill":
            self.said.kills.append((self.step, step.guid, "person"))
        else:
            self.said.releases[step.guid] = self.step

    def settle(self) -> None:
        """The clock catches up, all is done, and nothing is shown that somebody forbade last."""
        self.bench.now = max(self.bench.now, self.latest)
        self.bench.run()
        live = list(Article.objects.filter(state="live").select_related("item"))
        assert len(live) <= 1, [article.item.guid for article in live]
        aliases = dict(GuidAlias.objects.values_list("guid", "item__guid"))
        released = {aliases.get(guid, guid): step for guid, step in self.said.releases.items()}
        for article in live:
            shown = article.item.guid
            for when, guid, by in self.said.kills:
                named = aliases.get(guid, guid)
                binds = by == "person" or SENDERS[named] == SENDERS[shown]
                lifted = max(released.get(named, 0), released.get(shown, 0)) > when
                assert lifted or not binds or not self._has_copy(named), (shown, when, guid, by)
        if not live:
            assert self.bench.saying("propeller shafts") == []
        for mark, until in self.said.embargoes.items():
            if until > self.bench.now:
                assert self.bench.saying(mark) == [], mark

    def _has_copy(self, guid: str) -> bool:
        return Version.objects.filter(item__guid=guid).exclude(headline="").exists()


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(STEPS, min_size=3, max_size=10))
def test_whatever_is_said_of_copies_in_whatever_order_nothing_forbidden_is_shown(emptied, steps):
    emptied()
    with tempfile.TemporaryDirectory() as folder:
        play = Play(Path(folder) / "newsroom")
        for step in steps:
            play.play(step)
        play.settle()
        play.bench.wait(minutes=100)
        play.latest = play.bench.now
        play.settle()
        assert play.bench.waiting_receipts() == []
