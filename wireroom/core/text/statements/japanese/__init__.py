"""Reads Japanese text for attributed claims by rules on its characters. Needs no dictionary of words and no analyser."""

from wireroom.core.text.statements.japanese.rules import find_japanese_statements

__all__ = ["find_japanese_statements"]
