"""Pictures: received bytes judged and decoded, and the sizes we serve made. Fetches and stores nothing."""

from wireroom.edge.images.decoding import PictureFacts, open_picture
from wireroom.edge.images.renditions import RENDITION_WIDTHS, Rendition, make_renditions

__all__ = ["RENDITION_WIDTHS", "PictureFacts", "Rendition", "make_renditions", "open_picture"]
