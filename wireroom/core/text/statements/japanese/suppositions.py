"""Finds Japanese cues that stand as they are: とした, という, する方針だ, コメントを控えた. Inflects nothing."""

import re
from collections.abc import Iterator
from functools import cache

from wireroom.core.text.statements.japanese.cues import Cue, Role, find_role
from wireroom.core.text.statements.japanese.endings import Form
from wireroom.core.text.statements.japanese.frames import REACH
from wireroom.core.text.statements.japanese.lexicon import load_lexicon
from wireroom.core.text.statements.japanese.masks import Masked
from wireroom.core.text.statements.japanese.phrases import FITTING, decide_fit, find_kind, find_phrase_start
from wireroom.core.text.statements.values import Stance

_SUPPOSES = re.compile(
    r"と(?:して(?:きた|い(?:る|た|て)|おり)?|した|し(?=、)|する(?=[。、]|が、)|(?:み|見)る(?=[。、])"
    r"|(?:み|見)て(?:いる|いた|おり|い(?=、)|(?=[、一-鿿]))|(?:い|言)(?:った|い(?=、)))"
)
_TOGETHER = ("として", "とし", "とみて", "と見て")
# …を情報源とする, …を可能とする: makes something of something, says nothing.
_MAKES = re.compile(r"を[^をはがるた、」]{0,8}[一-鿿ァ-ヺー]\Z|情報源\Z")
# What に, として and とした may follow where nobody says anything: a purpose, a part, a rôle.
_AS = (
    *(
        "目標",
        "対象",
        "前提",
        "条件",
        "代表",
        "一環",
        "原則",
        "理由",
        "中心",
        "主",
        "結果",
        "例",
        "一つ",
        "ひとつ",
        "もの",
        "こと",
        "課題",
    ),
    *("名前", "手段", "材料", "基本", "目的", "選手", "監督", "役", "人", "者", "員", "長", "相", "会", "国", "場"),
)
# だまし取ろうとした: tried to, said nothing.
_ATTEMPT = re.compile(r"[おこそとのほもよろごぞどぼ]う\Z(?<!だろう)(?<!でしょう)")
_SAID_BEFORE_AS = re.compile(r"(?:[るたいだうんす」』]|必要|可能|違憲|違法|無効|不当|妥当|相当)\Z")
_ITS_OWN_CUE = re.compile(r"、?(?:容疑を|起訴内容を|取材|コメントを|回答を|明言を|言及を)")
_SENTENCE = re.compile(r"[はがをに].*[るたいだうん]\Z|(?:だ|です|ます|ない)\Z")
_SHORT_QUOTE = 9
# 根拠, 証拠, 確認: of two characters each.
_PROOF = 2
_REFUSED = re.compile(r"(?:て(?:いる|いた|おり)|[たるだ]|んだ|んでいる|いでいる|続けている)?")
_TURNS_DOWN = re.compile("(?:とする|との|という)?(?:考え|方針|意向|姿勢|構え|立場)")
_QUESTIONED = re.compile("取材|質問|コメント|問い合わせ|インタビュー|回答|答え|明らかに|言及|公表|説明")
_NO_ANSWER = re.compile("(?:回答|返答|返事)[はが]な")
_REFUSED_WORDS = re.compile(r"[」』](?P<to>(?:など)?と)(?:して|述べ|話し|だけ|し)?、?\Z")
# Of what nothing is said.
_ABOUT = re.compile(
    r"(?:については|について|に関しては|に関して|に対しては|に対して|に対する|に関する|についての|をめぐる|への|を|[はも]|には?)(?:詳細には?|詳しくは|具体的には?|明確には?|一切|直接)?\Z"
)
# These say themselves what was not answered.
_OF_NOTHING = (
    "応じ",
    "すぐ",
    "取材",
    "要請",
    "求めに",
    "質問",
    "問い合わせ",
    "コメント要請",
    "コメントの要請",
    "コメントに応",
)
# Before these は may mark of what nothing is said (建造費は明らかにしていない); before others it marks who is silent.
_OF_THINGS = ("明らかに", "公表", "説明", "触れ", "言及", "明言")
# と is no part of these (とみている); of とした and という it is.
_OWN_VERB = re.compile(r"と(?![いしさすのう])")
_HEARSAY_END = re.compile(r"[。、]|$|が、|が$|ため|ので|ものの|一方")
_SUSPECTED = re.compile(
    r"(?:との|という|の)?(?P<cue>疑い[がも](?:持|も)たれ(?:て(?:いる|いた|おり|いて))?)(?=[。、]|$|が、|という)"
)
_LONGEST_PLAN = 12
_SEEMS = re.compile(r"(?<=[るたい])(?:模様|もよう)(?:である|だ)?(?=。|が、|$)")


def find_refusals(masked: Masked) -> Iterator[Cue]:
    """Who says nothing, and of what: この報道についてコメントしていない, 交渉の有無については回答を控えた; who proves
    nothing: 主張の根拠を示していない."""
    yield from _find_silent(masked, "refusal", Stance.DECLINES_COMMENT)
    yield from _find_silent(masked, "unproven", Stance.NO_EVIDENCE)


