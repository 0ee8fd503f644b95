"""The learning agreements of a selection in one file."""

import io
import zipfile

import pytest
from django.urls import reverse
from pypdf import PdfReader

from compagnon.documents.actions import bundle, sending
from compagnon.mobilities.models import Mobility
from tests.factories.documents import ready_to_send
from tests.factories.people import PersonFactory


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def coordinator(client, network):
    person = PersonFactory(network=network, role="coordinator")
    client.force_login(person)
    return person


def asked(client, *mobilities):
    said = {"action": "papers", "selected": [one.code for one in mobilities]}
    return client.post(reverse("mobilities:many"), said)


def unpacked(answer) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as bundled:
        return {name: bundled.read(name) for name in bundled.namelist()}


def test_what_is_out_for_signature_goes_as_it_was_sent_and_the_rest_as_it_would_go_now(client, coordinator, network):
    sent, draft = ready_to_send(network), ready_to_send(network)
    document = sending.send_for_signature(mobility=sent, by=sent.referent)

    found = unpacked(asked(client, sent, draft))

    by_code = {name.removesuffix(".pdf").rsplit("-", 1)[-1].lower(): content for name, content in found.items()}
    assert set(by_code) == {sent.code, draft.code}
    assert by_code[sent.code] == bundle.files.read(document.agreed_file)
    assert f"LA-{draft.code.upper()}" in PdfReader(io.BytesIO(by_code[draft.code])).pages[0].extract_text()


def test_a_name_that_no_font_can_print_is_told_beside_the_others(client, coordinator, network):
    good, bad = ready_to_send(network), ready_to_send(network)
    person = bad.participant.person
    person.first_name = "山田"
    person.save()

    found = unpacked(asked(client, good, bad))

    told = found.pop("not-made.txt").decode()
    assert [name for name in found if good.code.upper() in name] == list(found)
    assert bad.code.upper() in told
    assert "cannot be printed" in told


def test_filling_three_papers_asks_no_more_than_filling_one(network, django_assert_num_queries):
    mobilities = [ready_to_send(network) for _ in range(3)]

    for chosen in (mobilities[:1], mobilities):
        rows = Mobility.objects.filter(pk__in=[one.pk for one in chosen])
        with django_assert_num_queries(4):
            kept, refused = bundle.agreements_in_one_file(rows)
        assert (len(zipfile.ZipFile(kept).namelist()), refused) == (len(chosen), 0)


def test_more_than_one_file_holds_are_refused_with_a_sentence(client, coordinator, network, monkeypatch):
    monkeypatch.setattr("compagnon.documents.views.many.AT_ONCE", 1)

    answer = asked(client, ready_to_send(network), ready_to_send(network))

    page = client.get(answer["Location"]).content.decode()
    assert "At most 1 paper at once: select fewer." in page
