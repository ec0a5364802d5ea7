"""What the edition needs from outside to write itself, in one value."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from wireroom.core.ports import Disk
from wireroom.edition.render.renderer import Renderer


@dataclass(frozen=True, slots=True)
class Press:
    """Renderer and disk, and the site's own facts. `base_url` has no slash at the end; `hub` may be empty."""

    renderer: Renderer
    disk: Disk
    base_url: str
    languages: tuple[str, ...]
    zone: ZoneInfo
    comments_open: bool = True
    hub: str = ""
