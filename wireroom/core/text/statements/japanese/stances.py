"""Decides how a Japanese source stands to what it says where the predicate alone leaves it open."""

import re
from functools import cache

from wireroom.core.text.statements.japanese.lexicon import any_of, load_lexicon
from wireroom.core.text.statements.values import Stance

# 辞任を否定していない: denies nothing.
_NOT_DENIED = re.compile(r"否定(?:し|して|しては|でき)(?:い?ない|なかった|ません)")
# ドーピングを否定する声明を出した
_PAPER = re.compile("声明|コメント|談話|文書|書簡|文を")
_TOLD_IN_PAPER = re.compile(r"(?:否定|非難|批判)する\Z")
_CLAUSE_TAIL = "(?:」|』|。|と|$)"


def decide_japanese_stance(stance: Stance, cue: str, content: str, *, after: str = "") -> Stance:
    """The stance of a cue, or where that merely asserts, what the end of the content tells; `after` follows the cue."""
    if cue.startswith(("として", "とし")) and _charges().search(after):
        return Stance.ACCUSES
    if cue.startswith("として") and re.match(r"[^。、「]{0,12}(?:非難|批判|抗議|告発|糾弾)し", after):
        return Stance.ACCUSES
    if cue.startswith("として") and re.match(r"、?(?:断っ|断り|拒|退け|反対|反論|否定)", after):
        return Stance.DENIES
    if stance is not Stance.ASSERTS:
        return stance
    if cue.startswith("供述") and _confession().search(content):
        return Stance.CONFIRMS
    if verb := _TOLD_IN_PAPER.search(content) if _PAPER.search(cue) else None:
        return Stance.DENIES if verb[0].startswith("否定") else Stance.ACCUSES
    for told in (Stance.DECLINES_COMMENT, Stance.NO_EVIDENCE, Stance.DENIES, Stance.ACCUSES, Stance.REQUESTS):
        if told is Stance.DENIES and _NOT_DENIED.search(content[-12:]):
            continue
        if _endings()[told].search(content[-30:]):
            return told
    return stance


@cache
def _charges() -> re.Pattern[str]:
    words = any_of(load_lexicon().fixed["charge"])
    return re.compile(rf"\A[^。]*(?:{words})(?:し|さ|。|、|を)")


@cache
def _confession() -> re.Pattern[str]:
    return re.compile(any_of(load_lexicon().fixed["confession"]))


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
    return {stance: re.compile(f"(?:{any_of(fixed[kind])}){_CLAUSE_TAIL}*\\Z") for stance, kind in kinds}
