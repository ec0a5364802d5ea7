"""Matches a stream of items, one after the other: copies, stories and related items of each. Keeps all in memory."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from wireroom.core.matching.anchors.bridges import Anchored, Bridge, anchor_keys, find_bridges
from wireroom.core.matching.anchors.finding import find_anchors
from wireroom.core.matching.anchors.values import Anchors
from wireroom.core.matching.clusters import Stories
from wireroom.core.matching.commonness import Commonness
from wireroom.core.matching.copy_groups import CAP as COPY_CAP
from wireroom.core.matching.copy_groups import CopiesFound, CopyGroups, Dated, GroupsInMemory
from wireroom.core.matching.crossing import Told, join_languages, may_join
from wireroom.core.matching.features import FeaturesInMemory, Kind
from wireroom.core.matching.fingerprints import take_fingerprint
from wireroom.core.matching.links import Links
from wireroom.core.matching.neighbours import CAP as TERM_CAP
from wireroom.core.matching.neighbours import Neighbour, find_neighbours
from wireroom.core.matching.regrouping import AVERAGE, regroup
from wireroom.core.matching.related_choice import choose_related
from wireroom.core.matching.terms.counts import count_words
from wireroom.core.matching.terms.shares import TermShares
from wireroom.core.matching.terms.vectors import Terms, key_terms, weigh_terms
from wireroom.core.matching.words import read_words
from wireroom.core.text.language import decide_language

# Items after which stories are regrouped, and the most items of linked stories that are regrouped at once.
EVERY, MOST = 500, 1500
_FULLER = 1.5


@dataclass(frozen=True, slots=True)
class Streamed:
    """An item of a stream: its name there, title, text (plain or HTML), declared language and time of publication."""

    id: str
    title: str
    text: str = field(repr=False)
    language: str | None = None
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class Matched:
    """What was found for an item: earlier items that are the same copy, its story (the name of its earliest item),
    earlier items to read beside it."""

    id: str
    same_as: tuple[str, ...]
    story: str
    related: tuple[str, ...]


@dataclass(slots=True)
class _Kept:
    """What is remembered of an item, mostly its shingles and terms."""

    id: str
    dated: Dated
    terms: Terms
    anchors: Anchors | None
    copies: CopiesFound

    @property
    def told(self) -> Told:
        """When it was published, and its language."""
        return Told(self.dated.published, self.anchors.language if self.anchors else "")


class Stream:
    """Takes items in order. The cost of one stays within bounds whatever their number; the memory grows."""

    def __init__(self):
        self._kept: list[_Kept] = []
        self._features = FeaturesInMemory(kept=max(COPY_CAP, TERM_CAP))
        self._groups = GroupsInMemory()
        self._copies = CopyGroups(
            self._features, self._groups, Commonness(), read=lambda number: self._kept[number].dated
        )
        self._shares = TermShares()
        self._stories = Stories()
        self._links = Links(near_enough=AVERAGE)
        self._longest: dict[int, int] = {}
        self._touched: set[int] = set()

    def __len__(self) -> int:
        return len(self._kept)

    def take(self, item: Streamed) -> int:
        """Matches the next item with all before it. Returns its number, from 0."""
        number = len(self._kept)
        words = read_words(item.title, item.text)
        dated = Dated(take_fingerprint(words), item.published)
        language = decide_language(f"{item.title}\n{item.text}", declared=item.language)
        counted = key_terms(count_words(words, language=language))
        terms = weigh_terms(counted, self._shares)
        anchors = find_anchors(words.plain_title, words.plain_text, language=language)
        kept = _Kept(item.id, dated, terms, anchors, CopiesFound(number))
        self._kept.append(kept)
        kept.copies = self._copies.take(number)
        leads = kept.copies.leader == number
        neighbours = self._neighbours(terms, kept.copies)
        self._links.take(number, neighbours, apart=not leads or kept.copies.round_up)
        if leads and kept.copies.round_up:
            self._stories.take(number, (), published=item.published)
        elif leads:
            self._shares.count(counted.keys)
            bridges = self._take_bridges(number, anchors) if anchors else []
            self._stories.take(
                number, neighbours, published=item.published, bridged=lambda: self._across(number, bridges)
            )
            self._touched.add(number)
        if not kept.copies.round_up:
            self._add_terms(number, kept)
        if len(self._touched) >= EVERY:
            self.regroup()
        return number

    def matched(self, number: int) -> Matched:
        """What is known of an item now; its story and the order of its related items may yet change by regrouping."""
        kept = self._kept[number]
        leader = self._groups.leader(number)
        story = self._story(number)
        near = [one for one in self._links.earlier(number) if self._groups.leader(one.item) != leader]
        same_story = {one.item for one in near if self._story(one.item) == story}
        related = choose_related(near, same_story=same_story, alike=self._are_alike)
        return Matched(kept.id, self._ids(kept.copies.same), self._kept[story].id, self._ids(related))

    def bridges(self) -> Mapping[int, Collection[int]]:
        """The items in other languages that tell of an item's event, for all items that have any, by number."""
        return self._links.bridges()

    def all_matched(self) -> Iterator[Matched]:
        """Regroups once more, then everything, in order."""
        self.regroup()
        return (self.matched(number) for number in range(len(self._kept)))

    def regroup(self) -> None:
        """Groups anew the stories that items came to since the last time, with those they hang together with."""
        touched, self._touched = self._touched, set()
        done: set[int] = set()
        for number in sorted(touched):
            if number in done:
                continue
            stories = self._links.stories_around(
                self._stories.story(number), story_of=self._stories.story, items_of=self._stories.items, most=MOST
            )
            items = [item for story in stories for item in self._stories.items(story)]
            published = {item: self._kept[item].dated.published for item in items}
            groups = regroup(published, self._links.between(items))
            told = {item: self._kept[item].told for item in items}
            groups = join_languages(groups, self._links.bridges_between(items), told=told)
            self._stories.replace(stories, ([(item, published[item]) for item in group] for group in groups))
            done.update(items)

    def _story(self, number: int) -> int:
        return self._stories.story(self._groups.leader(number))

    def _ids(self, numbers) -> tuple[str, ...]:
        return tuple(self._kept[number].id for number in numbers)

    def _take_bridges(self, number: int, anchors: Anchors) -> list[Bridge]:
        """The bridges of a new item to earlier ones, kept; lets later ones find it."""
        keys = anchors.keys()
        rarities = dict(zip(keys, self._shares.rarities(keys), strict=True))
        published = self._kept[number].dated.published
        found = find_bridges(anchors, self._features, rarities=rarities, published=published, read=self._read_anchored)
        for bridge in found:
            self._links.bridge(number, bridge.item, bridge.strength)
        self._features.add(Kind.ANCHOR, anchor_keys(anchors, rarities), number)
        self._shares.count_more(keys)
        return found

    def _across(self, number: int, bridges: Sequence[Bridge]) -> int | None:
        """The story that the strongest bridge leads to, where an item may join it."""
        for bridge in bridges:
            story = self._stories.story(bridge.item)
            members = self._stories.items(story)
            told = {item: self._kept[item].told for item in (number, *members)}
            if may_join([number], members, bridge.strength, told=told):
                return story
        return None

    def _read_anchored(self, numbers: Collection[int]) -> Mapping[int, Anchored]:
        found = ((number, self._kept[number]) for number in numbers)
        return {number: Anchored(kept.anchors, kept.dated.published) for number, kept in found if kept.anchors}

    def _add_terms(self, number: int, kept: _Kept) -> None:
        """Lets later items find an item by its terms. Of copies only those much fuller than all before them, too: an
        excerpt says little of its story."""
        length, longest = len(kept.dated.fingerprint.shingles), self._longest.get(kept.copies.leader)
        if longest is None or length > _FULLER * longest:
            self._features.add(Kind.TERM, kept.terms.strongest, number)
            self._longest[kept.copies.leader] = length

    def _neighbours(self, terms: Terms, copies: CopiesFound) -> list[Neighbour]:
        """The nearest earlier items, each group of copies once, by its leader; none that an item is a copy of."""
        own = {copies.leader, *(self._groups.leader(other) for other in copies.same)}
        nearest: dict[int, Neighbour] = {}
        for found in find_neighbours(terms, self._features, read=self._read_terms):
            led_by = self._groups.leader(found.item)
            if led_by not in own and led_by not in nearest:
                nearest[led_by] = Neighbour(led_by, found.cosine)
        return list(nearest.values())

    def _read_terms(self, numbers: Collection[int]) -> Mapping[int, Terms]:
        return {number: self._kept[number].terms for number in numbers}

    def _are_alike(self, one: int, other: int) -> bool:
        """Whether two items are copies or share passages, so that a reader of one gains little by the other."""
        older, newer = min(one, other), max(one, other)
        copies = self._kept[newer].copies
        return self._groups.leader(one) == self._groups.leader(other) or older in copies.sharing
