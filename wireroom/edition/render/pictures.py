"""A picture and its sizes as templates write them. Chooses no size: that is the browser's, by srcset."""

from dataclasses import dataclass

from wireroom.edition.render.escaping import Safe, html_text
from wireroom.edition.values import PictureSource, PictureView


@dataclass(frozen=True, slots=True)
class SourceHtml:
    """The sizes of one media type."""

    type: Safe
    srcset: Safe


@dataclass(frozen=True, slots=True)
class PictureHtml:
    """A picture, escaped. `url width height` are those of the size shown where srcset is not understood."""

    url: Safe
    width: int
    height: int
    srcset: Safe
    others: tuple[SourceHtml, ...]
    alt: Safe
    caption: Safe
    credit: Safe


def picture_html(picture: PictureView | None) -> PictureHtml | None:
    """`picture` for a template; None for a picture without sizes as for no picture.

    Every browser shows the first type given for JPEG, PNG and GIF; other types are offered before it.
    """
    if picture is None or not picture.sources:
        return None
    plain = [source for source in picture.sources if source.type in ("image/jpeg", "image/png", "image/gif")]
    shown = [source for source in plain if source.type == plain[0].type] if plain else list(picture.sources)
    largest = shown[-1]
    other_types = dict.fromkeys(source.type for source in picture.sources if source not in shown)
    return PictureHtml(
        url=html_text(largest.url),
        width=largest.width,
        height=largest.height,
        srcset=_srcset(shown),
        others=tuple(
            SourceHtml(html_text(other), _srcset([source for source in picture.sources if source.type == other]))
            for other in other_types
        ),
        alt=html_text(picture.alt),
        caption=html_text(picture.caption),
        credit=html_text(picture.credit),
    )


def _srcset(sources: list[PictureSource]) -> Safe:
    return html_text(", ".join(f"{source.url} {source.width}w" for source in sources))
