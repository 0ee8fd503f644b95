"""The files of a project: complete or not against what scheme and funder ask, and its binder, however many there are."""

import io
import tracemalloc
import zipfile
from datetime import date, timedelta

import pytest
import xlsxwriter  # noqa: F401  (else brought by the first index, while its memory is looked at)
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from compagnon.core import clock, files
from compagnon.documents.actions import bundle as actions
from compagnon.documents.jobs import gather_bundle
from compagnon.documents.models import Document, PaperBundle
from compagnon.documents.projects import files_of, mobilities_of, projects_seen_by
from compagnon.mobilities.models import Departure, Mobility
from compagnon.network.models import CooperationProject
from compagnon.privacy.models import FinalPayment
from compagnon.schemes.content import content_of
from compagnon.schemes.models import Scheme, SchemeVersion
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory

CODE = "2026-1-FR01-KA121-VET-000012345"


@pytest.fixture
def stay(network):
    """A stay that is over, paid by the project; its scheme asks for a grant agreement and a certificate of attendance."""
    made = MobilityFactory(
        network=network, project_code=CODE, departs_on=date(2026, 3, 2), returns_on=date(2026, 3, 16)
    )
    Scheme.objects.filter(pk=made.scheme_id).update(documents=["D1", "D19"], programme="Erasmus+")
    return Mobility.objects.get(pk=made.pk)


def final(row, kind, content=b""):
    name = files.keep(b"%PDF-1.7 " + kind.encode() + str(row.pk).encode() + content, kind=files.PDF)
    about = "departure" if isinstance(row, Departure) else "mobility"
    return Document.objects.create(
        network=row.network, kind=kind, state="final", final_file=name, final_sha256="a" * 64, finished_at=clock.now(),
        **{about: row},
    )  # fmt: skip


def states(person, key=CODE):
    return {str(one.row): (one.state, [paper.name for paper in one.to_mend]) for one in files_of(person, key)}


def page_of(client, **asked):
    return client.get(reverse("documents:project"), {"project": CODE, **asked})


def test_projects_are_told_by_their_code_else_by_scheme_and_year_and_bear_the_name_of_the_cooperation_project(
    client, coordinator, stay, network
):
    MobilityFactory(network=network, scheme=stay.scheme, departs_on=date(2026, 5, 4), returns_on=date(2026, 5, 8))
    MobilityFactory(network=network, scheme=stay.scheme, project_code=CODE, state="cancelled")
    CooperationProject.objects.create(network=network, key="rye", name="Rye across borders", project_number=CODE)
    FinalPayment.objects.create(network=network, key=CODE, paid_on=date(2026, 9, 1))

    found = {one.paid.key: (one.name, one.paid.people) for one in projects_seen_by(coordinator)}
    page = client.get(reverse("documents:projects"), {"q": "rye"}).text

    assert found == {CODE: ("Rye across borders", 1), f"{stay.scheme.key} 2026": ("", 1)}
    assert f"?project={CODE}" in page
    assert "1 September 2031" in page
    assert f"{stay.scheme.key} 2026" not in page


def test_a_file_lacks_evidence_until_the_funder_has_an_agreement_and_one_proof_of_the_stay(coordinator, stay):
    who = str(stay)

    before = states(coordinator)[who]
    final(stay, "grant_agreement")
    final(stay, "learning_agreement")
    with_agreements = states(coordinator)[who]
    final(stay, "agreement_complement")  # as good a proof of the stay as the certificate
    proved = states(coordinator)[who]
    final(stay, "attendance_certificate")

    assert before == ("proof", ["Grant agreement", "Learning agreement", "Certificate of attendance"])
    assert with_agreements == ("proof", ["Certificate of attendance"])
    assert proved == ("paper", ["Certificate of attendance"])
    assert states(coordinator)[who] == ("complete", [])


def test_what_tells_of_the_stay_is_not_missing_before_its_end(coordinator, stay):
    final(stay, "grant_agreement")
    final(stay, "learning_agreement")

    with clock.at(clock.now().replace(year=2026, month=3, day=10)):
        assert states(coordinator)[str(stay)] == ("later", [])


def test_a_group_needs_one_programme_instead_of_agreements_its_list_and_the_certificate_of_who_accompanies(
    coordinator, stay, network
):
    group = Departure.objects.create(
        network=network, name="Group of March", scheme=stay.scheme, country="DE", departs_on=stay.departs_on,
        returns_on=stay.returns_on, accompanying=coordinator,
    )  # fmt: skip
    Mobility.objects.filter(pk=stay.pk).update(departure=group)
    Scheme.objects.filter(pk=stay.scheme_id).update(documents=["D1", "D3", "D19"])
    final(stay, "grant_agreement")
    final(stay, "attendance_certificate")

    before = states(coordinator)
    final(group, "group_programme")
    after = states(coordinator)

    assert before[str(stay)] == ("proof", ["Learning programme of the group"])
    assert after[str(stay)] == ("complete", [])
    assert after["Group of March"] == ("proof", ["Certificate of the accompanying person", "List of the group"])


