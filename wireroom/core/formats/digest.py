"""The digest of an item's raw values, by which a later reading knows it unchanged. Cleans nothing."""

from hashlib import blake2b

from wireroom.core.formats.raw import RawItem, WireItem


def digest_of(raw: RawItem, inherited: str) -> bytes:
    """16 bytes of BLAKE2b over every raw value, and over what the feed hands down, before any cleaning."""
    parts = [raw.guid or "", raw.link or "", raw.published or "", raw.updated or "", raw.language or "", raw.base or ""]
    for text in (raw.title, raw.body, raw.summary, raw.media_text):
        parts.append(text.value if text else "")
    parts += (raw.pub_status or "", raw.ed_note or "", raw.usage_terms or "", raw.copyright_notice or "")
    parts += (raw.provider or "", inherited, *raw.authors, "", *raw.categories, "")
    for picture in raw.pictures:
        parts += (picture.url, picture.caption or "", picture.credit or "", f"{picture.width} {picture.height}")
    for file in raw.enclosures:
        parts += (file.url, file.type or "", str(file.length))
    if isinstance(raw, WireItem):
        parts += (raw.version or "", "none" if raw.embargo is None else f"={raw.embargo}", raw.expires or "")
        parts += (
            raw.urgency or "",
            raw.signal or "",
            raw.severity or "",
            raw.slugline or "",
            raw.byline or "",
            raw.dateline or "",
        )
        parts += (raw.copyright_holder or "", raw.credit_line or "", raw.digital_source_type or "")
        parts += (raw.data_mining or "", *raw.located, "", *raw.excluded_audience, "", *raw.replaces)
    whole = "\x1f".join(parts)
    return blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=16).digest()
