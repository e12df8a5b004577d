"""The city's mailbox without a socket: its real application, asked in this process, and hardship.

What a network does to a request is one word: see `HARDSHIPS`.
"""

import asyncio
from pathlib import Path

from app.exchange.mailbox import Mailbox
from app.exchange.trail import Trail
from app.exchange.upload import MARK, Hindrance, Request, Response, Talk
from app.server.web import web

HARDSHIPS = ("lost", "half", "mute", "killed")
"""Never arrived; cut in the body; done, but nobody heard; the server died in the body."""

_PATIENCE = 2
"""Cuts in a row after which a round is given up, as `exchange.http` does."""


class Killed(BaseException):
    """The server's process is gone."""


class Post:
    """The mailbox of one city, served."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._runner = asyncio.Runner()
        self._start()

    def _start(self) -> None:
        mailbox = Mailbox(self._folder)
        mailbox.prepare()
        self._app = web(mailbox, Trail(mailbox.trail))

    def close(self) -> None:
        self._runner.close()

    def carry(self, talk: Talk, hardships: list[str]) -> Hindrance | None:
        """Carry a talk on as far as it goes; each request uses one hardship up."""
        cuts = 0
        while (request := talk.next_request()) is not None:
            response = self._ask(request, hardships.pop(0) if hardships else "")
            if response is not None:
                cuts = 0
                talk.answered(response)
                continue
            talk.cut()
            cuts += 1
            if cuts > _PATIENCE:
                return Hindrance("network.cut")
        return None

    def _ask(self, request: Request, hardship: str) -> Response | None:
        if hardship == "lost":
            return None
        try:
            response = self._runner.run(self._served(request, hardship))
        except Killed:
            self._start()
            return None
        return None if hardship else response

    async def _served(self, request: Request, hardship: str) -> Response:
        """What the application says, given all of the body or half of it."""
        is_cut = hardship in ("half", "killed")
        body = request.body[: len(request.body) // 2] if is_cut else request.body
        coming = [{"type": "http.request", "body": body, "more_body": is_cut}]
        said: list[dict] = []

        async def receive() -> dict:
            if coming:
                return coming.pop(0)
            if hardship == "killed":
                raise Killed
            return {"type": "http.disconnect"}

        async def send(message: dict) -> None:
            said.append(message)

        await self._app(_scope(request), receive, send)
        headers = {name.decode().lower(): text.decode() for name, text in said[0]["headers"]}
        whole = b"".join(each.get("body", b"") for each in said[1:])
        return Response(said[0]["status"], headers | {MARK.lower(): "1"}, whole)


def _scope(request: Request) -> dict:
    headers = {**request.headers, "Content-Length": str(len(request.body))}
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": "https",
        "path": request.path,
        "raw_path": request.path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(name.lower().encode(), text.encode()) for name, text in headers.items()],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 443),
    }