def _find_silent(masked: Masked, kind: str, stance: Stance) -> Iterator[Cue]:
    shown = masked.text
    for found in load_lexicon().patterns[kind].finditer(shown):
        end = _REFUSED.match(shown, found.end()).end()
        role = find_role(shown, end, Form.FINAL) or Role.MAIN
        low = max(0, found.start() - REACH)
        content_end, frame = -1, ""
        if stance is Stance.NO_EVIDENCE:
            yield Cue((found.start(), end), _unproven_end(shown, found.start()), "について", stance, role)
            continue
        if _TURNS_DOWN.match(shown, end) and not _QUESTIONED.search(shown, max(0, found.start() - 12), end):
            # 離党の求めに応じない考えを示した: is no silence.
            continue
        if "得られ" in found[0] or _NO_ANSWER.match(found[0]):
            yield Cue((found.start(), end), -1, "", stance, role, nobody=True)
            continue
        if said := _REFUSED_WORDS.search(shown[low : found.start()]):
            content_end, frame = low + said.start("to"), "と"
        elif not found[0].startswith(_OF_NOTHING) and (about := _ABOUT.search(shown[low : found.start()])):
            place = low + about.start()
            if shown[:place].endswith(("直ち", "すぐ", "即座", "現時点")):
                yield Cue((found.start(), end), -1, "", stance, role)
                continue
            topic = shown[find_phrase_start(shown, place) : place]
            thing = found[0].startswith(_OF_THINGS) and (
                find_kind(topic) == "not" or (decide_fit(topic) != FITTING and _has_subject(shown[:place]))
            )
            if about[0][0] not in "はも" or thing:
                content_end, frame = place, "について"
        yield Cue((found.start(), end), content_end, frame, stance, role)


def _unproven_end(shown: str, at: int) -> int:
    """Where what is not proved ends: この情報は確認が取れていない, else the proof itself (主張の根拠)."""
    topic = shown[find_phrase_start(shown, at - 1) : at - 1] if shown[at - 1 : at] in ("は", "も") else ""
    return at - 1 if topic and decide_fit(topic) != FITTING else at + _PROOF


def _has_subject(before: str) -> bool:
    return bool(re.search(r"[はが]", before[-200:]))


def find_suppositions(masked: Masked) -> Iterator[Cue]:
    """とした, としている, として, とみている, といった after a clause, a quotation or a predicate noun."""
    shown = masked.text
    for found in _SUPPOSES.finditer(shown):
        at, words = found.start(), found[0]
        before = shown[max(0, at - 40) : at]
        bare = before.removesuffix("など").removesuffix("だ")
        if _ATTEMPT.search(before) and words != "として":
            continue
        if not bare or bare.endswith(("こ", "落", "、", "。")) or bare[-1] in "はがをもで":
            continue
        if _MAKES.search(bare[-14:]) or _ITS_OWN_CUE.match(shown, found.end()):
            continue
        if words in ("として", "とした", "とし") and (
            bare.endswith(_AS) or _is_term(masked, at - len(before) + len(bare))
        ):
            continue
        if words == "として" and not (
            _SAID_BEFORE_AS.search(before.removesuffix("など"))
            and re.match(r"[、。「い一-鿿]|\Z", shown[found.end() : found.end() + 1])
        ):
            continue
        role = find_role(shown, found.end(), Form.JOINED if words in _TOGETHER else Form.FINAL)
        if role is not None:
            end = at - (2 if before.endswith("など") else 0)
            yield Cue((at + bool(_OWN_VERB.match(words)), found.end()), end, "と", Stance.ASSERTS, role)


def _is_term(masked: Masked, end: int) -> bool:
    """Whether a quotation that ends at a place is a term, too short to be what somebody says."""
    return any(
        last == end and last - start < _SHORT_QUOTE and not _SENTENCE.search(masked.plain[start : last - 1])
        for start, last in masked.quotes
    )


def find_hearsay(masked: Masked) -> Iterator[Cue]:
    """という, とされる, とみられる at the end of a clause; 疑いが持たれている; 模様だ."""
    shown = masked.text
    for found in load_lexicon().patterns["hearsay"].finditer(shown):
        if not _HEARSAY_END.match(shown, found.end()) or found.start() < 4 or _planned(shown, found.start()):
            continue
        if found[0] != "という" or shown[found.end() : found.end() + 1] != "、":
            start = found.start() + bool(_OWN_VERB.match(found[0]))
            yield Cue((start, found.end()), found.start(), "と", Stance.REPORTED, Role.MAIN, nobody=True)
    for found in _SUSPECTED.finditer(shown):
        yield Cue(found.span("cue"), found.start(), "と", Stance.REPORTED, Role.MAIN, nobody=True)
    for found in _SEEMS.finditer(shown):
        yield Cue(found.span(), found.start(), "", Stance.REPORTED, Role.MAIN, nobody=True)


def _planned(shown: str, end: int) -> bool:
    """Whether a plan ends at a place (…する方針である): という adds nothing to it."""
    return any(found.end() == end for found in _closing().finditer(shown, max(0, end - _LONGEST_PLAN), end + 4))


def find_plans(masked: Masked) -> Iterator[Cue]:
    """…する方針だ: a noun that closes a clause whose subject plans or thinks."""
    for found in _closing().finditer(masked.text):
        yield Cue(found.span("noun"), found.start(), "の", Stance.ASSERTS, Role.MAIN)


@cache
def _closing() -> re.Pattern[str]:
    words = load_lexicon().patterns["closing"].pattern
    return re.compile(
        rf"(?<=[るたいうくすつぶむぐぬ])(?:と(?:いう|の|する))?(?P<noun>{words})(?:である|だった|です|だ|で(?=、))?(?=[。、]|が、|という|としている|ものの|$)"
    )
