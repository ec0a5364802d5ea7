"""Looking at pictures: what is ready of some addresses, and which items use a picture."""

from collections.abc import Collection

from wireroom.pictures.models import Picture, PictureUse


def ready_pictures(urls: Collection[str]) -> dict[str, Picture]:
    """The ready ones of some addresses, with their renditions, smallest first."""
    if not urls:
        return {}
    rows = Picture.objects.filter(url__in=list(urls), state=Picture.State.READY).prefetch_related("renditions")
    return {picture.url: picture for picture in rows}


def items_using(picture_id: int) -> list[int]:
    """Items that show the picture."""
    return list(PictureUse.objects.filter(picture_id=picture_id).values_list("item_id", flat=True))
