"""Reads a text for attributed claims: who says what."""

from wireroom.core.text.statements.values import Content, Source, Stance, Statement

__all__ = ["Content", "Source", "Stance", "Statement"]