def test_the_page_shows_only_incomplete_files_when_asked_with_the_way_to_mend_each(client, coordinator, stay, network):
    done = MobilityFactory(
        network=network, scheme=stay.scheme, project_code=CODE, departs_on=stay.departs_on, returns_on=stay.returns_on
    )
    for kind in ("grant_agreement", "learning_agreement", "attendance_certificate"):
        final(done, kind)

    page, found = page_of(client, state="open").text, page_of(client, q=str(done)).text

    assert reverse("documents:paper-of-mobility", args=[stay.code, "grant_agreement"]) in page
    assert reverse("documents:agreement", args=[stay.code]) in page
    assert reverse("documents:papers-of-mobility", args=[done.code]) not in page
    assert reverse("documents:papers-of-mobility", args=[done.code]) in found
    assert reverse("documents:papers-of-mobility", args=[stay.code]) not in found


def test_the_list_is_exported_as_it_is_narrowed(client, coordinator, stay):
    answer = client.get(reverse("documents:project-export"), {"project": CODE, "state": "open"})

    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.getvalue())).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["Who", str(stay)]
    assert rows[1][6] == "Grant agreement, Learning agreement, Certificate of attendance"


def test_a_project_of_which_somebody_sees_nothing_is_not_there(client, stay, network):
    client.force_login(PersonFactory(network=network, role="referent", role__departement_code="44"))
    Mobility.objects.update(departement_code="49")

    assert CODE not in client.get(reverse("documents:projects")).text
    assert page_of(client).status_code == 404
    assert client.get(reverse("documents:project-export"), {"project": CODE}).status_code == 404
    assert client.post(reverse("documents:project-binder"), {"project": CODE}).status_code == 404
    assert not PaperBundle.objects.exists()


def test_the_binder_of_a_project_with_300_files_is_gathered_onto_the_disk_and_its_page_asks_no_more(
    client, coordinator, stay
):
    rows = [Mobility(**{**facts_of(stay), "code": f"many{number:04}"}) for number in range(299)]
    Mobility.objects.bulk_create(rows)
    paper = final(stay, "grant_agreement")
    Document.objects.bulk_create(
        Document(network=stay.network, mobility=one, kind=paper.kind, state="final", final_file=paper.final_file)
        for one in Mobility.objects.filter(code__startswith="many")
    )

    with CaptureQueriesContext(connection) as asked:
        assert "300" in page_of(client).text
    bundle = made_binder(client)
    answer = client.get(reverse("documents:bundle-file", args=[bundle.code]))

    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as packed:
        proofs = [name for name in packed.namelist() if name.endswith(".pdf")]
        index = CalamineWorkbook.from_filelike(io.BytesIO(packed.read("index.xlsx"))).get_sheet_by_index(0).to_python()
    page = client.get(bundle.get_absolute_url()).text
    assert len(asked) <= 15
    assert len(proofs) == 300
    assert len([row for row in index if row[2] == "It is not final."]) == 600  # agreement and certificate of each
    assert "1 to 200 of 300" in page
    assert bundle.get_absolute_url() in page_of(client).text


def facts_of(mobility):
    left = {"id", "code", "application"}
    return {
        field.attname: getattr(mobility, field.attname) for field in Mobility._meta.fields if field.name not in left
    }


def made_binder(client):
    client.post(reverse("documents:project-binder"), {"project": CODE})
    bundle = PaperBundle.objects.get(project=CODE)
    gather_bundle(bundle=bundle.pk, network=bundle.network_id)
    bundle.refresh_from_db()
    return bundle


def test_a_binder_does_not_hold_what_it_gathers(client, coordinator, stay):
    for number, kind in enumerate(("grant_agreement", "learning_agreement", "attendance_certificate")):
        final(stay, kind, content=bytes([number]) * 4_000_000)
    made_binder(client)  # what is read once for all, in memory from here on
    client.post(reverse("documents:project-binder"), {"project": CODE})
    bundle = PaperBundle.objects.latest("made_at", "pk")

    tracemalloc.start()
    gather_bundle(bundle=bundle.pk, network=bundle.network_id)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 10_000_000  # one paper, and its copy while it is written


def test_more_than_a_binder_holds_is_refused_with_a_sentence(client, coordinator, stay, monkeypatch):
    monkeypatch.setattr(actions, "AT_ONCE_IN_BINDER", 0)

    answer = client.post(reverse("documents:project-binder"), {"project": CODE}, follow=True)

    assert "At most 0 files in a binder" in answer.text
    assert not PaperBundle.objects.exists()


def test_mobilities_of_a_project_stand_by_name(coordinator, stay):
    assert list(mobilities_of(coordinator, CODE)) == [stay]
    assert list(mobilities_of(coordinator, "unknown 2026")) == []


def test_the_binder_of_yesterday_is_still_named_after_its_zip_has_gone(client, coordinator, stay):
    bundle = made_binder(client)

    with clock.at(clock.now() + timedelta(hours=30)):
        assert bundle.get_absolute_url() in page_of(client).text


def test_files_that_keep_an_older_version_of_the_scheme_ask_for_it_once(coordinator, stay):
    scheme = Scheme.objects.get(pk=stay.scheme_id)
    SchemeVersion.objects.create(
        network=stay.network, scheme=scheme, number=1, state="published", content=content_of(scheme, [])
    )
    Scheme.objects.filter(pk=scheme.pk).update(version=2, documents=[])

    def questions():
        with CaptureQueriesContext(connection) as asked:
            rows = files_of(coordinator, CODE)
        assert {one.asked for one in rows} == {2}  # as it was when they began
        return len(asked)

    alone = questions()
    Mobility.objects.bulk_create(Mobility(**{**facts_of(stay), "code": f"many{number}"}) for number in range(3))

    assert questions() == alone
