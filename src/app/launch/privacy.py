"""The page Pelindungan data, of a desk or of the city."""

from app.domain.rights import Right
from app.kit.files import Files
from app.kit.jobs import Jobs
from app.kit.privacy.page import PrivacyPage
from app.kit.privacy.uses import PrivacyUses
from app.service.allowed import why_not
from app.service.exchange.lost import ListLost
from app.service.exchange.sent import ShowSent
from app.service.purge import Purge
from app.service.session import Session


def privacy_page(session: Session, jobs: Jobs, files: Files) -> PrivacyPage:
    """The page, made of the session's use cases."""
    return PrivacyPage(
        PrivacyUses(
            purge=Purge(session),
            sent=ShowSent(session),
            list_lost=ListLost(session),
            may_purge=session.why_not(Right.SETTINGS),
            may_list=why_not(session, ListLost.__call__),
            files=files,
        ),
        jobs,
    )
