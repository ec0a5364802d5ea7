"""Who acts: a person of the desk, or the shell."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class By:
    """The name decisions are signed with, and the account when there is one."""

    name: str
    user_id: int | None = None
