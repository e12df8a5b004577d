"""The mailbox as HTTP: a part of tus 1.0 for uploads, and replies for who proves to be a station.

    POST  /files         body: the front of a sealed file (header and signature). It is the
                         credential: who may not send is told so before any of the sealed part.
    HEAD  /files/ID      how far the file is; ID is the SHA-256 of its header
    PATCH /files/ID      the bytes that follow. The answer to the last of them says "stored".
    GET   /challenge     to be signed by the station
    GET   /replies       what waits for the station, with sizes and hashes
    GET   /replies/NAME  one of them, from any byte on
    GET   /health

A "no" is a JSON object whose `error` is a code, said in the header `Payung-Error` as well.
"""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import contextmanager_in_threadpool, run_in_threadpool
from fastapi.responses import JSONResponse, StreamingResponse
from starlette.requests import ClientDisconnect

from app import __version__
from app.exchange import limits
from app.exchange.failure import ExchangeFailure
from app.exchange.front import PREFIX, SIGNATURE, Front
from app.exchange.mailbox import Mailbox
from app.exchange.refusal import ExchangeRefusal
from app.exchange.trail import Act, Trail
from app.exchange.upload import ERROR, PIECE_TYPE, STATE, STORED, TUS
from app.server.access import Access
from app.server.refused import Refused
from app.server.uploads import RESERVE, Upload, Uploads

FRONT = PREFIX + limits.HEADER + SIGNATURE
"""Bytes of the largest front."""

GAP = 20.0
"""Seconds without a byte, after which a sender is given up."""

PIECE_TIME = 600.0
"""Seconds for one piece, however steadily it drips; the next one goes on from there."""

_ID = re.compile(r"[0-9a-f]{64}")
_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")
_CHUNK = 1 << 16


def web(
    mailbox: Mailbox, trail: Trail, gap: float = GAP, piece_time: float = PIECE_TIME
) -> FastAPI:
    """The application over one mailbox, whose folders are there. What it does goes into `trail`."""
    uploads, access = Uploads(mailbox, trail), Access(mailbox)
    access.prepare()
    uploads.sweep()
    # its pages of help load scripts from elsewhere, so it has none
    app = FastAPI(title="Payung mailbox", version=__version__, docs_url=None, redoc_url=None)
    app.add_exception_handler(Refused, partial(_refused, trail))
    app.add_exception_handler(ExchangeFailure, partial(_failed, trail))
    app.add_exception_handler(OSError, partial(_disk, trail))
    app.add_exception_handler(ClientDisconnect, partial(_hung_up, trail))

    @app.post("/files", status_code=201)
    async def begin(request: Request) -> Response:
        """Begin the upload of the file with this front, or learn how far it is."""
        _demand_tus(request)
        length = _number(request, "upload-length", "upload.length")
        if _number(request, "content-length", "request.length") > FRONT:
            raise Refused("seal.size")
        came = bytearray()
        async for data in _body(request, gap, piece_time):
            came += data
            if len(came) > FRONT:
                raise Refused("seal.size")
        front = _front(bytes(came))
        request.state.file = front.hash
        upload = await run_in_threadpool(uploads.begin, front, length)
        place = {"Location": f"/files/{upload.id}"}
        return Response(status_code=201, headers=_headers(upload) | place)

    @app.head("/files/{id_}")
    async def state(id_: str) -> Response:
        """How far the file is."""
        upload = await run_in_threadpool(uploads.state, _id(id_))
        return Response(headers=_headers(upload) | {"Cache-Control": "no-store"})

    @app.patch("/files/{id_}", status_code=204)
    async def append(id_: str, request: Request) -> Response:
        """Take the bytes that follow."""
        _demand_tus(request)
        if request.headers.get("content-type") != PIECE_TYPE:
            raise Refused("request.type")
        offset = _number(request, "upload-offset", "upload.offset")
        declared = _number(request, "content-length", "request.length")
        writing = uploads.writing(_id(id_), offset)
        async with contextmanager_in_threadpool(writing) as piece:
            if declared > piece.left:
                raise Refused("request.large")
            async for data in _body(request, gap, piece_time):
                await run_in_threadpool(piece.take, data)
        assert piece.upload is not None  # noqa: S101 - it was closed
        return Response(status_code=204, headers=_headers(piece.upload))

    @app.get("/challenge")
    async def challenge() -> dict[str, str]:
        """Something to sign."""
        return {"challenge": await run_in_threadpool(access.challenge)}

    @app.get("/replies")
    async def replies(request: Request) -> dict[str, Any]:
        """What waits for the station that signed."""
        kid = await _station(request, access)
        waiting = await run_in_threadpool(mailbox.replies, kid)
        return {
            "replies": [
                {"name": each.name, "size": each.size, "sha256": each.sha256} for each in waiting
            ]
        }

    @app.get("/replies/{name}")
    async def reply(name: str, request: Request) -> Response:
        """A reply, from the byte that is asked for on."""
        kid = await _station(request, access)
        found = await run_in_threadpool(mailbox.reply, kid, name)
        if found is None:
            raise Refused("reply.gone")
        path, waiting = found
        first, last = _range(request.headers.get("range"), waiting.size)
        headers = {
            "Accept-Ranges": "bytes",
            "Content-Length": str(last - first + 1),
            "ETag": f'"{waiting.sha256}"',
            "Cache-Control": "no-store",
        }
        if "range" in request.headers:
            headers["Content-Range"] = f"bytes {first}-{last}/{waiting.size}"
        handed = partial(trail.note, Act.REPLY, kid=kid, file=waiting.sha256, size=last - first + 1)
        await run_in_threadpool(handed)
        return StreamingResponse(
            _bytes(path, first, last),
            status_code=206 if "range" in request.headers else 200,
            headers=headers,
            media_type="application/octet-stream",
        )

    @app.get("/health")
    async def health() -> Response:
        """Whether files can be taken in."""
        free = await run_in_threadpool(lambda: shutil.disk_usage(mailbox.part).free)
        told = {"mailbox": "payung", "version": __version__, "ok": free > RESERVE}
        return JSONResponse(told, 200 if told["ok"] else 507)

    return app


