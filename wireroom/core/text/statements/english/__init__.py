"""Reads English text for attributed claims by rules. Resolves no actors."""

from wireroom.core.text.statements.english.rules import find_english_statements

__all__ = ["find_english_statements"]
