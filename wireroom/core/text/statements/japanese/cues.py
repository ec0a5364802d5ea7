"""What a cue of a Japanese sentence is, and how its place in the sentence is told. Finds none."""

import re
from dataclasses import dataclass
from enum import StrEnum

from wireroom.core.text.spans import Span
from wireroom.core.text.statements.japanese.endings import Form
from wireroom.core.text.statements.values import Stance


class Role(StrEnum):
    """Where a predicate stands: it closes or joins a clause, it is part of what another one says, or it describes a
    paper, a suit that somebody asks or denies by (賠償を求めた訴訟)."""

    MAIN = "main"
    INNER = "inner"
    DESCRIBING = "describing"


@dataclass(frozen=True, slots=True)
class Cue:
    """A predicate in a sentence: its words, where what is said ends (-1 where nothing is), and how.

    `frame` is the particle between what is said and the predicate: と, を, こと, よう, に, の (before a noun), について
    (of what nothing is said), こう (said in a sentence of its own), "" where nothing stands there. `nobody`: it names
    nobody (hearsay, passive); `active`: the stance of a passive's own verb.
    """

    span: Span
    content_end: int
    frame: str
    stance: Stance
    role: Role
    nobody: bool = False
    active: Stance | None = None


_JOINS = re.compile(
    r"$|[。、」』)）\s\ue001]|が|ものの|一方|上で|うえで|ほか|他、|後|のち|あと|ため|ので|のに|けれど|際|とき|時|模様|もよう|も、|"
    r"という[。、」)）]|とのこと|といい|というが|とされる[。、]|と(?:み|見)られ|そうだ|ようだ|らしい|と共に|とともに|にとど|に留|など(?:して|し|、)|のである|のだ|もの。|もの$"
    r"|ことが[^。「」]{0,20}?(?:判明|分かっ|わかっ|明らかにな|発覚)|にもかかわらず|疑い[がもで]|様子"
)
_INNER = re.compile(r"と|こと|旨|もの|よう|の[はがをもに]|点|趣旨")


def find_role(shown: str, end: int, form: Form) -> Role | None:
    """The role of a predicate that ends at a place; None where it describes a noun (述べた首相)."""
    if form is Form.JOINED or _JOINS.match(shown, end):
        return Role.MAIN
    return Role.INNER if _INNER.match(shown, end) else None
