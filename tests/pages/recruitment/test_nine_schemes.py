"""Each shipped scheme of the first network, in French and in English: opened, applied to and decided by its pages alone."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from django.urls import reverse

from compagnon.correspondence.models import Letter
from compagnon.network.models import Site, Trade
from compagnon.recruitment.models import Application, Call
from compagnon.schemes.models import Scheme
from compagnon.schemes.seed_shape import read_schemes
from tests.factories.people import PersonFactory
from tests.pages.walking import Reader, as_posted, link_in, network, read, shipped  # noqa: F401  (fixtures among them)

SEED = read_schemes()
MINOR, ADULT = "2009-05-04", "1988-05-04"
FIRST = ("about", "status", "trade", "site")
LEARNERS = ("languages", "wishes", "support", "motivation", "check")
STAFF = ("languages", "wishes", "support", "purpose", "programme", "sharing", "replacement", "motivation", "check")
EMPLOYER = ("employer", "mentor")


@dataclass(frozen=True)
class Walk:
    """A call that fits the rules of a scheme, somebody it is made for, and the screens that they meet."""

    returns_on: str
    countries: list[str]
    status: str
    birth_date: str
    screens: tuple[str, ...]
    asked: dict[str, Any] = field(default_factory=dict)
    met: tuple[str, ...] = ()


SHORT = {"rule_min_days": "5", "rule_max_days": "15", "rule_form": "individual"}
ABROAD = {"rule_host_kinds": ["company"], "rule_programme": "Erasmus+"}
WALKS = {
    "exploration_group": Walk(
        "2027-03-07", ["IT"], "apprentice", MINOR,
        (*FIRST, "phone", "contract", "guardian", *EMPLOYER, *LEARNERS),
        {"rule_zones": ["europe"], "rule_host_kinds": ["training_centre"], "rule_programme": ""},
        ("audience", "zones", "min_days", "max_days"),
    ),
    "short_internship_group": Walk(
        "2027-03-15", ["DE", "ES"], "apprentice", MINOR,
        (*FIRST, "phone", "contract", "guardian", *EMPLOYER, *LEARNERS),
        {}, ("audience", "zones", "min_days", "max_days"),
    ),
    "long_training_centre": Walk(
        "2027-06-15", ["DE"], "apprentice", "2009-01-31",
        (*FIRST, "phone", "contract", "abroad", "guardian", *EMPLOYER, *LEARNERS),
        {"rule_form": "individual", "rule_max_months": "6"},
        ("audience", "zones", "min_months", "max_months", "contract_max_months", "contract_max_share"),
    ),
    "long_internship_individual": Walk(
        "2027-05-15", ["PT"], "graduate", "2005-05-04", (*FIRST, "phone", "contract", *LEARNERS),
        {}, ("audience", "zones", "min_months", "max_months", "months_since_diploma_max"),
    ),
    "learners_outside_europe": Walk(
        "2027-03-21", ["SN"], "apprentice", "2006-05-04",
        (*FIRST, "phone", "contract", "abroad", *EMPLOYER, *LEARNERS),
        {**ABROAD, "rule_min_days": "14", "rule_max_days": "30", "rule_form": "group"},
        ("audience", "zones", "min_days", "max_days", "contract_max_months", "contract_max_share"),
    ),
    "staff_short": Walk(
        "2027-03-05", ["ES"], "trainer", ADULT, (*FIRST, "phone", *STAFF),
        {**SHORT, "rule_host_kinds": ["training_centre"]}, ("audience", "zones", "min_days", "max_days"),
    ),
    "staff_outside_europe": Walk(
        "2027-03-12", ["BJ"], "teacher", ADULT, (*FIRST, "phone", *STAFF),
        {**SHORT, **ABROAD}, ("audience", "zones", "min_days", "max_days"),
    ),
    "hosting_apprentices": Walk(
        "2027-03-12", ["FR"], "foreign_apprentice", MINOR, (*FIRST, "sending", "phone", "guardian", *LEARNERS),
        SHORT, ("audience", "min_days", "max_days"),
    ),
    "hosting_staff": Walk(
        "2027-03-05", ["FR"], "foreign_staff", ADULT, (*FIRST, "sending", "phone", *STAFF),
        SHORT, ("audience", "min_days", "max_days"),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Words:
    """What the pages say on the way, as people read it."""

    choose: str
    ready: str
    steps: dict[str, str] = field(hash=False)
    may: str
    sent: str
    eligible: str
    submitted: str
    recorded: str
    admitted: str
    subject: str
    agreed: str
    going: str


WORDS = {
    "en": Words(
        choose="Open a call: for which scheme?",
        ready="Ready to open",
        steps={"status": "What are you now?", "wishes": "Where would you like to go?", "check": "Check and send"},
        may="You can take part",
        sent="Sent. Now others answer.",
        eligible="Eligible",
        submitted="Submitted",
        recorded="Decision recorded. The letter waits among the letters to be read.",
        admitted="Selected",
        subject="You are going: A call to walk",
        agreed="You have agreed. Thank you.",
        going="You are going!",
    ),
    "fr": Words(
        choose="Ouvrir un appel : pour quel dispositif ?",
        ready="Prête à ouvrir",
        steps={
            "status": "Quelle est ta situation ?",
            "wishes": "Où aimerais-tu aller ?",
            "check": "Vérifier et envoyer",
        },
        may="Tu peux participer",
        sent="Envoyée. Maintenant, d’autres répondent.",
        eligible="Éligible",
        submitted="Envoyée",
        recorded="Décision enregistrée. Le courrier attend parmi les courriers à relire.",
        admitted="Retenue",
        subject="Tu pars : Un appel à parcourir",
        agreed="Vous avez donné votre accord. Merci.",
        going="Tu pars !",
    ),
}
PANEL = (("chair", "coordinatrice"), ("reader", "formateur"), ("reader", "employeuse"))
VOUS = replace(
    WORDS["fr"],
    steps={
        "status": "Quelle est votre situation ?",
        "wishes": "Où aimeriez-vous aller ?",
        "check": "Vérifier et envoyer",
    },
    may="Vous pouvez participer",
    subject="Vous partez : Un appel à parcourir",
    going="Vous partez !",
)
"""French says "vous" to staff."""
COMES = {
    WORDS["en"]: {
        "steps": {"site": "Which training site would you like to come to?", "wishes": "Where would you like to come?"},
        "subject": "You are coming to us: A call to walk",
        "going": "You are coming to us!",
    },
    WORDS["fr"]: {
        "steps": {"site": "Dans quel site de formation aimerais-tu venir ?", "wishes": "Où aimerais-tu venir ?"},
        "subject": "Nous t’accueillons : Un appel à parcourir",
        "going": "Nous t’accueillons !",
    },
    VOUS: {
        "steps": {"site": "Dans quel site de formation aimeriez-vous venir ?", "wishes": "Où aimeriez-vous venir ?"},
        "subject": "Nous vous accueillons : Un appel à parcourir",
        "going": "Nous vous accueillons !",
    },
}
"""What is said otherwise to who comes to us: they are not told that they go."""
TITLES = {"en": "A call to walk", "fr": "Un appel à parcourir"}


def test_every_shipped_scheme_is_walked_by_somebody_of_its_audience():
    audience = {scheme.key: scheme.rules["audience"] for scheme in SEED.schemes}

    assert list(WALKS) == list(audience)
    assert [key for key, walk in WALKS.items() if walk.status not in audience[key]] == []


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("key", WALKS)
def test_a_scheme_is_opened_applied_to_and_decided(network, key, language):  # noqa: F811
    walk, scheme = WALKS[key], Scheme.objects.get(key=key)
    words = words_of(scheme, language)
    coordinator = PersonFactory(network=network, role="coordinator", language=language)
    desk, visitor = Reader(language).signs_in(coordinator), Reader(language)

    call = opens_a_call(desk, scheme, walk, words, chair=coordinator)
    stands_on_the_portal(visitor, call, scheme)
    application = applies(visitor, call, walk, words)
    others_agree(application, language, words)
    decides(desk, application, words)

    letter = Letter.objects.get(key="recruitment.admitted", to_person=application.participant.person)
    assert (letter.language, letter.state, read(letter.subject)) == (language, "held", words.subject)
    assert words.subject in read(desk.opens(reverse("correspondence:outbox")).text)
    status = read(visitor.opens(reverse("recruitment:status", args=[application.code])).text)
    assert words.going in status


def words_of(scheme: Scheme, language: str) -> Words:
    """What somebody of this scheme reads on the way, in this language."""
    words = VOUS if language == "fr" and scheme.participant_kind == "staff" else WORDS[language]
    if not scheme.is_incoming:
        return words
    comes = COMES[words]
    return replace(words, **{**comes, "steps": {**words.steps, **comes["steps"]}})


def opens_a_call(desk: Reader, scheme: Scheme, walk: Walk, words: Words, *, chair: Any) -> Call:
    """From the list of schemes to a call that takes applications."""
    new = reverse("recruitment:call-new")
    listed = desk.opens(new)
    assert words.choose in read(listed.text)
    assert f'<a href="?scheme={scheme.code}">{scheme.name.localize(desk.language)}</a>' in listed.text
    address = f"{new}?scheme={scheme.code}"
    form = desk.opens(address).context["form"]
    assert sorted(one.name for one in form.per_call_fields) == sorted(walk.asked)

    desk.sends(address, {
        "title_fr": TITLES["fr"], "title_en": TITLES["en"], "opens_on": "2026-11-24", "closes_on": "2027-01-10",
        "departs_on": "2027-03-01", "returns_on": walk.returns_on, "places": "8", "countries": walk.countries, **walk.asked,
    })  # fmt: skip
    call = Call.objects.get()
    for part, capacity in PANEL:
        person = chair if part == "chair" else PersonFactory(network=call.network, role="reviewer")
        seat = {"person": person.pk, "part": part, "capacity": capacity}
        desk.sends(reverse("recruitment:selection-panel", args=[call.code]), seat)
    settings = reverse("recruitment:selection-settings", args=[call.code])
    kept = as_posted(desk.opens(settings).context["form"])
    routes = {"appeal_route": "La direction du centre.", "other_routes": "Le médiateur."}
    assert words.ready in read(desk.posts(settings, {**kept, **routes}).text)
    desk.sends(reverse("recruitment:call-move", args=[call.code]), {"verb": "publish"})

    call.refresh_from_db()
    assert (call.state, call.scheme_version) == ("open", scheme.version)
    return call


def stands_on_the_portal(visitor: Reader, call: Call, scheme: Scheme) -> None:
    listed = visitor.opens(reverse("portal:calls", args=[call.network.key])).text
    page = visitor.opens(reverse("recruitment:public-call", args=[call.network.key, call.code])).text
    assert TITLES[visitor.language] in listed
    assert TITLES[visitor.language] in page
    assert scheme.name.localize(visitor.language) in page


def applies(visitor: Reader, call: Call, walk: Walk, words: Words) -> Application:
    """From the public page by the mailed link through every screen to sent."""
    first = {"first_name": "Noé", "last_name": "Essai", "email": "noe@example.org", "birth_date": walk.birth_date}
    visitor.posts(reverse("recruitment:public-apply", args=[call.network.key, call.code]), first)
    link = link_in(Letter.objects.get(key="recruitment.apply"))
    visitor.opens(link)
    visitor.sends(link)
    page, met = visitor.opens(screen(call, "about")), []
    answers = answers_of(walk, visitor.language)
    for _screen in range(25):
        step = page.context["step"].key
        met.append(step)
        if step in words.steps:
            assert words.steps[step] in read(page.text)
        if step == "check":
            break
        page = visitor.posts(page.request["PATH_INFO"], answers[step])
    assert tuple(met) == walk.screens
    assert words.may in read(page.text)
    page = visitor.posts(screen(call, "check"))

    application = Application.objects.get()
    assert words.sent in read(page.text)
    assert (application.state, application.verdict["answer"]) == ("submitted", "yes")
    told = {reason["code"].split(".")[1] for reason in application.verdict["reasons"]}
    assert set(walk.met) <= told
    return application


def screen(call: Call, step: str) -> str:
    return reverse("recruitment:apply-step", args=[call.code, step])


def answers_of(walk: Walk, language: str) -> dict[str, dict[str, Any]]:
    """What each screen is told, whoever meets it."""
    contact = {"first_name": "Dominique", "last_name": "Essai", "phone": "", "language": language}
    site = Site.objects.filter(organisation__kind="training_centre").order_by("pk").first()
    graduate = walk.status == "graduate"
    contract = {"contract_start": "2025-09-01", "contract_end": "2027-08-31"}
    return {
        "about": {"first_name": "Noé", "last_name": "Essai", "birth_date": walk.birth_date},
        "status": {"status": walk.status},
        "trade": {"trade": Trade.objects.get(key="bakery").pk, "qualification": "CAP"},
        "site": {"site": site.pk},
        "sending": {
            "name": "Berufsschule Muster", "town": "Flensburg", "country": "DE", "first_name": "Greta",
            "last_name": "Muster", "email": "greta@example.org",
        },
        "phone": {"phone": "06 12 34 56 78"},
        "contract": {"diploma_date": "2026-07-01"} if graduate else contract,
        "abroad": {"days_abroad_before": "0"},
        "guardian": {**contact, "email": "parent@example.org"},
        "employer": {"company": "Fournil du Modèle", "town": "Laval"},
        "mentor": {**contact, "email": "mentor@example.org"},
        "languages": {"level_en": "B1"},
        "wishes": {"first_wish": walk.countries[0], "second_wish": ""},
        "support": {},
        "purpose": {"purpose": "shadowing"},
        "programme": {"programme": "Monday: the oven. Tuesday: the shop."},
        "sharing": {"sharing": "A workshop for colleagues."},
        "replacement": {"replacement": ""},
        "motivation": {"motivation": "I want to bake rye bread."},
    }  # fmt: skip


def others_agree(application: Application, language: str, words: Words) -> None:
    """Whoever must agree does so by the link of the letter, in the language told."""
    letters = {"guardian": "recruitment.guardian_consent", "employer": "recruitment.employer_agreement"}
    needed = set(letters) & set(WALKS[application.call.scheme.key].screens)
    assert set(application.consents.values_list("kind", flat=True)) == needed
    for kind in needed:
        link, guest = link_in(Letter.objects.get(key=letters[kind])), Reader(language)
        guest.opens(link)
        assert words.agreed in read(guest.posts(link, {"answer": "given", "agreed": "on"}).text)
    assert set(application.consents.values_list("state", flat=True)) <= {"given"}


def badge_of(page: Any) -> str:
    """The state that stands under the name of a file."""
    return re.search(r'</h1>.*?<span class="badge"[^>]*>(?:<svg.*?</svg>)?([^<]+)</span>', page.text, re.DOTALL).group(
        1
    )


def decides(desk: Reader, application: Application, words: Words) -> None:
    """The coordinator finds the file on the list, reads it and admits."""
    address = reverse("recruitment:application", args=[application.code])
    assert address in desk.opens(reverse("recruitment:applications")).text
    page = desk.opens(address)
    assert f"<strong>{words.eligible}</strong>" in page.text
    assert badge_of(page) == words.submitted
    done = desk.posts(reverse("recruitment:application-decide", args=[application.code]), {"decision": "admitted"})
    assert words.recorded in read(done.text)
    assert badge_of(done) == words.admitted
    application.refresh_from_db()
    assert (application.state, application.decided_by_id) == ("admitted", page.wsgi_request.user.pk)
