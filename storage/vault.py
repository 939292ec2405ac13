"""Sealing of tokens, so that neither the file nor a backup of it gives them away."""

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import Connection, and_, insert, select, update

from storage import schema
from storage.errors import KeyMissing, KeyWrong

CANARY = "canary"
CANARY_TEXT = "cratemate"


def fresh_key() -> str:
    """Return a new random key, as `CRATEMATE_KEY` takes it."""
    return Fernet.generate_key().decode("ascii")


class Vault:
    """Seals with the first key and opens with any of them; texts in, bytes out."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Raise `KeyMissing` where there is no key, `KeyWrong` where one is malformed."""
        given = [key.strip() for key in keys if key.strip()]
        if not given:
            raise KeyMissing(
                "There is no key to seal tokens with: set CRATEMATE_KEY;"
                " `cratemate doctor` prints a fresh one."
            )
        fernets = [_parse(key, place) for place, key in enumerate(given, start=1)]
        self._first = fernets[0]
        self._all = MultiFernet(fernets)

    def seal(self, text: str) -> bytes:
        """Encrypt and sign a text."""
        return self._all.encrypt(text.encode())

    def unseal(self, sealed: bytes) -> str:
        """Return the text; `KeyWrong` where no key fits or the bytes were changed."""
        try:
            return self._all.decrypt(sealed).decode()
        except InvalidToken:
            raise KeyWrong(
                "None of the keys in CRATEMATE_KEY opens what this store keeps sealed:"
                " put back the key it was written with, after the new one where you change keys."
            ) from None

    def reseal(self, sealed: bytes) -> bytes:
        """Return the same text sealed anew by the first key."""
        return self.seal(self.unseal(sealed))

    def is_current(self, sealed: bytes) -> bool:
        """Tell whether the first key sealed these bytes."""
        try:
            self._first.decrypt(sealed)
        except InvalidToken:
            return False
        return True


def _parse(key: str, place: int) -> Fernet:
    try:
        return Fernet(key)
    except ValueError:
        raise KeyWrong(
            f"Key {place} in CRATEMATE_KEY is malformed: a key is 44 characters of base64;"
            " `cratemate doctor` prints a fresh one."
        ) from None


def unlock(connection: Connection, vault: Vault) -> None:
    """Check that the vault opens this store, and reseal everything after a change of keys.

    A canary, sealed when the store was made, tells a wrong key before a token is needed. It is
    resealed in the transaction that reseals the tokens, so a canary under the first key means
    that everything is.
    """
    is_canary = schema.meta.c.name == CANARY
    canary = connection.scalar(select(schema.meta.c.value).where(is_canary))
    if canary is None:
        sealed = vault.seal(CANARY_TEXT)
        connection.execute(insert(schema.meta).values(name=CANARY, value=sealed))
        return
    vault.unseal(canary)
    if vault.is_current(canary):
        return
    resealed = vault.seal(CANARY_TEXT)
    connection.execute(update(schema.meta).where(is_canary).values(value=resealed))
    for column in schema.sealed_columns():
        keys = list(column.table.primary_key)
        for value, *key in connection.execute(select(column, *keys)).all():
            this = and_(*(part == wanted for part, wanted in zip(keys, key, strict=True)))
            connection.execute(
                update(column.table).where(this).values({column: vault.reseal(value)})
            )
