"""Numbers on file: in one form where a text message can reach them, and nothing for any other."""

import pytest

from compagnon.people.phones import masked, mobile_of
from tests.factories.network import OrganisationFactory
from tests.factories.people import ContactFactory, PersonFactory


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("06 12 34 56 78", "+33612345678"),
        ("0033 (0)6.12.34.56.78", "+33612345678"),
        ("+262 692 12 34 56", "+262692123456"),
        ("02 43 00 00 00", ""),
        ("06 12 34 56", ""),
        ("0692 12 34 56", ""),
        ("ask my mother", ""),
        ("", ""),
    ],
)
def test_a_number_typed_at_home_is_of_the_country_of_the_network(network, typed, number):
    network.country = "FR"

    assert mobile_of(PersonFactory(network=network, phone=typed)) == number


def test_a_number_typed_abroad_is_of_the_country_of_the_company_and_of_no_other(network):
    network.country = "FR"
    host = OrganisationFactory(network=network, country="DE")
    german, french = (
        ContactFactory(network=network, organisation=host, phone=phone) for phone in ("0151 23456789", "06 12 34 56 78")
    )

    assert (mobile_of(german), mobile_of(french)) == ("+4915123456789", "")


def test_a_number_is_shown_by_its_last_two_digits():
    assert (masked("+33612345678"), masked("")) == ("•• •• •• 78", "")
