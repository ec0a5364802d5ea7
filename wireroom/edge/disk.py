"""The site's folder on disk: pages written whole, pictures linked in from where they are kept."""

import os
from contextlib import suppress
from pathlib import Path

from wireroom.edge.files import write_atomic


class SiteDisk:
    """Implements core.ports.Disk over `site`; pictures are kept under `pictures` and shown as hard links."""

    def __init__(self, site: Path, pictures: Path):
        self._site = site
        self._pictures = pictures

    def write(self, path: str, body: bytes) -> None:
        """Replace the file at a site path, unless it holds these bytes already. Raises OSError."""
        target = self._inside(path)
        # Reading is far cheaper than replacing, and a file that stays keeps the date that visitors' caches know.
        if not _holds(target, body):
            write_atomic(target, body)

    def remove(self, path: str) -> None:
        """Remove the file at a site path, if it is there."""
        with suppress(FileNotFoundError):
            os.unlink(self._inside(path))

    def show_picture(self, name: str) -> None:
        """Put a kept picture on the site. Raises FileNotFoundError when it is not kept."""
        target = self._inside(f"/pictures/{name}")
        if os.path.exists(target):
            return
        os.makedirs(os.path.dirname(target), exist_ok=True)
        source = self._pictures / name
        try:
            os.link(source, target)
        except FileExistsError:
            return
        except OSError:
            write_atomic(target, source.read_bytes())

    def hide_picture(self, name: str) -> None:
        """Take a picture off the site; it stays kept."""
        self.remove(f"/pictures/{name}")

    def keep_picture(self, name: str, body: bytes) -> None:
        """Keep a picture, not yet on the site."""
        path = self._pictures / name
        if not path.exists():
            write_atomic(path, body)

    def erase_picture(self, name: str) -> bool:
        """Remove a picture from the site and from where pictures are kept; whether it was kept."""
        self.hide_picture(name)
        path = self._pictures / name
        there = path.exists()
        path.unlink(missing_ok=True)
        return there

    def _inside(self, path: str) -> str:
        if ".." in path.split("/"):
            raise ValueError(f"not a path of the site: {path}")
        return os.path.join(self._site, path.lstrip("/"))


def _holds(path: str, body: bytes) -> bool:
    try:
        if os.stat(path).st_size != len(body):
            return False
        with open(path, "rb", buffering=0) as file:
            return file.read() == body
    except OSError:
        return False
