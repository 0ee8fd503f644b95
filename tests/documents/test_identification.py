"""By what papers identify people and organisations: what must be known keeps them back, the rest says that it is to be completed."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from compagnon.documents.actions import sending, terms
from compagnon.documents.actions.agreement import AgreementRefused
from compagnon.documents.catalogue.filling import Filling
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.catalogue.subjects import subject_of
from compagnon.documents.filling import local_now
from compagnon.documents.models import Document
from compagnon.documents.queries import lacks_of
from compagnon.documents.typesetting.compile import typeset_paper
from compagnon.documents.typesetting.labels import all_labels
from compagnon.travel.models import StayTerms
from tests.factories.documents import ready_to_send
from tests.factories.people import ContactFactory

GRANT, FRENCH, EXIT = (shipped()[key] for key in ("grant_agreement", "french_agreement", "exit_sheet"))


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def mobility(network):
    stay = ready_to_send(network)
    stay.scheme.programme = "Erasmus+"
    stay.scheme.save()
    return stay


def filling(kind, row, said=None):
    return Filling(kind, subject_of(row, row.referent), said or {})


def printed(kind, row, said=None):
    facts = filling(kind, row, said).facts(version=1, made_at=local_now())
    pages = PdfReader(io.BytesIO(typeset_paper(facts, languages=("en",)))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def lacking(kind, row, **said):
    """What a paper lacks, and whether that keeps it back."""
    return {one.what: one.blocks for one in lacks_of(row, kind, Document(terms=said), row.referent)}


def proposed(kind, row):
    return terms.proposed(row=row, kind=kind, by=row.referent)


# The grant agreement


def test_a_grant_agreement_says_who_gives_it_for_which_project(mobility):
    centre = mobility.site.organisation
    words = printed(GRANT, mobility, {"option": "services", "activity_type": "short"})

    for said in (
        mobility.project_code, "Vocational education and training", "Short-term learning mobility", "not given yet (n/a)",
        centre.name, "Association", "ESSAI0053", "2 rue de l’Essai, 53000 Laval, France", "centre@example.org", "E10000053",
        "Dirk Trice", "Head", "1 rue de l’Essai, 53000 Laval, France", "+33",
    ):  # fmt: skip
        assert said in words.replace("\u00a0", " "), said


MUST = {
    "Sending centre · Legal form": "legal_form", "Sending centre · Registration no.": "registration_number",
    "Sending centre · Address": "address", "Sending centre · E-mail": "email", "Sending centre · OID": "oid",
    "Sending centre · Represented by": "representative",
    "Sending centre · Function of the representative": "representative_function",
}  # fmt: skip


@pytest.mark.parametrize("what", MUST)
def test_what_it_must_say_of_the_sending_side_keeps_it_back(mobility, what):
    centre = mobility.site.organisation
    assert what not in lacking(GRANT, mobility)
    setattr(centre, MUST[what], "")
    centre.save()

    assert lacking(GRANT, mobility)[what] is True
    with pytest.raises(AgreementRefused, match=what):
        sending.send_paper(row=mobility, kind=GRANT, by=mobility.referent)


def test_what_it_must_say_of_the_participant_and_the_project_keeps_it_back(mobility):
    mobility.participant.address = mobility.participant.person.phone = mobility.project_code = ""

    needed = {what for what, blocks in lacking(GRANT, mobility).items() if blocks}

    assert needed >= {"Participant · Postal address", "Phone", "Project"}


def test_no_code_of_the_european_programme_is_asked_where_another_one_pays(mobility):
    mobility.site.organisation.oid = mobility.project_code = ""
    mobility.scheme.programme = "Region"

    found = lacking(GRANT, mobility)

    assert found["Project"] is False
    assert not [what for what in found if "OID" in what or "Activity type" in what]


@pytest.mark.parametrize(
    ("days", "kind", "chosen"),
    [
        (9, "learner", None),
        (10, "learner", "short"),
        (89, "learner", "short"),
        (90, "learner", "long"),
        (5, "staff", None),
    ],
)
def test_the_type_of_activity_is_proposed_by_the_length_of_a_learners_stay_and_never_guessed(
    mobility, days, kind, chosen
):
    mobility.returns_on = date.fromordinal(mobility.departs_on.toordinal() + days - 1)
    mobility.participant.kind = kind

    assert proposed(GRANT, mobility).get("activity_type") == chosen


# The agreement under French law


def test_the_french_agreement_identifies_all_four_sides(mobility):
    said = {"regime": "stand_by", "host_signs": "yes"}
    before = lacking(FRENCH, mobility, **said)
    sides = {
        "Host organisation · What it does", "Host organisation · Registration no.", "Host organisation · Represented by",
        "Tutor · Function", "Tutor · Phone", "Sending centre · UAI code", "Sending centre · Declaration of activity no.",
        "Employer · Represented by",
        "Employer · Registration no.", "Participant · Registration of the contract no.",
    }  # fmt: skip
    assert before.keys() >= sides
    assert not any(before[what] for what in sides)  # usual practice and no list of the law: nothing is kept back for it
    assert all_labels()["to_be_completed"]["en"] in printed(FRENCH, mobility, said)

    host, centre = mobility.host, mobility.site.organisation
    host.activity, host.registration_number, host.representative = "Bakery", "HRB 12345", "Hanna Brot"
    centre.uai_code, centre.declaration_number = "0530053X", "52530005353"
    mobility.participant.contract_number = "053202600001"

    words = printed(FRENCH, mobility, said)
    for one in ("Bakery", "HRB 12345", "Hanna Brot", "0530053X", "52530005353", "053202600001"):
        assert one in words


def test_prevention_is_needed_outside_the_union_and_of_training_bodies(mobility):
    said = {"regime": "stand_by", "host_signs": "yes"}
    inside = lacking(FRENCH, mobility, **said)
    mobility.host.kind = "training_centre"
    at_centre = lacking(FRENCH, mobility, **said)
    mobility.country, mobility.host.kind = "CA", "company"
    outside = lacking(FRENCH, mobility, **said)

    assert "Prevention of risks" not in inside
    assert at_centre["Prevention of risks"] is outside["Prevention of risks"] is True
    assert "Prevention of risks" not in lacking(FRENCH, mobility, regime="secondment", host_signs="yes")


# Leaving the country


@pytest.fixture
def minor(network):
    stay = ready_to_send(network, participant__birth_date=date(2010, 1, 1))
    stay.participant.guardian = ContactFactory(
        network=network, kind="guardian", first_name="Aline", last_name="Parent", birth_date=date(1980, 2, 3),
        birth_place="Angers", address="3 rue de l’Essai, 53000 Laval",
    )  # fmt: skip
    stay.participant.save()
    return stay


@pytest.mark.parametrize(
    ("until", "french", "says"),
    [
        (date(2027, 3, 1), None, "is valid"),
        (date(2022, 3, 2), True, "expired for less than five years"),
        (date(2022, 3, 1), True, "is not accepted"),
        (date(2027, 2, 28), False, "is not accepted"),
        (date(2027, 2, 28), None, ""),
        (None, True, ""),
    ],
)
def test_the_parents_identity_document_is_judged_on_the_day_of_departure(minor, until, french, says):
    StayTerms.objects.create(
        network=minor.network, mobility=minor, parent_document_french=french, parent_document_until=until
    )

    words = printed(EXIT, minor)

    judged = [
        one["en"] for name, one in all_labels().items() if name.startswith("document_") and one["en"].endswith(".")
    ]
    assert [one for one in judged if one in words] == [one for one in judged if says and says in one]


def test_the_sheet_names_the_parent_with_birth_place_and_address_and_what_the_document_is(minor):
    said = {
        "document_kind": "passport",
        "document_number": "00ESSAI00",
        "valid_until": "2027-03-31",
        "quality": "Mother",
    }

    words = printed(EXIT, minor, said).replace("\u00a0", " ")

    for one in (
        "Aline Parent",
        "3 February 1980",
        "Angers",
        "3 rue de l’Essai",
        "Passport",
        "00ESSAI00",
        "31 March 2027",
    ):
        assert one in words.replace("February 3, 1980", "3 February 1980").replace("March 31, 2027", "31 March 2027"), (
            one
        )
