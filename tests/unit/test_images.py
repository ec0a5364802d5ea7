"""Pictures received: judged by their own bytes, decoded in bounds, served upright, small and without metadata."""

import hashlib
import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw, features

from wireroom.core.errors import PictureError
from wireroom.edge.images import make_renditions, open_picture

RED, BLUE, GREEN = (220, 30, 30), (30, 30, 220), (30, 160, 30)


def photograph(width: int = 1600, height: int = 900, mode: str = "RGB") -> Image.Image:
    """A scene with soft and sharp parts: red on the left, blue on the right, a green bar on top."""
    image = Image.new("RGB", (width, height), RED)
    draw = ImageDraw.Draw(image)
    draw.rectangle((width // 2, 0, width, height), fill=BLUE)
    draw.rectangle((0, 0, width, height // 10), fill=GREEN)
    return image.convert(mode)


def saved(image: Image.Image, kind: str = "JPEG", **settings) -> bytes:
    out = BytesIO()
    image.save(out, kind, **settings)
    return out.getvalue()


def shown(body: bytes) -> Image.Image:
    return Image.open(BytesIO(body)).convert("RGBA")


def near(image: Image.Image, point: tuple[float, float], colour: tuple[int, int, int], by: int = 12) -> bool:
    """Whether the picture has the colour at a point given in parts of its width and height."""
    pixel = image.getpixel((int(image.width * point[0]), int(image.height * point[1])))
    return all(abs(got - wanted) <= by for got, wanted in zip(pixel, colour, strict=False))


KINDS = [("JPEG", "jpeg"), ("PNG", "png"), ("WEBP", "webp"), ("GIF", "gif"), ("TIFF", "tiff"), ("AVIF", "avif")]


@pytest.mark.parametrize(("kind", "subtype"), KINDS)
def test_every_format_news_pictures_come_in_is_read(kind, subtype):
    if kind == "AVIF" and not features.check("avif"):
        pytest.skip("this Pillow is built without AVIF")
    body = saved(photograph(), kind)
    facts = open_picture(body)
    assert (facts.format, facts.width, facts.height) == (f"image/{subtype}", 1600, 900)
    assert not facts.animated
    assert not facts.transparent
    renditions = make_renditions(body)
    assert [(each.width, each.height) for each in renditions] == [(320, 180), (640, 360), (1280, 720)]
    for rendition in renditions:
        image = shown(rendition.body)
        assert image.size == (rendition.width, rendition.height)
        assert near(image, (0.2, 0.6), RED)
        assert near(image, (0.8, 0.6), BLUE)
        assert near(image, (0.5, 0.03), GREEN)


def test_photographs_become_jpeg_drawings_and_transparent_pictures_webp():
    formats = {kind: make_renditions(saved(photograph(), kind))[0].format for kind in ("JPEG", "PNG", "TIFF", "WEBP")}
    assert formats == {"JPEG": "image/jpeg", "PNG": "image/webp", "TIFF": "image/jpeg", "WEBP": "image/jpeg"}


def test_a_rendition_is_named_by_its_bytes_and_the_same_each_time():
    body = saved(photograph())
    first, second = make_renditions(body), make_renditions(body)
    assert first == second
    for rendition in first:
        assert rendition.sha256 == hashlib.sha256(rendition.body).hexdigest()
        assert rendition.name == f"{rendition.sha256}.jpg"


@pytest.mark.parametrize(
    ("width", "widths"), [(200, [200]), (320, [320]), (500, [320, 500]), (640, [320, 640]), (1279, [320, 640, 1279])]
)
def test_no_picture_is_ever_enlarged(width, widths):
    renditions = make_renditions(saved(photograph(width, 300)))
    assert [each.width for each in renditions] == widths


@given(width=st.integers(50, 900), height=st.integers(50, 900), widths=st.sets(st.integers(1, 1200), min_size=1))
@settings(max_examples=25, deadline=None)
def test_sizes_keep_the_shape_and_stay_within_the_picture(width, height, widths):
    if max(width, height) > 12 * min(width, height):
        return
    body = saved(Image.new("RGB", (width, height), RED), "PNG", compress_level=1)
    for rendition in make_renditions(body, widths=tuple(widths)):
        assert 1 <= rendition.width <= width
        assert 1 <= rendition.height <= height
        assert abs(rendition.height - height * rendition.width / width) <= 1


@pytest.mark.parametrize("widths", [(), (0,), (320, -1)])
def test_senseless_widths_are_a_mistake_of_the_caller(widths):
    with pytest.raises(ValueError, match="widths"):
        make_renditions(saved(photograph()), widths=widths)


# What an upright picture must be turned by to be stored with each EXIF orientation.
STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@pytest.mark.parametrize("orientation", STORED)
def test_a_picture_taken_sideways_is_shown_upright(orientation):
    upright = photograph(800, 600)
    stored = upright if STORED[orientation] is None else upright.transpose(STORED[orientation])
    exif = Image.Exif()
    exif[0x0112] = orientation
    body = saved(stored, exif=exif)
    facts = open_picture(body)
    assert (facts.width, facts.height) == (800, 600)
    (rendition,) = make_renditions(body, widths=(400,))
    image = shown(rendition.body)
    assert image.size == (400, 300)
    assert near(image, (0.5, 0.03), GREEN)
    assert near(image, (0.2, 0.6), RED)
    assert near(image, (0.8, 0.6), BLUE)


def test_broken_exif_loses_no_picture():
    body = saved(photograph(), exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\x01\x12\0\x03\xff\xff\xff\xff" * 5)
    assert open_picture(body).width == 1600
    assert len(make_renditions(body)) == 3


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_nothing_of_the_metadata_leaves(kind):
    exif = Image.Exif()
    exif[0x010F], exif[0x9286], exif[0x013B] = "SecretCamera", "SecretNote", "SecretName"
    exif.get_ifd(0x8825)[2] = (35.0, 41.0, 22.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    extra = {"JPEG": {"comment": b"SecretComment", "xmp": b"<x>SecretXmp</x>"}, "WEBP": {"xmp": b"<x>SecretXmp</x>"}}
    body = saved(photograph(), kind, exif=exif, icc_profile=profile, **extra.get(kind, {}))
    assert b"Secret" in body or kind == "PNG"
    for rendition in make_renditions(body):
        assert b"Secret" not in rendition.body
        image = Image.open(BytesIO(rendition.body))
        image.load()
        assert not dict(image.getexif())
        assert not image.info.keys() & {"exif", "icc_profile", "xmp", "comment", "photoshop"}


def test_colours_of_another_profile_become_what_they_mean_in_srgb():
    # A profile whose red and blue are swapped makes the conversion plain to see.
    swapped = _swapped_srgb_profile()
    body = saved(Image.new("RGB", (400, 300), (250, 0, 0)), "PNG", icc_profile=swapped)
    image = shown(make_renditions(body)[0].body)
    red, _, blue, _ = image.getpixel((200, 150))
    assert blue > 200
    assert red < 60


def _swapped_srgb_profile() -> bytes:
    """sRGB with the red and blue colorants' tags exchanged."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    (count,) = struct.unpack_from(">I", profile, 128)
    for row in range(count):
        start = 132 + 12 * row
        name = bytes(profile[start : start + 4])
        profile[start : start + 4] = {b"rXYZ": b"bXYZ", b"bXYZ": b"rXYZ"}.get(name, name)
    return bytes(profile)


def test_a_broken_profile_loses_no_picture():
    body = saved(photograph(), icc_profile=b"this is no profile" * 20)
    assert near(shown(make_renditions(body)[0].body), (0.2, 0.6), RED)


def test_print_colours_and_grey_become_screen_colours():
    for mode in ("CMYK", "L", "1"):
        kind = "TIFF" if mode == "1" else "JPEG"
        (rendition,) = make_renditions(saved(photograph(mode=mode), kind), widths=(320,))
        assert Image.open(BytesIO(rendition.body)).mode == "RGB"


def test_grey_of_sixteen_bits_keeps_its_shades():
    deep = Image.new("I;16", (200, 100), 0x8080)
    (rendition,) = make_renditions(saved(deep, "PNG"), widths=(200,))
    assert near(shown(rendition.body), (0.5, 0.5), (128, 128, 128), by=3)


def test_transparent_pictures_stay_transparent():
    image = Image.new("RGBA", (400, 300), (*RED, 255))
    image.paste((0, 0, 0, 0), (0, 0, 200, 300))
    palette = image.convert("P")
    palette.info["transparency"] = palette.getpixel((10, 10))
    for body in (
        saved(image, "PNG"),
        saved(image, "WEBP"),
        saved(palette, "GIF", transparency=palette.getpixel((10, 10))),
    ):
        assert open_picture(body).transparent
        (rendition,) = make_renditions(body, widths=(320,))
        assert rendition.format == "image/webp"
        result = shown(rendition.body)
        assert result.getpixel((40, 120))[3] == 0
        assert result.getpixel((280, 120))[3] == 255


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_an_animation_the_first_frame_is_shown(kind):
    frames = [Image.new("RGB", (120, 90), colour) for colour in (RED, BLUE, GREEN)]
    body = saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=50)
    assert open_picture(body).animated
    (rendition,) = make_renditions(body, widths=(120,))
    image = Image.open(BytesIO(rendition.body))
    assert not getattr(image, "is_animated", False)
    assert near(shown(rendition.body), (0.5, 0.5), RED)


def bomb_png(width: int, height: int) -> bytes:
    """A few bytes that claim a size. Written by hand: no encoder would."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "empty"),
        (b"\xff" * (20 * 1024 * 1024 + 1), "bytes, the limit"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "SVG"),
        (b"\xef\xbb\xbf\n<?xml version='1.0'?><!-- x --><svg/>", "SVG"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "markup"),
        (b"%PDF-1.7\n", "cannot be decoded"),
        (b"GIF89a", "cannot be decoded"),
        (saved(photograph())[:4000], "cannot be decoded"),
        (saved(photograph(), "BMP"), "cannot be decoded"),
        (saved(photograph(300, 300), "PPM"), "cannot be decoded"),
        (saved(photograph(1, 1), "GIF"), "tracker"),
        (saved(photograph(49, 600), "PNG"), "tracker"),
        (saved(photograph(600, 49), "PNG"), "tracker"),
        (saved(photograph(60, 800), "PNG"), "strip"),
        (bomb_png(10_000, 10_000), "pixels"),
        (bomb_png(60_000, 60_000), "pixels"),
        (bomb_png(2_000_000_000, 2_000_000_000), r"pixels|decoded"),
    ],
    ids=lambda value: None if isinstance(value, bytes) else value,
)  # fmt: skip
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_what_is_no_news_picture_is_refused_with_the_reason(body, why):
    for work in (open_picture, make_renditions):
        with pytest.raises(PictureError, match=why):
            work(body)


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_damage_anywhere_gives_a_picture_or_our_error(data):
    kind = data.draw(st.sampled_from(["JPEG", "PNG", "GIF", "WEBP", "TIFF"]))
    body = bytearray(saved(photograph(80, 60), kind))
    for _ in range(data.draw(st.integers(1, 6))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    try:
        renditions = make_renditions(bytes(body))
    except PictureError:
        return
    assert renditions
