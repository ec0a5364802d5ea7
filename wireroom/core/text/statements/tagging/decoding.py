"""Decides which words of a tagged window are cues, and which are the source and the content of each. Knows no text."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wireroom.core.text.statements.tagging.values import LinkRow, Range, Tagging

LEAST_CUE = 0.1
"""A word less likely to begin a cue needs no row of links."""
_IN_CONTENT, _BRIDGES_CONTENT, _LONGEST_BRIDGE = 0.5, 0.2, 2
_OUTSIDE, _BEGINS, _GOES_ON = range(3)
_NEVER = -1e9
_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution in words of a window. `cue_chance`, `source_chance` and `content_chance`: from 0 to 1 how sure
    each part is."""

    cue: Range
    source: Range | None
    contents: tuple[Range, ...]
    cue_chance: float
    source_chance: float
    content_chance: float


def decode_window(tagging: Tagging, *, least: float = 0.5) -> list[Found]:
    """The attributions of a window in the order of their cues. `least` is how likely a word has to be a cue's first."""
    rows = {row.head: row for row in tagging.rows}
    found = []
    for cue in _join(find_cues(tagging.cues, least=least), rows):
        heads = [at for at in range(*cue) if at in rows]
        if heads:
            head = max(heads, key=lambda at: tagging.cues[at][_BEGINS])
            found.append(_decode_row(rows[head], cue, tagging))
    return found


def _join(cues: Sequence[Range], rows: Mapping[int, LinkRow]) -> list[Range]:
    """Cues that stand side by side as one: "also" and "said" are no two statements. They are two where the second
    belongs to what is said with the first: "denied" and "knowing"."""
    joined: list[Range] = []
    for start, end in cues:
        before = rows.get(joined[-1][0]) if joined and joined[-1][1] == start else None
        if before is not None and before.contents[start] < _IN_CONTENT:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def find_cues(tags: Sequence[Sequence[float]], *, least: float = 0.5) -> list[Range]:
    """The most likely sequence of cues: what goes on with a cue has one before it. `least` moves the balance between
    none and one: 0.5 is the tagger's own."""
    if not tags:
        return []
    shift = math.log(least / (1 - least))
    best = [0.0, _NEVER, _NEVER]
    steps: list[tuple[int, int, int]] = []
    for at, chances in enumerate(tags):
        logs = [math.log(max(chance, _LEAST)) for chance in chances]
        from_any = max(range(3), key=lambda tag: best[tag]) if at else _OUTSIDE
        from_cue = _BEGINS if best[_BEGINS] >= best[_GOES_ON] else _GOES_ON
        steps.append((from_any, from_any, from_cue))
        best = [
            best[from_any] + logs[_OUTSIDE],
            best[from_any] + logs[_BEGINS] - shift,
            best[from_cue] + logs[_GOES_ON] if at else _NEVER,
        ]
    tag = max(range(3), key=lambda one: best[one])
    path = []
    for step in reversed(steps):
        path.append(tag)
        tag = step[tag]
    path.reverse()
    cues: list[Range] = []
    for at, tag in enumerate(path):
        if tag == _BEGINS:
            cues.append((at, at + 1))
        elif tag == _GOES_ON:
            cues[-1] = (cues[-1][0], at + 1)
    return cues


def _decode_row(row: LinkRow, cue: Range, tagging: Tagging) -> Found:
    source = _decode_source(row.sources, cue, tagging.sources)
    contents = _decode_contents(row.contents, cue, source)
    held = [row.contents[at] for start, end in contents for at in range(start, end)]
    source_chance = sum(row.sources[slice(*(source or cue))])
    content_chance = sum(held) / len(held) if held else 1.0 - max(row.contents, default=0.0)
    cue_chance = tagging.cues[row.head][_BEGINS]
    return Found(cue, source, contents, cue_chance, min(1.0, source_chance), content_chance)


def _decode_source(chances: Sequence[float], cue: Range, tags: Sequence[Sequence[float]]) -> Range | None:
    """The likeliest word with its neighbours as far as they are tagged as one source; none where the cue itself is."""
    best = max(range(len(chances)), key=lambda at: chances[at])
    if cue[0] <= best < cue[1]:
        return None
    start, end = best, best + 1
    while start > 0 and tags[start][_BEGINS] < tags[start][_GOES_ON] and not cue[0] <= start - 1 < cue[1]:
        if tags[start - 1][_OUTSIDE] > 0.5:
            break
        start -= 1
    while end < len(chances) and tags[end][_GOES_ON] > max(tags[end][:_GOES_ON]) and not cue[0] <= end < cue[1]:
        end += 1
    return start, end


def _decode_contents(chances: Sequence[float], cue: Range, source: Range | None) -> tuple[Range, ...]:
    """The runs of likely words outside of cue and source; a gap of a word or two that may belong is bridged."""

    def is_own(at: int) -> bool:
        return cue[0] <= at < cue[1] or (source is not None and source[0] <= at < source[1])

    runs: list[Range] = []
    for at, chance in enumerate(chances):
        if chance < _IN_CONTENT or is_own(at):
            continue
        if runs:
            start, end = runs[-1]
            gap = range(end, at)
            if len(gap) <= _LONGEST_BRIDGE and all(chances[o] >= _BRIDGES_CONTENT and not is_own(o) for o in gap):
                runs[-1] = (start, at + 1)
                continue
        runs.append((at, at + 1))
    return tuple(runs)
