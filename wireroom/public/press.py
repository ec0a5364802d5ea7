"""The edition's press as web requests use it: renders, and writes nothing of the site."""

from functools import lru_cache

from django.conf import settings

from wireroom.core.errors import WireroomError
from wireroom.edition.press import Press
from wireroom.edition.render import open_renderer
from wireroom.edition.site import describe_site


class _ReadOnlySite:
    """The site's folder for who may not touch it."""

    def write(self, path: str, body: bytes) -> None:
        raise WireroomError(f"{path}: a web request writes no file of the site")

    def remove(self, path: str) -> None:
        raise WireroomError(f"{path}: a web request removes no file of the site")

    def show_picture(self, name: str) -> None:
        raise WireroomError(f"{name}: a web request shows no picture")

    def hide_picture(self, name: str) -> None:
        raise WireroomError(f"{name}: a web request hides no picture")


@lru_cache(maxsize=1)
def open_reading_press() -> Press:
    """The newsroom's press without its disk, opened once a process."""
    newsroom = settings.NEWSROOM
    return Press(
        renderer=open_renderer(describe_site(newsroom)),
        disk=_ReadOnlySite(),
        base_url=newsroom.base_url,
        languages=newsroom.languages,
        zone=newsroom.zone,
        comments_open=newsroom.comments.open,
        shows_statements=newsroom.statements.show,
    )
