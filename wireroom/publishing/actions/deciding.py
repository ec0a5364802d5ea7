"""Deciding what is published of items: standing, gates, rights, then Article rows. In bulk, in one transaction.

Idempotent: deciding an item again with nothing new changes nothing, so the step may run at any time.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from wireroom.core.addresses import article_key, article_path, section_slug
from wireroom.core.gates import Copy, Gone, Publish, decide_publication
from wireroom.core.gates import Hold as HoldOutcome
from wireroom.core.rights import Permitted, Ruling, cut_text
from wireroom.core.status import PersonState, decide_standing
from wireroom.core.text.sanitize import text_of_clean
from wireroom.publishing.actions.advising import advise
from wireroom.publishing.actions.changes import RULED, Changes, store_changes
from wireroom.publishing.actions.correction_log import find_entries, find_persons_entries, silence_entries
from wireroom.publishing.actions.cutting import cut_copy, rule
from wireroom.publishing.actions.dossiers import Dossier, load_dossiers
from wireroom.publishing.models import Article, ArticleVersion, Correction, Decision, Hold
from wireroom.wire.models import Item, Problem, Version

HEADLINE_FROM_TEXT = 90
SECTION_LENGTH = 40
REASON = 500
# Problems of items that a reader of wires withholds whatever their status.
NO_STORY = ("no_story", "partial_update")


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


@dataclass(frozen=True, slots=True)
class _Case:
    """One item's decision while it is carried out."""

    dossier: Dossier
    ruling: Ruling
    terms: SiteTerms
    now: datetime


def decide_items(item_ids: Collection[int], *, terms: SiteTerms, now: datetime) -> Decided:
    """Decide a batch of items (a few hundred) and ask the edition for every page that follows from it."""
    counts = {"live": 0, "held": 0, "gone": 0}
    with transaction.atomic():
        changes = Changes()
        dossiers = load_dossiers(item_ids)
        advised = advise(dossiers, now=now)
        for dossier in dossiers:
            standing = decide_standing(
                dossier.states,
                [PersonState(row.verb, row.at, row.reason, row.by_name) for row in dossier.decisions],
                contract=dossier.item.provider.contract,
                now=now,
                advised=advised[dossier.item.id],
            )
            ruling = rule(dossier)
            if standing.state == "usable" and not standing.released_by and _keep_published(dossier):
                ruling = _narrowed(rule(dossier), ruling)
            case = _Case(dossier, ruling, terms, now)
            outcome = decide_publication(standing, _copy(case))
            if isinstance(outcome, Publish):
                _publish(case, outcome, changes)
                counts["live"] += 1
            elif isinstance(outcome, HoldOutcome):
                _hold(case, outcome, changes)
                counts["held"] += 1
            else:
                _remove(case, outcome, changes)
                counts["gone"] += 1
        store_changes(changes, now=now)
    return Decided(**counts)


def _keep_published(dossier: Dossier) -> bool:
    """What a broken feed sends changes only status and rights on a page that stands: the version shown still counts."""
    article = dossier.article
    if not (dossier.breaker and article and article.state == Article.State.LIVE and article.current):
        return False
    dossier.item.current, dossier.breaker = article.current.version, ""
    return True


def _narrowed(shown: Ruling, newest: Ruling) -> Ruling:
    """The ruling on the version shown, ended where the newest version's rights end or forbid the site."""
    ends = [end for end in (shown.expires_at, newest.expires_at) if end]
    return replace(shown, expires_at=min(ends, default=None), offline=shown.offline or newest.offline)


def _copy(case: _Case) -> Copy:
    item, version = case.dossier.item, case.dossier.item.current
    end = case.ruling.expires_at
    return Copy(
        headline=version.headline if version else "",
        text=(version.body or version.summary) if version else "",
        language=_site_language(version.language if version else "", item, case.terms),
        policy=item.provider.policy,
        languages=case.terms.languages,
        released=any(row.verb in (Decision.Verb.RELEASE, Decision.Verb.PUBLISH) for row in case.dossier.decisions),
        ended_at=end if end and end <= case.now else None,
        offline=case.ruling.offline,
        breaker=case.dossier.breaker,
    )


def _site_language(language: str, item: Item, terms: SiteTerms) -> str | None:
    """The version's language; where nothing tells, the provider's, else the only language of a one-language site."""
    found = (language or item.provider.language).split("-")[0].lower()
    return found or (terms.languages[0] if len(terms.languages) == 1 else None)


