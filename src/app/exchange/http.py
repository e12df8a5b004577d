"""Talking to the mailbox with Python's own HTTP, for commands without a window."""

import hmac
import http.client
import ssl
from collections.abc import Callable, Mapping
from hashlib import sha256
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from app.exchange.address import Address, is_here
from app.exchange.upload import LARGEST_ANSWER, Hindrance, Request, Response, Talk

TIMEOUT = 30.0
"""Seconds without a byte."""

RECONNECTS = 2
"""Times in a row that a cut line is tried anew at once; a line that is gone comes back later."""


def converse(
    talk: Talk,
    address: Address,
    told: Callable[[], None] = lambda: None,
    cancelled: Callable[[], bool] = lambda: False,
    proxies: Mapping[str, str] | None = None,
) -> Hindrance | None:
    """Carry `talk` on to its end; what kept it from that, if anything did from outside.

    `told` is called after each answer. `proxies` as `urllib.request.getproxies` names them, which
    is asked if there are none. Redirections are not followed: the mailbox never sends any.
    """
    cuts = 0
    with _Line(address, _proxy(address, proxies)) as line:
        while (request := talk.next_request()) is not None:
            if cancelled():
                return Hindrance("network.cancelled")
            try:
                response = line.ask(request)
            except _Lost as lost:
                talk.cut()
                cuts += 1
                if lost.hindrance.needs_help or cuts > RECONNECTS:
                    return lost.hindrance
            else:
                cuts = 0
                talk.answered(response)
                told()
    return None


class _Lost(Exception):
    """No answer came."""

    def __init__(self, code: str, *, needs_help: bool = False) -> None:
        super().__init__(code)
        self.hindrance = Hindrance(code, needs_help)


class _Line:
    """One connection, made when it is needed and kept as long as it lasts."""

    def __init__(self, address: Address, proxy: tuple[str, int] | None) -> None:
        self._address, self._proxy = address, proxy
        self._connection: http.client.HTTPConnection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None
    ) -> None:
        self._close()

    def ask(self, request: Request) -> Response:
        """The answer to one request, or `_Lost`."""
        try:
            if self._connection is None:
                self._connection = self._connect()
            self._connection.request(
                request.method,
                self._address.path + request.path,
                request.body or None,
                dict(request.headers),
            )
            answer = self._connection.getresponse()
            body = answer.read(LARGEST_ANSWER + 1)
            if len(body) > LARGEST_ANSWER:
                raise _Lost("network.strange")
            if answer.length and request.method != "HEAD":  # there should have been more
                raise _Lost("network.cut")
        except _Lost:
            self._close()
            raise
        except (OSError, http.client.HTTPException) as error:
            self._close()
            raise _lost(error) from None
        if answer.will_close:
            self._close()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return Response(answer.status, headers, body)

    def _connect(self) -> http.client.HTTPConnection:
        host, port = self._address.host, self._address.port
        if self._address.is_plain:
            # `Address` admits this only to this very machine
            connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT)
        else:
            to = self._proxy or (host, port)
            connection = _Pinned(*to, self._address.pin)
            if self._proxy:
                connection.set_tunnel(host, port)
        connection.connect()
        return connection

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class _Pinned(http.client.HTTPSConnection):
    """TLS with a certificate that the system believes, or with exactly the one that is pinned."""

    def __init__(self, host: str, port: int, pin: bytes) -> None:
        context = ssl.create_default_context()
        if pin:
            # nothing of it is believed but its fingerprint, which is looked at before a word is
            # said; an office clock that is wrong must not keep the office offline
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        super().__init__(host, port, timeout=TIMEOUT, context=context)
        self._pin = pin

    def connect(self) -> None:
        super().connect()
        if self._pin:
            shown = self.sock.getpeercert(binary_form=True) or b""
            if not hmac.compare_digest(sha256(shown).digest(), self._pin):
                self.close()
                raise _Lost("network.certificate", needs_help=True)


def _lost(error: Exception) -> _Lost:
    if isinstance(error, ssl.SSLCertVerificationError):
        return _Lost("network.certificate", needs_help=True)
    if isinstance(error, ssl.SSLError):
        return _Lost("network.tls")
    if isinstance(error, http.client.HTTPException) and not isinstance(error, ConnectionError):
        # chunks broken off in the middle are a cut as well; anything else is no HTTP
        is_cut = isinstance(error, http.client.IncompleteRead)
        return _Lost("network.cut" if is_cut else "network.strange")
    if isinstance(error, OSError) and str(error).startswith("Tunnel connection failed"):
        return _Lost("network.proxy")
    is_cut = isinstance(error, ConnectionResetError | BrokenPipeError | ConnectionAbortedError)
    return _Lost("network.cut" if is_cut else "network.offline")


def _proxy(address: Address, proxies: Mapping[str, str] | None) -> tuple[str, int] | None:
    """The way out that this office's network asks for; never for this very machine.

    It sees where the line goes and no more: what goes through is TLS to the mailbox itself.
    """
    if address.is_plain or is_here(address.host):
        return None
    if proxies is None:
        from urllib.request import getproxies, proxy_bypass

        if proxy_bypass(address.host):
            return None
        proxies = getproxies()
    named = proxies.get("https", "")
    try:
        parts = urlsplit(named if "://" in named else f"http://{named}")
        return (parts.hostname, parts.port or 8080) if parts.hostname else None
    except ValueError:
        return None
