"""The one small tree of errors. Edge turns libraries' errors into these; only runner and views catch them."""


class WireroomError(Exception):
    """Anything Wireroom refuses or cannot do; its text names the file, feed, item or setting."""


class FetchError(WireroomError):
    """A retrieval that gave nothing usable. `permanent` means: the same request will not succeed later."""

    def __init__(self, message: str, *, permanent: bool = False, status: int | None = None):
        super().__init__(message)
        self.permanent = permanent
        self.status = status


class ParseError(WireroomError):
    """Bytes that are no feed or wire document we can read."""


class SettingError(WireroomError):
    """A setting or argument that is missing or wrong; the text names it."""


class PictureError(WireroomError):
    """Bytes that are no picture we will show."""
