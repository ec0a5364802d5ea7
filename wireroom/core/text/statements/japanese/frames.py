"""Finds where what is said ends before a Japanese predicate, by the particle that ties them. Knows no predicates."""

import re

from wireroom.core.text.statements.japanese.phrases import FITTING, decide_fit, find_kind, find_phrase_start

REACH = 60
"""How far before a predicate the と is looked for that belongs to it."""

THUS = "こう"
"""The frame of a predicate whose words stand in a sentence of their own: 「…」。市長はこう述べた。"""

_THUS = re.compile(r"(?:(?:次の|以下の|この)ように|こう)\Z")
# …との報道について、同軍は否定した
_ABOUT_WHICH = re.compile(r"(?:について|に関して|に対して)は?、?[^、。をがは]{1,25}[はが]、?\Z")
_DIRECT = re.compile(
    r"(?:など)?(?P<frame>ようにと|ように|よう、?|とも|とまで|と、?|ことを|ことも|を|に|で|については|について|に関して|は|も)\Z"
)
_LOOSE = re.compile(
    r"(?P<frame>ように|よう|ことを|を)(?P<gap>[^、。をと]{1,16}[でにくてへも日]|[^、。をと]{0,6}(?:繰り返し|きっぱり|はっきりと?|たびたび|再三|再度)|、?[^、。をと]{2,22}[がは](?:[0-9０-９]{1,2}日)?)\Z"
)
# 再開することで与党と合意した
_AGREED_WITH = re.compile(r"(?:ことで|ことに)(?P<gap>、?[^、。をはがで]{1,12}と)\Z")
_KANJI = re.compile(r"[一-鿿々]")
# What may stand between と and its predicate ends so: particles, adverbs, a comma.
_GAP = re.compile(r"[はがもでにへくて、りず日月的も]|から|改めて|ら\Z")
_GAP_PREDICATE = re.compile(r"[ぁ-ん一-鿿](?:た|し|り|て|る)、|。|[」』]と|(?<=[た])が")
_LONGEST_GAP = 45
_CLAUSE_END = re.compile(r"[るたいうんすだくしかよねぞぜ」』…!?！？]|など|ら\Z")
_TO_GAP = re.compile(r"と(?!いう|して|した|する|され|共に|ともに|なっ|なり|なる|とも|の|は、|も、)")
# 「…」と警察に通報。
_TOLD_TO = re.compile(r"と[^、。をはがと]{1,10}に\Z")
_QUOTED_OBJECT = re.compile(r"[」』](?:など)?と(?:、)?(?P<object>[^、。はが「」]{1,25})\Z")
_BEFORE_NOUN = re.compile(
    # などと虚偽の説明をした: how it was told, no part of it.
    r"(?:など)?と(?:いう|の)?(?:虚偽|うそ|嘘|同様|同趣旨|趣旨)の、?\Z|"
    r"(?:など)?(?:として|と(?:いう|する|の|いった|する旨の|の旨の)?|との趣旨の)、?\Z|(?:への|に対する|についての|に関する|をめぐる|の)\Z"
)
# 全面的に, 正式に: how, not of what.
_ADVERB = re.compile(r"(?:的|一斉|直ち|すぐ|正式|公式|完全|明確|盛ん|声高|強硬|一様|口々|同時|新た|大筋)\Z")
# What may be feared, opposed, understood with に; other nouns have their place or their reader there.
_TOWARDS = re.compile(
    r"懸念|反対|賛|理解|期待|関心|不満|難色|疑問|支持|不快感|危機感|異議|抗議|慎重|意欲|自信|不安|失望|遺憾|警戒感|歓迎|敬意|謝意|感謝|驚き|怒り"
)
_COMPOUND = re.compile(r"[一-鿿ァ-ヺーA-Z]\Z")
_ORDERS = re.compile(r"命令|勧告|要請|警告")
_PARTICLE = re.compile(r"(?:[にへを]|(?<!ま)で)\Z")
_SUBJECT = re.compile(r"(?<![にでと])[はがも]、?\Z")


