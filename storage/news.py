"""Whether a member is to be told something under their next answer."""

from sqlalchemy import exists, or_, select

from storage.database import Database, uninterrupted
from storage.keeps import untold_trouble
from storage.links import untold_ending
from storage.playlists import untold_end


@uninterrupted
class News:
    """What happened while a member was not looking, for all that there is to tell at once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def waits(self, member_id: int) -> bool:
        """Whether a playlist that ended, a kept one in trouble or a link's end was not told yet."""
        kinds = (untold_end(member_id), untold_trouble(member_id), untold_ending(member_id))
        query = select(or_(*(exists().where(kind) for kind in kinds)))
        ((waits,),) = await self._database.fetch(query)
        return waits
