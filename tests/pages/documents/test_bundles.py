"""The papers of many files at once: gathered by a job, downloaded by who may see them all, sent with one press."""

import io
import zipfile
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from compagnon.core import clock, files, lists
from compagnon.documents.actions import bundle as actions
from compagnon.documents.actions import terms
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.filing import filed, with_finals
from compagnon.documents.jobs import drop_old_bundles, gather_bundle, join_papers, send_bundle
from compagnon.documents.models import Document, JoinedPapers, PaperBundle
from compagnon.mobilities.models import Departure, Mobility
from compagnon.people.entrance import proof
from compagnon.travel.models import StayTerms
from tests.factories.documents import ready_to_send
from tests.factories.people import PersonFactory
from tests.people.entrance import prove

GRANT = {
    "activity_type": "short",
    "option": "money",
    "total": "900",
    "holder": "T",
    "iban": "FR76 3000 6000 0112 3456 7890 189",
}


@pytest.fixture
def group(network):
    """Two who travel together: nothing lacks in one's papers, the grant of the other is not said."""
    first, second = ready_to_send(network), ready_to_send(network)
    for one in (first, second):
        one.scheme.documents = ["D1", "D2"]
        one.scheme.save()
    departure = Departure.objects.create(
        network=network, name="Group of March", scheme=first.scheme, country="DE", departs_on=first.departs_on,
        returns_on=first.returns_on,
    )  # fmt: skip
    Mobility.objects.filter(pk__in=[first.pk, second.pk]).update(departure=departure)
    return departure, Mobility.objects.get(pk=first.pk), Mobility.objects.get(pk=second.pk)


def say_grant(mobility, by):
    kind = shipped()["grant_agreement"]
    proposed = terms.proposed(row=mobility, kind=kind, by=by)
    terms.say(row=mobility, kind=kind, terms={**proposed, **GRANT}, by=by)


def gathered(client, departure, purpose="papers"):
    client.post(reverse("documents:gather", args=[departure.code]), {"purpose": purpose})
    bundle = PaperBundle.objects.get(purpose=purpose)
    gather_bundle(bundle=bundle.pk, network=bundle.network_id)
    bundle.refresh_from_db()
    return bundle


