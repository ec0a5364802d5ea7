"""Entries of an article's correction log: from the source's own corrections and changes, and from persons' notes."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from wireroom.core.advisories import find_advisory
from wireroom.core.corrections import LogEntry, Told, decide_log_entry
from wireroom.core.status import decide_restraint
from wireroom.core.text.sanitize import text_of_clean
from wireroom.publishing.actions.advising import STOPPING
from wireroom.publishing.actions.cutting import cut_copy, rule_on
from wireroom.publishing.models import Article, ArticleVersion, Correction, Decision
from wireroom.wire.models import Version


def find_entries(
    article: Article, previous: ArticleVersion | None, current: ArticleVersion, *, now: datetime
) -> list[Correction]:
    """Entries when the source corrected itself, or when the copy changed materially, from `previous` to `current`.

    States that came and went between two decisions were never on the page, but a correction among them
    was made to what was: it is told all the same.
    """
    version = current.version
    if previous and previous.version_id == version.id:
        return []
    found = []
    before = _told(previous.headline, previous.standfirst, previous.body, previous.version) if previous else None
    for passed in _passed_over(article, previous, version, now):
        extent = rule_on(article.item, passed).extent
        permitted = cut_copy(passed, passed.text, extent=extent, language=article.language)
        after = _told(passed.headline, permitted.standfirst, permitted.body, passed)
        if (entry := decide_log_entry(before, after)) and entry.kind == "correction":
            found.append(_correction(article, current, entry, passed))
        before = after
    if entry := decide_log_entry(before, _told(current.headline, current.standfirst, current.body, version)):
        found.append(_correction(article, current, entry, version))
    return found


def find_persons_entries(article: Article, decisions: Sequence[Decision]) -> list[Correction]:
    """Corrections that persons wrote and the log lacks."""
    wanted = [row for row in decisions if row.verb == Decision.Verb.CORRECT]
    if not wanted:
        return []
    done = set(Correction.objects.filter(decision__in=wanted).values_list("decision_id", flat=True))
    return [
        Correction(article=article, decision=row, kind="correction", note=row.reason, at=row.at)
        for row in wanted
        if row.id not in done
    ]


def silence_entries(article: Article, decisions: Sequence[Decision], entries: Sequence[Correction]) -> None:
    """Take what was told until a person said that readers need not be told off the log: stored entries, and `entries`
    about to be. What comes later is told again."""
    quiet = next((row for row in reversed(decisions) if row.verb == Decision.Verb.QUIET), None)
    if quiet is None:
        return
    for entry in entries:
        if entry.decision_id < quiet.id if entry.decision_id else entry.article_version.version_id <= quiet.seen:
            entry.silenced_by = quiet
    told = Q(decision__lt=quiet.id) | Q(decision=None, article_version__version__lte=quiet.seen)
    Correction.objects.filter(told, article=article, silenced_by=None).update(silenced_by=quiet)


def _passed_over(article: Article, previous: ArticleVersion | None, version: Version, now: datetime) -> list[Version]:
    """Versions received after the published one and before the one to publish, oldest first; none that may not be
    told of."""
    if previous is None or previous.version.item_id != version.item_id or version.number - previous.version.number < 2:
        return []
    rows = article.item.versions.filter(number__gt=previous.version.number, number__lt=version.number)
    return [row for row in rows.exclude(headline="", body="").order_by("number") if not _is_shut(row, now)]


def _is_shut(version: Version, now: datetime) -> bool:
    """Under embargo, withheld, or words to editors that came in the story's place."""
    embargoed = version.embargo_open or (version.embargoed_until is not None and version.embargoed_until > now)
    if decide_restraint(version.pub_status, embargoed=embargoed) > 0:
        return True
    found = find_advisory(version.headline, version.text, slugline=version.slugline, ed_note=version.ed_note)
    return found is not None and found.kind in STOPPING


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
    told = version.text if body == version.body else text_of_clean(body)
    return Told(headline, told if body else standfirst, version.signal, version.ed_note)
