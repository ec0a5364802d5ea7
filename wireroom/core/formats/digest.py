"""The digest of an item's raw values, by which a later reading knows it unchanged. Cleans nothing."""

from hashlib import blake2b

from wireroom.core.formats.raw import RawItem


def digest_of(raw: RawItem, inherited: str) -> bytes:
    """16 bytes of BLAKE2b over every raw value, and over what the feed hands down, before any cleaning."""
    body, summary, title, media = raw.body, raw.summary, raw.title, raw.media_text
    files = ""
    for picture in raw.pictures:
        files += f"\x1e{picture.url}\x1d{picture.caption}\x1d{picture.credit}\x1d{picture.width}\x1d{picture.height}"
    for file in raw.enclosures:
        files += f"\x1e{file.url}\x1d{file.type}\x1d{file.length}"
    whole = "\x1f".join(
        (
            raw.guid or "",
            title.value if title else "",
            raw.link or "",
            raw.published or "",
            raw.updated or "",
            raw.language or "",
            raw.base or "",
            body.value if body else "",
            summary.value if summary else "",
            media.value if media else "",
            raw.pub_status or "",
            raw.ed_note or "",
            raw.usage_terms or "",
            raw.copyright_notice or "",
            raw.provider or "",
            files,
            inherited,
            *raw.authors,
            "",
            *raw.categories,
        )
    )
    return blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=16).digest()
