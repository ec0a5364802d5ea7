"""Deciding what is published of items: standing, gates, rights, then Article rows. In bulk, in one transaction.

Idempotent: deciding an item again with nothing new changes nothing, so the step may run at any time.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from wireroom.core.addresses import article_key, article_path, section_slug
from wireroom.core.corrections import LogEntry, Told, decide_log_entry
from wireroom.core.gates import Copy, Gone, Publish, decide_publication
from wireroom.core.gates import Hold as HoldOutcome
from wireroom.core.rights import Permitted, cut_text, decide_permitted
from wireroom.core.status import PersonState, ReceivedState, Standing, decide_standing
from wireroom.core.text.sanitize import text_of_clean
from wireroom.publishing.actions.refreshing import refresh_article
from wireroom.publishing.actions.relating import relate_articles, related_to
from wireroom.publishing.models import Article, ArticleVersion, Correction, Decision, Hold
from wireroom.tasks.actions import CALM, enqueue
from wireroom.wire.actions import insert_rows, set_columns
from wireroom.wire.models import Item, Version

HEADLINE_FROM_TEXT = 90
SECTION_LENGTH = 40
REASON = 500
CHUNK = 300


@dataclass(frozen=True, slots=True)
class SiteTerms:
    """What deciding must know of the site: its languages, default first, and the zone of its addresses."""

    languages: tuple[str, ...]
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Decided:
    """How many items of a batch are live, held and gone after it."""

    live: int = 0
    held: int = 0
    gone: int = 0


@dataclass(slots=True)
class _Dossier:
    """Everything recorded of one item that its decision rests on."""

    item: Item
    states: list[ReceivedState] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    article: Article | None = None
    hold: Hold | None = None


@dataclass(slots=True)
class _Changes:
    """What a batch will write; filled item by item, stored at the end."""

    articles: list[tuple[Article, ArticleVersion]] = field(default_factory=list)
    versions: list[ArticleVersion] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    states: list[Article] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    lifted: list[int] = field(default_factory=list)
    pages: set[int] = field(default_factory=set)
    urgent: set[int] = field(default_factory=set)
    relate: list[Article] = field(default_factory=list)
    neighbours: set[int] = field(default_factory=set)


def decide_items(item_ids: Collection[int], *, terms: SiteTerms, now: datetime) -> Decided:
    """Decide a batch of items (a few hundred) and ask the edition for every page that follows from it."""
    counts = {"live": 0, "held": 0, "gone": 0}
    with transaction.atomic():
        changes = _Changes()
        for dossier in _dossiers(item_ids):
            item = dossier.item
            standing = decide_standing(
                dossier.states,
                [PersonState(row.verb, row.at, row.reason, row.by_name) for row in dossier.decisions],
                contract=item.provider.contract,
                now=now,
            )
            outcome = decide_publication(standing, _copy(dossier, standing, terms))
            if isinstance(outcome, Publish):
                _publish(dossier, outcome, terms, now, changes)
                counts["live"] += 1
            elif isinstance(outcome, HoldOutcome):
                _hold(dossier, outcome, now, changes)
                counts["held"] += 1
            else:
                _remove(dossier, outcome, now, changes)
                counts["gone"] += 1
        _store(changes, now)
    return Decided(**counts)


def _dossiers(item_ids: Collection[int]) -> list[_Dossier]:
    ids = list(item_ids)
    # Hundreds of items have one provider: it is read once.
    rows = Item.objects.filter(id__in=ids).select_related("current").prefetch_related("provider").order_by("id")
    dossiers = {item.id: _Dossier(item) for item in rows}
    states = (
        Version.objects.filter(item_id__in=ids)
        .order_by("number")
        .values_list("id", "item_id", "pub_status", "received_at", "embargoed_until", "embargo_open", "published")
    )
    for version_id, item_id, pub_status, received_at, *times in states:
        dossier = dossiers[item_id]
        is_current = version_id == dossier.item.current_id
        dossier.states.append(ReceivedState(pub_status or None, received_at, is_current, *times))
    for decision in Decision.objects.filter(item_id__in=ids).order_by("at", "id"):
        dossiers[decision.item_id].decisions.append(decision)
    _add_articles(dossiers)
    for hold in Hold.objects.filter(item_id__in=ids):
        dossiers[hold.item_id].hold = hold
    return list(dossiers.values())


def _add_articles(dossiers: dict[int, _Dossier]) -> None:
    """The articles with their published copy. The version behind it mostly is the item's current one, read already."""
    articles = list(Article.objects.filter(item_id__in=list(dossiers)).select_related("current"))
    versions = {d.item.current_id: d.item.current for d in dossiers.values()}
    missing = [a.current.version_id for a in articles if a.current and a.current.version_id not in versions]
    versions |= Version.objects.in_bulk(missing)
    for article in articles:
        dossier = dossiers[article.item_id]
        dossier.article, article.item = article, dossier.item
        if article.current:
            article.current.version = versions[article.current.version_id]


