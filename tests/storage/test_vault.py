import pytest

from storage.errors import KeyWrong
from storage.vault import Vault, fresh_key


def test_what_one_key_sealed_a_later_vault_opens() -> None:
    old, new = fresh_key(), fresh_key()
    sealed = Vault([old]).seal("tøken")
    assert Vault([new, old]).unseal(sealed) == "tøken"
    assert "tøken".encode() not in sealed


def test_the_first_key_seals() -> None:
    old, new = fresh_key(), fresh_key()
    both = Vault([new, old])
    assert both.is_current(both.seal("token"))
    assert not both.is_current(Vault([old]).seal("token"))
    assert Vault([new]).unseal(both.reseal(Vault([old]).seal("token"))) == "token"


def test_changed_bytes_are_refused() -> None:
    vault = Vault([fresh_key()])
    sealed = bytearray(vault.seal("token"))
    sealed[30] ^= 1
    with pytest.raises(KeyWrong):
        vault.unseal(bytes(sealed))


def test_a_vault_does_not_show_its_keys() -> None:
    key = fresh_key()
    assert key not in repr(Vault([key]))
