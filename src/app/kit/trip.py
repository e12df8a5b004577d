"""One round to the mailbox by Qt's own network client."""

import logging
from hashlib import sha256
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal, Slot

from app.exchange.address import Address, is_here
from app.exchange.round import Round
from app.exchange.upload import LARGEST_ANSWER, Hindrance, Request, Response
from app.kit.failures import said_by
from app.kit.jobs import Jobs

if TYPE_CHECKING:  # loaded with the first round: the login must not wait for it
    from PySide6.QtNetwork import (
        QNetworkAccessManager,
        QNetworkProxy,
        QNetworkReply,
        QNetworkRequest,
    )

log = logging.getLogger(__name__)

TIMEOUT_MS = 30_000
"""Without a byte."""

RECONNECTS = 2
"""Times in a row that a cut line is tried anew at once."""


class Trip(QObject):
    """One round, on its way: what to ask is read from the disk off the GUI thread, then asked."""

    moved = Signal()
    ended = Signal(object)
    """The `Hindrance` that cut it, or None."""

    def __init__(
        self,
        round_: Round,
        address: Address,
        proxy: "QNetworkProxy",
        jobs: Jobs,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.round = round_
        self._address, self._proxy, self._jobs = address, proxy, jobs
        self._cuts = 0
        self._is_broken_off = False
        self._is_over = False
        self._is_distrusted = False
        self._is_too_long = False
        self._reply: QNetworkReply | None = None
        self._manager: QNetworkAccessManager | None = None

    def start(self) -> None:
        self._ask(None)

    def break_off(self) -> None:
        self._is_broken_off = True
        if self._reply is not None:
            self._reply.abort()

    def _ask(self, response: Response | None) -> None:
        """Hand over the answer, and ask what is next."""

        def step() -> Request | None:
            if response is not None:
                self.round.answered(response)
            return self.round.next_request()

        self._jobs.start(self, step, self._send, self._disk_failed, "read")

    def _disk_failed(self, error: Exception) -> None:
        said = said_by(error)
        if not said:
            log.error("a round to the mailbox failed: %s", type(error).__name__)
        self._end(Hindrance(said[0].code if said else "network.failed"))

    def _send(self, request: Request | None) -> None:
        self.moved.emit()
        if self._is_broken_off:
            self._end(Hindrance("network.cancelled"))
        elif request is None:
            self._end(None)
        else:
            self._put(request)

    def _put(self, request: Request) -> None:
        if self._manager is None:
            self._manager = _manager(self._proxy, self)
        asked = _asked(self._address, request)
        if request.method == "HEAD":  # Qt waits for a body otherwise
            reply = self._manager.head(asked)
        elif request.method == "GET":
            reply = self._manager.get(asked)
        else:
            reply = self._manager.sendCustomRequest(asked, request.method.encode(), request.body)
        self._reply = reply
        self._is_distrusted = self._is_too_long = False
        reply.sslErrors.connect(self._distrust)
        reply.encrypted.connect(self._look_at_certificate)
        reply.downloadProgress.connect(self._demand_short)
        reply.finished.connect(self._answered)

    @Slot()
    def _distrust(self) -> None:
        """Nobody whom the system believes vouches for the certificate. Qt hangs up by itself."""
        self._is_distrusted = True

    @Slot()
    def _look_at_certificate(self) -> None:
        """The line is made and nothing was said on it yet: the last moment to hang up."""
        if self._reply is not None and not self._is_pinned(self._reply):
            self._is_distrusted = True
            self._reply.abort()

    @Slot("qint64", "qint64")
    def _demand_short(self, came: int, _whole: int) -> None:
        if self._reply is not None and came > LARGEST_ANSWER:
            self._is_too_long = True
            self._reply.abort()

    @Slot()
    def _answered(self) -> None:
        reply, self._reply = self._reply, None
        if reply is None:
            return
        reply.deleteLater()
        if self._is_distrusted and not self._is_broken_off:
            self._end(Hindrance("network.certificate", needs_help=True))
            return
        answer = Hindrance("network.strange") if self._is_too_long else _response(reply)
        if isinstance(answer, Response):
            self._cuts = 0
            self._ask(answer)
            return
        self.round.cut()
        self._cuts += 1
        if self._is_broken_off:
            self._end(Hindrance("network.cancelled"))
        elif answer.needs_help or self._cuts > RECONNECTS:
            self._end(answer)
        else:
            self._ask(None)

    def _is_pinned(self, reply: "QNetworkReply") -> bool:
        """Whether the other side showed the certificate that is pinned, if one is."""
        if not self._address.pin:
            return True
        shown = reply.sslConfiguration().peerCertificate().toDer().data()
        return sha256(shown).digest() == self._address.pin

    def _end(self, cut_by: Hindrance | None) -> None:
        if not self._is_over:
            self._is_over = True
            self.ended.emit(cut_by)


def _manager(proxy: "QNetworkProxy", parent: QObject) -> "QNetworkAccessManager":
    from PySide6.QtNetwork import QNetworkAccessManager

    manager = QNetworkAccessManager(parent)
    manager.setProxy(proxy)
    manager.setTransferTimeout(TIMEOUT_MS)
    return manager


def _asked(address: Address, request: Request) -> "QNetworkRequest":
    from PySide6.QtNetwork import QNetworkRequest, QSsl, QSslSocket

    asked = QNetworkRequest(QUrl(f"{address}{request.path}"))
    for name, value in request.headers.items():
        asked.setRawHeader(name.encode(), value.encode())
    attribute = QNetworkRequest.Attribute
    # the mailbox sends nobody on; whoever does is not the mailbox
    asked.setAttribute(
        attribute.RedirectPolicyAttribute, QNetworkRequest.RedirectPolicy.ManualRedirectPolicy
    )
    asked.setAttribute(attribute.Http2AllowedAttribute, False)
    asked.setAttribute(
        attribute.CacheLoadControlAttribute, QNetworkRequest.CacheLoadControl.AlwaysNetwork
    )
    manual = QNetworkRequest.LoadControl.Manual
    for each in (
        attribute.CookieLoadControlAttribute,
        attribute.CookieSaveControlAttribute,
        attribute.AuthenticationReuseAttribute,
    ):
        asked.setAttribute(each, manual)
    if not address.is_plain:
        tls = asked.sslConfiguration()
        tls.setProtocol(QSsl.SslProtocol.TlsV1_2OrLater)
        if address.pin:
            # nothing of it is believed but its fingerprint, which is looked at before a word is
            # said; an office clock that is wrong must not keep the office offline
            tls.setPeerVerifyMode(QSslSocket.PeerVerifyMode.VerifyNone)
        asked.setSslConfiguration(tls)
    return asked


def _response(reply: "QNetworkReply") -> Response | Hindrance:
    """The answer, or why there is none."""
    from PySide6.QtNetwork import QNetworkReply, QNetworkRequest

    error = reply.error()
    status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
    # what Qt calls a content or server error is the mailbox's own answer
    is_answer = error.value == 0 or 200 < error.value < 300 or 400 < error.value < 500
    if status is not None and is_answer:
        body = bytes(reply.readAll().data())
        if len(body) > LARGEST_ANSWER:
            return Hindrance("network.strange")
        headers = {
            bytes(name.data()).decode("latin-1").lower(): bytes(value.data()).decode("latin-1")
            for name, value in reply.rawHeaderPairs()
        }
        return Response(int(status), headers, body)
    kinds = QNetworkReply.NetworkError
    if error == kinds.SslHandshakeFailedError:
        return Hindrance("network.tls")
    if error == kinds.RemoteHostClosedError:
        return Hindrance("network.cut")
    if 100 < error.value < 200:
        return Hindrance("network.proxy")
    if error.value >= 300 or reply.bytesAvailable() > LARGEST_ANSWER:
        return Hindrance("network.strange")
    return Hindrance("network.offline")


def way_out(address: Address) -> "QNetworkProxy":
    """The way out that this office's network asks for; never for this very machine.

    It sees where the line goes and no more: what goes through is TLS to the mailbox itself.
    Windows may look for its answer on the network, so this is asked off the GUI thread.
    """
    from PySide6.QtNetwork import QNetworkProxy, QNetworkProxyFactory, QNetworkProxyQuery

    none = QNetworkProxy(QNetworkProxy.ProxyType.NoProxy)
    if address.is_plain or is_here(address.host):
        return none
    asked = QNetworkProxyQuery(QUrl(str(address)))
    http = QNetworkProxy.ProxyType.HttpProxy
    found = [
        each for each in QNetworkProxyFactory.systemProxyForQuery(asked) if each.type() == http
    ]
    return found[0] if found else none