def unpacked(client, bundle):
    answer = client.get(reverse("documents:bundle-file", args=[bundle.code]))
    assert answer["Content-Disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def states(bundle):
    return {(str(one), paper["kind"]): paper["state"] for one in bundle.files.all() for paper in one.papers}


def test_while_it_is_gathered_the_page_says_so_and_then_names_what_is_missing_with_a_way_to_mend_it(
    client, coordinator, group
):
    departure, first, second = group
    say_grant(first, coordinator)
    client.post(reverse("documents:gather", args=[departure.code]))
    bundle = PaperBundle.objects.get()

    before = client.get(bundle.get_absolute_url()).text
    gather_bundle(bundle=bundle.pk, network=bundle.network_id)
    gather_bundle(bundle=bundle.pk, network=bundle.network_id)
    after = client.get(bundle.get_absolute_url()).text

    assert "0 of 3 files are looked at" in before
    assert "How the grant is given" in after
    assert reverse("documents:paper-of-mobility", args=[second.code, "grant_agreement"]) in after
    assert after.index(str(second)) < after.index(str(first))
    assert "Send 3 papers for signature" in after


def test_the_zip_holds_a_folder_for_each_person_and_an_index(client, coordinator, group):
    departure, first, _second = group
    say_grant(first, coordinator)

    found = unpacked(client, gathered(client, departure))

    folders = {name.partition("/")[0] for name in found if "/" in name}
    assert "index.xlsx" in found
    assert len(folders) == 2  # the scheme asks for no paper of the group
    assert all(content.startswith(b"%PDF") for name, content in found.items() if name.endswith(".pdf"))
    assert (
        len([name for name in found if f"LA-{first.code.upper()}" in name or f"GA-{first.code.upper()}" in name]) == 2
    )


def test_one_press_sends_all_that_is_ready_and_twice_is_once(client, coordinator, group):
    departure, first, second = group
    say_grant(first, coordinator)
    bundle = gathered(client, departure)

    client.post(reverse("documents:bundle-send", args=[bundle.code]))
    for _number in range(2):
        send_bundle(bundle=bundle.pk, network=bundle.network_id)

    bundle.refresh_from_db()
    assert bundle.state == "sent"
    assert states(bundle) == {
        (str(first), "grant_agreement"): "signing",
        (str(first), "learning_agreement"): "signing",
        (str(second), "grant_agreement"): "lacking",
        (str(second), "learning_agreement"): "signing",
    }
    assert Document.objects.filter(state="signing").count() == 3


def test_papers_of_the_group_are_gathered_too(client, coordinator, group):
    departure, _first, _second = group
    departure.scheme.documents = ["D7"]
    departure.scheme.save()

    bundle = gathered(client, departure)

    assert ("Group of March", "group_list") in states(bundle)


def test_a_selection_in_the_list_is_gathered_with_the_groups_it_travels_in(client, coordinator, group):
    _departure, first, second = group

    answer = client.post(
        reverse("mobilities:many"), {"action": "papers", "selected": [first.code, second.code]}, follow=True
    )

    assert answer.status_code == 200
    assert PaperBundle.objects.get().files.count() == 3
    assert "2 mobilities" in answer.text


def test_who_does_not_see_every_file_finds_no_bundle_nor_its_zip(client, coordinator, group, network):
    bundle = gathered(client, group[0])
    elsewhere = PersonFactory(network=network, role="referent", role__departement_code="44")
    client.force_login(elsewhere)

    for name in ("bundle", "bundle-file"):
        assert client.get(reverse(f"documents:{name}", args=[bundle.code])).status_code == 404
    assert client.post(reverse("documents:bundle-send", args=[bundle.code])).status_code == 404


def test_a_zip_lives_for_a_day_and_a_bundle_for_a_week(client, coordinator, group):
    bundle = gathered(client, group[0])
    drafts = Document.objects.count()

    with clock.at(clock.now() + timedelta(hours=25)):
        late = client.get(reverse("documents:bundle-file", args=[bundle.code]))
        drop_old_bundles(0)
        page = client.get(bundle.get_absolute_url()).text
    with clock.at(clock.now() + timedelta(days=8)):
        drop_old_bundles(0)

    assert late.status_code == 404
    assert "The ZIP is kept for a day" in page
    assert not PaperBundle.objects.exists()
    assert Document.objects.count() == drafts


def test_more_files_than_a_page_lists_are_refused_with_a_sentence(client, coordinator, group, monkeypatch):
    monkeypatch.setattr(actions, "AT_ONCE", 1)

    answer = client.post(reverse("documents:gather", args=[group[0].code]), follow=True)

    assert "At most 1 files at once: select fewer." in answer.text
    assert not PaperBundle.objects.exists()


def test_whatever_a_list_selects_is_gathered():
    assert actions.AT_ONCE == lists.MOST_AT_ONCE == 1_000


def final(mobility, by):
    say_grant(mobility, by)
    document = mobility.documents.get(kind="grant_agreement")
    document.state, document.final_sha256 = "final", "a" * 64
    document.final_file = files.keep(b"%PDF-1.7 proof of " + mobility.code.encode(), kind=files.PDF)
    document.finished_at = clock.now()
    document.save()


def test_a_binder_holds_the_kept_bytes_of_what_is_final_and_its_index_names_what_is_missing(client, coordinator, group):
    from python_calamine import CalamineWorkbook

    departure, first, second = group
    final(first, coordinator)

    found = unpacked(client, gathered(client, departure, "binder"))

    page = client.get(PaperBundle.objects.get().get_absolute_url()).text
    proofs = [content for name, content in found.items() if name.endswith(".pdf")]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(found["index.xlsx"])).get_sheet_by_index(0).to_python()
    assert proofs == [b"%PDF-1.7 proof of " + first.code.encode()]
    assert [row[0] for row in rows[1:] if row[2] == "It is not final."] == [str(first), str(second), str(second)]
    assert "a" * 64 in {row[-1] for row in rows}
    assert reverse("documents:bundle-send", args=[PaperBundle.objects.get().code]) not in page


def test_a_binder_and_all_papers_carry_a_paper_with_its_amendments(client, coordinator, group):
    departure, first, _second = group
    final(first, coordinator)
    paper = first.documents.get(kind="grant_agreement")
    for number, state in ((1, "final"), (2, "signing")):
        kept = files.keep(f"%PDF-1.7 amendment {number}".encode(), kind=files.PDF)
        Document.objects.create(
            network=first.network, mobility=first, kind="amendment.grant_agreement", amends=paper, number=number, state=state,
            agreed_file=kept, final_file=kept if state == "final" else "", finished_at=clock.now(),
        )  # fmt: skip

    binder, papers = (
        unpacked(client, gathered(client, departure, "binder")),
        unpacked(client, gathered(client, departure)),
    )

    def amendments(found):
        return [content for name, content in found.items() if "amendment" in name]

    page = client.get(PaperBundle.objects.filter(purpose="binder").get().get_absolute_url()).text
    assert amendments(binder) == [b"%PDF-1.7 amendment 1"]
    assert amendments(papers) == [b"%PDF-1.7 amendment 1", b"%PDF-1.7 amendment 2"]
    assert "Amendment 2: Grant agreement" in page
    assert "It is not signed by everybody yet." in page


