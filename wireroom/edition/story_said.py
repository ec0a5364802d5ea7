"""Who says what in a story's articles, as its page tells it: claims, speakers over time, figures. Renders nothing."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import F, Q

from wireroom.core.ledger.moving import Course
from wireroom.core.ledger.naming import choose_names, fold_name, is_pointing
from wireroom.core.ledger.standing import MOST, Standing, weigh_claims
from wireroom.core.ledger.values import Point, Said
from wireroom.core.text.headlines import shorten_headline
from wireroom.edition.said import SURE, anchor, shorten_words, speaker_of
from wireroom.edition.said_values import CourseView, PointView, StandingView, StorySaidView, VoiceView
from wireroom.edition.speakers import speaker_urls
from wireroom.publishing.models import Article
from wireroom.reading.models import Statement
from wireroom.reading.queries import courses_of, said_of

# A page is bounded, however much is said.
STANDINGS, VOICES_OF_SIDE = 10, 6
SPEAKERS, MARKS = 12, 60
COURSES, POINTS = 5, 24
CHUNK = 400
TELLING = frozenset({"denies", "no_evidence", "declines_comment", "accuses", "confirms"})


@dataclass(frozen=True, slots=True)
class _Told:
    """What a story's articles show of the ledger: statements by number, the article of each item, pages of
    speakers, and how each folded name is shown."""

    rows: Mapping[int, Statement]
    articles: Mapping[int, Article]
    urls: Mapping[int, str]
    names: Mapping[str, str]

    def speaker(self, row: Statement) -> str:
        """Who says it, by the one name that the page has for them."""
        return self.names.get(fold_name(speaker_of(row)), "")

    def voice(self, number: int) -> VoiceView | None:
        row = self.rows.get(number)
        if row is None:
            return None
        article = self.articles[row.item_id]
        return VoiceView(
            speaker=self.speaker(row),
            stance=row.stance,
            words=shorten_words(row.content),
            url=f"{article.path}#{anchor(row.number)}",
            at=row.said_at,
            speaker_url=self.urls.get(row.actor_id, ""),
            headline=shorten_headline(article.current.headline),
            provider_name=article.item.provider.name,
        )


def story_said(articles: Mapping[int, Article], language: str) -> StorySaidView:
    """What the story's page says of the statements in those of its articles that tell any, by item (read_telling)."""
    if not articles:
        return StorySaidView()
    rows = _newest(articles)
    urls = speaker_urls({row.actor.key for row in rows if row.actor}, language)
    by_actor = {row.actor_id: urls[row.actor.key] for row in rows if row.actor and row.actor.key in urls}
    names = choose_names(speaker_of(row) for row in rows if speaker_of(row))
    told = _Told({row.id: row for row in rows}, articles, by_actor, names)
    standings = [_standing(one, told) for one in weigh_claims(said_of(rows))[:STANDINGS]]
    courses = [_course(one, told) for one in courses_of(articles)] if articles else []
    return StorySaidView(
        standings=tuple(standings),
        voices=tuple(_voices(rows, told)),
        courses=tuple([one for one in courses if one][:COURSES]),
    )


def read_telling(article_ids: Collection[int]) -> dict[int, Article]:
    """Those of some articles, by id, that show in full the version that the ledger has, of providers that show
    statements."""
    found: dict[int, Article] = {}
    wanted = sorted(article_ids)
    for start in range(0, len(wanted), CHUNK):
        rows = Article.objects.filter(
            id__in=wanted[start : start + CHUNK],
            state=Article.State.LIVE,
            current__extent="full",
            item__provider__shows_statements=True,
            item__readings__version=F("current__version"),
        )
        columns = ("path", "item", "current__headline", "item__provider__name")
        for row in rows.select_related("current", "item__provider").only(*columns):
            found[row.id] = row
    return found


def _newest(items: Collection[int]) -> list[Statement]:
    """The newest statements of some items that are sure enough to be shown, newest first."""
    sure = Q(confidence__gte=SURE) | ~Q(reviewed="")
    wanted, rows = sorted(items), []
    for start in range(0, len(wanted), CHUNK):
        some = Statement.objects.filter(sure, item__in=wanted[start : start + CHUNK]).select_related("actor")
        rows += some.order_by("-said_at", "-id")[:MOST]
    return sorted(rows, key=lambda row: (row.said_at, row.id), reverse=True)[:MOST]


def _standing(one: Standing, told: _Told) -> StandingView:
    first = told.rows[one.asserted[0].id]
    return StandingView(
        words=shorten_words(_claim_words(first)),
        asserted=_side(one.asserted, told),
        denied=_side(one.denied, told),
        unconfirmed=_side(one.unconfirmed, told),
        declined=_side(one.declined, told),
    )


def _claim_words(row: Statement) -> str:
    """A claim in the words it was made in; "… accused the prefecture of ignoring it" needs its verb in English."""
    cue = row.cue_text
    return f"… {cue} {row.content}" if row.stance == "accuses" and cue.isascii() and cue else row.content


def _side(side: Sequence[Said], told: _Told) -> tuple[VoiceView, ...]:
    """Everybody on one side once, with what they said first, and with that as each other provider told it first."""
    tellings: dict[object, dict[str, VoiceView]] = {}
    for said in side:
        voice = told.voice(said.id)
        if voice:
            tellings.setdefault(said.actor or voice.speaker, {}).setdefault(voice.provider_name, voice)
    voices = [tuple(by_provider.values()) for by_provider in tellings.values()]
    return tuple(replace(first, elsewhere=tuple(others)) for first, *others in voices[:VOICES_OF_SIDE])


def _voices(rows: Sequence[Statement], told: _Told) -> list[VoiceView]:
    """The statements of those quoted most, the most telling and newest of them, in order of time."""
    named = [row for row in rows if told.speaker(row) and not is_pointing(told.speaker(row))]
    counts = Counter(told.speaker(row) for row in named)
    chosen = {name for name, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:SPEAKERS]}
    mine = sorted((row for row in named if told.speaker(row) in chosen), key=lambda row: row.stance not in TELLING)
    return [told.voice(row.id) for row in sorted(mine[:MARKS], key=lambda row: (row.said_at, row.id))]


def _course(one: Course, told: _Told) -> CourseView | None:
    """A course without points whose statement is not shown; None where nothing moves any more."""
    points = [_point(point, told) for point in one.points if point.statement is None or point.statement in told.rows]
    kept = points[:1] + points[1:][-(POINTS - 1) :]
    if len({(point.value, point.high) for point in kept}) < 2:
        return None
    return CourseView(one.counts or shorten_words(one.points[0].content), one.unit, tuple(kept))


def _point(point: Point, told: _Told) -> PointView:
    row = told.rows.get(point.statement) if point.statement else None
    path = told.articles[point.item].path
    return PointView(
        speaker=told.speaker(row) if row else "",
        text=point.text,
        value=point.amount.value,
        high=point.amount.high,
        at=point.said_at,
        url=f"{path}#{anchor(row.number)}" if row else path,
    )