def _copy(dossier: _Dossier, standing: Standing, terms: SiteTerms) -> Copy:
    item, version = dossier.item, dossier.item.current
    return Copy(
        headline=version.headline if version else "",
        text=(version.body or version.summary) if version else "",
        language=_site_language(version.language if version else "", item, terms),
        policy=item.provider.policy,
        languages=terms.languages,
        released=any(row.verb in (Decision.Verb.RELEASE, Decision.Verb.PUBLISH) for row in dossier.decisions),
    )


def _site_language(language: str, item: Item, terms: SiteTerms) -> str | None:
    """The version's language; where nothing tells, the provider's, else the only language of a one-language site."""
    found = (language or item.provider.language).split("-")[0].lower()
    return found or (terms.languages[0] if len(terms.languages) == 1 else None)


def _publish(dossier: _Dossier, outcome: Publish, terms: SiteTerms, now: datetime, changes: _Changes) -> None:
    item, version, article = dossier.item, dossier.item.current, dossier.article
    if dossier.hold:
        changes.lifted.append(dossier.hold.id)
    text = text_of_clean(version.body) if version.body else version.summary
    headline = version.headline or cut_text(text[: HEADLINE_FROM_TEXT * 2], "ja" if not text.isascii() else "en")
    language = _site_language(version.language, item, terms)
    permitted = _permitted(item, version, text, language)
    if article is None:
        article = _new_article(dossier, headline, language, terms, now)
        article_version = _article_version(article, 1, version, headline, permitted, outcome, now)
        changes.articles.append((article, article_version))
        _log(article, None, article_version, version, now, changes)
    else:
        # The provider's other terms (pictures, credit) show on the page and nowhere here, so it is always looked at.
        changes.pages.add(article.id)
        previous = article.current
        same_text = (previous.headline, previous.standfirst, previous.body, previous.extent) == (
            headline,
            permitted.standfirst,
            permitted.body,
            permitted.extent,
        )
        if previous.version_id != version.id or not same_text:
            number = previous.number + 1
            article_version = _article_version(article, number, version, headline, permitted, outcome, now)
            changes.versions.append(article_version)
            _log(article, previous, article_version, version, now, changes)
            if previous.headline != headline:
                changes.relate.append(article)
        if article.state != Article.State.LIVE:
            article.state, article.gone_at, article.gone_reason = Article.State.LIVE, None, ""
            changes.states.append(article)
            changes.neighbours.add(article.id)
        if article.may_index != item.provider.may_index:
            article.may_index = item.provider.may_index
            changes.states.append(article)
    _log_decisions(dossier, article, changes)


def _permitted(item: Item, version: Version, text: str, language: str) -> Permitted:
    provider = item.provider
    summary = " ".join(version.summary.split())
    opening = " ".join(text[: len(summary) + 200].split())
    repeats = not summary or opening.startswith(summary.rstrip("….·[] ")[:200])
    standfirst = "" if repeats else (summary if len(summary) <= 500 else cut_text(summary, language))
    body = version.body or (f"<p>{_escape(version.summary)}</p>" if version.summary else "")
    return decide_permitted(provider.rights, standfirst=standfirst, body=body, text=text, language=language)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _new_article(dossier: _Dossier, headline: str, language: str, terms: SiteTerms, now: datetime) -> Article:
    item, version = dossier.item, dossier.item.current
    key = article_key(item.provider.slug, item.guid)
    sort_at = min(version.published or item.first_received_at, now)
    name = next(iter(version.subjects), "").strip()
    name = name if len(name) <= SECTION_LENGTH else ""
    return Article(
        item=item,
        key=key,
        language=language,
        path=article_path(language, sort_at.astimezone(terms.zone).date(), headline=headline, key=key),
        section=section_slug(name),
        section_name=name,
        state=Article.State.LIVE,
        sort_at=sort_at,
        first_published_at=now,
        may_index=item.provider.may_index,
    )


def _article_version(
    article: Article,
    number: int,
    version: Version,
    headline: str,
    permitted: Permitted,
    outcome: Publish,
    now: datetime,
) -> ArticleVersion:
    return ArticleVersion(
        article=article,
        version=version,
        number=number,
        made_at=now,
        headline=headline,
        standfirst=permitted.standfirst,
        body=permitted.body,
        extent=permitted.extent,
        released_by=outcome.released_by,
    )


