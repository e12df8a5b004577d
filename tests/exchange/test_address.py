"""Where the mailbox is: only what nobody on the way can read along with."""

import pytest

from app.domain.refusal import Refusal
from app.exchange.address import is_here, read_address
from app.wording.catalogue import sentence

PIN = "ab" * 32


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("https://payung.kota.go.id", "https://payung.kota.go.id:443"),
        (" payung.kota.go.id ", "https://payung.kota.go.id:443"),
        ("payung.kota.go.id:8443/", "https://payung.kota.go.id:8443"),
        ("https://10.1.2.3/payung/", "https://10.1.2.3:443/payung"),
        ("HTTPS://Payung.Kota.go.id", "https://payung.kota.go.id:443"),
        ("https://[fd00::1]:8443", "https://[fd00::1]:8443"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://localhost", "http://localhost:80"),
        ("http://[::1]:81", "http://[::1]:81"),
    ],
)
def test_an_address_is_read_as_it_is_typed_and_is_https_unless_told(typed, read):
    assert str(read_address(typed)) == read


@pytest.mark.parametrize(
    "typed",
    [
        "http://payung.kota.go.id",
        "http://10.1.2.3",
        "http://127.0.0.1.kota.go.id",
        "http://0.0.0.0",
    ],
)
def test_plain_http_goes_nowhere_but_to_this_machine(typed):
    with pytest.raises(Refusal) as refused:
        read_address(typed)
    assert [each.code for each in refused.value.problems] == ["network.plain"]


@pytest.mark.parametrize(
    "typed",
    ["", "https://", "ftp://kota.go.id", "https://kota.go.id:99999", "https://kota.go.id:0",
     "https://admin:rahasia@kota.go.id", "https://kota.go.id/?a=1", "https://kota.go.id/#a",
     "https://kota go id", "https://kota.go.id/../x y", "https://[::1", "file:///etc/passwd"],
)  # fmt: skip
def test_what_is_no_address_is_refused_in_words(typed):
    with pytest.raises(Refusal) as refused:
        read_address(typed)
    assert [each.code for each in refused.value.problems] == ["network.address"]
    assert "https://" in sentence(refused.value.problems[0])


def test_a_fingerprint_is_read_as_certificates_are_shown_with():
    colons = ":".join([PIN[:2].upper()] * 32)
    assert read_address("kota.go.id", colons).pin == bytes.fromhex(PIN)
    assert read_address("kota.go.id", f" {PIN[:32]} {PIN[32:]} ").pin == bytes.fromhex(PIN)
    assert read_address("kota.go.id").pin == b""
    for wrong in (PIN[:-1], PIN + "ab", "xy" * 32):
        with pytest.raises(Refusal):
            read_address("kota.go.id", wrong)


@pytest.mark.parametrize(
    ("host", "here"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("LocalHost", True),
     ("localhost.kota.go.id", False), ("192.168.1.1", False), ("0.0.0.1", False), ("", False)],
)  # fmt: skip
def test_this_machine_is_known(host, here):
    assert is_here(host) is here
