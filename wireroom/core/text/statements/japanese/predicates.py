"""Finds the predicates of a Japanese sentence that tell what somebody says (と述べた, 懸念を示した). Names nobody."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from wireroom.core.text.spans import Span
from wireroom.core.text.statements.japanese.cues import Cue, Role, find_role
from wireroom.core.text.statements.japanese.endings import Ending, Form, match_ending
from wireroom.core.text.statements.japanese.frames import find_frame, find_frame_of_noun
from wireroom.core.text.statements.japanese.lexicon import Verb, any_of, load_lexicon
from wireroom.core.text.statements.japanese.masks import Masked
from wireroom.core.text.statements.japanese.suppositions import (
    find_hearsay,
    find_plans,
    find_refusals,
    find_suppositions,
)
from wireroom.core.text.statements.values import Stance

_KANJI = re.compile(r"[一-鿿々]")
# 賠償を求めた訴訟
_DESCRIBED = re.compile(r"[^、。をはがの]{0,6}?(?:訴訟|裁判|訴え|申し立て|仮処分|請願|署名|書簡|文書|意見|投書)")
# 正式発表した, 全面否定した
_HOW = re.compile(r"(?:正式|公式|緊急|全面|完全|明確|即日|先行)\Z")
# 被害は今のところ確認されていない
_SO_FAR = re.compile(
    r"[はがも]、?(?:(?:今のところ|現在(?:のところ|まで)?|現時点で|現段階で|これまでのところ|これまで|いまだ|未だ|まだ|一切|ほとんど)[はにも]?、?)*\Z"
)
# The dictionary form before these tells what is to be done, not what was said.
_DICTIONARY = re.compile(r"\A(?:する|[るすくうつむぶぐ])\Z")
_PURPOSE = re.compile(
    r"(?!にとど|に留|など(?:して|し|、))(?:ため|際|後|とき|時|上で|うえで|よう|ほか|こと(?!を|も)|の[はがに]|と(?!い|の|し|述|話|語|発|説|主|強|指|共|とも)|[^。、がと」もの一])"
)
# 腹痛を訴えた: was ill, said nothing that is told here.
_ILL = re.compile(r"(?:発熱|高熱|痛み?|不良|不調|症状|けが|めまい|吐き気|異常)\Z")
_QUOTED_TO = re.compile(
    r"(?:など)?と(?!いう|いった|呼|題|名|なっ|なる|な|書かれ|して|した|する|し、|され|の|は|も|い)、?"
)
_SPOKEN = re.compile(r"[るたいだうんすねよかく。!！?？]\Z")
_CLOSE = re.compile(r"[。、]|が、|という[。、]|という$|とのこと|$")
_CLEARED = re.compile("無罪|無実|潔白")
_LONGEST_PREDICATE, _SHORTEST_SPEECH = 40, 9
# The frame of what may be confirmed: 潜水艦の喪失を確認した.
_OF_FACTS = "を存在"
_CALLED = re.compile(
    r"(?:など|だ)?と(?P<cue>(?:呼|表現|形容|決めつけ|断じ|切り捨て|評)(?:んだ|んで(?:いる|おり)|び|し(?:た|て(?:いる|おり)|)|た|て(?:いる|おり)|る))"
)
_HASTY = re.compile(
    "(?:否定|打ち消し|火消し)に(?:追われ|躍起にな|やっきにな|努め|回)(?:った|って(?:いる|おり)|た|て(?:いる|おり)|る)"
)
_RULED = ((Stance.CONFIRMS, "grants"), (Stance.DENIES, "denies"), (Stance.REQUESTS, "orders"))
_RULING = re.compile(
    "を(?P<cue>(?:(?P<grants>認め[るた]|(?:支持|認定)(?:する|した))|(?P<denies>退け[るた]|(?:棄却|却下)(?:する|した)|取り消(?:す|した))"
    "|(?P<orders>命じ[るた]|命令(?:する|した)|言い渡(?:す|した)))"
    "[^、。をはが]{0,6}?(?:判決|決定|命令|判断|裁定)"
    "(?:を(?:言い渡し|出し|下し|示し)|(?P<passive>[がは])(?:言い渡され|出され|下され|示され|出))(?:た|て(?:いる|いた|おり|い)|、))"
)
_NO_SPEECH = re.compile(r"(?:され|なっ|なる|られ)(?:た|る|て|ている)?\Z|なる\Z")


def find_cues(masked: Masked) -> list[Cue]:
    """The cues of a sentence in order; none overlaps another."""
    found = [*find_refusals(masked), *_phrases(masked), *_pleas(masked), *_verbs(masked)]
    found += [
        *_lies(masked),
        *_hasty_denials(masked),
        *_rulings(masked),
        *find_suppositions(masked),
        *find_hearsay(masked),
        *find_plans(masked),
    ]
    found += _others(masked, found)
    taken: list[Cue] = []
    for cue in sorted(found, key=lambda cue: (cue.span[0], -cue.span[1])):
        if not taken or cue.span[0] >= taken[-1].span[1]:
            taken.append(cue)
    return taken


def _phrases(masked: Masked) -> Iterator[Cue]:
    """A noun and a verb together: 懸念を示した, 方針を固めた."""
    shown, lexicon = masked.text, load_lexicon()
    for found in lexicon.phrase.finditer(shown):
        ending = match_ending(shown, found.end(), lexicon.phrase_verbs[found["stem"]])
        if not ending or ending.form in (Form.DENIED, Form.PASSIVE_DENIED):
            continue
        role = find_role(shown, ending.end, ending.form)
        placed = find_frame_of_noun(shown, found.start())
        if role and placed:
            nobody = ending.form is Form.PASSIVE
            yield Cue((found.start(), ending.end), *placed, lexicon.nouns[found["noun"]], role, nobody)


def _pleas(masked: Masked) -> Iterator[Cue]:
    """「…」と容疑を認めている, 否認している: what is said stands before the noun."""
    shown = masked.text
    if "認め" not in shown and "否認" not in shown:
        return
    for found in _plea().finditer(shown):
        ending = match_ending(shown, found.end(), "v1" if found["verb"] == "認め" else "suru")
        role = ending and find_role(shown, ending.end, ending.form)
        placed = find_frame_of_noun(shown, found.start())
        if role and placed and placed[1] == "と":
            admits = (found["verb"] == "認め") == (ending.form is not Form.DENIED)
            yield Cue((found.start(), ending.end), *placed, Stance.CONFIRMS if admits else Stance.DENIES, role)


@cache
def _plea() -> re.Pattern[str]:
    nouns = any_of(noun for noun, stance in load_lexicon().nouns.items() if stance is Stance.CONFIRMS)
    return re.compile(rf"(?<!無)(?:{nouns})(?:の一部)?を(?:大筋で|概ね|おおむね|一部)?(?P<verb>認め|否認)")


def _verbs(masked: Masked) -> Iterator[Cue]:
    shown, lexicon = masked.text, load_lexicon()
    for found in lexicon.verb.finditer(shown):
        stem, at = found[0], found.start()
        if len(stem) == 1 and at and _KANJI.match(shown[at - 1]):
            continue
        if how := _HOW.match(shown[max(0, at - 2) : at]):
            at -= len(how[0])
        read = (_read_verb(shown, (at, found.end()), verb) for verb in lexicon.verbs[stem])
        if cue := next(filter(None, read), None):
            yield cue


def _read_verb(shown: str, stem: Span, verb: Verb) -> Cue | None:
    ending = match_ending(shown, stem[1], verb.inflection)
    stance = _stance(verb, ending) if ending else None
    role = find_role(shown, ending.end, ending.form) if ending and stance else None
    if ending and ending.form is Form.RUN_ON:
        if shown[stem[0] - 1] != "を":
            return None
        role = Role.MAIN
    if ending and _describes(shown, ending, stance):
        role = Role.DESCRIBING
    elif role is None or (_DICTIONARY.search(shown[stem[1] : ending.end]) and _PURPOSE.match(shown, ending.end)):
        return None
    if _OF_FACTS in verb.frames and not shown.endswith(_facts(), 0, stem[0]):
        return None
    span = stem[0], ending.end
    if ending.form is Form.PASSIVE_DENIED and (told := _SO_FAR.search(shown, max(0, stem[0] - 20), stem[0])):
        return Cue(span, told.start(), "が", stance, role, nobody=True) if told.start() > 2 else None
    frames = verb.frames | {"を"} if _OF_FACTS in verb.frames else verb.frames
    placed = find_frame(shown, stem[0], frames, bare=ending.form is Form.BARE, denies=stance is Stance.DENIES)
    nobody = ending.form in (Form.PASSIVE, Form.PASSIVE_DENIED)
    # 反対派から乱用を批判された: を stays the object where から names who says so.
    particles = "ともはを" if "から" in shown[: stem[0]] else "ともは"
    if placed is None or (ending.form is Form.PASSIVE and shown[stem[0] - 1] not in particles):
        return None
    if shown[stem[0] : stem[1] + 1].startswith("訴え") and _ILL.search(shown[max(0, placed[0] - 6) : placed[0]]):
        return None
    return Cue(span, *placed, Stance.REQUESTS if placed[1] == "よう" else stance, role, nobody, verb.stance)


def _describes(shown: str, ending: Ending, stance: Stance | None) -> bool:
    """Whether a predicate that asks or denies describes a paper, a suit, somebody (賠償を求めた訴訟)."""
    if stance not in (Stance.REQUESTS, Stance.DENIES) or ending.form is not Form.FINAL:
        return False
    return bool(_DESCRIBED.match(shown, ending.end))


def _lies(masked: Masked) -> Iterator[Cue]:
    """出馬表明を「嘘」と呼んだ: whoever calls it so denies it."""
    shown, lies = masked.text, load_lexicon().fixed["lie"]
    for start, end in masked.quotes:
        if masked.plain[start + 1 : end - 1].removesuffix("だ") not in lies:
            continue
        if called := _CALLED.match(shown, end):
            role = find_role(shown, called.end(), Form.FINAL)
            if role is not None:
                yield Cue(called.span("cue"), end, "を", Stance.DENIES, role)


def _hasty_denials(masked: Masked) -> Iterator[Cue]:
    """退位説の打ち消しに追われた: to be busy denying is to deny."""
    shown = masked.text
    for found in _HASTY.finditer(shown):
        role = find_role(shown, found.end(), Form.FINAL)
        placed = find_frame_of_noun(shown, found.start())
        if role is not None and placed:
            yield Cue(found.span(), *placed, Stance.DENIES, role)


def _rulings(masked: Masked) -> Iterator[Cue]:
    """請求を退ける判決を言い渡した, 支払いを命じる判決が下された: what a court grants, orders or turns down."""
    for found in _RULING.finditer(masked.text):
        role = find_role(masked.text, found.end(), Form.FINAL)
        if role is not None:
            stance = next(stance for stance, group in _RULED if found[group])
            nobody = found["passive"] is not None
            yield Cue(found.span("cue"), found.start(), "を", stance, role, nobody, stance)


@cache
def _facts() -> tuple[str, ...]:
    return tuple(f"{noun}を" for noun in load_lexicon().fixed["fact"])


def _stance(verb: Verb, ending: Ending) -> Stance | None:
    if ending.form is Form.PASSIVE_DENIED:
        return verb.denied if verb.denied is Stance.NO_EVIDENCE else None
    if ending.form is Form.DENIED:
        return verb.denied
    return Stance.REPORTED if ending.form is Form.PASSIVE else verb.stance


def _others(masked: Masked, known: Iterable[Cue]) -> Iterator[Cue]:
    """A whole sentence in quotation marks with と and a predicate that is in no list: still somebody says it."""
    shown = masked.text
    spans = [cue.span for cue in known]
    for start, end in masked.quotes:
        found = _QUOTED_TO.match(shown, end)
        if (
            not found
            or end - start < _SHORTEST_SPEECH
            or not _SPOKEN.search(masked.plain[max(start, end - 4) : end - 1])
        ):
            continue
        stop = _CLOSE.search(shown, found.end()).start()
        tail = shown[found.end() : stop]
        if not 0 < len(tail) <= _LONGEST_PREDICATE or any(one[0] < stop and found.end() <= one[1] for one in spans):
            continue
        if re.search(r"[たるてりしいうだすくつむぶえ]\Z", tail) and not _NO_SPEECH.search(tail):
            begin = max((part.end() for part in re.finditer(r"[にでへは](?=[^いなはも])", tail[:-3])), default=0)
            cleared = _CLEARED.sub("", tail)
            stances = (stance for noun, stance in load_lexicon().nouns.items() if noun in cleared)
            stance = next((one for one in stances if one is not Stance.ASSERTS), Stance.ASSERTS)
            stance = Stance.DENIES if cleared != tail else stance
            yield Cue((found.end() + begin, stop), end, "と", stance, Role.MAIN)
