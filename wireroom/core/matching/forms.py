"""Tells a form filled in anew (a quake, a market's close, a death) from a version of a text. Looks nothing up."""

from collections.abc import Sequence, Set
from itertools import islice, pairwise
from zlib import crc32

from wireroom.core.matching.fingerprints import Fingerprint

# Neighbouring tokens that stand for a place in a text, and the most tokens that a form leaves to be filled in at once.
_RUN, _BLANK = 4, 40
# Figures that changed at least, and how many are enough where no word did.
_FEW, _MANY = 2, 5
# The share of the runs that a form keeps, and of its figures that may be the same. One that keeps less has no figure
# in common: in a text full of errors the most are.
_KEPT, _SAME_FIGURES = 0.6, 0.5
_FIGURE = 0
_EVERY, _MOVED = 8, 2
_BEFORE = (-1, -1)


def is_filled_in_anew(one: Fingerprint, other: Fingerprint, shared: Set[int]) -> bool:
    """Whether two texts that share much, these shingles, are one form with other figures and names.

    Then all that the shorter has stands in the other in the same order, or something else in its place. In a version of
    a text sentences are moved, added and left out, or the figures are mostly the same.
    """
    figured, alike = min(len(one.numbers), len(other.numbers)), len(one.numbers & other.numbers)
    if figured - alike < _FEW or alike > _SAME_FIGURES * figured:
        return False
    # Of two of one length always the same one, so that it is all one which is asked about.
    one, other = sorted((one, other), key=lambda text: (len(text.words), text.words))
    if not _is_in_order(one, other, shared):
        return False
    shorter, longer = one.words, other.words
    figures = {crc32(number.encode()) for number in one.numbers | other.numbers}
    kept = _find_kept(_runs(shorter, figures), _runs(longer, figures))
    if not kept:
        return False
    if len(kept) < _KEPT * (len(shorter) - _RUN + 1):
        return figured > _FEW and not alike
    places = {at + further: there + further for at, there in kept for further in range(_RUN)}
    same = [shorter[at] == longer[there] for at, there in places.items() if shorter[at] in figures]
    steps = pairwise([_BEFORE, *kept])
    words_too = any(at + 1 < next_at and there + 1 < next_there for (at, there), (next_at, next_there) in steps)
    return same.count(False) >= (_FEW if words_too else _MANY) and sum(same) < _SAME_FIGURES * len(same)


def _is_in_order(one: Fingerprint, other: Fingerprint, shared: Set[int]) -> bool:
    """Whether what is shared comes in one order, as far as a few of the shingles tell: this ends most comparisons."""
    last = moved = 0
    for shingle in islice(filter(shared.__contains__, one.shingles), 0, None, _EVERY):
        try:
            last = other.shingles.index(shingle, last)
        except ValueError:
            last = other.shingles.index(shingle)
            moved += 1
            # Everyday phrases stand anywhere.
            if moved > _MOVED:
                return False
    return True


def _runs(words: Sequence[int], figures: Set[int]) -> list[tuple[int, ...]]:
    """Every run of tokens, with one token for all figures."""
    blank = [_FIGURE if word in figures else word for word in words]
    return list(zip(*(blank[further:] for further in range(_RUN)), strict=False))


def _find_kept(shorter: Sequence[tuple[int, ...]], longer: Sequence[tuple[int, ...]]) -> list[tuple[int, int]]:
    """Where the runs of one text stand in it and in the other; nothing where their order differs or too much lies
    between two."""
    first = dict(zip(reversed(longer), range(len(longer) - 1, -1, -1), strict=True))
    kept, (last_at, last_there) = [], _BEFORE
    for at, run in enumerate(shorter):
        there = first.get(run)
        if there is None:
            continue
        if there <= last_there:
            # It comes back, or it was moved. What is found takes us on, so all of this is one way through the text.
            try:
                there = longer.index(run, last_there + 1)
            except ValueError:
                return []
        if max(at - last_at, there - last_there) > _BLANK:
            return []
        last_at, last_there = at, there
        kept.append((at, there))
    return kept if len(shorter) - last_at <= _BLANK else []
