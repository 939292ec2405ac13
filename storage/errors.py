"""What can go wrong with the members' store, each text with what to do next."""


class StoreError(Exception):
    """The members' store cannot do what was asked; the text says why and what to do next."""


class KeyMissing(StoreError):
    """No key was given, so tokens could not be sealed."""


class KeyWrong(StoreError):
    """A key is malformed, or none of the keys opens what is stored."""


class StoreTooNew(StoreError):
    """A newer version of the program wrote this store."""


class StoreUnusable(StoreError):
    """The file cannot be opened, is no store, or is damaged."""


class StoreInUse(StoreError):
    """Something works on the store that nothing may work on now."""


class UnknownMember(StoreError):
    """A write for a member who is not kept, or no longer."""


class Superseded(StoreError):
    """The result of work begun before the member unlinked or was deleted: drop it."""


class AccountAlreadyLinked(StoreError):
    """Another member has linked this Spotify account."""


class TasteDamaged(StoreError):
    """The bytes of a model or a shortlist are not those that were kept: learn it anew."""


class Overtaken(StoreError):
    """Somebody else has gone on with the same work since it was read."""


class BytesRemain(StoreError):
    """Rows are deleted, but a reader keeps their bytes in the write-ahead log."""
