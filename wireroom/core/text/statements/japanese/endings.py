"""Matches the inflected end of a Japanese predicate: past, going on, denied, passive. Knows no predicates."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache


class Form(StrEnum):
    """How a predicate ends: `final` may close a sentence, `joined` leads on to the next, `run_on` does so without a
    comma, `bare` is a noun alone."""

    FINAL = "final"
    JOINED = "joined"
    DENIED = "denied"
    PASSIVE = "passive"
    PASSIVE_DENIED = "passive_denied"
    RUN_ON = "run_on"
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class Ending:
    """The form that was found and where in the text it ends."""

    form: Form
    end: int


# By class: dictionary form, stem before ます, past, stem before ない, stem of the passive.
_ROWS = {
    "v1": ("る", "", "た", "", "られ"),
    "suru": ("する", "し", "した", "し", "され"),
    "s": ("す", "し", "した", "さ", "され"),
    "k": ("く", "き", "いた", "か", "かれ"),
    "g": ("ぐ", "ぎ", "いだ", "が", "がれ"),
    "t": ("つ", "ち", "った", "た", "たれ"),
    "r": ("る", "り", "った", "ら", "られ"),
    "m": ("む", "み", "んだ", "ま", "まれ"),
    "b": ("ぶ", "び", "んだ", "ば", "ばれ"),
    "u": ("う", "い", "った", "わ", "われ"),
}
CLASSES = frozenset(_ROWS)
_NOT = "(?:なかった|ない|ません|なく|ず(?!に))"
_NOT_BEING = "[はも]?(?:いなかった|いない|いません|おらず|おりません|なかった|ない)"
_BEING = (
    "(?:いる|いた|いました|います|おります|きたが|きている|きた|くる|くれた|しまった|みせた|見せた|ほしい|欲しい"
    "|[るた](?=[。、が]))"
)
# 否定し続けている, 訴え続けてきた: still the same.
_LASTING = "続け(?:て(?:いる|いた|いました|います|きた|いく)|た|る|ました|ます)"
_LASTING_ON = "続け(?:て(?:おり|いて|きて|い)?|つつ|ながら|(?=、))"
_NOT_ABLE = "(?:て[はも]?い)?(?:ない|なかった|ず|おらず|ません)"
_STOPS = "[。、」』)）\\s]|$"


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    plain, stem, past, before_not, passive = _ROWS[kind]
    te = past[:-1] + ("て" if past.endswith("た") else "で")
    able = "|でき(?:て[はも]?い|て)?(?:ない|なかった|ず|おらず|ません)" if kind == "suru" else ""
    passive_te = passive + "て"
    # 認めようとしない
    will_not = (
        "|(?:し)?ようと[はも]?し(?:て[はも]?い)?(?:ない|なかった|ず|おらず|ません)" if kind in ("v1", "suru") else ""
    )
    # 無実を主張し控訴した: no comma before what follows.
    run_on = f"{stem}(?=[一-鿿]{{2}})"
    return re.compile(
        f"(?P<passive_denied>{passive}(?:て{_NOT_BEING}|{_NOT}))"
        f"|(?P<denied>{te}{_NOT_BEING}|{before_not}{_NOT}{able}{will_not}|{plain}こと[はが]でき{_NOT_ABLE})"
        f"|(?P<passive>{passive_te}(?:いる|いた|おり|いて|きた)?|{passive}(?:た|る|、))"
        f"|(?P<final>{te}{_BEING}|{stem}{_LASTING}|{past}|{stem}(?:ました|ます)|{plain})"
        f"|(?P<joined>{te}(?:おり|いて|きており|きて|いたところ)?|{stem}(?:{_LASTING_ON}|つつ|ながら|(?=、)))"
        f"|(?P<run_on>{run_on})"
        f"|(?P<bare>(?={_STOPS}))"
    )


def match_ending(text: str, at: int, kind: str) -> Ending | None:
    """The ending of a predicate of a class whose stem ends at a place in a text; None where none follows."""
    found = _pattern(kind).match(text, at)
    if not found or (found.lastgroup == "bare" and kind != "suru"):
        return None
    end = found.end() - 1 if found[0].endswith("、") else found.end()
    return Ending(Form(found.lastgroup), end)
