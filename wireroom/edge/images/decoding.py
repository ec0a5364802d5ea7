"""Decodes received pictures within bounds and says what they are. Makes no sizes and trusts no file name or header.

Pictures are hostile input. What is not one of six raster formats is refused before a decoder sees it (SVG can
hold scripts), size is judged from the header before pixels are made, and of an animation only the first
frame is ever decoded.
"""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from wireroom.core.errors import PictureError

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 50_000_000
SHORTEST_SIDE = 50
# Beyond this a picture is a strip, and its sizes would not fit the formats we write (16,383 pixels for WebP).
MOST_TIMES_LONGER = 12
_FORMATS = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "AVIF": "image/avif",
    "TIFF": "image/tiff",
}
_MARKUP = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<(\?xml|!doctype|!--|[a-z:]+)", re.IGNORECASE)
_ORIENTATION_TAG = 0x0112
# 50 million pixels are 200 MB in memory: two at a time, however many threads fetch pictures.
_decoding = threading.BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What a picture is. `format` a media type; width and height in pixels as shown, its orientation applied."""

    format: str
    width: int
    height: int
    animated: bool = False
    transparent: bool = False


def open_picture(body: bytes) -> PictureFacts:
    """The facts of a picture that was decoded to its end. Raises PictureError with the reason."""
    # A JPEG decodes to an eighth of its size at a fraction of the cost, and still to its last byte.
    with decoded(body, target=1) as (_, facts):
        return facts


@contextmanager
def decoded(body: bytes, *, target: int) -> Iterator[tuple[Image.Image, PictureFacts]]:
    """The pixels of the first frame, upright, with the facts. Raises PictureError, also for errors in the block.

    A JPEG may come smaller than it is, but no smaller than `target` pixels in width and height.
    """
    _refuse_by_first_bytes(body)
    with _decoding:
        try:
            # MPO, phones' JPEG with a second picture, is found by the JPEG reader itself.
            with Image.open(BytesIO(body), formats=[name for name in _FORMATS if name != "MPO"]) as image:
                facts = _read_facts(image)
                image.draft(None, (target, target))
                image.load()
                yield _upright(image), facts
        except PictureError:
            raise
        except Image.DecompressionBombError as error:
            raise PictureError(f"the picture has more than {MOST_PIXELS} pixels") from error
        except Exception as error:
            # Pillow's readers raise a dozen kinds of error for broken bytes; all mean the same to us.
            raise PictureError(f"the picture cannot be decoded: {error or type(error).__name__}") from error


def _refuse_by_first_bytes(body: bytes) -> None:
    if not body:
        raise PictureError("the picture is empty")
    if len(body) > MOST_BYTES:
        raise PictureError(f"the picture has {len(body)} bytes, the limit is {MOST_BYTES}")
    if _MARKUP.match(body[:200]):
        kind = "SVG, which can hold scripts" if b"<svg" in body[:4000].lower() else "a page of markup"
        raise PictureError(f"this is no picture but {kind}" if kind[0] == "a" else f"refused: {kind}")


def _read_facts(image: Image.Image) -> PictureFacts:
    """From the header, before any pixel is decoded. Raises PictureError for sizes we do not take."""
    media_type = _FORMATS.get(image.format or "")
    if media_type is None:
        raise PictureError(f"pictures of the format {image.format} are not taken")
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise PictureError(f"the picture has {width}×{height} pixels, the limit is {MOST_PIXELS}")
    if min(width, height) < SHORTEST_SIDE:
        raise PictureError(f"the picture has {width}×{height} pixels: a tracker or an ornament, no news picture")
    if max(width, height) > MOST_TIMES_LONGER * min(width, height):
        raise PictureError(f"the picture has {width}×{height} pixels: a strip, no news picture")
    if _find_orientation(image) >= 5:
        width, height = height, width
    # A JPEG's second picture (MPO) is a depth map or a larger copy, no animation.
    animated = media_type != "image/jpeg" and getattr(image, "is_animated", False)
    return PictureFacts(media_type, width, height, animated=animated, transparent=image.has_transparency_data)


def _upright(image: Image.Image) -> Image.Image:
    turn = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }.get(_find_orientation(image))
    return image if turn is None else image.transpose(turn)


def _find_orientation(image: Image.Image) -> int:
    """The EXIF orientation, 1 to 8; 1 where it is missing or its EXIF is broken."""
    try:
        orientation = int(image.getexif().get(_ORIENTATION_TAG, 1))
    except Exception:
        # EXIF is as hostile as the rest and its reader raises anything; a picture shown unturned is still shown.
        return 1
    return orientation if 1 <= orientation <= 8 else 1
