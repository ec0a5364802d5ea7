"""The row of a Version from what a reader made of an entry, cut to its columns. Stores and decides nothing."""

from wireroom.core.formats.parsed import ParsedItem
from wireroom.core.identity import steady_guid
from wireroom.core.text.language import decide_language
from wireroom.wire.models import Fetch, Version

SUBJECT_LENGTH = 200


def make_version(fetch: Fetch, item: ParsedItem, digest: str, *, number: int, language: str) -> Version:
    """The row of one received state, not stored yet. `language` is the document's, for words too few to tell theirs."""
    text = f"{item.title or ''}\n{item.content_text or item.summary or ''}"
    return Version(
        number=number,
        fetch=fetch,
        received_at=fetch.at,
        content_hash=digest,
        raw_digest=item.raw_digest,
        link=(item.link or "")[:2000],
        headline=item.title or "",
        summary=item.summary or "",
        body=item.content_html or "",
        byline=(item.byline or ", ".join(item.authors))[:500],
        dateline=(item.dateline or "")[:300],
        slugline=(item.slugline or "")[:300],
        language=decide_language(text, declared=item.language or language or None) or language,
        published=item.published,
        version_created=item.updated,
        version=(item.version or "")[:100],
        pub_status=(item.pub_status or "").strip().lower()[:40],
        embargoed_until=item.embargoed_until,
        embargo_open=item.embargo_open,
        urgency=item.urgency,
        signal=(item.signal or "")[:40],
        ed_note=item.ed_note or "",
        usage_terms=item.usage_terms or "",
        copyright_notice=item.copyright_notice or "",
        source_name=(item.provider or "")[:300],
        subjects=[name[:SUBJECT_LENGTH] for name in item.categories[:50]],
        pictures=[
            {"url": p.url, "caption": p.caption, "credit": p.credit, "width": p.width, "height": p.height}
            for p in item.pictures[:20]
        ],
        enclosures=[{"url": e.url, "type": e.type, "length": e.length} for e in item.enclosures[:20]],
        expires_at=item.expires_at,
        copyright_holder=(item.copyright_holder or "")[:300],
        credit_line=(item.credit_line or "")[:300],
        digital_source_type=(item.digital_source_type or "")[:200],
        data_mining=(item.data_mining or "")[:200],
        details=_details(item),
    )


def _details(item: ParsedItem) -> dict[str, list]:
    """What only wires tell, as Version.details keeps it; most copy has none of it."""
    kept = {
        "located": list(item.located[:20]),
        "names": [[name.text, name.kind] for name in item.names[:200]],
        "excluded_audience": list(item.excluded_audience[:20]),
        "hops": [{"party": hop.party, "action": hop.action, "at": hop.at} for hop in item.hops[:20]],
        "replaces": list(dict.fromkeys(name for guid in item.replaces[:50] for name in (guid, steady_guid(guid)))),
        "severity": [item.severity] if item.severity else [],
    }
    return {name: values for name, values in kept.items() if values}