def _publish(case: _Case, outcome: Publish, changes: Changes) -> None:
    dossier, article = case.dossier, case.dossier.article
    item, version = dossier.item, dossier.item.current
    text = text_of_clean(version.body) if version.body else version.summary
    headline = version.headline or cut_text(text[: HEADLINE_FROM_TEXT * 2], "ja" if not text.isascii() else "en")
    language = _site_language(version.language, item, case.terms)
    permitted = cut_copy(version, text, extent=case.ruling.extent, language=language)
    if article is None:
        article = _new_article(case, headline, language)
        made = _article_version(article, 1, version, headline, permitted)
        changes.articles.append((article, made))
        entries = find_entries(article, None, made, now=case.now)
    else:
        # The provider's other terms (pictures, credit) show on the page and nowhere here, so it is always looked at.
        changes.pages.add(article.id)
        made, entries = _renew(case, article, headline, permitted, changes)
    if made:
        made.released_by, made.made_at = outcome.released_by, case.now
    entries += find_persons_entries(article, dossier.decisions)
    if article.id:
        silence_entries(article, dossier.decisions, entries)
    changes.corrections += entries
    if any(entry.kind == "correction" and not entry.silenced_by_id for entry in entries):
        changes.orders.append((article, "corrected", case.now))
    if dossier.hold:
        changes.lifted.append(dossier.hold.id)
        changes.orders.append((article, article.state, _since(dossier.hold.until, case.now)))
    if case.ruling.expires_at:
        changes.expiring.append((item.id, case.ruling.expires_at))


def _renew(
    case: _Case, article: Article, headline: str, permitted: Permitted, changes: Changes
) -> tuple[ArticleVersion | None, list[Correction]]:
    """What is new about a published article: its next version, if its copy changed, with the entries of its log."""
    previous, version = article.current, case.dossier.item.current
    made, entries = None, []
    shown = (previous.headline, previous.standfirst, previous.body, previous.extent)
    same_text = shown == (headline, permitted.standfirst, permitted.body, permitted.extent)
    if previous.version_id != version.id or not same_text:
        made = _article_version(article, previous.number + 1, version, headline, permitted)
        changes.versions.append(made)
        entries = find_entries(article, previous, made, now=case.now)
        if previous.headline != headline:
            changes.relate.append(article)
    ruled = {name: getattr(case.ruling, name) for name in RULED}
    if article.state != Article.State.LIVE:
        article.state, article.gone_at, article.gone_reason = Article.State.LIVE, None, ""
        changes.states.append(article)
        changes.neighbours.add(article.id)
    elif ruled != {name: getattr(article, name) for name in RULED}:
        changes.states.append(article)
    for name, value in ruled.items():
        setattr(article, name, value)
    return made, entries


def _since(opened: datetime | None, now: datetime) -> datetime:
    """Since when the surfaces are to show an item that was held: the time its hold ended by itself, else now."""
    return opened if opened and opened <= now else now


def _new_article(case: _Case, headline: str, language: str) -> Article:
    item, version = case.dossier.item, case.dossier.item.current
    key = article_key(item.provider.slug, item.guid)
    sort_at = min(version.published or item.first_received_at, case.now)
    name = next(iter(version.subjects), "").strip()
    name = name if len(name) <= SECTION_LENGTH else ""
    return Article(
        item=item,
        key=key,
        language=language,
        path=article_path(language, sort_at.astimezone(case.terms.zone).date(), headline=headline, key=key),
        section=section_slug(name),
        section_name=name,
        state=Article.State.LIVE,
        sort_at=sort_at,
        first_published_at=case.now,
        **{name: getattr(case.ruling, name) for name in RULED},
    )


def _article_version(
    article: Article, number: int, version: Version, headline: str, permitted: Permitted
) -> ArticleVersion:
    return ArticleVersion(
        article=article,
        version=version,
        number=number,
        headline=headline,
        standfirst=permitted.standfirst,
        body=permitted.body,
        extent=permitted.extent,
    )


def _hold(case: _Case, outcome: HoldOutcome, changes: Changes) -> None:
    item, article = case.dossier.item, case.dossier.article
    reason = (outcome.gate == "withheld" and _why_no_story(item)) or outcome.reason
    changes.holds.append(
        Hold(item=item, gate=outcome.gate, reason=reason[:REASON], until=outcome.until, since=case.now)
    )
    if article and article.state == Article.State.LIVE:
        article.state = Article.State.HELD
        _take_off(article, case.now, changes)


def _why_no_story(item: Item) -> str:
    """Why the reader itself withheld the item, as it does a plan, a list or a concept; "" when it did not."""
    problems = Problem.objects.filter(version=item.current_id, code__in=NO_STORY)
    return problems.values_list("message", flat=True).first() or ""


def _remove(case: _Case, outcome: Gone, changes: Changes) -> None:
    item, article = case.dossier.item, case.dossier.article
    reason, since = outcome.reason[:REASON], outcome.at or case.now
    changes.holds.append(Hold(item=item, gate=outcome.gate, reason=reason, since=since))
    # A kill of what was gone for another reason is told as one, with receipts of its own.
    killed_now = outcome.gate == "killed" and article and article.gone_reason != reason
    if article and (article.state != Article.State.GONE or killed_now):
        article.state, article.gone_at, article.gone_reason = Article.State.GONE, since, reason
        _take_off(article, since, changes)


def _take_off(article: Article, since: datetime, changes: Changes) -> None:
    changes.states.append(article)
    changes.urgent.add(article.id)
    changes.neighbours.add(article.id)
    changes.orders.append((article, article.state, since))
