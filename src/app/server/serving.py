"""Running the mailbox: a port, a certificate, and patience that ends."""

import asyncio
import signal
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.refusal import Problem
from app.exchange.address import is_here
from app.exchange.mailbox import Mailbox
from app.exchange.trail import Trail
from app.exchange.upload import MARK

CONNECTIONS = 200
"""At once; one more is asked to come again."""

PATIENCE = 20
"""Seconds in which a connection has to have asked for something."""

_LAST_PORT = 65535


class ServeFailure(Exception):
    """The mailbox cannot be opened, and why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.problem = Problem(code)


@dataclass(frozen=True, slots=True)
class Door:
    """Where the mailbox listens. Without a certificate only this machine may knock."""

    port: int
    host: str = "127.0.0.1"
    certificate: Path | None = None
    key: Path | None = None


def serve(data: Path, door: Door, listening: Callable[[str], None]) -> None:
    """Serve the mailbox of this data folder until the process is told to end.

    `listening` is called with the URL once it is open. `ServeFailure` when it cannot be.
    """
    _demand_safe(door)
    try:
        import uvicorn

        from app.server.patience import Impatient
        from app.server.web import web
    except ModuleNotFoundError:
        raise ServeFailure("serve.not_installed") from None
    mailbox = Mailbox(data)
    mailbox.prepare()
    place = _listen(door)
    trail = Trail(mailbox.trail)
    scheme = "https" if door.certificate else "http"
    host, port = place.getsockname()[:2]
    config = uvicorn.Config(
        web(mailbox, trail),
        http=Impatient,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # who knocks is known by a signature, never by an address
        headers=[(MARK, "1")],
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=PATIENCE,
        timeout_graceful_shutdown=5,
        h11_max_incomplete_event_size=1 << 14,
        ssl_certfile=door.certificate,
        ssl_keyfile=door.key,
        ssl_keyfile_password="",  # a locked key must not ask at a terminal nobody sits at
    )

    class Announced(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            listening(f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}")

    server = Announced(config)
    # uvicorn hands the signal on when it is done, and to end when told to is no failure
    before = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        with suppress(KeyboardInterrupt):
            asyncio.run(server.serve([place]))
    finally:
        signal.signal(signal.SIGTERM, before)
        place.close()
        trail.close()


def _demand_safe(door: Door) -> None:
    if (door.certificate is None) != (door.key is None):
        raise ServeFailure("serve.half_certificate")
    if door.certificate is None or door.key is None:
        if not is_here(door.host):
            raise ServeFailure("serve.plain")
        return
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(
            door.certificate, door.key, password=""
        )
    except (OSError, ValueError):
        raise ServeFailure("serve.certificate") from None


def _listen(door: Door) -> socket.socket:
    if not 0 <= door.port <= _LAST_PORT:
        raise ServeFailure("serve.port")
    try:
        kind: Any = socket.getaddrinfo(door.host, door.port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((door.host, door.port), family=kind, backlog=128)
    except OSError:
        raise ServeFailure("serve.port") from None
