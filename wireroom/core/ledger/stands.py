"""What a statement stands for: whether for a claim or against it, and in which words the claim is told. Compares
nothing."""

import re
from dataclasses import dataclass, replace

from wireroom.core.ledger.terms import Terms
from wireroom.core.ledger.values import Said
from wireroom.core.ledger.words import find_terms

_SIDES = {
    "asserts": "for",
    "confirms": "for",
    "accuses": "for",
    "reported": "for",
    "denies": "against",
    "requests": "asks",
    "no_evidence": "unproven",
    "declines_comment": "silent",
}
_NO_EVIDENCE = re.compile(
    r"\bno (?:[a-z]+ )?(?:evidence|indication|sign|proof)\b[^.]*?\b(?:that|of)\b|証拠は?[^。]*?(?:な[いく]|ていない)",
    re.IGNORECASE,
)
_EASTERN_EVIDENCE = re.compile(r"(?:ことを|のを|を)?(?:示す|裏付ける)?証拠.*", re.DOTALL)
# A denial in the speaker's own words says itself that it is not so.
_OWN_WORDS = re.compile(r"\W*(?:no|not|none|nobody|nothing|neither|never)\b|[\"“]", re.IGNORECASE)
_DENYING = re.compile(
    r"\b(?:den(?:y|ie|ia)|disput|reject|refut|rebut|repudiat|dismiss|contradict|disavow)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Stand:
    """A statement as it stands to a claim: on which side ("for", "against", "unproven", "asks", "silent"), the terms of
    the claim, and whether the claim is that something is not so."""

    side: str
    terms: Terms
    negated: bool

    @property
    def position(self) -> tuple[str, bool]:
        """What two statements share that say the same: to deny that it is so is to say that it is not so."""
        if self.side in ("for", "against"):
            return "claims", self.negated == (self.side == "against")
        return self.side, self.negated


def find_stand(said: Said) -> Stand:
    """How a statement stands to the claim in its words."""
    side, content = _SIDES[said.stance], said.content
    if side in ("for", "unproven", "against") and (found := _NO_EVIDENCE.search(content)):
        side = "unproven"
        content = _about(content, found)
    terms = find_terms(content)
    if side == "unproven":
        return Stand(side, replace(terms, negated=False, not_so=frozenset()), negated=False)
    if side == "against" and terms.negated and (terms.eastern or _denies_itself(said.cue, content)):
        return Stand(side, replace(terms, negated=False, not_so=frozenset()), negated=False)
    return Stand(side, terms, terms.negated)


def _denies_itself(cue: str, content: str) -> bool:
    """Whether it is the content that says that it is not so, as after "said", and not the cue, as after "denied"."""
    return bool(_OWN_WORDS.match(content)) or (cue != "" and not _DENYING.search(cue))


def _about(content: str, found: re.Match[str]) -> str:
    """What there is no evidence of."""
    if found[0].startswith("証拠"):
        return _EASTERN_EVIDENCE.sub("", content)
    return content[found.end() :]
