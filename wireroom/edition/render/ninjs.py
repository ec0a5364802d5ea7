"""A story as ninjs 3.1, for programs elsewhere. Decides nothing of what may be told: the story is cut already.

Source: iptc.org/std/ninjs/ninjs-schema_3.1.json. ninjs has no place for a signal or a reservation of data mining: the
correction log stands in edNote, the reservation in usageTerms.
"""

import json
from datetime import UTC, datetime

from wireroom.edition.render.escaping import cut_uncarriable
from wireroom.edition.values import OutgoingStory, PictureView

SCHEMA = "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"


def ninjs_document(story: OutgoingStory) -> bytes:
    """The story as one ninjs object, UTF-8. A canceled one has identity, status and dates only."""
    document: dict[str, object] = {
        "standard": {"name": "ninjs", "version": "3.1", "schema": SCHEMA},
        "uri": story.guid,
        "type": "text",
        "version": str(story.version),
        "firstCreated": _iso(story.published),
        "versionCreated": _iso(story.updated),
        "pubStatus": story.status,
        "language": story.language,
        "infoSources": [
            _filled({"name": story.site.label, "role": "publisher", "uri": story.site.url}),
            _filled({"name": story.provider.label, "role": "provider", "uri": story.provider.url}),
        ],
        "altIds": [{"role": "key", "value": story.key}, {"role": "url", "value": story.url}],
    }
    if story.status == "usable":
        document |= _copy(story)
    return f"{cut_uncarriable(json.dumps(_filled(document), ensure_ascii=False, separators=(',', ':')))}\n".encode()


def _copy(story: OutgoingStory) -> dict[str, object]:
    partial = story.extent != "full"
    made = " ".join(story.disclosure)
    return {
        "representationType": "partial" if partial else "full",
        "urgency": story.urgency,
        "contentCreated": _iso(story.source_published) if story.source_published else None,
        "expires": _iso(story.expires) if story.expires else None,
        "copyrightHolder": story.copyright_holder,
        "copyrightNotice": story.copyright_notice,
        "usageTerms": "\n".join(story.usage),
        "edNote": "\n".join(story.notes),
        "headlines": _texts([("main", story.headline)]),
        "descriptions": _texts([("summary", story.summary), ("disclosure", made), ("creditline", story.credit)]),
        "bodies": [
            _filled({"role": "main", "contentType": "text/html", "wordCount": story.words, "value": story.body_html})
        ]
        if story.body_html
        else [],
        "by": story.byline,
        "slugline": story.slugline,
        "located": ", ".join(story.located) or story.dateline,
        "subjects": [{"name": name} for name in dict.fromkeys((story.section, *story.subjects)) if name],
        "digitalSourceType": _term(story.digital_source_type),
        "renditions": [{"name": "web", "href": story.url, "contentType": "text/html", "title": story.headline}],
        "associations": _associations(story),
    }


def _associations(story: OutgoingStory) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    if story.source_url:
        found.append({"name": "source", "rel": "derivedFrom", "uri": story.source_url, "type": "text"})
    if story.picture and story.picture.sources:
        found.append(_picture(story.picture, story.language))
    return found


def _picture(picture: PictureView, language: str) -> dict[str, object]:
    words = [("caption", picture.caption), ("creditline", picture.credit), ("alt", picture.alt)]
    return _filled(
        {
            "name": "picture",
            "uri": picture.sources[-1].url,
            "type": "picture",
            "language": language,
            "by": picture.credit,
            "descriptions": _texts(words),
            "renditions": [
                {
                    "name": f"w{source.width}-{source.type.rpartition('/')[2]}",
                    "href": source.url,
                    "contentType": source.type,
                    "width": source.width,
                    "height": source.height,
                    "sizeInBytes": source.size,
                }
                for source in picture.sources
            ],
        }
    )


def _texts(pairs: list[tuple[str, str | None]]) -> list[dict[str, str]]:
    return [{"role": role, "contentType": "text/plain", "value": value} for role, value in pairs if value]


def _term(value: str) -> dict[str, str] | None:
    """A term of a vocabulary: its address where it is one, else a word."""
    if not value:
        return None
    return {"uri": value} if value.startswith(("http://", "https://")) else {"literal": value}


def _filled(values: dict[str, object]) -> dict[str, object]:
    """The same without what says nothing."""
    return {name: value for name, value in values.items() if value}


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
