"""Which faults of the machine a member is told of in a sentence that says who can mend them."""

import logging

from bot.errors import CatalogueMissing, MemberError, StoreOutOfReach
from storage.catalogue import CatalogueError
from storage.errors import StoreUnusable

log = logging.getLogger(__name__)


def tellable(error: Exception) -> MemberError | None:
    """Return what to tell a member of an error; None where all that helps is its id in the log.

    What the owner has to mend is logged, in the words that were raised.
    """
    if isinstance(error, MemberError):
        return error
    if isinstance(error, StoreUnusable | CatalogueError):
        log.error("%s", error)
        return StoreOutOfReach() if isinstance(error, StoreUnusable) else CatalogueMissing()
    return None
