"""The seal of a network: made with the first paper, replaced, and never lost for papers already sealed."""

from datetime import UTC, datetime, timedelta

import pytest
from django_scopes import scope, scopes_disabled

from compagnon.core import clock, files
from compagnon.core.activity import on, sentence
from compagnon.documents.actions import sending
from compagnon.seals import actions, certificates
from compagnon.seals.models import Seal
from compagnon.seals.queries import in_use, known_by
from compagnon.seals.reading import seals_in
from tests.documents.test_signing import sign_all
from tests.factories.documents import ready_to_send
from tests.factories.network import NetworkFactory
from tests.factories.people import PersonFactory
from tests.seals.test_pades import PAPER


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_the_last_signature_seals_the_paper_of_the_network(network):
    document = sending.send_for_signature(mobility=ready_to_send(network), by=PersonFactory(network=network))
    sign_all(document)
    document.refresh_from_db()
    (found,) = seals_in(files.read(document.final_file))

    assert found.is_intact
    assert found.is_whole
    assert known_by(found.sha256).network == network
    assert files.fingerprint(files.read(document.final_file)) == document.final_sha256


def test_one_seal_is_made_and_used_for_all(network):
    for _paper in range(2):
        actions.sealed(PAPER, network=network)

    assert Seal.objects.count() == 1
    assert in_use(network).is_own
    assert "PRIVATE KEY" not in in_use(network).sealed_key


def test_a_given_certificate_takes_its_place_and_the_former_is_still_known(network):
    first = actions.make_own(network=network, by=None)
    given = certificates.make(organisation="Kammer", country="DE", now=clock.now())
    by = PersonFactory(network=network, role="coordinator")

    second = actions.take_given(network=network, certificate=given, by=by)

    assert in_use(network) == second
    assert not second.is_own
    assert known_by(first.sha256) == first
    assert actions.take_given(network=network, certificate=given, by=by) == second
    assert Seal.objects.count() == 2


def test_an_own_seal_that_is_over_is_made_anew(network):
    with clock.at(datetime(2026, 11, 1, tzinfo=UTC)):
        first = actions.make_own(network=network, by=None)
    with clock.at(first.valid_until + timedelta(days=1)):
        actions.sealed(PAPER, network=network)

    assert in_use(network) != first


def test_a_given_certificate_that_is_over_seals_nothing_more(network):
    by = PersonFactory(network=network, role="coordinator")
    given = certificates.make(organisation="Kammer", country="DE", now=clock.now())
    old = actions.take_given(network=network, certificate=given, by=by)
    with clock.at(old.valid_until + timedelta(days=1)):
        (found,) = seals_in(actions.sealed(PAPER, network=network))

    assert found.sha256 != old.sha256
    assert in_use(network).is_own
    assert sentence(on(network)[0]).startswith("Compagnon put a seal in use")


def test_two_networks_of_one_chamber_may_have_the_same_certificate(network):
    given = certificates.make(organisation="Kammer", country="DE", now=clock.now())
    actions.take_given(network=network, certificate=given, by=None)
    with scopes_disabled():
        other = NetworkFactory()
    with scope(network=other):
        assert actions.take_given(network=other, certificate=given, by=None).network == other


def test_a_silent_service_keeps_nobody_waiting(network, settings):
    settings.PRIVATE_HOSTS = ["127.0.0.1"]
    seal = actions.make_own(network=network, by=None)
    actions.set_service(seal=seal, stamp_url="http://127.0.0.1:9/", by=PersonFactory(network=network))

    (found,) = seals_in(actions.sealed(PAPER, network=network))

    assert found.is_intact
    assert not found.is_stamped
    since = in_use(network).unstamped_since
    assert since is not None
    actions.sealed(PAPER, network=network)
    assert in_use(network).unstamped_since == since
    actions.set_service(seal=seal, stamp_url="", by=None)
    assert in_use(network).unstamped_since is None