def test_the_papers_of_a_group_say_how_complete_each_file_is_at_the_same_cost_for_one_and_three(
    client, coordinator, group, network
):
    departure, first, second = group
    final(first, coordinator)
    rows = Mobility.objects.filter(departure=departure)

    page = client.get(reverse("documents:papers-of-departure", args=[departure.code])).text
    told = {str(one.row): (one.final, one.asked) for one in filed(with_finals(rows))}

    def questions(chosen):
        with CaptureQueriesContext(connection) as asked:
            filed(with_finals(chosen))
        return len(asked)

    assert told == {str(first): (1, 2), str(second): (0, 2)}
    assert "1 of 2 final" in page
    assert "Gather all papers" in page
    assert questions(rows) == questions(rows.filter(pk=first.pk))


def test_papers_of_many_people_leave_only_after_a_proof(client, coordinator, group, monkeypatch):
    bundle = gathered(client, group[0])
    address = reverse("documents:bundle-file", args=[bundle.code])
    monkeypatch.setattr(proof, "MANY", 2)
    long_ago = Client()
    long_ago.force_login(coordinator)

    assert long_ago.get(address).url.startswith(reverse("account:proof"))
    prove(long_ago, coordinator)
    assert long_ago.get(address).headers["Content-Type"] == "application/zip"


def test_what_is_the_same_for_everybody_is_answered_once_and_what_was_said_for_one_stays(client, coordinator, group):
    departure, first, second = group
    say_grant(first, coordinator)
    for one in (first, second):
        one.scheme.documents = ["D14"]
        one.scheme.save()
        StayTerms.objects.create(network=one.network, mobility=one, sustainable_travel=True)
    kind = shipped()["travel_declaration"]
    terms.say(row=first, kind=kind, terms={"from": "Angers"}, by=coordinator)
    with clock.at(datetime.combine(first.returns_on, time(10), UTC)):  # it tells of the stay
        bundle = gathered(client, departure)
        address = reverse("documents:bundle-answers", args=[bundle.code, "travel_declaration"])

        page = client.get(bundle.get_absolute_url()).text
        asked = client.get(address).text
        answer = client.post(
            address, {"t-from": "Laval", "t-to": "Flensburg", "t-out": "train", "t-back": "train"}, follow=True
        )
        client.post(reverse("documents:bundle-again", args=[bundle.code]))
        gather_bundle(bundle=bundle.pk, network=bundle.network_id)
        bundle.refresh_from_db()

    assert address in page
    assert str(first) in asked
    assert str(second) in asked
    assert "Kept for 2 files." in answer.text
    said = {one.mobility: one.terms for one in Document.objects.filter(kind="travel_declaration")}
    assert (said[first]["from"], said[first]["out"]) == ("Angers", "train")
    assert (said[second]["from"], said[second]["back"]) == ("Laval", "train")
    assert states(bundle)[str(first), "travel_declaration"] == "ready"


def test_nobody_is_asked_the_account_of_another_person(client, coordinator, group):
    departure, _first, _second = group
    bundle = gathered(client, departure)
    address = reverse("documents:bundle-answers", args=[bundle.code, "grant_agreement"])

    asked = client.get(address).text
    client.post(address, {"t-option": "money", "t-total": "900", "t-iban": GRANT["iban"]})

    assert 't-total"' in asked
    assert "t-iban" not in asked
    assert not [one for one in Document.objects.filter(kind="grant_agreement") if "iban" in one.terms]


def test_only_a_paper_that_is_still_written_is_answered(client, coordinator, group):
    bundle = gathered(client, group[0])

    for key in ("learning_agreement", "attendance_certificate", "unknown"):
        assert client.get(reverse("documents:bundle-answers", args=[bundle.code, key])).status_code == 404


