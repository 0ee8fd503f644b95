"""Many papers signed at once: at the desk, by a learner, and by link with a code to the address."""

from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from compagnon.core import clock
from compagnon.core.activity import trail_of
from compagnon.correspondence.models import Letter
from compagnon.correspondence.queries import text_of
from compagnon.documents.actions import sending
from compagnon.documents.actions.signing import Act, sign
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.models import Signature
from compagnon.documents.views.together import AT_ONCE
from compagnon.people import links
from tests.factories.documents import ready_to_send
from tests.factories.people import ContactFactory, PersonFactory


@pytest.fixture
def tutor(network):
    return ContactFactory(network=network, kind="tutor", first_name="Greta", last_name="Sauerteig", language="en")


@pytest.fixture
def two(network, tutor):
    """The commitments of two learners of one referent, with one tutor."""
    first = ready_to_send(network, tutor=tutor, host=None)
    second = ready_to_send(network, tutor=tutor, host=None, referent=first.referent)
    return [sent(one) for one in (first, second)]


def sent(mobility, key="quality_commitment", **changed):
    kind = shipped()[key].model_copy(update={"after_stay": False, **changed})
    return sending.send_paper(row=mobility, kind=kind, by=mobility.referent)


def of(role, documents):
    return [one.signatures.get(role=role) for one in documents]


def letters_to(reader, *keys):
    return Letter.objects.filter(to_email=reader.email, key__in=keys, state="queued")


def page_of(holder, name="guest-papers", **more):
    link = links.make(purpose="documents.papers", holder=holder, about=holder)
    return reverse(f"documents:{name}", kwargs={"token": links.token_of(link), **more})


def opens(client, holder):
    """The holder asks for the code, reads the mail and types what it says."""
    client.post(page_of(holder), {"answer": "code"})
    letter = Letter.objects.filter(key="documents.papers_code", to_email=holder.email).latest("pk")
    return client.post(page_of(holder), {"answer": "open", "code": letter.about.digits})


def ticked(signatures, **said):
    chosen = [f"{one.code}.{one.document.agreed_sha256}" for one in signatures]
    return {"chosen": chosen, "typed_name": "Greta Sauerteig", **said}


def act(document):
    return Act(
        typed_name="N.", drawing=b"", consent_sentence="Yes.", shown_sha256=document.agreed_sha256,
        identified_by="link:n@example.org", address=None, browser="",
    )  # fmt: skip


def states(signatures):
    return [Signature.objects.get(pk=one.pk).state for one in signatures]


def test_before_the_code_the_page_tells_nothing_of_the_papers(client, two, tutor):
    first, second = of("host", two)

    page = client.get(page_of(tutor))

    assert page.status_code == 200
    assert not {str(one.subject) for one in two} & set(page.text.splitlines())
    assert all(str(one.mobility.participant) not in page.text for one in two)
    assert "Quality" not in page.text
    assert client.get(page_of(tutor, "guest-papers-paper", code=first.code))["Location"] == page_of(tutor)
    assert client.post(page_of(tutor), ticked([first, second])).status_code == 200
    assert states([first, second]) == ["waiting", "waiting"]


def test_after_the_code_all_papers_of_the_address_are_read_and_signed_with_a_proof_each(client, two, tutor):
    first, second = of("host", two)
    opens(client, tutor)

    page = client.get(page_of(tutor)).text
    paper = client.get(page_of(tutor, "guest-papers-paper", code=second.code))
    answer = client.post(page_of(tutor), ticked([first, second]), HTTP_USER_AGENT="Phone/1.0")

    assert all(str(one.mobility.participant) in page for one in two)
    assert paper.content.startswith(b"%PDF")
    assert answer.status_code == 302
    for one, document in zip(of("host", two), two, strict=True):
        assert (one.state, one.typed_name, one.browser) == ("signed", "Greta Sauerteig", "Phone/1.0")
        assert one.identified_by == f"code:{tutor.email}"
        assert one.signed_sha256 == document.agreed_sha256
        assert one.consent_sentence == "I have read this paper and I sign it for my organisation."
    after = client.get(page_of(tutor)).text
    assert "Nothing waits for your signature" in after
    assert "2 papers are signed." in after
    assert client.get(page_of(tutor, "guest-papers-paper", code=first.code)).status_code == 200


def test_what_is_not_ticked_is_not_signed(client, two, tutor):
    first, second = of("host", two)
    opens(client, tutor)

    client.post(page_of(tutor), ticked([second]))

    assert states([first, second]) == ["waiting", "signed"]


