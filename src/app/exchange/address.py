"""Where the city's mailbox is, and how it is known to be the city's."""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from app.domain.refusal import Problem, Refusal

_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)*")
_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}")


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox on the network. To hold one is to know that nobody on the way can read along."""

    scheme: str
    host: str
    port: int
    path: str = ""
    """What stands before the mailbox's own paths, behind a proxy."""
    pin: bytes = b""
    """SHA-256 of the only certificate that is believed; empty for those the system believes."""

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}{self.path}"

    @property
    def is_plain(self) -> bool:
        return self.scheme == "http"


def read_address(text: str, pin: str = "") -> Address:
    """The address as somebody typed it; https where nothing else is said.

    Refused: what is no address, and plain http to anywhere but this very machine.
    """
    typed = text.strip()
    try:
        parts = urlsplit(typed if "://" in typed else f"https://{typed}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise Refusal(Problem("network.address", "url")) from None
    path = parts.path.rstrip("/")
    extra = parts.username or parts.password or parts.query or parts.fragment
    if parts.scheme not in ("http", "https") or extra or port == 0:
        raise Refusal(Problem("network.address", "url"))
    if not (_is_host(host) and _PATH.fullmatch(path)):
        raise Refusal(Problem("network.address", "url"))
    if parts.scheme == "http" and not is_here(host):
        raise Refusal(Problem("network.plain", "url"))
    default = 80 if parts.scheme == "http" else 443
    return Address(parts.scheme, host, port or default, path, _pin(pin))


def is_here(host: str) -> bool:
    """Whether `host` can be nothing but this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _is_host(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return bool(_HOST.fullmatch(host))
    return True


def _pin(text: str) -> bytes:
    """A fingerprint as certificates are shown with: hex, perhaps with colons or spaces."""
    digits = re.sub(r"[\s:]", "", text)
    if not digits:
        return b""
    if not re.fullmatch(r"[0-9A-Fa-f]{64}", digits):
        raise Refusal(Problem("network.pin", "pin"))
    return bytes.fromhex(digits)
