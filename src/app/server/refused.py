"""How the mailbox says no: one table from the reason to the status of HTTP."""

STATUS = {
    "upload.offset": 409,  # what was sent does not begin where the last of it ended
    "upload.busy": 423,  # the same file is being sent by another connection
    "upload.gone": 404,  # never begun, or thrown away since
    "upload.damaged": 460,  # as tus has it: the content is not what the header promises
    "upload.length": 400,
    "upload.many": 429,  # begun and not finished
    "request.length": 411,
    "request.type": 415,
    "request.tus": 412,
    "request.large": 413,
    "request.slow": 408,
    "request.range": 416,
    "reply.gone": 404,
    "access.challenge": 401,
    "access.signature": 401,
    "access.unknown": 403,
    "access.revoked": 403,
    "seal.unknown_sender": 403,
    "seal.changed_key": 403,
    "seal.impostor": 403,
    "seal.revoked": 403,
    "seal.role": 403,
    "seal.signature": 403,
    "seal.size": 413,
    "mailbox.full": 507,
    "mailbox.disk": 503,
    "mailbox.stations": 503,
}
"""A code that is not here is a fault of the file: 422."""


class Refused(Exception):
    """The mailbox does not do this. `code` is what the client has its sentence for."""

    def __init__(self, code: str, **headers: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.headers = {name.replace("_", "-"): str(value) for name, value in headers.items()}

    @property
    def status(self) -> int:
        return STATUS.get(self.code, 422)
