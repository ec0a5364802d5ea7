"""Looking at pictures: what is ready of some addresses, and which items use a picture."""

from collections.abc import Collection

from wireroom.pictures.models import Picture, PictureUse, Rendition


def ready_pictures(urls: Collection[str]) -> dict[str, Picture]:
    """The ready ones of some addresses, with their renditions, smallest first."""
    if not urls:
        return {}
    rows = Picture.objects.filter(url__in=list(urls), state=Picture.State.READY).prefetch_related("renditions")
    return {picture.url: picture for picture in rows}


def items_using(picture_id: int) -> list[int]:
    """Items that show the picture."""
    return list(PictureUse.objects.filter(picture_id=picture_id).values_list("item_id", flat=True))


def pictures_only_of(item_id: int) -> list[Picture]:
    """Pictures that the item shows, or showed once, and no other item does; with their renditions."""
    others = PictureUse.objects.exclude(item_id=item_id).values("picture_id")
    rows = Picture.objects.filter(uses__item_id=item_id).exclude(id__in=others)
    return list(rows.distinct().prefetch_related("renditions"))


def names_also_of(names: Collection[str], picture_ids: Collection[int]) -> set[str]:
    """Those of some files that other pictures than these have too: the same bytes under another address."""
    rows = Rendition.objects.filter(name__in=list(names)).exclude(picture__in=list(picture_ids))
    return set(rows.values_list("name", flat=True))
