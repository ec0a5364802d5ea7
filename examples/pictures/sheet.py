"""A drawing surface for the sample wire's pictures: shapes, hills, water; knows no scene."""

import math
from collections.abc import Iterable
from pathlib import Path
from random import Random

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1600, 1000
SCALE = 2  # drawn twice as large and reduced: smooth edges
Point = tuple[float, float]


class Sheet:
    """A drawing surface in the picture's own pixels; colours are "#rrggbb", with "aa" behind for opacity."""

    def __init__(self, *sky: str):
        column = Image.new("RGB", (1, len(sky)))
        for row, colour in enumerate(sky):
            column.putpixel((0, row), _rgb(colour)[:3])
        self.image = column.resize((WIDTH * SCALE, HEIGHT * SCALE), Image.Resampling.BICUBIC)
        self._start()

    def _start(self) -> None:
        self._draw = ImageDraw.Draw(self.image, "RGBA")

    def polygon(self, points: Iterable[Point], colour: str) -> None:
        self._draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=_rgb(colour))

    def box(self, left: float, top: float, right: float, bottom: float, colour: str, round_by: float = 0) -> None:
        area = [value * SCALE for value in (left, top, right, bottom)]
        self._draw.rounded_rectangle(area, radius=round_by * SCALE, fill=_rgb(colour))

    def disc(self, x: float, y: float, radius: float, colour: str, *, flat: float = 1) -> None:
        area = [x - radius, y - radius * flat, x + radius, y + radius * flat]
        self._draw.ellipse([value * SCALE for value in area], fill=_rgb(colour))

    def line(self, points: Iterable[Point], colour: str, width: float) -> None:
        path = [(x * SCALE, y * SCALE) for x, y in points]
        self._draw.line(path, fill=_rgb(colour), width=round(width * SCALE), joint="curve")

    def glow(self, x: float, y: float, radius: float, colour: str) -> None:
        """A soft light."""
        layer = Image.new("RGBA", (WIDTH // 4, HEIGHT // 4), (*_rgb(colour)[:3], 0))
        area = [(x - radius) / 4, (y - radius) / 4, (x + radius) / 4, (y + radius) / 4]
        ImageDraw.Draw(layer).ellipse(area, fill=_rgb(colour))
        layer = layer.filter(ImageFilter.GaussianBlur(radius / 9)).resize(self.image.size)
        self.image.paste(layer, (0, 0), layer)
        self._start()

    def hills(self, base: float, height: float, colour: str, *, seed: int, rough: float = 1) -> None:
        """A ridge across the whole picture, `height` above `base`, filled to the bottom."""
        random = Random(seed)
        waves = [(random.uniform(0.6, 1), random.uniform(0, 6.3), k * rough) for k in (1.3, 2.9, 5.3, 11)]
        points = []
        for x in range(0, WIDTH + 1, 8):
            rise = sum(size / speed * math.sin(speed * x / 260 + shift) for size, shift, speed in waves)
            points.append((x, base - height * (0.5 + rise / 2)))
        self.polygon([(0, HEIGHT), *points, (WIDTH, HEIGHT)], colour)

    def peak(self, x: float, y: float, half: float, base: float, colours: tuple[str, str, str]) -> None:
        """A mountain lit from the left, with snow: colours of light side, dark side, snow."""
        light, dark, snow = colours
        self.polygon([(x - half, base), (x, y), (x + half, base)], light)
        self.polygon([(x, y), (x + half, base), (x - half * 0.15, base), (x + half * 0.12, y + (base - y) * 0.5)], dark)
        cap = (base - y) * 0.24
        edge = half * 0.24
        zigzag = [(x - edge, y + cap), (x - edge * 0.4, y + cap * 0.75), (x - 4, y + cap * 1.15)]
        zigzag += [(x + edge * 0.45, y + cap * 0.8), (x + edge, y + cap)]
        self.polygon([(x, y), *zigzag], snow)

    def sea(self, top: float, colours: tuple[str, ...], *, seed: int, glint: str = "#ffffff38") -> None:
        """Water from `top` down, in bands from far to near, with short waves."""
        depth = (HEIGHT - top) / len(colours)
        for band, colour in enumerate(colours):
            edge = top + band * depth
            bend = 0 if band == 0 else 5 + 3 * band
            points = [(x, edge + bend * math.sin(x / (90 + 40 * band) + band * 2)) for x in range(0, WIDTH + 1, 10)]
            self.polygon([(0, HEIGHT), *points, (WIDTH, HEIGHT)], colour)
        random = Random(seed)
        for _ in range(110):
            y = top + 12 + (HEIGHT - top - 20) * random.random() ** 1.4
            size = 14 + 70 * (y - top) / (HEIGHT - top)
            x = random.uniform(-40, WIDTH)
            self.line([(x, y), (x + size, y)], glint, 2 + 3 * (y - top) / (HEIGHT - top))

    def cloud(self, x: float, y: float, size: float, colour: str) -> None:
        """One even shape, however its parts overlap."""
        red, green, blue, opacity = _rgb(colour)
        mask = Image.new("L", self.image.size)
        draw = ImageDraw.Draw(mask)
        for dx, dy, radius in ((-1.1, 0.1, 0.55), (-0.4, -0.2, 0.8), (0.5, -0.05, 0.65), (1.1, 0.15, 0.45)):
            left, top = x + (dx - radius) * size, y + (dy - radius * 0.72) * size
            right, bottom = x + (dx + radius) * size, y + (dy + radius * 0.72) * size
            draw.ellipse([value * SCALE for value in (left, top, right, bottom)], fill=opacity)
        area = [x - 1.6 * size, y + 0.1 * size, x + 1.5 * size, y + 0.5 * size]
        draw.rounded_rectangle([value * SCALE for value in area], radius=0.2 * size * SCALE, fill=opacity)
        self.image.paste((red, green, blue), (0, 0), mask)
        self._start()

    def windows(self, left: float, top: float, grid: tuple[int, int], step: Point, size: Point, colour: str) -> None:
        columns, rows = grid
        for column in range(columns):
            for row in range(rows):
                x, y = left + column * step[0], top + row * step[1]
                self.box(x, y, x + size[0], y + size[1], colour)

    def save(self, path: Path) -> None:
        image = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        if path.suffix == ".png":
            image.quantize(96, dither=Image.Dither.NONE).save(path, optimize=True)
        else:
            image.save(path, quality=86, optimize=True, progressive=True)


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))
