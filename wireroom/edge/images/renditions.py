"""Makes the sizes of a picture that pages show: upright, in sRGB, without metadata. Decides nothing about rights.

Photographs become JPEG, which everything reads, other sites' preview cards and old feed readers included; what
came as PNG or GIF, or is transparent, becomes WebP, which keeps drawn edges and see-through parts.
The same bytes in give the same bytes out.
"""

import hashlib
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageCms

from wireroom.core.errors import PictureError
from wireroom.edge.images.decoding import PictureFacts, decoded

RENDITION_WIDTHS = (320, 640, 1280)
_QUALITY = 82
_SUFFIXES = {"image/jpeg": "jpg", "image/webp": "webp"}
_GRAPHICS = frozenset({"image/png", "image/gif"})


@dataclass(frozen=True, slots=True)
class Rendition:
    """One size of a picture. `format` a media type; width and height in pixels; `sha256` of `body`, in hex."""

    width: int
    height: int
    format: str
    body: bytes
    sha256: str

    @property
    def name(self) -> str:
        """The file name: it changes with the bytes, so the file may be cached for ever."""
        return f"{self.sha256}.{_SUFFIXES[self.format]}"


def make_renditions(body: bytes, *, widths: tuple[int, ...] = RENDITION_WIDTHS) -> tuple[Rendition, ...]:
    """The picture in each width that is not larger than itself, smallest first; its own width stands for larger ones.

    Raises PictureError with the reason, ValueError for no or senseless widths.
    """
    if not widths or min(widths) < 1:
        raise ValueError(f"widths must be at least one and positive, not {widths}")
    with decoded(body, target=_find_target(widths)) as (image, facts):
        wanted = sorted({min(width, facts.width) for width in widths}, reverse=True)
        media_type = "image/webp" if facts.transparent or facts.format in _GRAPHICS else "image/jpeg"
        # Each size is made from the largest, which alone goes through colour conversion.
        largest = _resize(_to_eight_bits(image), wanted[0], facts)
        largest = _to_srgb(largest, image.info.get("icc_profile"))
        made = [_encode(_resize(largest, width, facts), media_type) for width in wanted]
    return tuple(reversed(made))


def _find_target(widths: tuple[int, ...]) -> int:
    # Twice the largest width: what a JPEG loses by decoding small must not be seen after resizing.
    return 2 * max(widths)


def _resize(image: Image.Image, width: int, facts: PictureFacts) -> Image.Image:
    size = (width, max(1, round(facts.height * width / facts.width)))
    return image if image.size == size else image.resize(size, Image.Resampling.LANCZOS)


def _to_eight_bits(image: Image.Image) -> Image.Image:
    """RGB, RGBA, L or CMYK of eight bits, which can be resized and converted. Raises PictureError for other samples."""
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.mode in ("I", "F"):
        raise PictureError(f"pictures with samples of the kind {image.mode} are not taken")
    if image.mode in ("RGB", "L", "CMYK"):
        return image.convert("RGBA") if image.has_transparency_data else image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The colours the profile means, as sRGB. A profile that is broken or of other channels is passed over."""
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile and image.mode != "L":
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            converted = None
        if converted is not None:
            return converted
    return image.convert(mode)


def _encode(image: Image.Image, media_type: str) -> Rendition:
    # Pillow writes out what it finds in `info` (comment, XMP, profile): nothing of it may leave.
    image = image.copy()
    image.info = {}
    out = BytesIO()
    if media_type == "image/webp":
        image.save(out, "WEBP", quality=_QUALITY, method=4)
    else:
        image.convert("RGB").save(out, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    body = out.getvalue()
    return Rendition(image.width, image.height, media_type, body, hashlib.sha256(body).hexdigest())
