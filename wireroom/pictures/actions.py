"""Asking for pictures of items, and keeping what became of them. Fetches and draws nothing itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from wireroom.core.text.images import find_image_urls
from wireroom.pictures.models import Picture, PictureUse, Rendition
from wireroom.tasks.actions import enqueue
from wireroom.wire.models import Item, Provider, Version
from wireroom.wire.rows import RowsAmong

PER_ITEM = 20
CHUNK = 500
_ITEMS = RowsAmong(Item, ("id", "provider_id", "current_id"), among="id", order="id")
_VERSIONS = RowsAmong(Version, ("id", "body", "pictures"), among="id")


@dataclass(frozen=True, slots=True)
class StoredRendition:
    """One size, already on disk under `name`; pixels and bytes."""

    name: str
    type: str
    width: int
    height: int
    size: int


def want_pictures(item_ids: Iterable[int], *, now: datetime) -> None:
    """Ask for every picture that the current versions of these items show, where the provider's rights allow it."""
    ids = list(item_ids)
    for start in range(0, len(ids), CHUNK):
        _want_pictures(ids[start : start + CHUNK], now)


def _want_pictures(item_ids: list[int], now: datetime) -> None:
    items = _ITEMS.tuples(item_ids)
    shown = Provider.objects.filter(may_show_pictures=True).in_bulk({provider for _, provider, _ in items})
    current = {item: version for item, provider, version in items if version and provider in shown}
    versions = {version.id: version for version in _VERSIONS.models(current.values())}
    wanted: dict[str, list[int]] = {}
    for item, version_id in current.items():
        version = versions[version_id]
        urls = [picture.url for picture in version.lead_pictures] + find_image_urls(version.body)
        for url in list(dict.fromkeys(urls))[:PER_ITEM]:
            if url.startswith(("http://", "https://")) and len(url) <= 2000:
                wanted.setdefault(url, []).append(item)
    if not wanted:
        return
    with transaction.atomic():
        Picture.objects.bulk_create([Picture(url=url, asked_at=now) for url in wanted], ignore_conflicts=True)
        pictures = list(Picture.objects.filter(url__in=list(wanted)))
        PictureUse.objects.bulk_create(
            [PictureUse(picture=picture, item_id=item_id) for picture in pictures for item_id in wanted[picture.url]],
            ignore_conflicts=True,
        )
        waiting = [picture.id for picture in pictures if picture.state == Picture.State.WANTED]
        enqueue("picture", waiting, now=now, priority=6)


def keep_picture(picture: Picture, raw_hash: str, renditions: Iterable[StoredRendition], *, now: datetime) -> None:
    """Mark a picture ready with its sizes, the largest giving its dimensions."""
    rows = [Rendition(picture=picture, **_columns(rendition)) for rendition in renditions]
    largest = max(rows, key=lambda row: row.width)
    with transaction.atomic():
        picture.renditions.all().delete()
        Rendition.objects.bulk_create(rows)
        Picture.objects.filter(id=picture.id).update(
            state=Picture.State.READY,
            reason="",
            raw_hash=raw_hash,
            width=largest.width,
            height=largest.height,
            decided_at=now,
        )


def refuse_picture(picture: Picture, reason: str, *, now: datetime) -> None:
    """Mark a picture as not to be shown, with the reason."""
    Picture.objects.filter(id=picture.id).update(state=Picture.State.REFUSED, reason=reason[:500], decided_at=now)


def forget_pictures(picture_ids: Iterable[int], *, item_id: int) -> None:
    """Delete pictures with their renditions, and every note that the item used one. Their files went before."""
    with transaction.atomic():
        Picture.objects.filter(id__in=list(picture_ids)).delete()
        PictureUse.objects.filter(item_id=item_id).delete()


def _columns(rendition: StoredRendition) -> dict[str, object]:
    return {name: getattr(rendition, name) for name in StoredRendition.__dataclass_fields__}
