"""A person's export: complete, readable, and without any other person's data (GDPR-07)."""

import json
import zipfile
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import translation

from compagnon.core import activity, files
from compagnon.core.models import Activity
from compagnon.correspondence.models import Letter
from compagnon.mobilities.models import Departure
from compagnon.privacy.exporting import export_of
from compagnon.privacy.models import RightsRequest
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import ParticipantFactory, PersonFactory
from tests.factories.recruitment import ApplicationFactory


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = settings.DATA_FOLDER = tmp_path


def opened(content):
    with zipfile.ZipFile(BytesIO(content)) as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


def traveller(network, first, last, departure):
    """Somebody in a group, with words of their own, of their tutor and of their guardian."""
    participant = ParticipantFactory(
        network=network, person__first_name=first, person__last_name=last, person__email=f"{first}@example.org".lower(),
        guardian__first_name=f"Mother{first}", mentor__last_name=f"Mentor{first}",
    )  # fmt: skip
    application = ApplicationFactory(participant=participant, call__network=network, motivation=f"Me, {first} {last}.")
    mobility = MobilityFactory(
        network=network, participant=participant, application=application, departure=departure, placed=True,
        tutor__last_name=f"Tutor{first}", departs_on=departure.departs_on, returns_on=departure.returns_on,
    )  # fmt: skip
    mobility.check_ins.create(
        network=network, week=1, due_on=departure.departs_on, mood=4, sentence=f"{first} is well."
    )
    return participant, mobility


@pytest.fixture
def group(network):
    one = MobilityFactory(network=network)
    departure = Departure.objects.create(
        network=network, name="Cork in March", scheme=one.scheme, country="IE",
        departs_on=one.departs_on, returns_on=one.returns_on,
    )  # fmt: skip
    return [traveller(network, *names, departure) for names in (("Alba", "Anders"), ("Bruno", "Brandt"))]


def test_everything_of_one_and_nothing_of_the_other(network, group):
    (alba, going), (bruno, _with) = group
    for about, name in ((going, "Bruno Brandt"), (alba, "Alba Anders")):
        Activity.unscoped.create(
            network_id=network.pk, by=bruno.person, by_name="Bruno Brandt", verb="mobilities.mobility_joined",
            about=about, trail=activity.trail_of(about), facts={"name": name, "departure": "with Bruno"},
        )  # fmt: skip
    Letter.objects.create(
        network=network, key="people.sign_in", to_contact=alba.guardian, to_email="g@example.org", language="fr",
        subject="Alba and Bruno", body="Dear MotherAlba, Bruno…", about=going, trail=activity.trail_of(going),
    )  # fmt: skip

    said = {name: content.decode() for name, content in opened(export_of(alba.person)).items()}

    told = said["data.json"]
    for own in ("Alba", "Anders", "alba@example.org", "Me, Alba Anders.", "Alba is well.", "2006-05-04", "Boulangerie"):
        assert own in told
        assert own in said["index.html"] or own == "2006-05-04"
    for other in ("Bruno", "Brandt", "MotherAlba", "MentorAlba", "TutorAlba"):
        assert other not in told
        assert other not in said["index.html"]


def test_own_papers_are_in_it(network, group):
    (alba, going), _other = group
    paper = files.keep(b"%PDF-1.7 signed by Alba", kind=files.PDF)
    going.documents.create(network=network, kind="learning_agreement", final_file=paper)

    found = opened(export_of(alba.person))

    assert found[f"files/{paper.rpartition('/')[2]}"] == b"%PDF-1.7 signed by Alba"


