"""Decides how a Japanese source stands to what it says where the predicate alone leaves it open."""

import re
from functools import cache

from wireroom.core.text.statements.japanese.lexicon import any_of, load_lexicon
from wireroom.core.text.statements.japanese.phrases import find_kind
from wireroom.core.text.statements.values import Stance

# 辞任を否定していない: denies nothing.
_NOT_DENIED = re.compile(r"否定(?:し|して|しては|でき)(?:い?ない|なかった|ません)")
# ドーピングを否定する声明を出した
_PAPER = re.compile("声明|コメント|談話|文書|書簡|文を")
# 増税を否定する考えを示した
_VIEW = re.compile("考え|見解|立場|意向|姿勢|認識|見方|方針|発言|構え|態度|説明")
# What is said by these of a wrong accuses: 病院が記録を改ざんしたと訴えた.
_COMPLAINS = re.compile("訴え|主張|証言|抗議|反発|指摘|怒|憤|告白")
# 「暴言など吐いていない」と反発した: who contends so denies it; 時間はない, まだ終わっていない deny nothing.
_CONTENDS = re.compile("反発|反論|抗弁|釈明|弁明|弁解|供述|主張|断言|言い切|言い張|抗議")
_SAYS_NOT = re.compile(
    r"(?<!まだ)(?<!必要)(?<!余地)(?<!余裕)(?<!時間)(?<!方法)(?<!手段)(?<!選択肢)(?<!例)(?<!道)(?<!意味)"
    r"(?:(?:[一-鿿ぁ-ん]て|んで|いで)(?:は)?い(?:ない|なかった|ません(?:でした)?)"
    r"|[はも]一?切?(?:な(?:い|かった)|ありません(?:でした)?|ございません))[」』。]*\Z"
)
_SENTENCES = re.compile("[。!?！？]")
# 受け取っておりません is 受け取っていない, as the lists have it.
_POLITE = (
    (re.compile("ておりません|ておらず|ていません"), "ていない"),
    (re.compile("でおりません|でおらず|でいません"), "でいない"),
    (re.compile("(?:ござい|あり)ません"), "ない"),
    (re.compile("ませんでした"), "なかった"),
    (re.compile("(?<=[しきれえべめ])ません"), "ない"),
)
_TOLD_IN_PAPER = re.compile(r"(?:否定する|否認する|打ち消す|退ける|拒む|争う|(?P<wrong>(?:非難|批判|糾弾)する))\Z")
_REBUFFS = ("退け", "しりぞけ", "拒み", "拒ん")
_CLAUSE_TAIL = "(?:」|』|。|と|$)"
_BEING = "(?:だった|である|であった|です|でした|だ)?"


def decide_japanese_stance(stance: Stance, cue: str, content: str, *, after: str = "") -> Stance:
    """The stance of a cue, or where that merely asserts, what the end of the content tells; `after` follows the cue."""
    content = _plain_style(content)
    cleared = bool(_endings()[Stance.DENIES].search(content[-30:]))
    if cue.startswith(("として", "とし")) and not cleared and _charges().search(after):
        return Stance.ACCUSES
    if cue.startswith("として") and not cleared and re.match(r"[^。、「]{0,12}(?:非難|批判|抗議|告発|糾弾)し", after):
        return Stance.ACCUSES
    if cue.startswith("として") and re.match(
        r"、?(?:断っ|断り|拒|退け|反対|反論|否定|無罪を(?!認)|無実を|身の潔白|潔白を|[^。、]{1,8}を[^。、]{0,6}否[認定]し)",
        after,
    ):
        return Stance.DENIES
    if cue.startswith("反発") and cleared:
        return Stance.DENIES
    if stance is Stance.DENIES and cue.startswith(("拒", "断")) and content.endswith("否定する"):
        # 否定することを拒んだ
        return Stance.ASSERTS
    if stance in (Stance.ASSERTS, Stance.ACCUSES) and any(map(_refuted().search, _SENTENCES.split(content[:400]))):
        return Stance.DENIES
    if stance in (Stance.ASSERTS, Stance.ACCUSES) and _CONTENDS.match(cue) and _SAYS_NOT.search(content[-30:]):
        return Stance.DENIES
    if stance is not Stance.ASSERTS:
        return stance
    verb = _TOLD_IN_PAPER.search(content) if _PAPER.search(cue) or _VIEW.search(cue) else None
    if verb and (_PAPER.search(cue) or not verb["wrong"]):
        return Stance.ACCUSES if verb["wrong"] else Stance.DENIES
    if _COMPLAINS.search(cue) and _suffered().search(content[-30:]):
        return Stance.ACCUSES
    for told in (Stance.DECLINES_COMMENT, Stance.NO_EVIDENCE, Stance.DENIES, Stance.ACCUSES, Stance.REQUESTS):
        if told is Stance.DENIES and _NOT_DENIED.search(content[-12:]):
            continue
        in_any_order = _IN_ANY_ORDER.get(told)
        if _endings()[told].search(content[-30:]) or (in_any_order and in_any_order().search(content[-40:])):
            return told
    # What a suspect tells the police of himself and does not deny, he admits.
    return Stance.CONFIRMS if cue.startswith(("供述", "自供")) else stance