async def _station(request: Request, access: Access) -> str:
    return await run_in_threadpool(access.demand, request.headers.get("authorization", ""))


async def _body(request: Request, gap: float, whole: float) -> AsyncIterator[bytes]:
    """The bytes of the body as they come; who sends too slowly is given up."""
    stream = request.stream()
    end = asyncio.get_running_loop().time() + whole
    while True:
        left = min(gap, end - asyncio.get_running_loop().time())
        try:
            data = await asyncio.wait_for(anext(stream), max(left, 0))
        except StopAsyncIteration:
            return
        except TimeoutError:
            raise Refused("request.slow", Connection="close") from None
        if data:
            yield data


def _bytes(path: Path, first: int, last: int) -> Iterator[bytes]:
    left = last - first + 1
    with path.open("rb") as file:
        file.seek(first)
        while left and (data := file.read(min(left, _CHUNK))):
            left -= len(data)
            yield data


def _front(data: bytes) -> Front:
    try:
        front = Front.read(BytesIO(data))
    except ExchangeRefusal as error:
        raise Refused(error.code) from None
    if front.size != len(data):
        raise Refused("upload.length")
    return front


def _id(text: str) -> str:
    if not _ID.fullmatch(text):
        raise Refused("upload.gone")
    return text


def _range(asked: str | None, size: int) -> tuple[int, int]:
    """The first and last byte asked for; one stretch only."""
    if asked is None:
        return 0, size - 1
    match = _RANGE.fullmatch(asked)
    if match is None or int(match[1]) >= size:
        raise Refused("request.range", Content_Range=f"bytes */{size}")
    first, last = int(match[1]), min(int(match[2] or size - 1), size - 1)
    if last < first:
        raise Refused("request.range", Content_Range=f"bytes */{size}")
    return first, last


def _number(request: Request, name: str, code: str) -> int:
    text = request.headers.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) <= 15):
        raise Refused(code)
    return int(text)


def _demand_tus(request: Request) -> None:
    if request.headers.get("tus-resumable") != TUS:
        raise Refused("request.tus", Tus_Version=TUS)


def _headers(upload: Upload) -> dict[str, str]:
    return {
        "Tus-Resumable": TUS,
        "Upload-Offset": str(upload.offset),
        "Upload-Length": str(upload.length),
        STATE: STORED if upload.is_stored else "open",
    }


async def _refused(trail: Trail, request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)  # noqa: S101 - it is registered for no other
    await run_in_threadpool(_note, trail, _act(error.code), request, error.code)
    headers = {**error.headers, ERROR: error.code}
    return JSONResponse({"error": error.code}, error.status, headers)


async def _failed(trail: Trail, request: Request, error: Exception) -> Response:
    assert isinstance(error, ExchangeFailure)  # noqa: S101 - it is registered for no other
    return await _refused(trail, request, Refused(error.code, Retry_After=60))


async def _disk(trail: Trail, request: Request, error: Exception) -> Response:
    assert isinstance(error, OSError)  # noqa: S101 - it is registered for no other
    import errno

    code = "mailbox.full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "mailbox.disk"
    return await _refused(trail, request, Refused(code, Retry_After=60))


async def _hung_up(trail: Trail, request: Request, _error: Exception) -> Response:
    await run_in_threadpool(_note, trail, Act.GIVEN_UP, request, "client.cut")
    return Response(status_code=400)  # nobody is there to read it; what came is kept


def _act(code: str) -> Act:
    if code == "access.unknown":
        return Act.UNKNOWN_KEY
    if code == "request.slow":
        return Act.GIVEN_UP
    return Act.ACCESS if code.startswith("access.") else Act.REFUSED


def _note(trail: Trail, act: Act, request: Request, code: str) -> None:
    """Only what is ours or a hash: whoever is refused may have written anything else."""
    file = getattr(request.state, "file", request.path_params.get("id_", ""))
    facts = {"file": file} if _ID.fullmatch(file) else {}
    with suppress(OSError):  # the disk that cannot take a line can take no file either
        trail.note(act, code=code, **facts)