def test_programs_read_names_that_no_language_changes_and_people_read_words(network, group):
    (alba, going), _other = group
    application = going.application
    application.language_levels, application.wishes = {"en": "B1"}, ["DE", "IE"]
    application.save()

    with translation.override("fr"):
        found = opened(export_of(alba.person))
    told, page = json.loads(found["data.json"]), found["index.html"].decode()

    stay = told["mobilities.Mobility"][0]
    assert (stay["departs_on"], stay["departure"]) == (going.departs_on.isoformat(), "Cork in March")
    assert told["recruitment.Application"][0]["wishes"] == ["DE", "IE"]
    assert told["stays.CheckIn"][0]["mood"] == 4
    assert "<dd>en: B1</dd>" in page
    assert "<dd>DE, IE</dd>" in page
    assert "Départ groupé" in page
    assert "Saved at" not in page


def test_secrets_of_the_program_are_not_given(network, group):
    (alba, _going), _other = group
    alba.person.set_password("Un mot de passe")
    alba.person.save()

    told = json.loads(opened(export_of(alba.person))["data.json"])

    assert set(told["people.Person"][0]) >= {"email", "first_name", "last_name"}
    assert "password" not in told["people.Person"][0]


def test_a_participant_takes_the_own_data_from_the_account(client, network, group):
    (alba, _going), _other = group
    client.force_login(alba.person)

    page = client.get(reverse("my-privacy:home"))
    answered = client.post(reverse("my-privacy:export"))

    assert page.status_code == 200
    assert answered.headers["Content-Type"] == "application/zip"
    assert "Alba" in opened(answered.content)["index.html"].decode()


def test_everybody_finds_the_own_account_and_data_in_the_menu(client, network, group):
    (alba, _going), _other = group
    addresses = [reverse(name) for name in ("account:home", "my-privacy:home", "consents:agreed")]
    found = []
    for person, first in (
        (alba.person, "journey:home"),
        (PersonFactory(network=network, role="referent"), "desk:home"),
    ):
        client.force_login(person)
        page = client.get(reverse(first)).content.decode().split('class="menu-heading"')[1].split("</details>")[0]
        found.append([address for address in addresses if f'href="{address}"' in page])

    assert found == [addresses, addresses[:2]]
    assert [client.get(address).status_code for address in addresses] == [200, 200, 404]


def test_a_participant_asks_for_erasure_and_the_desk_has_a_month(client, network, group):
    (alba, _going), _other = group
    client.force_login(alba.person)

    client.post(reverse("my-privacy:ask"), {"kind": "erasure", "words": "Please."})

    asked = RightsRequest.objects.get()
    assert (asked.kind, asked.person, asked.words, asked.state) == ("erasure", alba.person, "Please.", "received")


def test_staff_with_the_right_gives_the_export_and_others_do_not(client, network, group):
    (alba, _going), _other = group
    address = reverse("privacy:person-export", args=["person", alba.person.code])

    client.force_login(PersonFactory(network=network, role="referent"))
    assert client.post(address).status_code == 404
    client.force_login(PersonFactory(network=network, role="coordinator"))
    assert "Alba" in opened(client.post(address).content)["index.html"].decode()


def test_a_paper_that_is_lost_is_named_and_the_rest_is_given(client, network, group, tmp_path):
    (alba, going), _other = group
    papers = [files.keep(b"%PDF-1.7 " + word, kind=files.PDF) for word in (b"there", b"gone", b"altered")]
    for paper, kind in zip(papers, ("learning_agreement", "europass_mobility", "certificate"), strict=True):
        going.documents.create(network=network, kind=kind, final_file=paper)
    (tmp_path / papers[1]).unlink()
    (tmp_path / papers[2]).write_bytes(b"%PDF-1.7 forged")
    client.force_login(alba.person)

    found = opened(client.post(reverse("my-privacy:export")).content)

    assert [name for name in found if name.startswith("files/")] == [f"files/{papers[0].rpartition('/')[2]}"]
    assert json.loads(found["data.json"])["lost_files"] == sorted(papers[1:])
    page = found["index.html"].decode()
    assert "Papers that are missing" in page
    assert [paper in page for paper in papers] == [False, True, True]
    assert "Alba is well." in page
