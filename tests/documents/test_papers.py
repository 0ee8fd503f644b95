"""Every kind of paper, filled for every condition, compiled in three languages, and read again from its PDF."""

import io
from datetime import UTC, date, datetime

import pytest
from i18nfield.strings import LazyI18nString
from pypdf import PdfReader

from compagnon.documents.catalogue.filling import Filling
from compagnon.documents.catalogue.known import KNOWN
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.catalogue.subjects import holds, subject_of
from compagnon.documents.filling import local_now
from compagnon.documents.models import Document
from compagnon.documents.queries import lacks_of
from compagnon.documents.typesetting.compile import typeset_paper
from compagnon.documents.typesetting.facts import LANGUAGES
from compagnon.documents.typesetting.labels import all_labels
from compagnon.mobilities.models import Departure
from compagnon.partners.models import Partner
from compagnon.schemes.kinds import Document as Number
from compagnon.seals import certificates
from tests.documents.checked import is_accepted, is_sealed_by
from tests.factories.documents import ready_to_send
from tests.factories.people import ContactFactory, PersonFactory

SEAL = certificates.make(organisation="Chambre d’essai", country="FR", now=datetime.now(UTC))
GENERAL = {key: kind for key, kind in shipped().items() if kind.made == "general"}
BY_ABOUT = {about: [key for key, kind in GENERAL.items() if kind.about == about] for about in KNOWN}
FILLED = {
    "text": "Said & done",
    "long": {"fr": "Ce qui est dit", "en": "What is said", "de": "Was gesagt ist", "it": "Detto", "es": "Dicho", "nl": "Gezegd"},
    "money": "1234.50",
    "number": "35",
    "date": "2027-03-15",
    "yes": "yes",
    "days": {"2027-03-01": {"morning": {"fr": "Accueil", "en": "Welcome"}, "afternoon": {"en": "First batch"}}},
    "iban": "FR76 3000 6000 0112 3456 7890 189",
}  # fmt: skip


def terms_for(kind, **chosen):
    """An answer to every question; the first choice unless another one is asked for."""
    return {
        term.key: chosen.get(term.key) or (next(iter(term.choices)) if term.choices else FILLED[term.ask])
        for term in kind.terms
    }


def choices_of(kind):
    """Each way to answer the questions with choices, one different from the first at a time."""
    ways = [{}]
    for term in kind.terms:
        ways += [{term.key: one} for one in list(term.choices)[1:]]
    return ways


def words_of(pdf):
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return "".join(text.split())


def compiled(kind, row, terms, by=None, *, is_looked_at=True):
    filling = Filling(kind, subject_of(row, by), terms)
    facts = filling.facts(version=1, made_at=local_now())
    pdf = typeset_paper(facts, languages=tuple(filling.languages))
    if is_looked_at:
        is_accepted(pdf)
        is_sealed_by(pdf, SEAL)
    return words_of(pdf), filling, facts


def says_what_is_known(kind, row, terms, by=None, *, is_looked_at=True):
    """The paper, once every fact, sentence and title of it was found in the text of its PDF."""
    words, filling, facts = compiled(kind, row, terms, by, is_looked_at=is_looked_at)
    expected = [text for one in rows_of(facts) for text in shown(one.value, filling.languages)]
    expected += [text for clause in texts_of(facts) for text in shown(clause, filling.languages)]
    expected += [kind.title[code] for code in filling.languages]
    assert [one for one in expected if "".join(one.split()) not in words] == [], kind.key
    return filling


@pytest.fixture
def group(network):
    """A departure with two travellers and somebody who accompanies them, of whom one is a minor."""
    first = ready_to_send(network)
    departure = Departure.objects.create(
        network=network,
        name="Group of March",
        scheme=first.scheme,
        country="DE",
        town="Flensburg",
        departs_on=date(2027, 3, 1),
        returns_on=date(2027, 3, 15),
        accompanying=PersonFactory(network=network, first_name="Ada", last_name="Compagne"),
    )
    first.departure = departure
    first.save()
    ready_to_send(network, departure=departure, participant__birth_date=date(2010, 1, 1))
    return departure


@pytest.fixture
def partner(network):
    host = ready_to_send(network).host
    Partner.objects.create(network=network, organisation=host)
    ContactFactory(network=network, organisation=host, kind="host_coordinator", language="it", last_name="Coordina")
    return host


def test_every_paper_of_the_table_is_there_and_every_word_of_a_signer_is_in_all_languages():
    numbers = {kind.number for kind in shipped().values()}

    assert numbers >= {one.value for one in Number}
    for kind in GENERAL.values():
        texts = [kind.title, *(one.title for one in kind.sections), *(one.label for one in kind.terms)]
        texts += [clause.text for section in kind.sections for clause in section.clauses]
        texts += [choice for term in kind.terms for choice in term.choices.values()]
        assert [text for text in texts if set(text) < set(LANGUAGES)] == [], kind.key


def test_every_fact_that_a_paper_names_is_known_of_what_it_is_about():
    for kind in GENERAL.values():
        named = [*kind.named(), *(term.start for term in kind.terms if term.start)]
        assert [name for name in named if not name.startswith("term.") and name not in KNOWN[kind.about]] == [], (
            kind.key
        )


