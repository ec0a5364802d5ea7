"""The rights register: what the source's terms allow with an item, and its copy cut to that. Enforces nothing."""

from wireroom.core.rights.permitted import EXCERPT_DEFAULT, Permitted, cut_text, decide_permitted
from wireroom.core.rights.ruling import ItemTerms, Refusal, Rights, Ruling, decide_ruling
from wireroom.core.rights.terms import Term, find_terms

__all__ = [
    "EXCERPT_DEFAULT",
    "ItemTerms",
    "Permitted",
    "Refusal",
    "Rights",
    "Ruling",
    "Term",
    "cut_text",
    "decide_permitted",
    "decide_ruling",
    "find_terms",
]
