"""Deciding what is published of items: standing, gates, rights, then Article rows. In bulk, in one transaction.

Idempotent: deciding an item again with nothing new changes nothing, so the step may run at any time.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from wireroom.core.addresses import article_key, article_path, section_slug
from wireroom.core.carrying import Carrier, Outcome, decide_carried
from wireroom.core.delicate import find_delicate
from wireroom.core.gates import Copy, Gone, Publish, decide_publication
from wireroom.core.gates import Hold as HoldOutcome
from wireroom.core.rights import Permitted, Ruling, cut_text
from wireroom.core.status import AdvisedState, PersonState, Standing, Turn, decide_standing
from wireroom.publishing.actions.advising import advise
from wireroom.publishing.actions.changes import RULED, Changes, store_changes
from wireroom.publishing.actions.correction_log import find_entries, find_persons_entries, silence_entries
from wireroom.publishing.actions.cutting import cut_copy, rule
from wireroom.publishing.actions.dossiers import Dossier, load_dossiers
from wireroom.publishing.actions.keeping import RELEASES, find_rewritten, keep_published, narrow
from wireroom.publishing.models import Article, ArticleVersion, Correction, Decision, Hold
from wireroom.publishing.queries import decided_together
from wireroom.reading.words import plain_text
from wireroom.stories.queries import chosen_leads
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


@dataclass(slots=True)
class _Case:
    """One item's decision while it is carried out. `article` is the one that shows it, or is to, where it leads,
    `falling` those that go with it where it does not; `decisions` what persons said of it and of copies it leads."""

    dossier: Dossier
    ruling: Ruling
    standing: Standing
    terms: SiteTerms
    now: datetime
    rewritten: str = ""
    outcome: Outcome = field(init=False)
    article: Article | None = None
    falling: list[Article] = field(default_factory=list)
    decisions: Sequence[Decision] = ()

    def __post_init__(self):
        self.outcome = decide_publication(self.standing, _copy(self))
        self.decisions = self.dossier.decisions


def decide_items(item_ids: Collection[int], *, terms: SiteTerms, now: datetime) -> Decided:
    """Decide a batch of items (a few hundred), each with all that have its copy, and ask the edition for every page
    that follows from it."""
    counts = Counter()
    with transaction.atomic():
        changes = Changes()
        groups = decided_together(item_ids)
        dossiers = load_dossiers([item_id for group in groups for item_id in group])
        advised = advise(dossiers, now=now)
        cases = {dossier.item.id: _case(dossier, advised[dossier.item.id], terms, now) for dossier in dossiers}
        chosen = chosen_leads([item_id for group in groups if len(group) > 1 for item_id in group])
        for group in groups:
            counts += _decide_group([cases[item_id] for item_id in group if item_id in cases], chosen, changes)
        store_changes(changes, now=now)
    return Decided(counts["live"], counts["held"], counts["gone"])


def _case(dossier: Dossier, advised: Sequence[AdvisedState], terms: SiteTerms, now: datetime) -> _Case:
    standing = decide_standing(
        dossier.states,
        [PersonState(row.verb, row.turn, row.at, row.reason, row.by_name) for row in dossier.decisions],
        contract=dossier.item.provider.contract,
        now=now,
        advised=advised,
    )
    ruling, rewritten = rule(dossier), ""
    if standing.state == "usable" and not standing.released_by:
        rewritten = find_rewritten(dossier)
        if (dossier.breaker or rewritten) and keep_published(dossier):
            ruling, rewritten = narrow(rule(dossier), ruling), ""
    return _Case(dossier, ruling, standing, terms, now, rewritten)


def _decide_group(cases: Sequence[_Case], chosen: set[int], changes: Changes) -> Counter:
    """Decide the items that have one copy: one article shows the words of their lead, and names the others."""
    articles = sorted(
        (case.dossier.article for case in cases if case.dossier.article),
        key=lambda one: (one.state != Article.State.LIVE, one.first_published_at, one.id),
    )
    by_item = {case.dossier.item.id: case for case in cases}
    # Also of what is gone: what took a page down goes on binding the others.
    shown = next((one.item_id for one in articles if one.state != Article.State.MOVED), None)
    carried = decide_carried([_carrier(case, chosen) for case in cases], shown=shown)
    for item_id, outcome in carried.outcomes.items():
        by_item[item_id].outcome = outcome
    lead = by_item[carried.lead] if carried.lead else None
    keeper = _keeper(articles, lead) if lead else None
    for article in articles:
        origin = by_item[article.origin_id]
        if article is keeper:
            continue
        if isinstance(origin.outcome, Gone) and (lead or article.state == Article.State.MOVED):
            origin.falling.append(article)
        elif lead and article.state != Article.State.GONE:
            _move(article, keeper, changes)
        else:
            by_item.get(article.item_id, origin).falling.append(article)
    if lead:
        lead.article = keeper
        # What a person says of one carrier is said of the copy.
        lead.decisions = sorted((row for case in cases for row in case.dossier.decisions), key=lambda row: row.id)
        _publish(lead, changes)
        if lead.dossier.hold is None and shown is not None and shown != carried.lead:
            changes.orders.append((lead.article, "corrected", lead.now))
    for case in cases:
        if case is not lead:
            _settle(case, lead, changes)
    return Counter(_word(case.outcome) for case in cases)


def _word(outcome: Outcome) -> str:
    return "live" if isinstance(outcome, Publish) else "held" if isinstance(outcome, HoldOutcome) else "gone"


def _carrier(case: _Case, chosen: set[int]) -> Carrier:
    dossier, version = case.dossier, case.dossier.item.current
    kills = [row for row in dossier.decisions if row.verb == Decision.Verb.KILL]
    releases = [row.turn for row in dossier.decisions if row.verb in RELEASES]
    return Carrier(
        item=dossier.item.id,
        provider=dossier.item.provider_id,
        provider_name=dossier.item.provider.name,
        outcome=case.outcome,
        contract=dossier.item.provider.contract,
        came=dossier.came,
        spoke=case.standing.turn or (Turn(version.id) if version else dossier.came),
        extent=case.ruling.extent,
        length=len(version.body or version.summary) if version else 0,
        killed_by_person=bool(kills),
        released=max(releases, default=None),
        chosen=dossier.item.id in chosen,
        corrected=Turn(version.id) if dossier.corrects else None,
        newer=dossier.newer,
    )


def _keeper(articles: Sequence[Article], lead: _Case) -> Article | None:
    """The article at whose address the lead's words stand: one on the site, else the oldest. What is gone stays so."""
    own = lead.dossier.item.id
    return next(
        (one for one in articles if one.state != Article.State.GONE or own in (one.item_id, one.origin_id)), None
    )


