"""The words of a claim as it is compared with others, whatever its script. Compares nothing."""

import re
from functools import lru_cache

from wireroom.core.ledger.eastern_words import eastern_terms
from wireroom.core.ledger.terms import Terms
from wireroom.core.ledger.western_words import western_terms
from wireroom.core.matching.tokens import fold_text

_EASTERN = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")


@lru_cache(maxsize=4096)
def find_terms(content: str) -> Terms:
    """The terms of a claim's words."""
    folded = fold_text(content)
    return eastern_terms(folded) if _EASTERN.search(folded) else western_terms(content, folded)
