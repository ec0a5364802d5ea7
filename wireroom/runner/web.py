"""The web side: the edition's files and the live addresses, served by uvicorn on a thread of its own or alone."""

import socket
import threading

import uvicorn
from django.core.asgi import get_asgi_application

from wireroom.config.newsroom import Newsroom
from wireroom.core.errors import SettingError
from wireroom.public.front import front
from wireroom.runner.pushing import open_push_door

STOP_S = 5


class WebSide:
    """Serves one newsroom on `address` ("host:port"; port 0 takes a free one). Raises SettingError when it is taken."""

    def __init__(self, newsroom: Newsroom, address: str):
        host, _, port = address.rpartition(":")
        if not host or not port.isdecimal():
            raise SettingError(f"--serve {address}: say host:port, such as 127.0.0.1:8000")
        self._socket = _bind(host.strip("[]"), int(port))
        bound = self._socket.getsockname()
        self.address = f"{host}:{bound[1]}"
        app = front(
            newsroom.site,
            get_asgi_application(),
            default_language=newsroom.default_language,
            door=open_push_door(newsroom),
        )
        self._server = uvicorn.Server(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                lifespan="off",
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=STOP_S,
            )
        )
        self._thread = threading.Thread(target=self._serve, name="web", daemon=True)

    def start(self) -> None:
        """Serve from a thread beside the loop."""
        self._thread.start()

    def serve(self) -> None:
        """Serve on this thread until a signal ends it."""
        self._server.run(sockets=[self._socket])

    def stop(self) -> None:
        """Finish the requests in hand and close."""
        self._server.should_exit = True
        self._thread.join(STOP_S + 1)
        self._socket.close()

    def _serve(self) -> None:
        self._server.run(sockets=[self._socket])


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Said to be TCP: only then asyncio sends each piece at once, and a page does not wait 40 ms for a late answer.
    found = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
    except OSError as error:
        found.close()
        raise SettingError(f"--serve {host}:{port}: {error.strerror}") from None
    found.listen(2048)
    return found