def _log(
    article: Article,
    previous: ArticleVersion | None,
    current: ArticleVersion,
    version: Version,
    now: datetime,
    changes: _Changes,
) -> None:
    """Entries in the correction log when the source corrected itself, or when the copy changed materially.

    States that came and went between two decisions were never on the page, but a correction among them
    was made to what was: it is told all the same.
    """
    if previous and previous.version_id == version.id:
        return
    before = _told(previous.headline, previous.standfirst, previous.body, previous.version) if previous else None
    for passed in _passed_over(article, previous, version):
        text = text_of_clean(passed.body) if passed.body else passed.summary
        permitted = _permitted(article.item, passed, text, article.language)
        after = _told(passed.headline, permitted.standfirst, permitted.body, passed)
        if (entry := decide_log_entry(before, after)) and entry.kind == "correction":
            changes.corrections.append(_correction(article, current, entry, passed))
        before = after
    if entry := decide_log_entry(before, _told(current.headline, current.standfirst, current.body, version)):
        changes.corrections.append(_correction(article, current, entry, version))


def _passed_over(article: Article, previous: ArticleVersion | None, version: Version) -> list[Version]:
    """Versions received after the published one and before the one to publish, oldest first."""
    if previous is None or version.number - previous.version.number < 2:
        return []
    rows = article.item.versions.filter(number__gt=previous.version.number, number__lt=version.number)
    return list(rows.exclude(headline="", body="").order_by("number"))


def _correction(article: Article, current: ArticleVersion, entry: LogEntry, version: Version) -> Correction:
    return Correction(
        article=article,
        article_version=current,
        kind=entry.kind,
        note=entry.note,
        before=entry.before,
        after=entry.after,
        at=version.received_at,
    )


def _told(headline: str, standfirst: str, body: str, version: Version) -> Told:
    return Told(headline, text_of_clean(body) if body else standfirst, version.signal, version.ed_note)


def _log_decisions(dossier: _Dossier, article: Article, changes: _Changes) -> None:
    """Corrections a person wrote become entries of the log, each once."""
    wanted = [row for row in dossier.decisions if row.verb == Decision.Verb.CORRECT]
    if not wanted:
        return
    done = set(Correction.objects.filter(decision__in=wanted).values_list("decision_id", flat=True))
    for row in wanted:
        if row.id not in done:
            changes.corrections.append(
                Correction(article=article, decision=row, kind="correction", note=row.reason, at=row.at)
            )
            if article.id:
                changes.pages.add(article.id)


def _hold(dossier: _Dossier, outcome: HoldOutcome, now: datetime, changes: _Changes) -> None:
    changes.holds.append(
        Hold(item=dossier.item, gate=outcome.gate, reason=outcome.reason[:REASON], until=outcome.until, since=now)
    )
    article = dossier.article
    if article and article.state == Article.State.LIVE:
        article.state = Article.State.HELD
        changes.states.append(article)
        changes.urgent.add(article.id)
        changes.neighbours.add(article.id)


def _remove(dossier: _Dossier, outcome: Gone, now: datetime, changes: _Changes) -> None:
    reason = outcome.reason[:REASON]
    changes.holds.append(Hold(item=dossier.item, gate="killed", reason=reason, since=outcome.at or now))
    article = dossier.article
    if article and article.state != Article.State.GONE:
        article.state, article.gone_at, article.gone_reason = Article.State.GONE, outcome.at or now, reason
        changes.states.append(article)
        changes.urgent.add(article.id)
        changes.neighbours.add(article.id)


def _store(changes: _Changes, now: datetime) -> None:
    insert_rows([article for article, _ in changes.articles])
    for article, first in changes.articles:
        first.article = article
    made = [first for _, first in changes.articles] + changes.versions
    insert_rows(made)
    for version in made:
        version.article.current = version
    set_columns([version.article for version in made], ["current"])
    set_columns(changes.states, ["state", "gone_at", "gone_reason", "may_index"])
    insert_rows(changes.corrections)
    Hold.objects.filter(id__in=changes.lifted).delete()
    Hold.objects.bulk_create(
        changes.holds,
        batch_size=CHUNK,
        update_conflicts=True,
        unique_fields=["item"],
        update_fields=["gate", "reason", "until"],
    )
    for until in {hold.until for hold in changes.holds if hold.until}:
        waiting = [hold.item_id for hold in changes.holds if hold.until == until]
        enqueue("decide", waiting, now=now, due_at=until, priority=0)
    new = [article for article, _ in changes.articles]
    touched = relate_articles([*new, *changes.relate]) | related_to(changes.neighbours)
    refresh_article(changes.urgent, now=now, priority=0)
    refresh_article(changes.pages | {article.id for article in new}, now=now)
    refresh_article(touched - changes.urgent, now=now, priority=4 if changes.urgent else CALM)