def test_without_a_tick_or_a_name_the_page_says_so_and_keeps_what_was_typed(client, two, tutor):
    first, _second = of("host", two)
    opens(client, tutor)

    nothing = client.post(page_of(tutor), {"typed_name": "Greta Sauerteig"})
    nameless = client.post(page_of(tutor), ticked([first], typed_name=""))

    assert (nothing.status_code, nameless.status_code) == (422, 422)
    assert "Tick the papers that you have read and agree to." in nothing.text
    assert 'value="Greta Sauerteig"' in nothing.text
    assert "Draw your signature, or type your full name." in nameless.text
    assert f'value="{first.code}.{first.document.agreed_sha256}" checked' in nameless.text
    assert states([first]) == ["waiting"]


def test_many_are_signed_with_one_tick_that_says_all_are_read(client, network, tutor):
    documents = [sent(ready_to_send(network, tutor=tutor)) for _number in range(4)]
    mine = of("host", documents)
    shown = [f"{one.code}.{one.document.agreed_sha256}" for one in mine]
    opens(client, tutor)

    page = client.get(page_of(tutor)).text
    client.post(page_of(tutor), {"every": "1", "shown": shown, "typed_name": "Greta Sauerteig"})

    assert "I have read all 4 papers of this list" in page
    assert all(f'name="shown" value="{one}"' in page for one in shown)
    assert states(mine) == ["signed"] * 4


def test_one_tick_for_all_signs_only_what_was_shown(client, network, tutor, two):
    first, second = of("host", two)
    opens(client, tutor)

    client.post(
        page_of(tutor),
        {"every": "1", "shown": f"{first.code}.{first.document.agreed_sha256}", "typed_name": "Greta Sauerteig"},
    )

    assert states([first, second]) == ["signed", "waiting"]


def test_a_paper_called_back_meanwhile_signs_nothing_and_says_so(client, two, tutor):
    first, second = of("host", two)
    opens(client, tutor)
    sending.call_back(document=first.document, reason="Other days.", by=two[0].mobility.referent)

    answer = client.post(page_of(tutor), ticked([first, second]))

    assert answer.status_code == 422
    assert "was changed or taken back meanwhile" in answer.text
    assert states([first, second]) == ["waiting", "waiting"]


def test_a_wrong_code_opens_nothing_and_a_code_of_somebody_else_neither(client, two, tutor):
    stranger = ContactFactory(network=tutor.network, kind="tutor", language="en")
    wrong = client.post(page_of(tutor), {"answer": "open", "code": "000 000"})
    opens(client, tutor)

    assert wrong.status_code == 422
    assert "This is not the code" in wrong.text
    assert "Show the papers" not in client.get(page_of(tutor)).text
    assert "Send me the code" in client.get(page_of(stranger)).text


def test_one_of_them_is_refused_on_its_own_page(client, two, tutor):
    first, _second = of("host", two)
    opens(client, tutor)

    alone = client.post(page_of(tutor), {"alone": first.code})

    assert "/g/sign/" in alone["Location"]
    stranger = ready_to_send(tutor.network)
    (other,) = of("host", [sent(stranger)])
    assert client.post(page_of(tutor), {"alone": other.code}).status_code == 404


def test_the_page_of_one_paper_says_that_others_wait_and_leads_to_them(client, two, tutor):
    first, _second = of("host", two)
    link = links.make(purpose="documents.sign", holder=tutor, about=first)
    page = reverse("documents:sign", args=[links.token_of(link)])

    shown = client.get(page).text
    led = client.post(reverse("documents:guest-others", args=[links.token_of(link)]))

    assert "Other papers wait for your signature at this address." in shown
    assert str(two[1].mobility.participant) not in shown
    assert led["Location"].endswith(page_of(tutor))


def test_who_signs_for_the_centre_finds_all_papers_on_the_first_page_and_signs_them_together(client, two):
    referent = two[0].mobility.referent
    client.force_login(referent)

    home = client.get(reverse("desk:home")).text
    page = client.get(reverse("documents:to-sign")).text
    client.post(reverse("documents:to-sign"), ticked(of("centre", two)))

    assert "2 papers wait for your signature" in home
    assert all(str(one.mobility) in page for one in two)
    assert [(one.state, one.identified_by) for one in of("centre", two)] == [
        ("signed", f"account:{referent.email}")
    ] * 2
    assert "Nothing waits for your signature" in client.get(reverse("documents:to-sign")).text


