"""Amendments at the desk: what says otherwise, one opened with what follows, signed by link, called back, read beside its paper."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compagnon.core import clock
from compagnon.documents.models import Document
from compagnon.people import links
from compagnon.people.models import Membership
from tests.documents.test_amending import GRANT, amend, finished, moved, signed
from tests.factories.documents import ready_to_send
from tests.factories.people import PersonFactory

TITLES = {
    "en": "Amendment 1: Learning agreement",
    "fr": "Avenant nº\xa01\xa0: Contrat pédagogique",
    "de": "Nachtrag 1: Lernvereinbarung",
    "it": "Modifica n.\xa01: Contratto di apprendimento",
    "es": "Adenda n.º\xa01: Acuerdo de aprendizaje",
    "nl": "Addendum 1: Leerovereenkomst",
}
CHANGES = {
    "en": "What changes from", "fr": "Ce qui change à partir du", "de": "Was sich ändert ab", "it": "Che cosa cambia dal",
    "es": "Qué cambia a partir del", "nl": "Wat er verandert vanaf",
}  # fmt: skip


@pytest.fixture
def mobility(network):
    return ready_to_send(network)


@pytest.fixture
def desk(client, mobility):
    client.force_login(mobility.referent)
    return client


def address(name, document):
    return reverse(f"documents:{name}", args=[document.code])


def fields(html, name):
    return re.findall(rf'name="{name}" value="([^"]*)"', html)


def said(html, **changed):
    """What the page would post as it stands."""
    known = {
        "seen": fields(html, "seen"),
        "change": fields(html, "change"),
        "role": fields(html, "role"),
        "sign": fields(html, "sign"),
        "t-effective": clock.today().isoformat(),
        "t-reason-en": "The bakery is shut",
        "button": "send",
    }
    return {**known, **changed}


def test_paper_file_and_first_page_say_that_what_was_signed_says_otherwise(desk, mobility):
    document = signed(mobility)
    quiet = [desk.get(url).text for url in (mobility.get_absolute_url(), reverse("desk:home"))]
    moved(mobility)

    pages = [
        reverse("documents:agreement", args=[mobility.code]),
        mobility.get_absolute_url(),
        reverse("documents:otherwise"),
    ]
    told = [desk.get(url).text for url in pages]
    home = desk.get(reverse("desk:home")).text

    assert not any("otherwise" in html for html in quiet)
    assert all("March 2027" in html.replace("\xa0", " ") for html in told)
    assert all(address("amend", document) in html for html in told)
    assert "1 signed paper says otherwise" in home


def test_who_is_asked_in_french_reads_all_of_it_in_french(client, network):
    mobility = ready_to_send(network, participant__person__language="fr")
    document = signed(mobility)
    moved(mobility)
    mobility.referent.language = "fr"
    mobility.referent.save()
    client.force_login(mobility.referent)
    client.cookies["django_language"] = "fr"

    html = client.get(address("amend", document)).text
    answer = client.post(
        address("amend", document),
        said(html, **{"t-reason-fr": "Le fournil est fermé", "t-reason-en": ""}),
        follow=True,
    )

    for words in ("Ce qui change", "Qui signe", "Ce qui s’ensuit", "Période prévue", "Prend effet le"):
        assert words in html, words
    assert "Avenant nº" in answer.text
    assert "Le fournil est fermé" in answer.text


def test_an_amendment_is_opened_looked_at_sent_and_signed_by_link(desk, mobility, client):
    document = signed(mobility)
    moved(mobility)
    html = desk.get(address("amend", document)).text

    preview = desk.post(address("amend", document), said(html, button="preview"))
    desk.post(address("amend", document), said(html))
    made = Document.objects.get(amends=document)
    host = made.signatures.get(role="host")
    token = links.token_of(links.make(purpose="documents.sign", holder=host.signer, about=host))
    pages = {code: client.get(reverse("documents:sign", args=[token]) + f"?lang={code}").text for code in TITLES}

    assert preview.content.startswith(b"%PDF") if not preview.streaming else b"".join(preview).startswith(b"%PDF")
    assert (made.state, made.number) == ("signing", 1)
    assert [code for code, title in TITLES.items() if title not in pages[code]] == []
    assert [code for code, words in CHANGES.items() if words not in pages[code]] == []
    assert "The bakery is shut" in pages["nl"]


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(desk, mobility):
    document = signed(mobility)
    moved(mobility)
    html = desk.get(address("amend", document)).text

    early = desk.post(address("amend", document), said(html, **{"t-effective": "2020-01-01"}))
    mute = desk.post(address("amend", document), said(html, **{"t-reason-en": " "}))
    nothing = desk.post(address("amend", document), said(html, change=[]))

    assert [answer.status_code for answer in (early, mute, nothing)] == [422, 422, 422]
    assert "Not before" in early.text
    assert "The bakery is shut" in early.text
    assert "Say why it changes" in mute.text
    assert "Nothing is to be amended" in nothing.text
    assert not Document.objects.filter(amends=document).exists()


def test_an_amount_typed_anew_is_shown_before_it_goes_out(desk, mobility):
    document = signed(mobility, "grant_agreement", **GRANT)
    html = desk.get(address("amend", document)).text
    answers = {f"s-{key}": value for key, value in GRANT.items()} | {"s-total": "1200"}

    shown = desk.post(address("amend", document), said(html, **answers))
    desk.post(address("amend", document), said(shown.text, **answers))

    made = Document.objects.get(amends=document)
    assert "Nothing reads otherwise than it was signed yet" in html
    assert "1,200.00" in shown.text
    assert made.terms["said"]["total"] == "1200"


def test_what_is_learnt_is_written_anew_and_amended(desk, mobility):
    document = signed(mobility)
    url = reverse("documents:change-agreement", args=[mobility.code])
    html = desk.get(url).text
    typed = {
        "edition": fields(html, "edition")[0], "count": "1", "button": "amend", "o0-code": mobility.outcomes.first().code,
        "o0-kind": "professional", "o0-title-en": "Bake alone", "o0-task-en": "Bake", "o0-assessment-en": "Tasted",
    }  # fmt: skip

    answer = desk.post(url, typed, follow=True)

    document.refresh_from_db()
    assert answer.redirect_chain[-1][0] == address("amend", document)
    assert "Bake alone" in answer.text
    assert document.state == "final"
    amend(document)
    assert desk.get(url, follow=True).redirect_chain[-1][0] == reverse("documents:agreement", args=[mobility.code])


def test_an_amendment_that_is_out_is_followed_called_back_and_given_up(desk, mobility):
    document = signed(mobility)
    moved(mobility)
    made = amend(document)
    act_url = address("act-on-amendment", made)

    out = desk.get(address("amendment", made)).text
    desk.post(act_url, {"button": "remind"})
    twice = desk.get(address("amend", document), follow=True)
    desk.post(act_url, {"button": "call-back", "reason": "Wrong week"})
    back = desk.get(address("amendment", made)).text
    again = desk.get(address("amend", document)).text
    desk.post(act_url, {"button": "give-up", "reason": "They stay"})

    made.refresh_from_db()
    assert "Remind those who are missing" in out
    assert twice.redirect_chain[-1][0] == address("amendment", made)
    assert "Correct and send again" in back
    assert "The bakery is shut" in again
    assert made.state == "replaced"


def test_nobody_of_another_centre_sees_or_opens_an_amendment(client, mobility, network):
    document = signed(mobility)
    moved(mobility)
    made = amend(document)
    stranger = PersonFactory(network=network, role="referent")
    Membership.objects.filter(person=stranger).update(departement_code="44")
    client.force_login(stranger)

    pages = [address("amend", document), address("amendment", made)]

    assert [client.get(url).status_code for url in pages] == [404, 404]
    assert client.post(address("act-on-amendment", made), {"button": "call-back", "reason": "x"}).status_code == 404
    assert document.get_kind_display() not in client.get(reverse("documents:otherwise")).text


def test_the_list_of_what_says_otherwise_asks_the_database_as_often_for_three_papers_as_for_one(
    desk, mobility, network
):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            desk.get(reverse("documents:otherwise"))
        return len(queries)

    signed(mobility)
    moved(mobility)
    asked()
    one = asked()
    for _ in range(2):
        other = ready_to_send(network, referent=mobility.referent)
        signed(other)
        moved(other)

    assert asked() == one
    assert one <= 15


def test_the_page_of_a_signed_paper_asks_little_to_say_what_differs(desk, mobility):
    signed(mobility)
    moved(mobility)
    url = reverse("documents:agreement", args=[mobility.code])
    desk.get(url)

    with CaptureQueriesContext(connection) as asked:
        desk.get(url)

    assert len(asked) <= 15


def test_versions_stand_side_by_side_with_who_signed_when_in_both_languages(desk, mobility, client):
    document = signed(mobility)
    moved(mobility)
    made = finished(amend(document))
    url = address("versions", document)

    html = desk.get(url).text
    before = desk.get(url + "?on=2020-01-01&all=1").text
    wrong = desk.get(url + "?on=never")
    of_amendment = desk.get(address("versions", made), follow=True)
    mobility.referent.language = "fr"
    mobility.referent.save()
    client.cookies["django_language"] = "fr"
    french = desk.get(url).text

    assert "8\xa0March\xa02027" in html
    assert str(mobility.tutor) in html
    assert "Host organisation" not in html.partition("Signed by")[0]
    assert "Host organisation" in before
    assert (wrong.status_code, of_amendment.redirect_chain[-1][0]) == (200, url)
    assert "Versions côte à côte" in french


def test_the_papers_of_a_file_its_binder_and_the_public_check_know_the_amendment(desk, mobility, client):
    mobility.scheme.documents = ["D2"]
    mobility.scheme.save()
    document = signed(mobility)
    moved(mobility)
    made = finished(amend(document))

    papers = desk.get(reverse("documents:papers-of-mobility", args=[mobility.code])).text
    checked = client.post(reverse("documents:check") + "?lang=en", {"fingerprint": document.final_sha256}).text
    named = client.post(reverse("documents:check") + "?lang=en", {"fingerprint": f"LA-AM1-{mobility.code}"}).text
    learner = client
    learner.force_login(mobility.participant.person)
    mine = learner.get(reverse("documents:my-papers")).text

    assert address("amendment", made) in papers
    assert "It was amended" in checked
    assert "Amendment 1: Learning agreement" in named
    assert "Amendment 1: Learning agreement" in mine
