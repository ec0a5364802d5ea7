"""Decides of English words that are verbs and nouns ("claims", "plans", "report") which they are in a place."""

from wireroom.core.text.statements.english.drafts import Range
from wireroom.core.text.statements.english.phrases import is_adverb, is_name, is_verb
from wireroom.core.text.statements.english.tokens import Tokens
from wireroom.core.text.statements.english.words import grammar, people


def is_noun(tokens: Tokens, at: int, after: int) -> bool:
    """Whether a word that may be a noun ("claims", "plans", "report") or an adjective ("alleged") is one here."""
    lows, high = tokens.lows, len(tokens.lows)
    before = lows[at - 1] if at else ""
    following = lows[after] if after < high else ""
    if (lows[at] == "state" and following != "that") or (lows[at] == "think" and following in ("tank", "tanks")):
        return True
    if lows[at] == "accused" and (
        following in grammar("auxiliaries") or following.startswith(("deny", "denie", "plead"))
    ):
        return True
    if before in ("phone", "telephone") and lows[at] in ("call", "calls"):
        return True
    plain = lows[at] not in grammar("maybe_nouns") and not lows[at].endswith(("ed", "s"))
    if plain and before in ("his", "her", "others"):
        return False
    if before in grammar("determiners") or before in grammar("possessives") or before.endswith(("'s", "’s")):
        if lows[at] in grammar("maybe_nouns"):
            singular = before in ("one", "another", "each", "this", "that", "none")
            return before not in grammar("standing_alone") or singular != lows[at].endswith("s")
        return before not in grammar("standing_alone") or after >= high
    if before in grammar("prepositions") and before != "than":
        return True
    word = lows[at]
    if word in grammar("maybe_nouns") and not _follows_subject(tokens, at) and after - at == 1:
        return True
    if word in grammar("maybe_nouns") and after < high and is_verb(tokens, after):
        return True
    if word.endswith("s") and word not in ("says", "tells", "writes", "thinks", "believes", "wants"):
        if following in grammar("not_after_nouns") and not (following == "for" and word in ("calls",)):
            return True
        return at == 0 or (not is_name(tokens, at - 1) and before.endswith("ed") and before not in ("united",))
    return word.endswith("ed") and following == "by"


def _follows_subject(tokens: Tokens, at: int) -> bool:
    """Whether a word that is a noun as often as a verb ("reports", "state") stands where its subject goes before."""
    before = tokens.lows[at - 1] if at else ""
    if not before:
        return False
    singular = tokens.lows[at].endswith("s")
    if before in ("who", "which", ",", ")") or is_adverb(before):
        return True
    if singular:
        known = people("persons") | people("organisations") | people("documents")
        return before in ("he", "she", "it") or is_name(tokens, at - 1) or before in known
    plural = before in ("they", "we", "i", "you", "many", "some", "others", "several") or before in people("groups")
    return plural or (before.endswith("s") and not before.endswith(("ss", "us", "'s", "’s")))


def takes_base(tokens: Tokens, source: Range) -> bool:
    """Whether a bare verb ("say", "plan") can follow a subject: a plural, "they", more than one."""
    last = tokens.lows[source[1] - 1]
    head = tokens.lows[source[0] : source[1]]
    if last in ("he", "she", "it"):
        return False
    if head[0] in grammar("standing_alone"):
        return True
    return last in ("i", "we", "you", "they", "who", "people", "police", "many", "some", "others") or (
        any(
            word.endswith("s")
            or (word.isupper() and len(word) > 1)
            or word in ("and", "people", "police", "men", "women")
            for word in head
        )
    )


def can_name(tokens: Tokens, source: Range) -> bool:
    """Whether a phrase may call something by a name, and is not what bears it ("a device called …")."""
    end = next((at for at in range(*source) if tokens.lows[at] in grammar("prepositions")), source[1])
    head = tokens.lows[end - 1] if end > source[0] else tokens.lows[source[0]]
    if head in grammar("people_pronouns") or head in ("who", "which") or tokens.words[end - 1][0].isupper():
        return True
    known = people("persons") | people("groups") | people("organisations") | people("documents")
    return head in known or head.removesuffix("s") in known or any(tokens.words[at] == "," for at in range(*source))
