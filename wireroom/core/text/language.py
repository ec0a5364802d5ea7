"""Decides which language a text is in, from its letters and its function words. Abstains rather than guess; translates
and splits nothing."""

import re
from collections import Counter
from functools import cache
from importlib.resources import files

# Enough to tell by; more only costs time.
_SAMPLE = 4000
_MIN_WORDS = 8
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# The same for what is ASCII and in lower case, at half the price.
_PLAIN_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+")

_ASCII = re.compile(r"[\x00-\x7f]+")
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
# The letters of the two scripts of a Japanese text, in which most are different ones.
_RUNS = (
    ("kana", re.compile(f"[{''.join(chr(code) for code in range(0x3041, 0x3100) if chr(code).isalpha())}]+")),
    ("han", re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")),
)

# One language to a script, or the commonest and those it shares it with.
_SCRIPTS = (
    ("kana", 0x3041, 0x30FF), ("hangul", 0xAC00, 0xD7A3), ("hangul", 0x1100, 0x11FF), ("han", 0x3400, 0x4DBF),
    ("han", 0x4E00, 0x9FFF), ("cyrillic", 0x0400, 0x052F), ("greek", 0x0370, 0x03FF), ("greek", 0x1F00, 0x1FFF),
    ("hebrew", 0x0590, 0x05FF), ("arabic", 0x0600, 0x077F), ("thai", 0x0E00, 0x0E7F), ("lao", 0x0E80, 0x0EFF),
    ("devanagari", 0x0900, 0x097F), ("bengali", 0x0980, 0x09FF), ("gurmukhi", 0x0A00, 0x0A7F),
    ("gujarati", 0x0A80, 0x0AFF), ("tamil", 0x0B80, 0x0BFF), ("telugu", 0x0C00, 0x0C7F), ("kannada", 0x0C80, 0x0CFF),
    ("malayalam", 0x0D00, 0x0D7F), ("sinhala", 0x0D80, 0x0DFF), ("myanmar", 0x1000, 0x109F),
    ("georgian", 0x10A0, 0x10FF), ("armenian", 0x0530, 0x058F), ("ethiopic", 0x1200, 0x137F), ("khmer", 0x1780, 0x17FF),
)  # fmt: skip
_BY_SCRIPT = {
    "hangul": ("ko",), "greek": ("el",), "hebrew": ("he", "yi"), "thai": ("th",), "lao": ("lo",),
    "devanagari": ("hi", "mr", "ne", "sa"), "bengali": ("bn", "as"), "gurmukhi": ("pa",), "gujarati": ("gu",),
    "tamil": ("ta",), "telugu": ("te",), "kannada": ("kn",), "malayalam": ("ml",), "sinhala": ("si",),
    "myanmar": ("my",), "georgian": ("ka",), "armenian": ("hy",), "ethiopic": ("am", "ti"), "khmer": ("km",),
}  # fmt: skip
_CYRILLIC = ("ru", "uk", "bg", "sr", "be", "mk", "kk", "ky", "mn", "tg")
_ARABIC = ("ar", "fa", "ur", "ps", "ckb", "ug")
_SAME = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "ji": "yi", "cmn": "zh", "yue": "zh", "fil": "tl"}


def decide_language(text: str, *, declared: str | None) -> str | None:
    """The primary BCP 47 tag of a text's language.

    `declared` is what the source says ("en-GB", "en_US"); it stands where the text is too short or too mixed to tell,
    or agrees; a text that clearly is in another language wins. None where neither tells.
    """
    stated = _primary(declared)
    sample = text[:_SAMPLE]
    # Looking for them where no word ends costs the square of the text; most texts show at once that they have none.
    if "@" in sample or "://" in sample:
        sample = _ADDRESS.sub(" ", sample)
    counts = _count_scripts(sample)
    total = sum(counts.values())
    if total < 4:
        return stated
    east_asian = counts.get("kana", 0) + counts.get("han", 0)
    if east_asian * 2 > total or counts.get("kana", 0) * 10 > total:
        return _decide_east_asian(counts, stated)
    script = max(counts, key=counts.__getitem__)
    # Names and brands in Latin letters stand in every language's news; the other way round it is rare.
    if script == "latin":
        script = next((name for name, count in counts.items() if name != "latin" and count * 5 > total * 2), script)
    if script in _BY_SCRIPT:
        among = _BY_SCRIPT[script]
        return stated if stated in among else among[0]
    if script == "arabic":
        return _decide_arabic(sample, stated)
    return _decide_by_words(sample, stated, cyrillic=script == "cyrillic")


def _primary(declared: str | None) -> str | None:
    if not declared:
        return None
    tag = re.split(r"[-_]", declared.strip().lower())[0]
    return _SAME.get(tag, tag) if tag.isascii() and tag.isalpha() and 2 <= len(tag) <= 3 else None


