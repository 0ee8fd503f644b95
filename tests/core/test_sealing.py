"""Secrets at rest."""

import pytest

from compagnon.core.sealing import SealBroken, seal, unseal


def test_what_is_sealed_opens_again_for_its_own_purpose_alone():
    sealed = seal("a secret", purpose="one")

    assert "secret" not in sealed
    assert unseal(sealed, purpose="one") == "a secret"
    with pytest.raises(SealBroken):
        unseal(sealed, purpose="another")


def test_a_new_key_of_the_installation_opens_with_the_old_one_at_hand(settings):
    sealed, old = seal("a secret", purpose="one"), settings.SECRET_KEY
    settings.SECRET_KEY = "another key" * 5

    with pytest.raises(SealBroken):
        unseal(sealed, purpose="one")
    settings.SECRET_KEY_FALLBACKS = [old]
    assert unseal(sealed, purpose="one") == "a secret"
