"""Whose emblem stands on a paper: that of the scheme's programme, else one for all, never a logo nor one switched off."""

import pytest
from i18nfield.strings import LazyI18nString

from compagnon.core import files
from compagnon.documents.filling import funder_facts
from compagnon.network.models import Emblem
from tests.factories.mobilities import MobilityFactory
from tests.factories.schemes import SchemeFactory

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4"/></svg>'


@pytest.fixture
def emblem(network):
    def keep(statement, kind="funder", **fields):
        return Emblem.objects.create(
            network=network,
            kind=kind,
            file=files.keep(DRAWING, kind=files.SVG),
            media_type=files.SVG,
            words=LazyI18nString({"fr": "Emblème"}),
            statement=LazyI18nString({"fr": statement}),
            **fields,
        )

    return keep


@pytest.fixture
def mobility(network):
    return MobilityFactory(network=network, scheme=SchemeFactory(network=network, programme="Erasmus+"))


def test_the_emblem_of_the_programme_comes_before_one_for_all(mobility, emblem):
    emblem("Logo", kind="logo")
    emblem("Pour tout")
    emblem("Pour un autre programme", programme="MONA")
    emblem("Éteint", programme="Erasmus+", is_off=True)
    emblem("Pour Erasmus", programme="erasmus+")

    found = funder_facts(mobility)

    assert (found.statement, found.picture, found.picture_format) == ({"fr": "Pour Erasmus"}, DRAWING, "svg")


def test_one_for_all_programmes_stands_where_none_is_named(mobility, emblem):
    emblem("Pour un autre programme", programme="MONA")
    emblem("Pour tout")

    assert funder_facts(mobility).statement == {"fr": "Pour tout"}


def test_without_a_funder_nothing_is_said(mobility):
    assert funder_facts(mobility).statement == {}