def _count_scripts(text: str) -> dict[str, int]:
    if text.isascii():
        letters = len(text.encode().translate(None, _NO_LETTERS))
        return {"latin": letters} if letters else {}
    rest = _ASCII.sub("", text)
    letters = len(text.encode("ascii", "ignore").translate(None, _NO_LETTERS))
    counts = {"latin": letters} if letters else {}
    for script, run in _RUNS:
        left = run.sub("", rest)
        if len(left) < len(rest):
            counts[script] = len(rest) - len(left)
        rest = left
    # A text has few different letters: counting them first leaves little to look up.
    for letter, times in Counter(rest).items():
        if letter.isalpha():
            script = _script(ord(letter))
            counts[script] = counts.get(script, 0) + times
    return counts


@cache
def _script(code: int) -> str:
    return next((name for name, low, high in _SCRIPTS if low <= code <= high), "latin")


def _decide_east_asian(counts: dict[str, int], stated: str | None) -> str | None:
    kana, han = counts.get("kana", 0), counts.get("han", 0)
    if counts.get("hangul", 0) > kana + han:
        return "ko"
    # Every Japanese sentence has kana; a Chinese one at most a の for show.
    if kana and kana * 20 >= han:
        return "ja"
    if stated in ("zh", "ja"):
        return stated if stated == "zh" or han < 40 else "zh"
    return "zh" if han >= 20 else stated


def _decide_arabic(text: str, stated: str | None) -> str:
    if any(letter in text for letter in "ٹڈڑےں"):
        found = "ur"
    elif any(letter in text for letter in "پچژگ"):
        found = "fa"
    else:
        return stated if stated in _ARABIC else "ar"
    return stated if stated in _ARABIC and stated != "ar" else found


def _decide_by_words(text: str, stated: str | None, *, cyrillic: bool) -> str | None:
    if text.isascii():
        words = Counter(_PLAIN_WORD.findall(text.lower()))
    else:
        words = Counter()
        for word, times in Counter(_WORD.findall(text)).items():
            words[word.lower()] += times
    count = words.total()
    if cyrillic and count < _MIN_WORDS:
        return stated if stated in _CYRILLIC else _decide_cyrillic_letters(text)
    if count < _MIN_WORDS:
        return stated
    weights, lists = _function_words()
    scores: dict[str, float] = {}
    for word, times in words.items():
        if word in lists:
            for language in lists[word]:
                if (language in _CYRILLIC) == cyrillic:
                    scores[language] = scores.get(language, 0.0) + weights[word] * times
    if not scores:
        return (stated if stated in _CYRILLIC else _decide_cyrillic_letters(text)) if cyrillic else stated
    ranked = sorted(scores, key=scores.__getitem__, reverse=True)
    best, score = ranked[0], scores[ranked[0]]
    second = scores[ranked[1]] if len(ranked) > 1 else 0.0
    if stated == best:
        return best
    share = score / count
    if stated in scores and scores[stated] >= 0.7 * score:
        return stated
    known = stated in _known_languages()
    # Of a language without a list of ours nothing is known; it takes much more to say that it is another.
    needed = 0.12 if stated is None or known else 0.25
    clear = share >= needed and score >= 1.25 * second and score >= 1.5
    # Neighbours (Czech and Slovak) may stay close to each other, and both far from what was declared.
    refuted = known and share >= 0.12 and score >= 1.5 and scores.get(stated, 0.0) * 5 < score > second
    if clear or refuted:
        return best
    if cyrillic and stated not in _CYRILLIC:
        return _decide_cyrillic_letters(text)
    return stated


def _decide_cyrillic_letters(text: str) -> str | None:
    lowered = text.lower()
    for language, letters in (("uk", "їєґ"), ("be", "ў"), ("sr", "ђћљњј"), ("ru", "ыэё")):
        if any(letter in lowered for letter in letters):
            return language
    return None


@cache
def _function_words() -> tuple[dict[str, float], dict[str, tuple[str, ...]]]:
    """For each word its weight (less where many languages have it) and its languages."""
    lists: dict[str, tuple[str, ...]] = {}
    lines = files("wireroom.core.data").joinpath("function_words.txt").read_text("utf-8").splitlines()
    for line in lines:
        if line.startswith("#") or ":" not in line:
            continue
        language, _, words = line.partition(":")
        for word in dict.fromkeys(words.split()):
            lists[word] = (*lists.get(word, ()), language)
    # A letter that is a word somewhere stands as an initial everywhere.
    weights = {word: (0.5 if len(word) == 1 else 1.0) / len(languages) for word, languages in lists.items()}
    return weights, lists


@cache
def _known_languages() -> frozenset[str]:
    return frozenset(language for languages in _function_words()[1].values() for language in languages)
