"""Reads Japanese text for attributed claims by rules on its characters. Needs no analyser of words."""

from wireroom.core.text.statements.japanese.choosing import choose_learned
from wireroom.core.text.statements.japanese.rules import find_japanese_statements

__all__ = ["choose_learned", "find_japanese_statements"]
