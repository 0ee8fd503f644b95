"""A network with a centre, a trade and a coordinator, and imports into it."""

import pytest

from compagnon.core.imports import actions
from tests.factories.network import SiteFactory, TradeFactory
from tests.factories.people import PersonFactory
from tests.imports.lists import csv_of, upload


@pytest.fixture(autouse=True)
def files_of_the_test(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def centre(network):
    return SiteFactory(network=network)


@pytest.fixture
def trade(network):
    return TradeFactory(network=network)


@pytest.fixture
def coordinator(network):
    return PersonFactory(network=network, role="coordinator", first_name="Coline", last_name="Essai")


@pytest.fixture
def checked(network, centre, trade, coordinator):
    """A list as it stands after its columns were guessed and every row checked."""

    def make(*rows, kind="learners", **how):
        content = rows[0] if rows and isinstance(rows[0], bytes) else csv_of(*rows, **how)
        run = actions.begin(network=network, kind=kind, file=upload(content), by=coordinator)
        return actions.choose_columns(run=run, columns=run.columns, by=coordinator)

    return make


@pytest.fixture
def imported(checked, coordinator):
    """A list that was written."""

    def make(*rows, **how):
        return actions.write(run=checked(*rows, **how), by=coordinator)

    return make
