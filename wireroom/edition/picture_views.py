"""A kept picture as pages show it. Chooses no picture."""

from wireroom.edition.values import PictureSource, PictureView
from wireroom.pictures.models import Picture


def picture_view(picture: Picture, *, alt: str, caption: str | None = None, credit: str | None = None) -> PictureView:
    """The picture with its renditions, smallest first, and the words that stand with it here."""
    sizes = sorted(picture.renditions.all(), key=lambda rendition: rendition.width)
    sources = tuple(PictureSource(f"/pictures/{r.name}", r.width, r.height, r.type, r.size) for r in sizes)
    return PictureView(sources, alt, caption, credit)
