"""What the rights allow with an item's copy: the ruling of core.rights on its rows, and the copy cut to it."""

from wireroom.core.rights import ItemTerms, Permitted, Rights, Ruling, cut_text, decide_permitted, decide_ruling
from wireroom.publishing.actions.dossiers import Dossier
from wireroom.wire.models import Item, Provider, Version

LONGEST_STANDFIRST = 500


def rule(dossier: Dossier) -> Ruling:
    """The ruling on an item's current version; without one, on what its provider agreed to."""
    item, version = dossier.item, dossier.item.current
    return rule_on(item, version, feed_tdm_reserved=dossier.feed_tdm_reserved)


def rule_on(item: Item, version: Version | None, *, feed_tdm_reserved: bool = False) -> Ruling:
    """The ruling on one version of an item."""
    received = item.first_received_at
    if version is None:
        return decide_ruling(_register(item.provider), ItemTerms("", received))
    terms = ItemTerms(
        usage_terms=version.usage_terms,
        published=min(version.published or received, received),
        expires_at=version.expires_at,
        data_mining=version.data_mining,
        feed_tdm_reserved=feed_tdm_reserved,
    )
    return decide_ruling(_register(item.provider), terms)


def _register(provider: Provider) -> Rights:
    return Rights(
        extent=provider.rights,
        may_show_pictures=provider.may_show_pictures,
        may_index=provider.may_index,
        canonical_to_source=provider.canonical_to_source,
        keep_days=provider.keep_days,
        tdm_reserved=provider.tdm_reserved,
    )


def cut_copy(version: Version, text: str, *, extent: str, language: str) -> Permitted:
    """A version's standfirst and body as far as they may be shown. A summary that the body opens with is none."""
    standfirst = " ".join(version.summary.split())
    if standfirst and _opens_with(text, standfirst):
        standfirst = ""
    elif len(standfirst) > LONGEST_STANDFIRST:
        standfirst = cut_text(standfirst, language)
    body = version.body or (f"<p>{_escape(version.summary)}</p>" if version.summary else "")
    return decide_permitted(extent, standfirst=standfirst, body=body, text=text, language=language)


def _opens_with(text: str, summary: str) -> bool:
    opening = " ".join(text[: len(summary) + 200].split())
    return opening.startswith(summary.rstrip("….·[] ")[:200])


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
