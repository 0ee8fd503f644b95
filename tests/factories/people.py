"""People with an account, participants, contacts."""

from datetime import date

import factory

from compagnon.people.models import Contact, Membership, Participant, Person
from tests.factories.network import NetworkFactory, OrganisationFactory, SiteFactory, TradeFactory


class PersonFactory(factory.django.DjangoModelFactory):
    """A person without any role; `role="referent"` gives one, `departement_code`, `site` or `call_code` narrows it."""

    class Meta:
        model = Person
        skip_postgeneration_save = True

    network = factory.SubFactory(NetworkFactory)
    email = factory.Sequence(lambda n: f"person{n}@example.org")
    first_name = "Testa"
    last_name = factory.Sequence(lambda n: f"Person {n}")
    language = "en"

    @factory.post_generation
    def role(self, create, extracted, departement_code="", **scope):
        if create and extracted:
            Membership.unscoped.create(
                network=self.network, person=self, role=extracted, departement_code=departement_code, **scope
            )


class SupporterFactory(PersonFactory):
    """A support account of the installation, of no network."""

    network = None
    is_support = True


class ContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Contact

    network = factory.SubFactory(NetworkFactory)
    kind = "guardian"
    first_name = "Gardia"
    last_name = factory.Sequence(lambda n: f"Contact {n}")
    email = factory.Sequence(lambda n: f"contact{n}@example.org")
    language = "en"


class ParticipantFactory(factory.django.DjangoModelFactory):
    """An adult apprentice baker at Laval with an employer, a mentor and a guardian."""

    class Meta:
        model = Participant

    network = factory.SubFactory(NetworkFactory)
    person = factory.SubFactory(PersonFactory, network=factory.SelfAttribute("..network"), role="participant")
    kind = "learner"
    status = "apprentice"
    birth_date = date(2006, 5, 4)
    site = factory.SubFactory(SiteFactory, network=factory.SelfAttribute("..network"))
    trade = factory.SubFactory(TradeFactory, network=factory.SelfAttribute("..network"))
    employer = factory.SubFactory(
        OrganisationFactory, network=factory.SelfAttribute("..network"), name="Boulangerie d’essai", country="FR"
    )
    mentor = factory.SubFactory(
        ContactFactory,
        network=factory.SelfAttribute("..network"),
        kind="mentor",
        organisation=factory.SelfAttribute("..employer"),
    )
    guardian = factory.SubFactory(ContactFactory, network=factory.SelfAttribute("..network"))
    contract_start = date(2025, 9, 1)
    contract_end = date(2027, 8, 31)
