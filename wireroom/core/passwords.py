"""Makes passwords people can read aloud, from randomness it is given. Checks and stores none."""

from collections.abc import Callable, Sequence

# No 0/o, 1/l/i: nothing that is misread from a screen or a note.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _LENGTH = 4, 5


def make_password(choose: Callable[[Sequence[str]], str]) -> str:
    """Four groups of five characters, 99 bits when `choose` is secrets.choice."""
    return "-".join("".join(choose(_ALPHABET) for _ in range(_LENGTH)) for _ in range(_GROUPS))
