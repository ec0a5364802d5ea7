"""Finds the predicates of a Japanese sentence that tell what somebody says, and where what is said ends. Names nobody."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from wireroom.core.text.spans import Span
from wireroom.core.text.statements.japanese.endings import Ending, Form, match_ending
from wireroom.core.text.statements.japanese.lexicon import Verb, load_lexicon
from wireroom.core.text.statements.japanese.masks import Masked
from wireroom.core.text.statements.japanese.phrases import FITTING, find_kind, find_phrase_start
from wireroom.core.text.statements.values import Stance

REACH = 60
"""How far before a predicate the と is looked for that belongs to it."""


class Role(StrEnum):
    """Where a predicate stands: it closes or joins a clause, or it is part of what another one says."""

    MAIN = "main"
    INNER = "inner"


@dataclass(frozen=True, slots=True)
class Cue:
    """A predicate in a sentence: its words, where what is said ends, and how. `frame` is the particle between them, ""
    where nothing is said (declined to comment); `nobody` that it names nobody (hearsay, passive)."""

    span: Span
    content_end: int
    frame: str
    stance: Stance
    role: Role
    nobody: bool = False


_JOINS = re.compile(
    r"$|[。、」』)）\s\ue001]|が|ものの|一方|上で|うえで|ほか|他、|後|のち|あと|ため|ので|のに|けれど|際|とき|時|模様|もよう|も、|という[。、」)）]|"
    r"とのこと|といい|というが|とされる[。、]|と(?:み|見)られ|そうだ|ようだ|らしい|と共に|とともに|のである|のだ|もの。|もの$"
)
_INNER = re.compile(r"と|こと|旨|もの|よう|の[はがをもに]|点|趣旨")
_KANJI = re.compile(r"[一-鿿々]")
# What may stand between と and its predicate ends so: particles, adverbs, a comma.
_GAP = re.compile(r"[はがもでにへくて、りず日月的も]|から|改めて|ら\Z")
_GAP_PREDICATE = re.compile(r"[ぁ-ん一-鿿](?:た|し|り|て|る)、|。|[」』]と|(?<=[た])が")
_CLAUSE_END = re.compile(r"[るたいうんすだくしかよねぞぜ」』…!?！？]|など|ら\Z")
_TO_GAP = re.compile(r"と(?!いう|して|した|する|され|共に|ともに|なっ|なり|なる|とも|の|は、|も、)")
_SUPPOSES = re.compile(
    r"と(?:して(?:きた|い(?:る|た|て)|おり|は)?|した|し(?=、)|する(?=[。、])|(?:み|見)る(?=[。、])|(?:み|見)て(?:いる|いた|おり|い(?=、)|(?=[、捜調さ]))|(?:い|言)(?:った|い(?=、))|"
    r"の(?:考えを|見方を)?こと)"
)
_NO_SUPPOSING = ("目標", "対象", "前提", "条件", "代表", "一環", "原則", "理由", "中心", "主", "結果", "例", "一つ", "ひとつ", "もの", "こと", "課題", "名前", "手段", "材料", "基本", "目的", "選手", "監督", "役", "人", "者", "員", "長", "相", "会", "国", "場")
# …を情報源とする, …を可能とする: makes something of something, says nothing.
_MAKES = re.compile(r"を[^をはがるた、」]{1,9}\Z|情報源\Z")
# The dictionary form before these tells what is to be done, not what was said.
_PLAIN = re.compile(r"\A(?:する|[るすくうつむぶぐ])\Z")
_PURPOSE = re.compile(r"ため|際|後|とき|時|上で|うえで|と(?!い|の|し|述|話|語|発|説|主|強|指|共|とも)|[^。、がと一」もの]|よう|ほか|こと(?!を|も)|の[はがに]|[^。、がと」もの]")
# 差別発言: the word before belongs to the noun.
_COMPOUND = re.compile(r"[一-鿿ァ-ヺーA-Z]\Z")
_REFUSED = re.compile(r"(?:て(?:いる|いた|おり)|[たるだ]|んだ|んでいる|いでいる|続けている)?")
# Of what nothing is said; a comma ends a subject (市長は、明言を避けた), not an object.
_ABOUT = re.compile(r"(?:については|について|に関しては|に関して|に対する|に対しては?|への|には|にも|に|を|は|も|の)\Z")
_HEARSAY_END = re.compile(r"[。、]|$|が、|が$|ため|ので|ものの|一方")


def find_cues(masked: Masked) -> list[Cue]:
    """The cues of a sentence in order; none overlaps another."""
    found = [*_refusals(masked), *_phrases(masked), *_verbs(masked), *_supposing(masked), *_hearsay(masked), *_closing(masked)]
    found.extend(_unknown(masked, found))
    taken: list[Cue] = []
    for cue in sorted(found, key=lambda cue: (cue.span[0], -cue.span[1])):
        if not taken or cue.span[0] >= taken[-1].span[1]:
            taken.append(cue)
    return taken


def _role(shown: str, end: int, form: Form) -> Role | None:
    if form is Form.JOINED:
        return Role.MAIN
    if _JOINS.match(shown, end):
        return Role.MAIN
    return Role.INNER if _INNER.match(shown, end) else None


def _refusals(masked: Masked) -> Iterator[Cue]:
    """Who says nothing, and of what: この報道についてコメントしていない, 交渉の有無については回答を控えた."""
    shown = masked.text
    for found in load_lexicon().patterns["refusal"].finditer(shown):
        end = _REFUSED.match(shown, found.end()).end()
        role = _role(shown, end, Form.FINAL) or Role.MAIN
        before = shown[max(0, found.start() - REACH) : found.start()]
        content_end = -1
        frame = ""
        if said := re.search(r"[」』](?P<to>(?:など)?と)(?:して|述べ|話し|だけ|し)?、?\Z", before):
            content_end, frame = found.start() - len(before) + said.start("to"), "と"
        elif about := _ABOUT.search(before):
            content_end, frame = found.start() - len(about[0]), "について"
        yield Cue((found.start(), end), content_end, frame, Stance.DECLINES_COMMENT, role)


def _phrases(masked: Masked) -> Iterator[Cue]:
    shown, lexicon = masked.text, load_lexicon()
    for found in lexicon.phrase.finditer(shown):
        ending = match_ending(shown, found.end(), lexicon.phrase_verbs[found["stem"]])
        if not ending or ending.form in (Form.DENIED, Form.PASSIVE_DENIED):
            continue
        role = _role(shown, ending.end, ending.form)
        if role is None:
            continue
        content_end, frame = _before_noun(shown, found.start())
        if content_end == found.start() and _COMPOUND.search(shown[:content_end]):
            continue
        nobody = ending.form is Form.PASSIVE
        yield Cue((found.start(), ending.end), content_end, frame, lexicon.nouns[found["noun"]], role, nobody)
    for noun in ("容疑", "起訴内容", "事実", "罪", "責任", "関与"):
        for found in re.finditer(rf"{noun}(?:の一部)?を(?:大筋で|概ね|おおむね|一部)?(認め|否認し)", shown):
            ending = match_ending(shown, found.end(), "v1")
            if not ending or not (role := _role(shown, ending.end, ending.form)):
                continue
            admits = (found[1] == "認め") == (ending.form is not Form.DENIED)
            stance = Stance.CONFIRMS if admits else Stance.DENIES
            content_end, frame = _before_noun(shown, found.start())
            if frame == "と":
                yield Cue((found.start(), ending.end), content_end, frame, stance, role)


def _before_noun(shown: str, at: int) -> tuple[int, str]:
    """Where what is said ends before a noun that names it, and the frame."""
    before = shown[max(0, at - 12) : at]
    found = re.search(
        r"(?:など)?(?:として|と(?:いう|する|の|いった|する旨の|の旨の)?|との趣旨の)、?\Z|(?:への|に対する|についての|に関する|をめぐる|の)\Z", before
    )
    if not found:
        return at, "の"
    return at - len(found[0]), "と" if "と" in found[0] else "の"


def _verbs(masked: Masked) -> Iterator[Cue]:
    shown, lexicon = masked.text, load_lexicon()
    for found in lexicon.verb.finditer(shown):
        stem, at = found[0], found.start()
        if len(stem) == 1 and at and _KANJI.match(shown[at - 1]):
            continue
        for verb in lexicon.verbs[stem]:
            cue = _read_verb(masked, found.span(), verb)
            if cue:
                yield cue
                break


def _read_verb(masked: Masked, stem: Span, verb: Verb) -> Cue | None:
    shown = masked.text
    ending = match_ending(shown, stem[1], verb.inflection)
    if not ending:
        return None
    stance = _stance(verb, ending)
    if stance is None:
        return None
    role = _role(shown, ending.end, ending.form)
    if role is None or (_PLAIN.search(shown[stem[1] : ending.end]) and _PURPOSE.match(shown, ending.end)):
        return None
    if ending.form is Form.PASSIVE_DENIED and shown[stem[0] - 1 : stem[0]] in tuple("はがも") and stem[0] > 3:
        return Cue((stem[0], ending.end), stem[0] - 1, "が", stance, role, nobody=True)
    placed = _find_frame(masked, stem[0], verb.frames, bare=ending.form is Form.BARE)
    if placed is None:
        return None
    content_end, frame = placed
    nobody = ending.form in (Form.PASSIVE, Form.PASSIVE_DENIED)
    if nobody and frame != "と" and ending.form is Form.PASSIVE:
        return None
    if frame == "よう":
        stance = Stance.REQUESTS
    start = stem[0]
    return Cue((start, ending.end), content_end, frame, stance, role, nobody)


def _stance(verb: Verb, ending: Ending) -> Stance | None:
    if ending.form is Form.PASSIVE_DENIED:
        return verb.denied if verb.denied is Stance.NO_EVIDENCE else None
    if ending.form is Form.DENIED:
        return verb.denied
    if ending.form is Form.PASSIVE:
        return Stance.REPORTED
    return verb.stance


def _find_frame(masked: Masked, at: int, frames: frozenset[str], *, bare: bool) -> tuple[int, str] | None:
    """Where what is said ends before a predicate, and the particle there; None where nothing is said."""
    shown = masked.text
    before = shown[max(0, at - REACH) : at]
    direct = re.search(r"(?:など)?(?P<frame>ようにと|ように|よう、?|とも|とまで|と、?|ことを|ことも|を|に|で|については|について|に関して|は)\Z", before)
    if direct:
        frame = direct["frame"]
        place = at - len(direct[0])
        if frame.startswith("よう"):
            return (place, "よう") if "よう" in frames else None
        if frame.startswith("と") and "と" in frames:
            return None if before.endswith("こと") or _is_companion(shown, place) else (place, "と")
        if frame in ("ことを", "ことも"):
            return (place, "こと")
        if frame in ("を", "に", "で") and frame in frames:
            quoted = _quoted_before(before, len(direct[0])) if frame == "を" and "と" in frames | {"と"} else None
            if quoted is not None:
                return at - len(before) + quoted, "と"
            return (place, frame) if place > 0 else None
        if frame in ("については", "について", "に関して") and "を" in frames and not bare:
            return (place, "を")
    if bare:
        return None
    for found in reversed(list(_TO_GAP.finditer(before))):
        gap = before[found.end() :]
        if not gap or not _CLAUSE_END.search(before[max(0, found.start() - 2) : found.start()]):
            continue
        if before[: found.start()].endswith(("こ", "さん", "たちと")) or len(gap) > 45:
            continue
        if _GAP_PREDICATE.search(gap):
            break
        if _GAP.search(gap[-2:]) and "と" in frames:
            end = found.start() - (2 if before[: found.start()].endswith("など") else 0)
            return at - len(before) + end, "と"
    loose = re.search(r"(?P<frame>ように|よう|ことを|を)(?P<gap>[^、。をと]{1,16}[でにくてへも日]|[^、。をと]{2,22}[がは])\Z", before)
    if loose and (loose["frame"][:2] == "よう") <= ("よう" in frames):
        frame = loose["frame"]
        if frame == "を" and "を" not in frames:
            return None
        kind = "よう" if frame.startswith("よう") else "こと" if frame == "ことを" else "を"
        return at - len(before) + loose.start(), kind
    return None


def _quoted_before(before: str, skip: int) -> int | None:
    """The end of a quotation with と whose predicate has an object of its own (「…」と情報の提供を呼びかけた)."""
    head = before[: len(before) - skip]
    found = re.search(r"[」』](?:など)?と(?:、)?(?P<object>[^、。はが「」]{1,25})\Z", head)
    return found.start() + 1 if found else None


def _is_companion(shown: str, end: int) -> bool:
    """Whether と after a noun phrase means "with somebody"."""
    if end and not _KANJI.match(shown[end - 1]) and shown[end - 1] not in "ん氏":
        return False
    start = find_phrase_start(shown, end)
    return find_kind(shown[start:end]) in ("title", "person") and not shown[start:end].endswith("人")


def _supposing(masked: Masked) -> Iterator[Cue]:
    """とした, としている, として, とみている, といった after a clause, a quotation or a predicate noun."""
    shown = masked.text
    for found in _SUPPOSES.finditer(shown):
        at, words = found.start(), found[0]
        before = shown[:at].removesuffix("など").removesuffix("だ")
        if re.match(r"、?容疑を|、?起訴内容を", shown[found.end() : found.end() + 6]) or _MAKES.search(before[-14:]):
            continue
        if not before or before.endswith(("こ", "、", "。")) or before[-1] in "はがをもで":
            continue
        loose = words in ("として", "とした", "とし", "としては")
        if loose and before.endswith(_NO_SUPPOSING):
            continue
        if words in ("として", "としては") and (
            not re.search(r"[るたいうんす」』]\Z|必要\Z|可能\Z|違憲\Z|違法\Z|無効\Z|不当\Z|妥当\Z|相当\Z|だ\Z", shown[:at].removesuffix("など"))
            or not re.match(r"[、。「]|い|きた|[一-鿿]", shown[found.end() : found.end() + 1] or "。")
            or words == "としては"
        ):
            continue
        if before.endswith(("」", "』")) and words in ("として", "とした") and _is_short_quote(masked, len(before)):
            continue
        role = _role(shown, found.end(), Form.JOINED if words in ("として", "とし", "とみて", "と見て") else Form.FINAL)
        if role is None:
            continue
        if words in ("という", "との"):
            continue
        yield Cue((at, found.end()), at - (2 if shown[:at].endswith("など") else 0), "と", Stance.ASSERTS, role)


def _is_short_quote(masked: Masked, end: int) -> bool:
    return any(last == end and last - start < 9 for start, last in masked.quotes)


def _hearsay(masked: Masked) -> Iterator[Cue]:
    shown, lexicon = masked.text, load_lexicon()
    for found in lexicon.patterns["hearsay"].finditer(shown):
        if not _HEARSAY_END.match(shown, found.end()) or found.start() < 4:
            continue
        if found[0] == "という" and shown[found.end() : found.end() + 1] == "、":
            continue
        start = found.start()
        yield Cue((start, found.end()), start, "と", Stance.REPORTED, Role.MAIN, nobody=True)
    for found in re.finditer(r"(?:模様|もよう)(?:である|だ)?(?=。|が、|$)", shown):
        if re.search(r"[るたい]\Z", shown[: found.start()]):
            yield Cue(found.span(), found.start(), "", Stance.REPORTED, Role.MAIN, nobody=True)


def _closing(masked: Masked) -> Iterator[Cue]:
    """…する方針だ: a noun that closes a clause whose subject plans or thinks."""
    shown, lexicon = masked.text, load_lexicon()
    words = lexicon.patterns["closing"].pattern
    for found in re.finditer(rf"(?<=[るたいう])(?:と(?:いう|の|する))?(?P<noun>{words})(?:である|だった|です|だ|で(?=、))?(?=。|、|が、|という|としている|ものの|$)", shown):
        content_end = found.start()
        yield Cue(found.span("noun"), content_end, "の", Stance.ASSERTS, Role.MAIN)


def _unknown(masked: Masked, known: list[Cue]) -> Iterator[Cue]:
    """A whole sentence in quotation marks with と and a predicate that is in no list: still somebody says it."""
    shown = masked.text
    for start, end in masked.quotes:
        found = re.compile(r"(?:など)?と(?!いう|いった|呼|題|名|なっ|なる|な|書かれ|して|した|する|し、|され|の|は|も|い)、?").match(shown, end)
        if not found or end - start < 12:
            continue
        close = re.compile(r"[。、]|が、|$").search(shown, found.end())
        stop = close.start()
        if stop - found.end() > 40 or stop == found.end() or any(cue.span[0] < stop and found.end() <= cue.span[1] for cue in known):
            continue
        tail = shown[found.end() : stop]
        begin = max((part.end() for part in re.finditer(r"[をにでへ]", tail[:-2])), default=0)
        if not re.search(r"[たるてりしいうだすくつむぶえ]\Z", tail) or re.search(r"(?:され|なっ|なる|られ)(?:た|る|て|ている)?\Z|なる\Z", tail):
            continue
        if not re.search(r"[るたいだうんすねよかく。!！?？]\Z", masked.plain[max(start, end - 4) : end - 1]):
            continue
        yield Cue((found.end() + begin, stop), end, "と", Stance.ASSERTS, Role.MAIN)


__all__ = ["FITTING", "Cue", "Role", "find_cues"]