def test_a_learner_signs_all_own_papers_together(client, network):
    mobility = ready_to_send(network)
    documents = [sent(mobility), sent(mobility, "learning_agreement")]
    person = mobility.participant.person
    client.force_login(person)

    papers = client.get(reverse("documents:my-papers")).text
    client.post(reverse("documents:my-papers-to-sign"), ticked(of("participant", documents)))

    assert reverse("documents:my-papers-to-sign") in papers
    signed = {one.document.kind: one.consent_sentence for one in of("participant", documents)}
    assert signed == {
        "quality_commitment": "I have read this paper and I agree to it.",
        "learning_agreement": "I have read the learning agreement and I will keep to it.",
    }


def test_many_papers_are_asked_for_in_few_questions(client, network, django_assert_max_num_queries):
    mobilities = [ready_to_send(network, outcomes=1)]
    mobilities += [ready_to_send(network, outcomes=1, referent=mobilities[0].referent) for _number in range(4)]
    for one in mobilities:
        sent(one)
    client.force_login(mobilities[0].referent)
    client.get(reverse("documents:to-sign"))

    with django_assert_max_num_queries(15):
        page = client.get(reverse("documents:to-sign"))

    assert page.text.count('name="chosen"') == len(mobilities) < AT_ONCE


def test_one_letter_asks_for_all_that_waits_at_an_address(two, tutor):
    (letter,) = letters_to(tutor, "documents.sign_several", "documents.paper_sign")

    assert letter.key == "documents.sign_several"
    assert all(str(one.subject) in letter.body for one in two)
    assert "/g/papers/" in text_of(letter)


def test_a_letter_about_one_paper_stays_as_it_is(network):
    document = sent(ready_to_send(network))

    (letter,) = letters_to(document.signatures.get(role="host").signer, "documents.paper_sign")

    assert "/g/sign/" in text_of(letter)


def test_a_letter_about_a_group_is_kept_with_the_group(network, tutor):
    first, second = ready_to_send(network, tutor=tutor), ready_to_send(network, tutor=tutor)
    departure = type(first)._meta.get_field("departure").related_model.objects.create(
        network=network, name="Group", scheme=first.scheme, country="DE", departs_on=first.departs_on,
        returns_on=first.returns_on,
    )  # fmt: skip
    for one in (first, second):
        one.departure = departure
        one.save()
        sent(one)

    (letter,) = letters_to(tutor, "documents.sign_several")

    assert letter.trail == trail_of(departure)


def test_what_is_called_back_before_the_letter_has_left_goes_out_of_it(two, tutor):
    by = two[0].mobility.referent
    sending.call_back(document=two[0], reason="Other days.", by=by)
    (left,) = letters_to(tutor, "documents.sign_several")
    sending.call_back(document=two[1], reason="Other days.", by=by)

    assert str(two[0].subject) not in left.body
    assert str(two[1].subject) in left.body
    assert not letters_to(tutor, "documents.sign_several")


def test_copies_of_what_becomes_final_together_come_in_one_letter(client, network, tutor):
    first, second = ready_to_send(network, tutor=tutor), ready_to_send(network, tutor=tutor)
    documents = [sent(one, "attendance_certificate", terms=[], sections=[]) for one in (first, second)]
    opens(client, tutor)

    client.post(page_of(tutor), ticked(of("host", documents)))

    (letter,) = letters_to(tutor, "documents.copies", "documents.paper_copy")
    assert letter.key == "documents.copies"
    assert all(str(one.subject) in letter.body for one in documents)
    page = client.get(page_of(tutor)).text
    assert page.count("Signed by everybody") == 2


def test_who_works_at_the_desk_hears_of_what_comes_after_the_first_letter_of_a_day_next_morning(network):
    first = ready_to_send(network)
    second = ready_to_send(network, referent=first.referent)
    coordinator = PersonFactory(network=network, role="coordinator")
    kind = shipped()["quality_commitment"]
    sending.send_paper(row=first, kind=kind, by=coordinator)
    letters_to(first.referent, "documents.paper_sign").update(state="sent")

    sending.send_paper(row=second, kind=kind, by=coordinator)

    (letter,) = letters_to(first.referent, "documents.sign_several")
    (at,) = ProcrastinateJob.objects.filter(args__letter=letter.pk).values_list("scheduled_at", flat=True)
    here = at.astimezone(ZoneInfo(network.time_zone))
    assert (here.date() - clock.today()).days == 1
    assert here.hour == 7


def test_a_letter_that_a_signature_brings_about_is_from_the_referent_not_from_who_signed(network):
    mobility = ready_to_send(network)
    complement = sent(mobility, "agreement_complement", terms=[], sections=[])
    host = complement.signatures.get(role="host")

    sign(signature=host, act=act(complement), by=host.signer)

    (letter,) = letters_to(mobility.participant.person, "documents.paper_sign")
    assert str(mobility.referent) in letter.body
    assert str(host.signer) not in letter.body