def find_frame(
    shown: str, at: int, frames: frozenset[str], *, bare: bool, denies: bool = False
) -> tuple[int, str] | None:
    """Where what is said ends before a predicate at a place, and the frame; None where nothing that fits stands there.

    `bare`: the predicate is a noun alone, so that nothing may stand between. `denies`: it may stand without what is
    denied (-1 and no frame).
    """
    before = shown[max(0, at - REACH) : at]
    if "と" in frames and (thus := _THUS.search(before)):
        return at - len(thus[0]), THUS
    if "を" in frames and (about := _ABOUT_WHICH.search(before)):
        return at - len(about[0]), "を"
    direct = _DIRECT.search(before)
    if "で" in frames and (agreed := _AGREED_WITH.search(before)):
        return at - len(agreed[0]), "で"
    if direct:
        placed, known = _read_direct(shown, at, frames, direct)
        if known:
            return placed
    if bare:
        placed = _far_clause(before, at) if "と" in frames and _TOLD_TO.search(before) else None
    else:
        placed = (_far_clause(before, at) if "と" in frames else None) or _loose(before, at, frames)
    if placed is None and denies and _SUBJECT.search(before) and decide_fit(_phrase_before(shown, at)) == FITTING:
        # 政府は否定している: what, was told before.
        return -1, ""
    return placed


def _phrase_before(shown: str, at: int) -> str:
    """The noun phrase before a place, without its particle and comma."""
    end = at - 1 - (shown[at - 1] == "、")
    return shown[find_phrase_start(shown, end) : end]


def _read_direct(
    shown: str, at: int, frames: frozenset[str], direct: re.Match[str]
) -> tuple[tuple[int, str] | None, bool]:
    """What the particle directly before says, and whether that settles it."""
    frame, place = direct["frame"], at - len(direct[0])
    if frame.startswith("よう"):
        return ((place, "よう") if "よう" in frames else None), True
    if frame.startswith("と") and "と" in frames:
        return (None if shown[place - 1 : place] == "こ" or is_companion(shown, place) else (place, "と")), True
    if frame in ("ことを", "ことも"):
        return (place, "こと"), True
    if frame == "を" and (quoted := _QUOTED_OBJECT.search(shown[max(0, at - REACH) : place])):
        return (max(0, at - REACH) + quoted.start() + 1, "と"), True
    if frame == "に" and _ADVERB.search(shown[max(0, place - 4) : place]):
        return None, False
    if frame in ("を", "に", "で") and frame in frames:
        return ((place, frame) if place > 0 else None), True
    if "を" in frames and frame in ("については", "について", "に関して"):
        return (place, "を"), True
    if (
        "を" in frames
        and frame in ("は", "も")
        and decide_fit(shown[find_phrase_start(shown, place) : place]) != FITTING
    ):
        # 関与は否定した: the topic is what is said.
        return (place, "を"), True
    return None, False


def _far_clause(before: str, at: int) -> tuple[int, str] | None:
    """The と of a clause or quotation with its subject, its time, its place in between."""
    for found in reversed(list(_TO_GAP.finditer(before))):
        gap = before[found.end() :]
        head = before[: found.start()]
        if not gap or not _CLAUSE_END.search(head[-2:]) or head.endswith(("こ", "さん")) or len(gap) > _LONGEST_GAP:
            continue
        if _GAP_PREDICATE.search(gap):
            return None
        if _GAP.search(gap[-2:]):
            return at - len(before) + found.start() - (2 if head.endswith("など") else 0), "と"
    return None


def _loose(before: str, at: int, frames: frozenset[str]) -> tuple[int, str] | None:
    found = _LOOSE.search(before)
    if not found:
        return None
    frame = found["frame"]
    kind = "よう" if frame.startswith("よう") else "こと" if frame == "ことを" else "を"
    if kind != "こと" and kind not in frames:
        return None
    return at - len(before) + found.start(), kind


def find_frame_of_noun(shown: str, at: int) -> tuple[int, str] | None:
    """Where what is said ends before a noun that names it (との見方を), and the frame; None where it is no noun."""
    low = max(0, at - REACH)
    before = shown[low:at]
    found = _BEFORE_NOUN.search(before)
    if found:
        return at - len(found[0]), "と" if "と" in found[0] else "の"
    if _SUBJECT.search(before):
        # 球団側が異議を申し立てた: of what, was told before.
        return -1, ""
    if _PARTICLE.search(before):
        return _far_clause(before, at) or ((at - 1, "の") if before[-1] == "に" and _TOWARDS.match(shown, at) else None)
    # 差別発言: the word before belongs to the noun; 業務改善命令: it says what is ordered.
    return None if _COMPOUND.search(before) and not _ORDERS.match(shown, at) else (at, "の")


def is_companion(shown: str, end: int) -> bool:
    """Whether と after a noun phrase means "with somebody"."""
    if end and not _KANJI.match(shown[end - 1]) and shown[end - 1] not in "ん氏":
        return False
    words = shown[find_phrase_start(shown, end) : end]
    return find_kind(words) in ("title", "person") and not words.endswith("人")
