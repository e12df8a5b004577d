"""What a mailbox needs in tests: stations with keys, sealed files, and a real server."""

import http.client
import json
import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from pyrage.x25519 import Identity

from app.domain.sealed import AuditHead, Covers, Envelope, Item, Kind, Life
from app.exchange.mailbox import Mailbox
from app.exchange.writing import write_sealed
from app.keys import signing
from app.keys.station import PublicKeys
from app.keys.trust import Entry

SINCE = datetime(2026, 11, 1, tzinfo=UTC)
SOURCES = Path(__file__).parents[1] / "src"


class Station:
    """The keys of one station, without a data folder."""

    def __init__(self, office: str, number: int) -> None:
        self._seed = sha256(f"{office} {number}".encode()).digest()
        self._identity = Identity.generate()
        self.public = PublicKeys(
            office, number, signing.public_key(self._seed), str(self._identity.to_public()), SINCE
        )

    @property
    def kid(self) -> str:
        return self.public.kid.hex()

    def sign(self, message: bytes) -> bytes:
        return signing.sign(self._seed, message)

    def identity(self) -> Identity:
        return self._identity


CITY = Station("6472", 0)
LEMPAKE = Station("6472051003", 1)
SELILI = Station("6472041001", 1)
STRANGER = Station("3171011001", 1)


def entries(*stations, revoked=()):
    """The trust list that the city publishes."""
    return [
        Entry(each.public, SINCE + timedelta(days=1) if each in revoked else None)
        for each in stations
    ]


def sealed(folder, size=20_000, sender=LEMPAKE, to=(CITY,), sequence=1, kind=Kind.BATCH):
    """A sealed file of about `size` bytes; the path is what is sent."""
    folder.mkdir(exist_ok=True)
    envelope = Envelope(
        kind=kind,
        id=str(UUID(int=sequence)),
        sequence=sequence,
        previous="00" * 32 if sequence > 1 else None,
        life=Life(0, "ab" * 16),
        covers=Covers(1, sequence),
        read=0,
        reach_files=1,
        audit_head=AuditHead(0, "00" * 32),
        made_at=SINCE,
        program="0.1.0",
    )
    # hex of random bytes is packed to half its length
    lines = (
        [
            Item("event" if kind is Kind.BATCH else "decision", {"noise": os.urandom(50_000).hex()})
            for _ in range(max(1, size // 50_000))
        ]
        if size >= 50_000
        else [
            Item("event" if kind is Kind.BATCH else "decision", {"noise": os.urandom(size).hex()})
        ]
    )
    path = folder / f"payung-{sender.public.office}-{sender.public.station}-{sequence:06d}.payung"
    write_sealed(path, envelope, lines, sender, [each.public for each in to])
    return path


def certificate(folder, host="127.0.0.1"):
    """A certificate that only this test knows: its file, its key's, and its fingerprint."""
    import ipaddress

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "kotak surat uji")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))]), False
        )
        .sign(key, hashes.SHA256())
    )
    encoding = serialization.Encoding
    paths = folder / "cert.pem", folder / "key.pem"
    paths[0].write_bytes(made.public_bytes(encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return *paths, made.fingerprint(hashes.SHA256()).hex()


@dataclass
class Server:
    """One process of the mailbox."""

    data: Path
    words: tuple[str, ...] = ()
    program: tuple[str, ...] = (sys.executable, "-m", "app")
    port: int = 0
    process: subprocess.Popen[str] | None = None
    url: str = ""

    def start(self) -> "Server":
        """Start, on the same port as before if there was one, and wait until it listens."""
        words = ["serve", "--data", str(self.data), "--port", str(self.port), *self.words]
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            [*self.program, *words],
            env={**os.environ, "PYTHONPATH": str(SOURCES)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        line = self.process.stdout.readline()
        assert line, self.process.communicate()
        self.url = line.split()[-1]
        self.port = int(self.url.rpartition(":")[2])
        return self

    def kill(self) -> None:
        """As the power does it."""
        self.process.kill()
        self.wait()

    def stop(self) -> int:
        """As its administrator does it; the exit status."""
        self.process.terminate()
        return self.wait()

    def wait(self) -> int:
        self.process.communicate()
        return self.process.returncode

    def memory(self) -> int:
        """Bytes of memory at the most so far."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return next(
            int(line.split()[1]) * 1024 for line in status.splitlines() if line[:6] == "VmHWM:"
        )

    def health(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", "/health")
        told = json.load(connection.getresponse())
        connection.close()
        return told


@contextmanager
def serving(data, *words, publish=True, program=Server.program):
    """A mailbox that listens, with Lempake and Selili enrolled."""
    if publish:
        Mailbox(data).publish(entries(CITY, LEMPAKE, SELILI))
    server = Server(data, words, tuple(program)).start()
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.kill()