@pytest.mark.parametrize("key", BY_ABOUT["mobility"])
@pytest.mark.parametrize("own", ["fr", "en"])
def test_a_paper_of_a_stay_says_what_is_known_for_every_condition_beside_the_language_of_the_host(network, key, own):
    kind = GENERAL[key]
    minor = ready_to_send(network, participant__birth_date=date(2010, 1, 1), participant__person__language=own)
    minor.participant.guardian = ContactFactory(network=network, kind="guardian", last_name="Wächter")
    minor.participant.save()
    for outcome in minor.outcomes.all():
        outcome.title = LazyI18nString({**outcome.title.data, "de": "Roggenbrot backen"})
        outcome.save()

    for number, chosen in enumerate(choices_of(kind)):
        # Other programs look at each way once: what they find hangs on the template and not on the language.
        filling = says_what_is_known(kind, minor, terms_for(kind, **chosen), is_looked_at=own == "fr" or not number)

        assert filling.languages == ((own,) if kind.languages == "own" else (own, "de"))


SITUATIONS = {
    "adult": {"participant__birth_date": date(2000, 1, 1)},
    "outside the reach of the health card": {"country": "CA", "town": "Québec"},
    "at a training centre": {"host__kind": "training_centre"},
    "staff": {"participant__kind": "staff", "participant__status": "", "participant__employer": None, "participant__mentor": None},
    "coming to us": {"scheme__direction": "in", "participant__status": "foreign_apprentice"},
    "long": {"returns_on": date(2027, 9, 30)},
}  # fmt: skip
HOLDS = {
    "adult": "adult", "outside the reach of the health card": "outside_eu", "at a training centre": "host_is_centre", "staff": "staff",
    "coming to us": "incoming", "long": "long_stay",
}  # fmt: skip


@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_paper_of_a_stay_says_what_is_known_whoever_moves_and_wherever_to(network, situation):
    stay = ready_to_send(network, **SITUATIONS[situation])
    subject = subject_of(stay, stay.referent)
    fit = [GENERAL[key] for key in BY_ABOUT["mobility"] if holds(GENERAL[key].when, subject, {})]

    assert HOLDS[situation] in subject.conditions
    assert fit
    for kind in fit:
        says_what_is_known(kind, stay, terms_for(kind), stay.referent, is_looked_at=False)


@pytest.mark.parametrize("key", BY_ABOUT["departure"])
def test_a_paper_of_a_group_names_everybody_who_travels(group, key):
    words, filling, facts = compiled(GENERAL[key], group, terms_for(GENERAL[key]), by=group.accompanying)

    if any(section.table for section in facts.sections):
        names = [str(one.participant) for one in filling.subject.people]
        tables = {section.table for section in GENERAL[key].sections}
        assert "people" not in tables or [name for name in names if "".join(name.split()) not in words] == []
    assert "GroupofMarch" in words


@pytest.mark.parametrize("key", BY_ABOUT["partner"])
def test_a_paper_with_a_partner_is_signed_by_its_coordinator(partner, key):
    words, filling, _facts = compiled(GENERAL[key], partner, terms_for(GENERAL[key]), by=PersonFactory())

    assert str(partner).replace(" ", "") in words
    assert {str(signer.who) for _seed, signer in filling.signers()} >= {str(filling.subject.contact)}


def rows_of(facts):
    return [row for section in facts.sections for row in section.rows]


def texts_of(facts):
    return [text for section in facts.sections for text in section.texts]


def shown(text, languages):
    """What of a text in several languages is printed."""
    return [text[code] for code in languages if code in text] or list(text.values())[:1]


def test_a_grant_given_both_ways_asks_and_prints_account_and_services(network):
    kind, mobility = GENERAL["grant_agreement"], ready_to_send(network)
    said = {"option": "both", "total": "900", "insurer": "The centre"}
    missing = {one.what for one in lacks_of(mobility, kind, Document(terms=said), None) if one.blocks}

    words, _filling, _facts = compiled(kind, mobility, terms_for(kind, option="both"))

    assert {"IBAN", "Account holder", "Services provided"} <= missing
    assert "FR7630006000011234567890189" in words
    assert "".join(FILLED["long"]["en"].split()) in words


def test_what_is_needed_keeps_a_paper_back_though_no_row_prints_it(network):
    mobility, kind = ready_to_send(network), GENERAL["grant_agreement"]
    kind = kind.model_copy(update={"terms": [one.model_copy(update={"start": ""}) for one in kind.terms]})

    grant = {one.what for one in lacks_of(mobility, kind, None, None) if one.blocks}
    french = {one.what for one in lacks_of(mobility, GENERAL["french_agreement"], None, None) if one.blocks}

    assert "Who sees to the insurance" in grant
    assert "Does the host sign?" in french


def test_the_paper_of_a_group_has_a_card_for_each_host_and_a_row_for_each_day_of_a_long_stay(group):
    group.returns_on = date(2027, 4, 20)
    group.save()

    _words, filling, facts = compiled(GENERAL["group_programme"], group, terms_for(GENERAL["group_programme"]))

    cards = [card.name for card in facts.sections[0].cards if card.role == all_labels()["host"]]
    days = next(
        section.table for section in facts.sections if section.table and section.table.columns[0] == all_labels()["day"]
    )
    assert cards == [{"": str(host)} for host, _tutor in filling.subject.hosts]
    assert len(cards) == 2
    assert len(days.rows) == 51


def test_no_two_kinds_give_a_paper_the_same_reference():
    shorts = [kind.short for kind in shipped().values()]

    assert len(set(shorts)) == len(shorts)
