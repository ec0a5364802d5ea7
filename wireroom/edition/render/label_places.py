"""Where words stand in a drawing so that none covers another or a mark. Draws nothing, measures no font."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

# Wide letters (kana, Chinese characters) and others, in parts of the size of the letters.
_WIDE, _NARROW, _EAST_ASIAN = 1.0, 0.58, "\u2e80"
# What is left free around a mark, and between words.
_AROUND, _BETWEEN = 9.0, 3.0


@dataclass(frozen=True, slots=True)
class Frame:
    """The room for words, and the size of their letters."""

    left: float
    right: float
    top: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True)
class Label:
    """Words for a mark at a point."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the drawing; `left` and `bottom` are where its words begin."""

    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether both cover any place together."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def measure_text(text: str, size: float) -> float:
    """About how wide words are, rather too wide than too narrow."""
    return size * sum(_WIDE if letter >= _EAST_ASIAN else _NARROW for letter in text)


def cut_text(text: str, size: float, room: float) -> str:
    """Words cut with an ellipsis to what there is room for."""
    if measure_text(text, size) <= room:
        return text
    while text and measure_text(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def place_labels(labels: Sequence[Label], marks: Collection[tuple[float, float]], frame: Frame) -> list[Box | None]:
    """A place for each label, the most important first: above its mark, below it, or beside these; None where there is
    no room without covering a mark or what is placed already."""
    taken = [_around(x, y) for x, y in marks]
    placed: list[Box | None] = []
    for label in labels:
        free = (box for box in _candidates(label, frame) if not any(box.meets(other) for other in taken))
        box = next(free, None)
        placed.append(box)
        if box:
            taken.append(Box(box.left - _BETWEEN, box.right + _BETWEEN, box.top, box.bottom))
    return placed


def _around(x: float, y: float) -> Box:
    return Box(x - _AROUND, x + _AROUND, y - _AROUND, y + _AROUND)


def _candidates(label: Label, frame: Frame) -> list[Box]:
    """The places tried for a label, in order, that lie within the frame; moved in from its sides."""
    width, height = measure_text(label.text, frame.size), frame.size * 1.15
    if width > frame.right - frame.left:
        return []
    above, below, level = label.y - _AROUND - height, label.y + _AROUND, label.y - height / 2
    middle, before, behind = label.x - width / 2, label.x - _AROUND - width, label.x + _AROUND
    tried = [
        *((left, top) for top in (above, below) for left in (middle, before, behind)),
        *((left, level) for left in (behind, before)),
    ]
    moved = [(min(max(left, frame.left), frame.right - width), top) for left, top in tried]
    boxes = [Box(left, left + width, top, top + height) for left, top in moved]
    return [box for box in boxes if frame.top <= box.top and box.bottom <= frame.bottom]
