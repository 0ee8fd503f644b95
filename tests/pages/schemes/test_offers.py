"""Timelines between partners on their pages: offered, read, compared line by line, taken, withdrawn."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope, scopes_disabled

from compagnon.network.models import Organisation
from compagnon.partners.models import Partner
from compagnon.schemes import actions
from compagnon.schemes.models import ReceivedTimeline, SchemeVersion, TimelineOffer
from tests.factories.network import NetworkFactory, OrganisationFactory
from tests.factories.people import PersonFactory
from tests.factories.schemes import SchemeFactory, SchemeTaskFactory
from tests.people.entrance import JustSignedIn

OFFERS, READ = reverse("schemes:offers"), reverse("schemes:read-offer")


def text(answer):
    return " ".join(answer.content.decode().split())


def signed_in(network, role="coordinator"):
    client = JustSignedIn()
    with scopes_disabled():
        client.force_login(PersonFactory(network=network, role=role))
    return client


@pytest.fixture
def scheme(network):
    made = SchemeFactory(network=network)
    for key in ("insurance", "ticket"):
        SchemeTaskFactory(scheme=made, key=key, title={"en": f"Do {key}", "fr": f"Faire {key}"}, role="referent")
    return made


@pytest.fixture
def other(db):
    """The network of a partner, in German, with the same scheme and one row of it."""
    made = NetworkFactory(key="flensburg", default_language="de", languages=["de", "en"], short_name="HWK")
    with scopes_disabled():
        theirs = SchemeFactory(network=made)
        SchemeTaskFactory(
            scheme=theirs, key="insurance", title={"de": "Versichern", "en": "Do insurance"}, role="learner"
        )
    return made


@pytest.fixture
def partner(network, other):
    organisation = OrganisationFactory(network=network, name="Handwerkskammer")
    return Partner.objects.create(network=network, organisation=organisation, network_here=other)


@pytest.fixture
def offered(network, scheme, partner, other):
    by = PersonFactory(network=network, role="coordinator")
    return actions.offer_timeline(scheme=scheme, to=[other], note="Two weeks earlier", by=by)


def copy_of(other):
    with scope(network=other):
        return ReceivedTimeline.objects.select_related("network").get()


def scheme_of(other):
    with scope(network=other):
        return copy_of(other).network, SchemeVersion.objects, SchemeFactory._meta.model.objects.get()


def test_a_partner_is_found_by_the_address_of_its_portal_and_no_network_is_listed(network, other):
    organisation = OrganisationFactory(network=network, name="Handwerkskammer")
    Partner.objects.create(network=network, organisation=organisation)
    client, address = signed_in(network), reverse("partners:edit", args=[organisation.code])
    assert "flensburg" not in text(client.get(address))
    said = {"kind": "company", "name": "Handwerkskammer", "country": "DE", "hosts": "on"}

    unknown = client.post(address, {**said, "portal": "nowhere"})
    own = client.post(address, {**said, "portal": network.key})
    client.post(address, {**said, "portal": "flensburg"})

    assert (unknown.status_code, own.status_code) == (422, 422)
    assert "No other network has this address here" in text(unknown)
    assert Partner.objects.get(organisation=Organisation.objects.get(pk=organisation.pk)).network_here == other
    assert str(other) in text(client.get(organisation.get_absolute_url()))


def test_the_coordinator_offers_a_timeline_and_the_partner_finds_it(network, scheme, partner, other):
    client, address = signed_in(network), reverse("schemes:offer", args=[scheme.code])
    assert "Handwerkskammer" in text(client.get(address))

    client.post(address, {"to": [other.key], "note": "Try it"})

    assert "Edition 1 is offered" in text(client.get(address))
    theirs = signed_in(other)
    listed = text(theirs.get(OFFERS))
    assert str(network) in listed
    assert "Try it" in listed
    assert "1 timeline offered by a partner" in text(theirs.get(reverse("desk:home")))


def test_only_a_coordinator_offers_reads_files_and_withdraws(network, scheme, offered):
    referent = signed_in(network, role="referent")

    assert referent.get(OFFERS).status_code == 200
    for address in ("offer", "offer-file", "withdraw-offer"):
        assert referent.post(reverse(f"schemes:{address}", args=[scheme.code])).status_code == 404
    assert referent.get(READ).status_code == 404


def test_a_copy_is_read_by_its_own_network_alone(network, offered, other):
    copy = copy_of(other)

    assert signed_in(network).get(reverse("schemes:received", args=[copy.code])).status_code == 404
    page = text(signed_in(other, role="referent").get(reverse("schemes:received", args=[copy.code])))
    assert "Do ticket" in page
    assert "2 tasks" in page
    assert "Where the day is from" in page
    assert "Two weeks earlier" in page


def test_what_is_ticked_goes_into_a_draft_with_titles_in_the_own_language(offered, other):
    client, copy = signed_in(other, role="referent"), copy_of(other)
    _network, _versions, mine = scheme_of(other)
    address = f"{reverse('schemes:received', args=[copy.code])}?into={mine.code}"
    page = text(client.get(address))
    for said in ("What is different from yours", "Title (german)", "added", "changed"):
        assert said.lower() in page.lower()

    answer = client.post(address, {"edition": 1, "take_ticket": "on", "title_ticket": "Fahrkarte kaufen"})

    assert answer.url == reverse("schemes:draft", args=[mine.code])
    with scope(network=other):
        draft = SchemeVersion.objects.get(scheme=mine, number=None)
        rows = {row["key"]: row for row in draft.content["tasks"]}
    assert rows["ticket"]["title"] == {"en": "Do ticket", "fr": "Faire ticket", "de": "Fahrkarte kaufen"}
    assert rows["insurance"]["role"] == "learner"  # not ticked: ours stays
    assert draft.state == "draft"


def test_a_newer_edition_shows_what_changed_and_keeps_the_own_changes_apart(network, scheme, offered, other):
    client, copy = signed_in(other), copy_of(other)
    _network, _versions, mine = scheme_of(other)
    address = reverse("schemes:received", args=[copy.code])
    client.post(f"{address}?into={mine.code}", {"edition": 1, "take_ticket": "on"})
    SchemeTaskFactory(scheme=scheme, key="visit", title="Visit", role="referent")
    by = PersonFactory(network=network, role="coordinator")

    stale = client.get(address)
    actions.offer_timeline(scheme=scheme, to=[other], note="A visit", by=by)
    page = text(client.get(address))
    late = client.post(f"{address}?into={mine.code}", {"edition": 1, "take_visit": "on"})

    assert "Nothing that you do not have already." in text(stale)
    assert "What the partner changed since edition 1" in page
    assert "Visit" in page
    assert "change of your own stays" in page or "changes of your own stay" in page
    assert late.status_code == 422
    assert "A newer edition came while you were reading" in text(late)


def test_an_offer_is_put_aside_with_undo_and_withdrawn_by_the_partner(network, scheme, offered, other):
    client, copy = signed_in(other), copy_of(other)

    answer = client.post(reverse("schemes:aside", args=[copy.code]), follow=True)
    assert copy_of(other).state == "declined"
    undo = next(str(one.extra_tags) for one in answer.context["messages"]).partition("undo:")[2]
    client.post(undo)
    assert copy_of(other).state == "open"

    signed_in(network).post(reverse("schemes:withdraw-offer", args=[scheme.code]))

    page = text(client.get(reverse("schemes:received", args=[copy.code])))
    assert "The partner has withdrawn this timeline" in page
    assert "Do ticket" not in page


def test_a_file_goes_out_and_comes_in_and_its_problems_are_listed(network, scheme, offered, other):
    sent = signed_in(network).get(reverse("schemes:offer-file", args=[scheme.code]))
    elsewhere = signed_in(NetworkFactory(key="elsewhere"))
    assert sent["Content-Disposition"] == 'attachment; filename="erasmus-short-internship-1.json"'
    said = json.loads(sent.content)
    said["content"]["tasks"][0]["role"] = "burglar"

    wrong = elsewhere.post(READ, {"file": SimpleUploadedFile("a.json", json.dumps(said).encode())})
    none = elsewhere.post(READ, {})
    shown = elsewhere.post(READ, {"file": SimpleUploadedFile("a.json", sent.content)})
    own = signed_in(network).post(READ, {"file": SimpleUploadedFile("a.json", sent.content)})
    with scopes_disabled():
        before = ReceivedTimeline.objects.count()
    changed = elsewhere.post(READ, {"said": shown.context["said"].replace("insurance", "assurance")})
    right = elsewhere.post(READ, {"said": shown.context["said"]}, follow=True)

    assert (wrong.status_code, none.status_code) == (422, 422)
    assert "2 problems: nothing was kept" in text(wrong)
    assert "burglar" in text(wrong)
    assert "nothing is kept yet" in text(shown)
    assert "This is an offer of your own." in text(own)
    assert "Do insurance" in text(shown)
    assert before == 1  # the copy of the partner here: the file is not kept by being shown
    assert changed.status_code == 422
    assert "Its signature does not hold" in text(changed)
    assert "Read from a signed file" in text(right)
    assert TimelineOffer.objects.count() == 1


def test_the_list_asks_the_same_number_of_questions_for_any_number_of_offers(network, other):
    client = signed_in(network)

    def asked():
        with CaptureQueriesContext(connection) as questions:
            client.get(OFFERS)
        return len(questions)

    by = PersonFactory(network=network, role="coordinator")
    for round_ in range(2):
        for at in range(2):
            made = SchemeFactory(network=network, key=f"s-{round_}-{at}")
            SchemeTaskFactory(scheme=made)
            actions.offer_timeline(scheme=made, to=[other], note="", by=by)
            ReceivedTimeline.objects.create(
                network=network, offer_code=f"c{round_}{at}", sender="X", edition=1, content={}
            )
        if round_ == 0:
            asked()
            few = asked()

    assert asked() == few <= 15


def test_in_french_the_pages_are_french(network, scheme, offered):
    client = signed_in(network)

    def french(address):
        return text(client.get(address, headers={"accept-language": "fr"}))

    assert "Proposer aux partenaires" in french(reverse("schemes:offer", args=[scheme.code]))
    assert "Calendriers des partenaires" in french(OFFERS)
    assert "Lire le fichier d’un partenaire" in french(READ)