def _move(article: Article, keeper: Article, changes: Changes) -> None:
    """One copy has one page: readers of this one are led to the other."""
    if article.state == Article.State.MOVED and article.moved_to_id == keeper.id:
        return
    article.state, article.moved_to = Article.State.MOVED, keeper
    changes.states.append(article)
    changes.urgent.add(article.id)
    changes.neighbours.add(article.id)


def _settle(case: _Case, lead: _Case | None, changes: Changes) -> None:
    """What becomes of an item that does not lead: it is named on the lead's page, held, or gone."""
    changes.unread.add(case.dossier.item.id)
    if isinstance(case.outcome, Publish):
        if case.dossier.hold:
            changes.lifted.append(case.dossier.hold.id)
        changes.carry(case.dossier, lead.article, leads=False)
        return
    changes.uncarry(case.dossier)
    if isinstance(case.outcome, HoldOutcome):
        _hold(case, case.outcome, changes)
    else:
        _remove(case, case.outcome, changes)


def _copy(case: _Case) -> Copy:
    item, version = case.dossier.item, case.dossier.item.current
    end = case.ruling.expires_at
    language = _site_language(version.language if version else "", item, case.terms)
    return Copy(
        headline=version.headline if version else "",
        text=(version.body or version.summary) if version else "",
        language=language,
        policy=item.provider.policy,
        languages=case.terms.languages,
        released=any(row.verb in RELEASES for row in case.dossier.decisions),
        rewritten=case.rewritten,
        ended_at=end if end and end <= case.now else None,
        offline=case.ruling.offline,
        breaker=case.dossier.breaker,
        delicate=_why_delicate(case, language),
    )


