"""The pocket file on a phone without a network: nothing lost, nothing twice, in order, and nothing for anybody else."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django_scopes import scope, scopes_disabled

from compagnon.core import clock
from compagnon.mobilities.actions import confirm_departure
from compagnon.stays.models import CheckIn, LogEntry, LogPhoto
from tests.browser.small_world import signs_in
from tests.core.drawn import jpeg
from tests.factories.documents import LearningOutcomeFactory
from tests.factories.mobilities import MobilityFactory
from tests.factories.network import NetworkFactory
from tests.factories.people import ParticipantFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = "/me/pocket/"
PHOTO = {"name": "bread.jpg", "mimeType": "image/jpeg", "buffer": jpeg()}
KEPT = "Kept on this phone, goes when there is a network"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def abroad(transactional_db):
    cache.clear()
    network = NetworkFactory()
    with scope(network=network):
        leaves = clock.today() - timedelta(days=7)
        mobility = MobilityFactory(
            network=network, placed=True, departs_on=leaves, returns_on=leaves + timedelta(days=14)
        )
        LearningOutcomeFactory(mobility=mobility)
        yield confirm_departure(mobility=mobility, by=mobility.referent)


@pytest.fixture
def phone(visitor, abroad):
    """The participant's own phone, on which the pocket file is kept."""
    somebody = visitor("phone", "en")
    signs_in(somebody, abroad.participant.person.email)
    page = somebody.goes_to(PAGE)
    somebody.presses("Keep on this phone")
    page.locator(".keeping[data-state=on]").wait_for()
    page.evaluate("navigator.serviceWorker.ready")
    return somebody


def writes(phone, words, *, photo=None):
    page = phone.page
    page.locator("details", has=page.locator("[data-kind=entry]")).locator("summary").click()
    page.fill("[data-kind=entry] [name=text]", words)
    if photo:
        page.set_input_files("[name=photos]", photo)
    page.locator("[data-kind=entry] button.button[data-kind=primary]").click()
    phone.sees(words)


def told():
    with scopes_disabled():
        return [one.text for one in LogEntry.unscoped.order_by("pk")]


def pictures():
    with scopes_disabled():
        return [one.entry.text for one in LogPhoto.unscoped.select_related("entry")]


def waits_until_sent(phone, count):
    phone.page.wait_for_function(
        "count => document.querySelectorAll('.outbox [data-state=done]').length === count", arg=count, timeout=15000
    )


def test_what_is_written_without_a_network_arrives_once_and_in_order(phone):
    phone.has_an_accessible_page()
    phone.loses_the_network()
    phone.page.goto(PAGE)  # closed and opened again: the page comes from the phone
    writes(phone, "Baked rye.")
    writes(phone, "Baked spelt.", photo=PHOTO)
    writes(phone, "Cleaned the oven.")
    assert phone.page.get_by_text(KEPT).count() == 4
    phone.has_an_accessible_page()
    assert told() == []

    phone.finds_the_network()

    waits_until_sent(phone, 4)
    assert told() == ["Baked rye.", "Baked spelt.", "Cleaned the oven."]
    assert pictures() == ["Baked spelt."]
    assert phone.page.evaluate("outbox.all().then(all => all.filter(one => one.fields).length)") == 0


def test_an_answer_that_is_lost_on_its_way_back_makes_nothing_twice(phone):
    phone.loses_the_network()
    writes(phone, "Baked rye.")
    writes(phone, "Baked spelt.", photo=PHOTO)
    lost = []

    def lose_the_answer(route):
        if len(lost) >= 2:
            return route.continue_()
        lost.append(route.fetch().status)  # the server keeps it; the phone never hears of it
        return route.abort()

    phone.context.route("**/send/", lose_the_answer)
    phone.finds_the_network()
    phone.page.wait_for_timeout(500)
    for _again in range(2):
        phone.page.evaluate("document.querySelector('pocket-file').send()")

    waits_until_sent(phone, 3)
    phone.complaints.clear()
    assert lost == [201, 200]
    assert told() == ["Baked rye.", "Baked spelt."]
    assert pictures() == ["Baked spelt."]


def test_a_network_that_says_it_is_back_before_it_is_is_tried_again_without_being_asked(phone):
    phone.loses_the_network()
    writes(phone, "Baked rye.")
    failed = []

    def fail_twice(route):
        if len(failed) == 2:
            return route.continue_()
        failed.append(route.request.url)
        return route.abort()

    phone.context.route("**/passage/", fail_twice)
    phone.finds_the_network()

    waits_until_sent(phone, 1)
    phone.complaints.clear()
    assert (len(failed), told()) == (2, ["Baked rye."])


def test_two_open_tabs_send_each_thing_once(phone):
    phone.loses_the_network()
    writes(phone, "Baked rye.", photo=PHOTO)
    second = phone.context.new_page()
    second.goto(PAGE)
    second.get_by_text(KEPT).first.wait_for()
    sent = []
    phone.context.on("request", lambda request: request.url.endswith("/send/") and sent.append(request.url))

    phone.finds_the_network()

    waits_until_sent(phone, 2)
    second.locator(".outbox [data-state=done]").nth(1).wait_for()
    assert len(sent) == 2
    assert (told(), pictures()) == (["Baked rye."], ["Baked rye."])


def test_a_week_is_told_without_a_network(phone, abroad):
    phone.loses_the_network()
    week = phone.page.locator("details", has=phone.page.locator("[data-kind=check_in]")).first
    week.locator("summary").click()
    week.locator("[name=mood][value='4']").check(force=True)
    week.locator("[name=sentence]").fill("A good week.")
    week.locator("button.button[data-kind=primary]").click()
    phone.sees(KEPT)
    assert not week.is_visible()

    phone.finds_the_network()

    waits_until_sent(phone, 1)
    with scopes_disabled():
        assert CheckIn.unscoped.filter(mobility=abroad, sentence="A good week.", mood=4).count() == 1


