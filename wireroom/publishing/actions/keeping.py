"""Which later versions wait while a page keeps the one it shows: those of a broken feed, those that rewrite what a
person released. Decides no status: kills, holds and embargoes of whatever arrives take effect as always."""

from dataclasses import replace

from wireroom.core.rewriting import Wording, find_rewriting
from wireroom.core.rights import Ruling
from wireroom.publishing.actions.dossiers import Dossier
from wireroom.publishing.models import Article, Decision
from wireroom.publishing.queries import is_correction
from wireroom.wire.models import Provider, Version

RELEASES = frozenset({Decision.Verb.RELEASE, Decision.Verb.PUBLISH})


def find_rewritten(dossier: Dossier) -> str:
    """Why a person must look at the current version of a provider whose copy is held until released; "" where what was
    released covers it, or nothing was released so far."""
    version = dossier.item.current
    releases = [row for row in dossier.decisions if row.verb in RELEASES and row.version_id]
    if version is None or not releases or dossier.item.provider.policy != Provider.Policy.HOLD:
        return ""
    if releases[-1].version_id == version.id:
        return ""
    released = Version.objects.get(id=releases[-1].version_id)
    return find_rewriting(_wording(released), _wording(version), is_correction=is_correction(version))


def keep_published(dossier: Dossier) -> bool:
    """Have the version that the item's page shows count again, where the page stands; whether it does."""
    article = dossier.article
    if not (article and article.state == Article.State.LIVE and article.current):
        return False
    if article.current.version.item_id != dossier.item.id:
        return False
    dossier.item.current, dossier.breaker = article.current.version, ""
    return True


def narrow(shown: Ruling, newest: Ruling) -> Ruling:
    """The ruling on the version shown, ended where the newest version's rights end or forbid the site."""
    ends = [end for end in (shown.expires_at, newest.expires_at) if end]
    return replace(shown, expires_at=min(ends, default=None), offline=shown.offline or newest.offline)


def _wording(version: Version) -> Wording:
    return Wording(version.headline, version.text)
