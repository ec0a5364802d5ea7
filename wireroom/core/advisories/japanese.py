"""Finds words to editors in Japanese copy. Reads a folded message; follows no reference.

In ordinary news 取り消し and 訂正 are told of others: 「市は許可を取り消した」. To an editor they stand alone or in
brackets, or end a polite sentence about a 記事 or 配信 that has no other topic than the sender.
"""

import re
from functools import cache

from wireroom.core.advisories.message import Message, Said
from wireroom.core.advisories.words import alternation, kinds_of

SHORT = 400  # characters: a message says its piece in a paragraph; longer text is a story
OPEN, CLOSE = r"【\[〔〈<《(「", r"】\]〕〉>》)」"
SENDER = "(?:弊社|本社|当社|小社|当サイト|当編集部|編集部|当局)"


def find_japanese(message: Message) -> Said | None:
    """The first rule that speaks: a mark on the headline or a line, a polite sentence about copy, the note's field."""
    return _find_mark(message) or _find_notice(message) or _find_in_note(message)


def _find_mark(message: Message) -> Said | None:
    """Words in brackets, before a colon or alone: on the headline, or alone on a line of the text."""
    for line in (message.headline, *message.lines):
        in_headline = line is message.headline
        for role, pattern in _patterns().marks:
            found = pattern.match(line)
            rest = line[found.end() :].strip() if found else ""
            if found is None or (not in_headline and (role == "weak" or rest)):
                continue
            # Japanese headlines part with a space what English ones part with a comma.
            if found["space"] and not found["word"].startswith(("配信取", "全文取", "出稿取")):
                continue
            kind = kinds_of("ja", {role})[found["word"]]
            if role != "weak" or _is_borne_out(message, kind):
                return Said(kind, line, "mark", rest)
    return None


def _find_notice(message: Message) -> Said | None:
    """A polite sentence that ends in an order or a promise about copy. In a long text only after an address."""
    patterns = _patterns()
    addressed = bool(patterns.address.search(f"{message.headline}\n{message.text[:SHORT]}\n{message.ed_note}"))
    if message.length > SHORT and not addressed:
        return None
    for sentence in (message.headline, *message.sentences[:12]):
        if said := _read_sentence(sentence, addressed=addressed):
            return said
    return None


def _find_in_note(message: Message) -> Said | None:
    patterns = _patterns()
    for sentence in message.notes:
        for role, pattern in patterns.marks[:2]:
            if found := pattern.match(sentence):
                return Said(kinds_of("ja", {role})[found["word"]], sentence, "note")
        said = _read_sentence(sentence, addressed=True)
        # What the wire corrects or replaces in the copy that carries the note is told by its next version.
        if said and said.kind not in ("correction", "replacement"):
            return Said(said.kind, said.words, "note")
    return None


def _read_sentence(sentence: str, *, addressed: bool) -> Said | None:
    patterns = _patterns()
    if found := patterns.order.search(sentence):
        kind = kinds_of("ja", {"order"})[found["word"]]
        promised = not re.search(r"(?:ください|願います|をお願い\w{2,6})$", found["word"])
        # 「市は…を取り消します」 is the city's plan: a promise needs the sender as its topic, or none.
        if (promised and _has_other_topic(sentence[: found.end()])) or (kind == "correction" and not addressed):
            return None
        return Said(kind, sentence, "address" if addressed else "notice")
    if (found := patterns.done.search(sentence)) and not _has_other_topic(sentence[: found.end()]):
        return Said(kinds_of("ja", {"done"})[found["word"]], sentence, "notice")
    return None


def _has_other_topic(sentence: str) -> bool:
    """Somebody else than the sender, and something else than copy, is what the sentence is about."""
    found = _patterns().topic.search(sentence)
    return bool(found) and not _patterns().own.search(found["topic"])


def _is_borne_out(message: Message, kind: str) -> bool:
    """The text speaks of copy, as weak words need; of a story sent before, where they say that it is corrected."""
    patterns = _patterns()
    if kind == "correction":
        return message.length <= SHORT and bool(patterns.another.search(message.text))
    return bool(patterns.evidence.search(f"{message.text[:SHORT]}\n{message.ed_note}"))


class _Patterns:
    """All patterns, made once from the word lists."""

    def __init__(self) -> None:
        copy = rf"(?:{alternation('ja', 'copy')})"
        rank = rf"(?:{alternation('ja', 'rank')})"
        suffix = rf"(?:{alternation('ja', 'suffix')})"
        opening = rf"^[\s■◆●▲★※*=・-]{{0,10}}(?:[{OPEN}]?{rank}[{CLOSE}]?[\s・、:]*){{0,3}}"
        boxed, bare = rf"\s*[{CLOSE}]", r"\s*[:=|]|(?P<space>\s+)|[\s。!*=.・-]*$"
        self.marks = []
        for role, after in (("set", f"{boxed}|{bare}"), ("bracket", boxed), ("weak", f"{boxed}|{bare}")):
            word = rf"(?P<word>{alternation('ja', role)}){suffix}{{0,2}}"
            box = rf"[{OPEN}]\s*" if role == "bracket" else rf"[{OPEN}]?\s*"
            space = "" if "space" in after else "(?P<space>(?!))?"
            self.marks.append((role, re.compile(rf"{opening}{box}{word}(?:{after}){space}")))
        ends = r"(?=[。!\s)】\]]|$)"
        between = r"[^。」』]{0,60}?"
        self.order = re.compile(rf"{copy}{between}(?P<word>{alternation('ja', 'order')}){ends}")
        self.done = re.compile(rf"{copy}{between}(?P<word>{alternation('ja', 'done')}){ends}")
        self.topic = re.compile(r"(?P<topic>[^\s、。「」『』はがも]{1,20})(?:は|が)(?=、|[^\s]{1,40})")
        self.own = re.compile(rf"(?:{SENDER}|{copy}|全文)$")
        self.address = re.compile(rf"(?:{alternation('ja', 'address')})")
        self.another = re.compile(
            rf"(?:配信|掲載|送信|出稿|報道|公開|お伝え|お送り|既報)[^。]{{0,20}}(?:し|さ|の)[^。]{{0,10}}{copy}|{copy}[^。]{{0,40}}(?:誤り|間違い|訂正)"
        )
        acts = "取り消|取消|使用し|使わ|使用を|差し替|差替|破棄|削除|見合わせ|停止|中止|撤回|保留"
        self.evidence = re.compile(
            rf"{copy}[^。]{{0,40}}(?:{acts})|(?:{acts})[^。]{{0,12}}{copy}|{alternation('ja', 'address')}"
        )


@cache
def _patterns() -> _Patterns:
    return _Patterns()