def test_signed_out_meanwhile_nothing_is_lost(phone, abroad):
    phone.loses_the_network()
    writes(phone, "Baked rye.")
    phone.context.clear_cookies()

    phone.finds_the_network()

    phone.sees("Nothing is lost. It goes as soon as the same person has signed in again.")
    assert told() == []
    signs_in(phone, abroad.participant.person.email)
    phone.goes_to(PAGE)
    waits_until_sent(phone, 1)
    assert told() == ["Baked rye."]


def test_a_second_person_on_the_same_phone_sees_nothing_of_the_first(phone, abroad):
    phone.loses_the_network()
    writes(phone, "Baked rye.")
    phone.context.clear_cookies()
    with scope(network=abroad.network):
        other = ParticipantFactory(network=abroad.network)
    signs_in(phone, other.person.email)
    phone.context.unroute_all()

    phone.finds_the_network()
    phone.goes_to("/me/help/")
    phone.page.wait_for_function("() => caches.keys().then(names => !names.length)")
    phone.goes_to(PAGE)

    assert str(abroad.host) not in phone.page.content()
    assert phone.page.evaluate("outbox.all().then(all => all.length)") == 0
    for name in ("compagnon-owner", "compagnon-pocket"):
        assert phone.page.evaluate(f"localStorage.getItem('{name}')") is None
    assert told() == []


def test_pages_that_are_not_kept_say_so_in_plain_words(phone):
    phone.loses_the_network()

    phone.page.goto("/me/logbook/")

    phone.sees("This page needs a network")
    phone.presses("Open the pocket file", role="link")
    phone.sees("Whom to call")
    phone.finds_the_network()


def test_it_is_gone_when_the_stay_is_over(phone):
    phone.loses_the_network()
    phone.page.evaluate(
        """async page => {
            const cache = await caches.open("compagnon-pocket"), kept = await cache.match(page, { ignoreVary: true });
            const headers = new Headers(kept.headers);
            headers.set("X-Kept-Until", "2020-01-01");
            await cache.put(page, new Response(await kept.text(), { headers }));
        }""",
        PAGE,
    )

    phone.page.goto(PAGE)

    phone.sees("This page needs a network")
    phone.finds_the_network()


def test_it_is_erased_when_asked_and_at_sign_out(phone):
    page = phone.page
    phone.presses("Erase from this phone")
    page.locator(".keeping[data-state=off]").wait_for()
    assert page.evaluate("caches.keys()") == []
    phone.presses("Keep on this phone")
    page.locator(".keeping[data-state=on]").wait_for()

    page.locator(".journey-top .menu summary").last.click()
    phone.presses("Sign out")
    page.wait_for_url(lambda url: "/me/" not in url)

    assert page.evaluate("caches.keys()") == []


def test_without_javascript_the_forms_work_as_they_do_elsewhere(visitor, abroad):
    plain = visitor("phone", "en", javascript=False)
    signs_in(plain, abroad.participant.person.email)
    page = plain.goes_to(PAGE)
    page.locator("details", has=page.locator("[data-kind=entry]")).locator("summary").click()
    page.fill("[data-kind=entry] [name=text]", "Baked rye.")
    page.locator("[data-kind=entry] button.button[data-kind=primary]").click()

    plain.sees("Kept in the logbook.")
    assert told() == ["Baked rye."]
    assert not page.locator(".keeping").is_visible()


def test_what_the_server_cannot_take_holds_up_nothing_else(phone):
    phone.loses_the_network()
    for words in ("Baked rye.", "Baked spelt."):
        writes(phone, words)

    def ill_for_rye(route):
        is_rye = "Baked rye." in (route.request.post_data_buffer or b"").decode(errors="ignore")
        return route.fulfill(status=500, body="ill") if is_rye else route.continue_()

    phone.context.route("**/send/", ill_for_rye)
    phone.finds_the_network()
    waits_until_sent(phone, 1)
    held_up = told()
    phone.context.unroute("**/send/")
    phone.page.evaluate("document.querySelector('pocket-file').send()")

    waits_until_sent(phone, 2)
    phone.complaints.clear()
    assert (held_up, told()) == (["Baked spelt."], ["Baked spelt.", "Baked rye."])


def test_what_was_not_taken_can_be_tried_again(phone):
    phone.loses_the_network()
    writes(phone, "Baked rye.")
    refusal = '{"errors": {"day": [{"message": "Not this day."}]}}'
    phone.context.route("**/send/", lambda route: route.fulfill(status=422, body=refusal))
    phone.finds_the_network()
    phone.sees("Not this day.")
    phone.complaints.clear()
    phone.context.unroute("**/send/")

    phone.presses("Try again")

    waits_until_sent(phone, 1)
    assert told() == ["Baked rye."]


def test_on_a_full_phone_without_a_network_the_words_stay_and_a_sentence_says_so(phone):
    phone.loses_the_network()
    phone.page.evaluate("() => { outbox.add = () => Promise.reject(new Error('full')) }")
    page = phone.page
    page.locator("details", has=page.locator("[data-kind=entry]")).locator("summary").click()
    page.fill("[data-kind=entry] [name=text]", "Baked rye.")
    page.locator("[data-kind=entry] button.button[data-kind=primary]").click()

    phone.sees("This phone is full, and there is no network.")
    assert page.input_value("[data-kind=entry] [name=text]") == "Baked rye."
    phone.finds_the_network()