def _plain_style(content: str) -> str:
    """Content with the polite negations at the end of its sentences as the lists have them."""
    if "せん" in content or "おらず" in content:
        for polite, plain in _POLITE:
            content = polite.sub(plain, content)
    return content


def is_contest(cue: str, content: str) -> bool:
    """Whether somebody is beaten rather than something denied (現職を退け, 連覇を拒んだ)."""
    if not cue.startswith(_REBUFFS):
        return False
    return find_kind(content) in ("title", "person", "group") or content.endswith(
        tuple(load_lexicon().fixed["contest"])
    )


@cache
def _charges() -> re.Pattern[str]:
    words = any_of(load_lexicon().fixed["charge"])
    return re.compile(rf"\A[^。]*(?:{words})(?:し|さ|。|、|を)")


@cache
def _refuted() -> re.Pattern[str]:
    # 事実無根で、極めて遺憾: what follows says no more of it. 侵害ではないと考えている: to hold so is to deny.
    return re.compile(
        f"(?:{any_of(load_lexicon().fixed['refuted'])}){_BEING}(?:{_CLAUSE_TAIL}*\\Z|(?:で|であり|ため)、)"
        r"|(?:では|して(?:は)?い|事実[はも]|に(?:は)?当たら)ないと(?:考え|認識し|判断し|思っ)て(?:いる|います|おります)\Z"
    )


@cache
def _suffered() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(load_lexicon().fixed['suffered'])}){_CLAUSE_TAIL}*\\Z")


@cache
def _unproved() -> re.Pattern[str]:
    """証拠は今のところない, 裏付けるものは何も見つからなかった."""
    nouns = any_of(load_lexicon().fixed["proof"])
    return re.compile(
        rf"(?:{nouns})[はがも]、?(?:今のところ|現時点で[はも]?|現段階では|これまでのところ|まだ|ほとんど|全く|まったく|一切|何も)+"
        rf"(?:ない|なかった|(?:得られ|見つかっ|確認され|示され)て(?:い)?(?:ない|なかった)|見つからなかった|得られなかった){_CLAUSE_TAIL}*\Z"
    )


@cache
def _withheld() -> re.Pattern[str]:
    """コメントは控える, 詳細の説明を差し控えさせていただく."""
    return re.compile(
        r"(?:コメント|回答|答え|返答|答弁|言及|発言|説明|明言|論評|公表)[をはも]?(?:差し)?控え"
        rf"(?:る|ます|たい(?:です)?|させて(?:いただ[くき](?:ます|たい)?|もらう|ほしい)|て(?:いる|います|おく|おきたい)){_CLAUSE_TAIL}*\Z"
    )


_IN_ANY_ORDER = {Stance.NO_EVIDENCE: _unproved, Stance.DECLINES_COMMENT: _withheld}


@cache
def _endings() -> dict[Stance, re.Pattern[str]]:
    fixed = load_lexicon().fixed
    kinds = (
        (Stance.DECLINES_COMMENT, "silence"),
        (Stance.NO_EVIDENCE, "absence"),
        (Stance.DENIES, "denial"),
        (Stance.ACCUSES, "wrong"),
        (Stance.REQUESTS, "request"),
    )
    return {stance: re.compile(f"(?:{any_of(fixed[kind])}){_BEING}{_CLAUSE_TAIL}*\\Z") for stance, kind in kinds}
