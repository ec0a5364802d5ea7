"""Turns the edition's values into bytes: pages, feeds, sitemaps, assets. Reads no database, clock or network."""

from wireroom.edition.render.assets import Asset
from wireroom.edition.render.renderer import Renderer, open_renderer

__all__ = ["Asset", "Renderer", "open_renderer"]