def test_what_tells_of_the_stay_comes_after_it_and_is_not_missing_before(client, coordinator, group):
    departure, first, _second = group
    first.scheme.documents = ["D4", "D5", "D19"]
    first.scheme.save()

    bundle = gathered(client, departure)
    before, page = states(bundle), client.get(bundle.get_absolute_url()).text
    with clock.at(datetime.combine(first.returns_on + timedelta(days=1), time(10), UTC)):
        client.post(reverse("documents:bundle-again", args=[bundle.code]))
        gather_bundle(bundle=bundle.pk, network=bundle.network_id)
    bundle.refresh_from_db()

    later = {"agreement_complement", "attendance_certificate", "europass_mobility"}
    assert {kind for (who, kind), state in before.items() if state == "later" and who == str(first)} == later
    assert "After the stay" in page
    assert {kind for (who, kind), state in states(bundle).items() if state == "lacking" and who == str(first)} == later


def made_one_pdf(client, bundle, **options):
    client.post(reverse("documents:bundle-join", args=[bundle.code]), options)
    joined = JoinedPapers.objects.get(bundle=bundle)
    waiting = client.get(bundle.get_absolute_url()).text
    for _number in range(2):
        join_papers(joined=joined.pk, network=bundle.network_id)
    answer = client.get(reverse("documents:bundle-joined", args=[bundle.code]))
    return waiting, PdfReader(io.BytesIO(answer.getvalue()))


def test_the_papers_become_one_pdf_on_request_made_from_the_zip_and_kept_as_long(
    client, coordinator, group, django_capture_on_commit_callbacks
):
    departure, first, _second = group
    say_grant(first, coordinator)
    bundle = gathered(client, departure)
    papers = [PdfReader(io.BytesIO(one)) for name, one in unpacked(client, bundle).items() if name.endswith(".pdf")]

    waiting, one = made_one_pdf(client, bundle)
    page = client.get(bundle.get_absolute_url()).text
    with django_capture_on_commit_callbacks(execute=True):
        _waiting, doubled = made_one_pdf(client, bundle, both_sides="1")
    with clock.at(clock.now() + timedelta(hours=25)), django_capture_on_commit_callbacks(execute=True):
        late = client.get(reverse("documents:bundle-joined", args=[bundle.code]))
        drop_old_bundles(0)

    assert f"0 of {len(papers)} papers are in it" in waiting
    assert len(one.pages) == sum(len(paper.pages) for paper in papers)
    assert "stay in the ZIP, which is the proof" in page
    assert [item.title for item in one.outline if not isinstance(item, list)] == [str(first), str(_second)]
    assert len(doubled.pages) >= len(one.pages)
    assert late.status_code == 404
    assert not JoinedPapers.objects.exists()
    assert not [one for one in Path(settings.MEDIA_ROOT).rglob("*") if one.suffix in (".zip", ".pdf")]


def test_what_is_no_pdf_stays_in_the_zip_and_is_named(client, coordinator, group):
    departure, first, _second = group
    final(first, coordinator)  # its bytes only begin as a PDF
    bundle = gathered(client, departure, "binder")

    made_one_pdf(client, bundle)
    page = client.get(bundle.get_absolute_url()).text

    assert f"{first}: Grant agreement" in page


def test_who_does_not_see_every_file_gets_no_one_pdf(client, coordinator, group, network):
    bundle = gathered(client, group[0])
    made_one_pdf(client, bundle)
    client.force_login(PersonFactory(network=network, role="referent", role__departement_code="44"))

    assert client.get(reverse("documents:bundle-joined", args=[bundle.code])).status_code == 404
    assert client.post(reverse("documents:bundle-join", args=[bundle.code])).status_code == 404


def test_gathering_again_leaves_neither_the_zip_nor_the_one_pdf_of_before(
    client, coordinator, group, django_capture_on_commit_callbacks
):
    bundle = gathered(client, group[0])
    made_one_pdf(client, bundle)
    before = bundle.file

    with django_capture_on_commit_callbacks() as at_the_end:
        client.post(reverse("documents:bundle-again", args=[bundle.code]))
        gather_bundle(bundle=bundle.pk, network=bundle.network_id)
    bundle.refresh_from_db()

    assert (Path(settings.MEDIA_ROOT) / before).exists(), "were all this taken back, nothing would be lost"
    for then in at_the_end:
        then()
    kept = [one.relative_to(settings.MEDIA_ROOT).as_posix() for one in Path(settings.MEDIA_ROOT).rglob("*.zip")]
    assert kept == [bundle.file]
    assert not JoinedPapers.objects.exists()


def test_without_its_zip_the_one_pdf_is_not_waited_for(client, coordinator, group):
    bundle = gathered(client, group[0])
    client.post(reverse("documents:bundle-join", args=[bundle.code]))
    (Path(settings.MEDIA_ROOT) / bundle.file).unlink()

    join_papers(joined=JoinedPapers.objects.get().pk, network=bundle.network_id)

    assert not JoinedPapers.objects.exists()
