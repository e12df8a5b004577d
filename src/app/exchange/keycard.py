"""The key card: how a station and the city tell each other their public keys."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from app.domain.sealed import ID, SCHEMA, Life, Party, demand, demand_program, whole_seconds
from app.keys.station import PublicKeys

_LONGEST_NAME = 100
_CUSTODIANS, _KEY = 2, 32
_DIGITS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Keycard:
    """What a station says of itself when it asks to be enrolled, signed with its own new key.

    That proves no more than that whoever wrote it holds the key. Whose key it is, two people
    settle by phone: they compare `keys.fingerprint()`.
    """

    id: str
    keys: PublicKeys
    life: Life
    office_name: str
    """As people call it: "Kelurahan Lempake"."""
    escrow: str | None = None
    """The age recipient to whom every file is sealed as well; only a city names one."""
    custodians: tuple[bytes, ...] = ()
    """Public X25519 keys of the two who together can help a desk back in; only a city names them,
    and none while it has not two.
    """
    administrator: bytes | None = None
    """The signing key of the administrator who vouches for the accounts of a kelurahan's station;
    None while its approvers are not vouched for, and in a card of an older program.
    """
    made_at: datetime
    program: str
    schema: int = SCHEMA

    def __post_init__(self) -> None:
        demand("id", ID.fullmatch(self.id))
        demand("office_name", 1 <= len(self.office_name) <= _LONGEST_NAME)
        demand("office_name", self.office_name.isprintable())
        demand("keys", self.party)
        demand("sealing_key", _is_recipient(self.keys.sealing_key))
        if self.escrow is not None:
            demand("escrow", self.party.is_city and _is_recipient(self.escrow))
        if self.custodians:
            demand("custodians", self.party.is_city)
            demand("custodians", len(self.custodians) == len(set(self.custodians)) == _CUSTODIANS)
            demand("custodians", all(len(key) == _KEY for key in self.custodians))
        if self.administrator is not None:
            demand("administrator", not self.party.is_city and len(self.administrator) == _KEY)
        object.__setattr__(self, "made_at", whole_seconds(self.made_at))
        demand_program(self.program)

    @property
    def party(self) -> Party:
        """As files will name it."""
        return party_of(self.keys)

    def fingerprint(self) -> str:
        """What two people compare by phone."""
        return self.keys.fingerprint()


def administrator_fingerprint(key: bytes) -> str:
    """What two people compare by phone before another administrator's key counts."""
    number = int.from_bytes(sha256(b"payung administrator\0" + key).digest()) % 10**_DIGITS
    digits = f"{number:0{_DIGITS}d}"
    return " ".join(digits[start : start + 4] for start in range(0, _DIGITS, 4))


def party_of(keys: PublicKeys) -> Party:
    """The station with these keys, as files name it."""
    return Party(keys.office, keys.station, keys.kid.hex())


def _is_recipient(text: str) -> bool:
    """Whether a file can be sealed to it."""
    from pyrage import RecipientError, x25519  # type: ignore[import-untyped]

    try:
        x25519.Recipient.from_str(text)
    except RecipientError:
        return False
    return True