def _why_delicate(case: _Case, language: str | None) -> str:
    """Why a person must read the copy first; "" where nothing is delicate, or the copy is published anyway, or never:
    a kill waits for no reading."""
    item, version = case.dossier.item, case.dossier.item.current
    asked = item.provider.delicate == item.provider.Policy.HOLD and case.standing.state == "usable"
    if version is None or not asked or case.standing.released_by:
        return ""
    found = find_delicate(f"{version.headline}\n\n{plain_text(version)}", language)
    return found.reason if found else ""


def _site_language(language: str, item: Item, terms: SiteTerms) -> str | None:
    """The version's language; where nothing tells, the provider's, else the only language of a one-language site."""
    found = (language or item.provider.language).split("-")[0].lower()
    return found or (terms.languages[0] if len(terms.languages) == 1 else None)


def _publish(case: _Case, changes: Changes) -> None:
    dossier, article = case.dossier, case.article
    item, version = dossier.item, dossier.item.current
    text = version.text
    headline = version.headline or cut_text(text[: HEADLINE_FROM_TEXT * 2], "ja" if not text.isascii() else "en")
    language = article.language if article else _site_language(version.language, item, case.terms)
    permitted = cut_copy(version, text, extent=case.ruling.extent, language=language)
    if article is None:
        article = case.article = _new_article(case, headline, language)
        made = _article_version(article, 1, version, headline, permitted)
        changes.articles.append((article, made))
        entries = find_entries(article, None, made, now=case.now)
    else:
        # The provider's other terms (pictures, credit) show on the page and nowhere here, so it is always looked at.
        changes.pages.add(article.id)
        made, entries = _renew(case, article, headline, permitted, changes)
    changes.carry(dossier, article, leads=True)
    if made:
        made.released_by, made.made_at = case.outcome.released_by, case.now
    entries += find_persons_entries(article, case.decisions)
    if article.id:
        silence_entries(article, case.decisions, entries)
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
        changes.read.append(article)
        # Another carrier's words are no correction of the last one's, unless they took their place.
        if previous.version.item_id == version.item_id or previous.version.item_id in case.dossier.older:
            entries = find_entries(article, previous, made, now=case.now)
        if previous.headline != headline:
            changes.relate.append(article)
    ruled = {name: getattr(case.ruling, name) for name in RULED}
    if article.item_id != version.item_id:
        article.item = case.dossier.item
        changes.states.append(article)
    if article.state != Article.State.LIVE:
        article.state, article.gone_at, article.gone_reason = Article.State.LIVE, None, ""
        article.moved_to = None
        changes.states.append(article)
        changes.neighbours.add(article.id)
        changes.read.append(article)
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
        origin=item,
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
    item = case.dossier.item
    reason = (outcome.gate == "withheld" and _why_no_story(item)) or outcome.reason
    changes.holds.append(
        Hold(item=item, gate=outcome.gate, reason=reason[:REASON], until=outcome.until, since=case.now)
    )
    for article in case.falling:
        if article.state in (Article.State.LIVE, Article.State.MOVED):
            article.state, article.moved_to = Article.State.HELD, None
            _take_off(article, case.now, changes)


def _why_no_story(item: Item) -> str:
    """Why the reader itself withheld the item, as it does a plan, a list or a concept; "" when it did not."""
    problems = Problem.objects.filter(version=item.current_id, code__in=NO_STORY)
    return problems.values_list("message", flat=True).first() or ""


def _remove(case: _Case, outcome: Gone, changes: Changes) -> None:
    item = case.dossier.item
    reason, since = outcome.reason[:REASON], outcome.at or case.now
    changes.holds.append(Hold(item=item, gate=outcome.gate, reason=reason, since=since))
    for article in case.falling:
        # A kill of what was gone for another reason is told as one, with receipts of its own.
        killed_now = outcome.gate == "killed" and article.gone_reason != reason
        if article.state != Article.State.GONE or killed_now:
            article.state, article.gone_at, article.gone_reason = Article.State.GONE, since, reason
            article.moved_to = None
            _take_off(article, since, changes)


def _take_off(article: Article, since: datetime, changes: Changes) -> None:
    changes.states.append(article)
    changes.urgent.add(article.id)
    changes.neighbours.add(article.id)
    changes.orders.append((article, article.state, since))
