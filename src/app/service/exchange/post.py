"""The city's mailbox, from the side of the owner of the books."""

from app.domain.rights import Right
from app.exchange.mailbox import Mailbox
from app.service.allowed import needs
from app.service.exchange.common import Cancelled, Progress, demand_city, never, nothing_said
from app.service.exchange.mailtrail import MailTrail
from app.service.exchange.receive import Receive, Received
from app.service.session import Session


@needs(Right.EXCHANGE, waiting=Right.SEE)
class TakeMail:
    """Takes what came into the mailbox, through exactly the code of the stick."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._mailbox = Mailbox(session.folder)

    def waiting(self) -> int:
        """How many files lie in the inbox."""
        return len(self._mailbox.waiting())

    def __call__(self, progress: Progress = nothing_said, cancelled: Cancelled = never) -> Received:
        """Take all that waits. A file leaves the inbox once the books hold it, or say no to it.

        What the mailbox's processes wrote in their trails is followed with it.
        """
        demand_city(self._session)
        waiting = {path.name: path for path in self._mailbox.waiting()}
        received = Receive(self._session)(list(waiting.values()), progress, cancelled)
        # only now: a process writes down that a file is stored a moment after it lies there
        MailTrail(self._session).follow({path.stem for path in waiting.values()})
        for report in received.files:
            path = waiting.get(report.name)
            if path is None or report.outcome == "cut" or report.is_world:
                continue
            if report.outcome == "refused":
                self._mailbox.refused(path)
            else:
                self._mailbox.taken(path)
        return received
