"""Finds noun phrases of a Japanese sentence that may be speakers, by particles and endings. Knows no predicates."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from wireroom.core.text.spans import Span
from wireroom.core.text.statements.japanese.lexicon import any_of, load_lexicon
from wireroom.core.text.statements.japanese.masks import BRACKETED

LONGEST = 70
"""A noun phrase is looked for in at most so many characters before its particle."""

FITTING, UNKNOWN, UNFIT = 2, 1, 0
"""Whether a noun phrase may be somebody who says something: it does, nobody knows, it does not."""

_NOUN = rf"一-鿿々〆ァ-ヺーA-Za-zＡ-Ｚａ-ｚ0-9０-９」』{BRACKETED}"
_PARTICLE = re.compile(
    rf"(?:(?<=[{_NOUN}])|(?<=さん)|(?<=ちゃん)|(?<=くん)|(?<=[^かさ]ら)|(?<=みずから)|(?<=など)|(?<=たち)|(?<=それ)|(?<=これ))(?:"
    r"では(?![なあ])|とも(?=[、一-鿿ァ-ヺ])|は(?![じずっめる])|が(?![らるりっん])|も(?=[、一-鿿ァ-ヺー「『A-Z0-9こそ]))"
)
# Where what came before is no part of the phrase: commas, stops, a clause or a quotation with と after it.
_BREAK = re.compile(
    r"ところ|[、。，,\n　:：]|[」』]など?と|[」』]と(?![「『]|いう|の)|(?<=[るただいうくすしか])と(?=[^いしのさなもは])"
    r"|(?<=[たるい])が(?=、)"
)
_LINK = re.compile(
    r"(?:て|たら|れば|ので|ため|に対して|に対し|に関して|について|においては|において|によって|により|から|まで|として|とともに|と共に|との間で|では|には|とは|[をにでへがは])"
    r"(?=[一-鿿ァ-ヺーA-Z「『])"
)
# A verb before a noun: what stands there describes the noun and belongs to it.
_RELATIVE = re.compile(r"[一-鿿ぁ-ん](?:る|た|う|く|す|つ|ぶ|む|い|な|だ)(?=[一-鿿ァ-ヺA-Z「])")
_DATE = re.compile(
    rf"(?:(?:現地時間|日本時間)?(?:(?:同|翌|前|今|先|昨|[0-9０-９]{{1,4}}|[一二三四五六七八九十]{{1,3}})(?:年|月|日|時|分|週)(?:半|未明|夜|朝|午前|午後|夕方|深夜|昼|早朝|ごろ|頃|付け?|まで)?"
    rf"|[月火水木金土日]曜日?|午前|午後){BRACKETED}*)+(?:に|、|の時点で|には)?"
)
# 15人が: who was counted, not who speaks.
_COUNTED = re.compile(r"[0-9０-９何数][人名度]\Z")
# マイク・ターナー
_FOREIGN_NAME = re.compile(r"[ァ-ヺー]{2,}[・=＝][ァ-ヺー]{2,}\Z")
_PERSONAL = re.compile(r"(?:氏|さん|様|大佐|少将|中将|博士|教授|弁護士|医師|容疑者|被告|[ァ-ヺー]+[・=＝][ァ-ヺー]+)\Z")
_SUFFIXES = (
    "など",
    "ら",
    "側",
    "自身",
    "みずから",
    "自ら",
    "本人",
    "たち",
    "等",
    "各社",
    "自体",
    "双方",
    "両氏",
    "の一部",
    "ほか",
)


@dataclass(frozen=True, slots=True)
class Subject:
    """A noun phrase with the particle that makes it a subject, and where what is said of it begins."""

    span: Span
    particle: str
    after: int
    fit: int


def find_subjects(shown: str) -> list[Subject]:
    """The noun phrases of a masked sentence before は, が, も and では, in order."""
    found = []
    for particle in _PARTICLE.finditer(shown):
        start = find_phrase_start(shown, particle.start())
        if start >= particle.start():
            continue
        after = particle.end() + (shown[particle.end() : particle.end() + 1] == "、")
        start = _with_title(shown, start, particle.start())
        words = shown[start : particle.start()]
        fit = UNFIT if particle[0] == "が" and _COUNTED.search(words) else decide_fit(words)
        found.append(Subject((start, particle.start()), "も" if particle[0] == "とも" else particle[0][0], after, fit))
    return found


def _with_title(shown: str, start: int, end: int) -> int:
    """The beginning of a phrase with what the person is before a comma (海軍の報道官、ファリド・オマン大佐)."""
    if shown[start - 1 : start] != "、" or not _PERSONAL.search(shown, start, end):
        return start
    begin = find_phrase_start(shown, start - 1)
    role = shown[begin : start - 1]
    return begin if find_kind(role) in ("title", "person") and not _PERSONAL.search(role) and len(role) > 1 else start


def find_phrase_start(shown: str, end: int) -> int:
    """Where the noun phrase begins that ends at a place of a masked sentence."""
    low = max(0, end - LONGEST)
    breaks = [found.end() for found in _BREAK.finditer(shown, low, end)]
    start = breaks[-1] if breaks else low
    for link in reversed(list(_LINK.finditer(shown, start, end))):
        if not _RELATIVE.search(shown, link.end(), end):
            start = link.end()
            break
    return skip_opening(shown, start, end)


def skip_opening(shown: str, start: int, end: int, *, comma: bool = False) -> int:
    """The place after conjunctions, dates and spaces that open a clause; with `comma` only dates that one follows."""
    opening = _opening()
    while start < end:
        found = opening.match(shown, start, end) or _DATE.match(shown, start, end)
        if found and start < found.end() < end and shown[found.end()] not in "の者付はかまご間以議":
            if comma and shown[found.end() - 1] != "、":
                break
            start = found.end()
        elif shown[start] in " \u3000、":
            start += 1
        else:
            break
    return start


def is_date(shown: str, start: int, end: int) -> bool:
    """Whether nothing but a date stands between two places."""
    return bool(_DATE.fullmatch(shown, start, end))


@cache
def _opening() -> re.Pattern[str]:
    words = any_of(load_lexicon().fixed["opening"])
    return re.compile(
        rf"(?:{words})(?:は|も|に|の)?、|(?:また|なお|しかし|さらに|更に|一方|そして|ただし|その後|このため|そのため|これに対し|これを受け|ただし|その一方で)(?=[一-鿿ァ-ヺA-Z])"
    )


@lru_cache(maxsize=8192)
def strip_suffixes(words: str) -> str:
    """A noun phrase without what says only that there are more of its kind (など, ら, 側)."""
    stripped = True
    while stripped:
        words = words.rstrip(BRACKETED + " ")
        stripped = False
        for suffix in _SUFFIXES:
            if words.endswith(suffix) and len(words) > len(suffix):
                words, stripped = words.removesuffix(suffix), True
    return words


@lru_cache(maxsize=8192)
def decide_fit(words: str) -> int:
    """Whether a noun phrase may be somebody who says something, by its last word."""
    kind = find_kind(words)
    if kind == "not" or "こと" in words:
        return UNFIT
    if kind or _FOREIGN_NAME.search(words):
        return FITTING
    core = strip_suffixes(words)
    if core != words.rstrip(BRACKETED) and core:
        return FITTING
    if (
        not core
        or "ぁ" <= core[-1] <= "ん"
        or words.startswith(("今回の", "この", "これらの", "その", "当該", "こうした", "両"))
    ):
        return UNFIT
    return UNKNOWN if re.fullmatch(r"[A-Z]{2,6}|.*(?:[一-鿿ァ-ヺー」].?|[A-Z][A-Za-z]{2,})", core) else UNFIT


@lru_cache(maxsize=8192)
def find_kind(words: str) -> str | None:
    """What the last word of a noun phrase is in the data: title, person, group, body, paper, not; None if unknown."""
    kinds = load_lexicon().kinds
    core = strip_suffixes(words)
    if core in load_lexicon().papers:
        return "paper"
    for text in (words.rstrip(BRACKETED + " "), core):
        for size in range(min(10, len(text)), 0, -1):
            kind = kinds.get(text[-size:])
            if kind == "not" and size == 1 and len(text) == 2 and text not in kinds:
                # 稲本, 山中: surnames end so too.
                return None
            if kind:
                return kind
    return None
