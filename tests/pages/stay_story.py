"""One stay told step by step through the pages, from the admission to the closed file; each step says what it expects."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from html import unescape
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation

from compagnon.core import activity, clock
from compagnon.core.registries import evidence
from compagnon.correspondence.models import Letter
from compagnon.documents.actions.signing import sign
from compagnon.documents.models import Document
from compagnon.doors.demo.world.life import typed
from compagnon.longpath.models import CourseVersion, EmployerWord
from compagnon.mobilities.models import Mobility
from compagnon.network.models import Network, Site, Trade
from compagnon.schemes.models import Scheme
from compagnon.stays.actions.followup import ask_for_follow_ups
from compagnon.stays.actions.lessons import tell_of_missed
from compagnon.stays.models import DistanceLesson, FollowUp, Visit
from compagnon.stays.queries.followup import contract_told
from compagnon.timeline.models import Task
from compagnon.travel.models import Cover, Waiver
from tests.factories.network import OrganisationFactory
from tests.factories.partners import CapacityFactory, PartnerFactory
from tests.factories.people import ContactFactory, ParticipantFactory, PersonFactory
from tests.factories.recruitment import ApplicationFactory, CallFactory
from tests.pages.walking import Reader, as_posted, link_in

WAIVED = "Settled by telephone."


@dataclass(frozen=True)
class Stay:
    """Who goes where and when under a scheme, and what that must bring about."""

    status: str
    birth_date: date
    country: str
    departs_on: date
    returns_on: date
    host_kind: str
    asked: frozenset[str]
    """Papers that are made for this stay, by kind."""
    tasks: frozenset[str]
    """Tasks that it has and others do not."""
    regime: str = ""
    months: int = 0
    """How often both sides are asked month by month."""

    @property
    def is_minor(self) -> bool:
        return self.birth_date > self.departs_on.replace(year=self.departs_on.year - 18)


class StayStory:
    """The people of one stay with their browsers, and what each of them does in turn."""

    def __init__(self, network: Network, scheme: Scheme, stay: Stay, language: str, monkeypatch: Any) -> None:
        self.network, self.scheme, self.stay, self.language = network, scheme, stay, language
        self._patch = monkeypatch
        self.it_is(stay.departs_on - timedelta(days=120))
        self.site = Site.objects.filter(organisation__kind="training_centre").order_by("pk").first()
        staff = {"network": network, "language": language}
        self.referent = PersonFactory(role="referent", role__departement_code=self.site.departement_code, **staff)
        self.coordinator = PersonFactory(role="coordinator", **staff)
        self.desk = Reader(language).signs_in(self.referent)
        self.office = Reader(language).signs_in(self.coordinator)
        self.participant = self._somebody()
        self.phone = Reader(language).signs_in(self.participant.person)

    def _somebody(self) -> Any:
        known = {
            "network": self.network, "person__language": self.language, "status": self.stay.status, "site": self.site,
            "kind": self.scheme.participant_kind, "birth_date": self.stay.birth_date,
            "trade": Trade.objects.get(key="bakery"), "contract_start": date(2026, 9, 1), "contract_end": date(2028, 8, 31),
        }  # fmt: skip
        if self.stay.status != "apprentice":
            known |= {"employer": None, "mentor": None, "contract_start": None, "contract_end": None}
        if self.scheme.is_incoming:
            sender = OrganisationFactory(network=self.network, kind="training_centre")
            ContactFactory(network=self.network, organisation=sender, kind="other", email="sender@school.example")
            known |= {"sending_organisation": sender}
        if not self.stay.is_minor:
            known |= {"guardian": None}
        return ParticipantFactory(**known)

    def it_is(self, day: date, hour: int = 10) -> None:
        """From now on the program's clock says so."""
        moment = timezone.make_aware(datetime.combine(day, time(hour)))
        self._patch.setattr(clock, "now", lambda: moment)

    @property
    def mobility(self) -> Mobility:
        return Mobility.objects.select_related("host", "tutor", "participant").get()

    @property
    def page(self) -> str:
        return reverse("timeline:mobility", args=[self.mobility.code])

    def _at(self, name: str, *more: Any) -> str:
        return reverse(name, args=[self.mobility.code, *more])

    def _guest(self, key: str) -> tuple[str, Reader]:
        """Somebody who holds the newest letter of a kind, in the language of that letter."""
        letter = Letter.objects.filter(key=key).latest("pk")
        return link_in(letter), Reader(letter.language)

    # 1. Admitted

    def is_admitted(self) -> None:
        """The referent admits; the mobility is there with its timeline."""
        stay = self.stay
        days = {"departs_on": stay.departs_on, "returns_on": stay.returns_on, "countries": [stay.country]}
        call = CallFactory(network=self.network, scheme=self.scheme, scheme_version=self.scheme.version, **days)
        application = ApplicationFactory(call=call, participant=self.participant, wishes=[stay.country])
        decided = {"decision": "admitted"}
        self.desk.posts(reverse("recruitment:application-decide", args=[application.code]), decided)

        mobility = self.mobility
        assert (mobility.state, mobility.participant, mobility.referent) == (
            "preparing", self.participant, self.referent
        )  # fmt: skip
        assert (mobility.departs_on, mobility.returns_on) == (stay.departs_on, stay.returns_on)

    def has_the_tasks(self) -> None:
        """Those of the scheme, of this person and of this country; the page names each in the language of its reader."""
        tasks = Task.objects.filter(mobility=self.mobility).select_related("template")
        shown = self.desk.opens(self.page).text
        with translation.override(self.language):
            assert [str(task.title) for task in tasks if str(task.title) not in shown.replace("&#x27;", "’")] == []
        found = {task.template.key for task in tasks} & SOMETIMES
        assert found == self.stay.tasks, f"differ in {found ^ self.stay.tasks}"

    # 2. A place

    def finds_a_host(self) -> None:
        """A partner with a place in the trade is proposed, asked, and accepts by the link of the letter."""
        known = {"network": self.network, "country": self.stay.country, "kind": self.stay.host_kind, "address": "Weg 1"}
        host = OrganisationFactory(name="Haus Muster", town="Musterstadt", phone="+49 461 0000", **known)
        host.trades.add(self.participant.trade)
        CapacityFactory(partner=PartnerFactory(network=self.network, organisation=host), trade=self.participant.trade,
                        from_day=self.stay.departs_on, to_day=self.stay.returns_on)  # fmt: skip
        tutor = ContactFactory(network=self.network, kind="tutor", organisation=host, language="en")
        assert "Haus Muster" in self.desk.opens(self._at("placement:choose")).text
        self.desk.sends(self._at("placement:ask", host.code), {"tutor": tutor.code, "message": ""})
        link, guest = self._guest("placement.question")
        guest.opens(link)
        guest.posts(link, {"answer": "accept"})

        assert (self.mobility.host, self.mobility.tutor) == (host, tutor)

    # 3. Papers

    def has_its_papers(self) -> None:
        asked = {one.kind.key for one in self.desk.opens(self._at("documents:papers-of-mobility")).context["asked"]}
        assert asked == self.stay.asked, f"differ in {asked ^ self.stay.asked}"

    def signs_the_agreement(self) -> None:
        """Proposed for the trade, sent, and signed by everybody whose signature it needs; a minor's guardian is one."""
        kinds = self.stay.asked & {"learning_agreement", "staff_agreement"}
        if not kinds:
            return
        (key,) = kinds
        self.desk.posts(self._at("documents:begin"))
        if key == "staff_agreement":  # its outcomes are those of the stay
            page = self._at("documents:paper-of-mobility", key)
            fields = re.findall(r'name="(t-(?:aims|programme|results)-[a-z]+)"', self.desk.opens(page).text)
            self.desk.posts(page, {**dict.fromkeys(fields, "Rye"), "t-activity": "course", "button": "send"})
        else:
            page = self._at("documents:agreement")
            self.desk.posts(page, {**_typed(self.desk.opens(page).text), "button": "send"})
        document = Document.objects.get(kind=key)
        roles = set(document.signatures.values_list("role", flat=True))
        assert roles == {"participant", "centre", "host"} | (
            {"guardian"} if self.stay.is_minor else set()
        ) | ({"employer"} if self.participant.employer else set())  # fmt: skip
        self._everybody_signs(document, "documents.sign" if key == "learning_agreement" else "documents.paper_sign")

        document.refresh_from_db()
        assert document.state == "final"
        assert self._task("learning_agreement", "incoming_agreement").state == "done"

    def _everybody_signs(self, document: Document, asked: str) -> None:
        """One after the other where the paper says so: by link, on the phone, at the desk."""
        for signature in document.signatures.order_by("turn", "pk"):
            said = {"answer": "sign", "consent": "on", "typed_name": "Camille", "shown": document.agreed_sha256}
            if signature.role == "participant":
                self.phone.posts(reverse("documents:my-signature", args=[signature.code]), said)
            elif signature.person_id is not None:
                self.desk.posts(reverse("documents:sign-at-desk", args=[signature.code]), said)
            else:
                letter = Letter.objects.filter(key=asked, to_contact=signature.contact).order_by("pk").last()
                if letter is None:  # another paper waits too: one letter for both, whose page is told elsewhere
                    sign(signature=signature, act=typed(signature), by=signature.signer)
                else:
                    Reader(letter.language).posts(link_in(letter), said)

    def _task(self, *keys: str) -> Task:
        return Task.objects.get(mobility=self.mobility, template__key__in=keys)

    def changes_the_agreement(self, reason: str) -> set[str]:
        """Another version goes out for signature; returns the roles of those who sign it."""
        document = Document.objects.exclude(state="replaced").get(kind="learning_agreement")
        self.desk.posts(reverse("documents:new-version", args=[self.mobility.code]), {"reason": reason})
        page = self._at("documents:agreement")
        self.desk.posts(page, {**_typed(self.desk.opens(page).text), "button": "send"})
        document.refresh_from_db()
        assert document.state == "replaced"
        newest = Document.objects.get(kind="learning_agreement", state="signing")
        return set(newest.signatures.values_list("role", flat=True))

    # The long path

    def is_split(self, *spans: tuple[date, date]) -> None:
        """Several periods abroad, at home between them."""
        said = {
            f"{name}_{n}": day
            for n, span in enumerate(spans)
            for name, day in zip(("first", "last"), span, strict=True)
        }
        self.desk.posts(self._at("mobilities:periods"), said)
        days = sum((last - first).days + 1 for first, last in spans)
        assert (self.mobility.is_split, self.mobility.days) == (True, days)

    def follows_a_course(self) -> None:
        """A sheet of the course says what is learnt and how it counts; without the teaching team nobody leaves with it."""
        course = {
            "title": "CAP Boulanger",
            "fits": "2",
            "learnt": "Rye breads",
            "assessed": "By the tutor",
            "at_distance": "",
        }
        self.desk.posts(reverse("longpath:sheet", args=["new"]), course)
        version = CourseVersion.objects.get()
        self.desk.posts(self._at("longpath:course"), {"version": version.code})
        blocked = self.desk.client.post(self._at("mobilities:move", "departure"))
        assert "CAP Boulanger" in blocked.text, "the sheet is not approved yet"
        team = {"on": clock.today().isoformat(), "team": "The bakery team"}
        self.desk.posts(reverse("longpath:approve", args=[version.code]), team)
        assert "CAP Boulanger" not in self.desk.client.post(self._at("mobilities:move", "departure")).text

    def is_decided_what_counts(self) -> None:
        """Before the departure; until then the check names it."""
        check = self._at("travel:check")
        assert "point_counts" in {one.key for one in self.desk.opens(check).context["found"].red}
        said = {"counts-counts_as": "optional_unit", "counts-what": "The mobility unit."}
        self.desk.posts(self._at("stays:long-stay-act", "counts"), said)
        assert "point_counts" not in {one.key for one in self.desk.opens(check).context["found"].red}

    def asks_the_employer(self) -> None:
        """By link: the company reads what it means, agrees, and wants a call, which the desk sees and makes."""
        self.desk.posts(self._at("longpath:tell-employer"))
        link, guest = self._guest("longpath.employer")
        said = {"interest": "yes", "reason": "", "replacement": "Un second apprenti.", "talk": "call", "suits": "18 h"}
        guest.posts(link, said)
        word = EmployerWord.objects.get()
        assert "18 h" in self.desk.opens(reverse("longpath:employers")).text
        self.desk.posts(reverse("longpath:employer-talked", args=[word.code]))
        assert "Un second apprenti." in self.desk.opens(self.page).text

    def plans_lessons_and_a_visit(self) -> None:
        """Three lessons before the first month is over, and a visit; planned before anybody leaves."""
        first = self.stay.departs_on + timedelta(days=4)
        said = {
            "on": first,
            "until": first + timedelta(weeks=2),
            "title": "Mathématiques",
            "minutes": "60",
            "starts_at": "14:00",
        }
        said |= {"teacher": self.coordinator.pk, "link": "https://cours.example/maths"}
        self.desk.posts(
            self._at("stays:long-stay-act", "lesson"), {f"lesson-{name}": one for name, one in said.items()}
        )
        visit = {
            "plan-on": self.stay.departs_on + timedelta(days=120),
            "plan-way": "visit",
            "plan-goes": self.coordinator.pk,
        }
        self.desk.posts(self._at("stays:long-stay-act", "plan"), visit)
        assert (DistanceLesson.objects.count(), Visit.objects.get().is_planned) == (3, True)

    def misses_a_lesson_and_is_visited(self) -> None:
        """The teacher hears of the missed lesson once; the report takes the place of the plan; the contract sleeps as chosen."""
        missed = DistanceLesson.objects.order_by("on").last()
        self.it_is(missed.on + timedelta(days=1))
        self.desk.posts(reverse("stays:attendance", args=[missed.code]), {"attended": "missed"})
        assert [tell_of_missed(), tell_of_missed()] == [1, 0]
        act = "stays:long-stay-act"
        self.desk.posts(
            self._at(act, "contract"),
            {"contract-on": self.stay.departs_on, "contract-move": "asleep", "contract-words": ""},
        )
        assert contract_told(self.mobility)[0][1] == ""
        day = self.stay.departs_on + timedelta(days=120)
        self.it_is(day)
        self.desk.posts(
            self._at(act, "visit"), {"visit-on": day, "visit-way": "visit", "visit-report": "Tout va bien."}
        )
        assert not Visit.objects.get().is_planned

    def confirms_what_counted_and_is_counted(self) -> None:
        """After the return: the decision is confirmed, the company tells what came back, the figures know the stay and an obstacle."""
        said = {"counts-counts_as": "optional_unit", "counts-what": "The mobility unit.", "counts-is_confirmed": "on"}
        self.desk.posts(self._at("stays:long-stay-act", "counts"), said)
        assert self.mobility.counts_at_home.confirmed_at is not None
        link, guest = self._guest("longpath.employer")
        guest.posts(link, {"brought_back": "Des pains de seigle.", "again": "yes"})
        obstacle = {"on": clock.today(), "stage": "before", "reason": "employer", "words": "Noël"}
        self.desk.posts(reverse("longpath:obstacle", args=["new"]), obstacle)
        ends = {"after": self.stay.departs_on, "before": clock.today()}
        page = self.office.opens(f"{reverse('longpath:figures')}?{urlencode(ends)}")
        found = page.context["figures"]
        assert [one.value for one in found.stays] == ["0", "1", "1", str(self.mobility.days)]
        assert [line.label for table in found.tables if table.key == "course" for line in table.lines] == [
            "CAP Boulanger"
        ]
        assert [one.value for one in found.reasons] == ["1"]

    # 4. The law and the departure

    def is_told_the_law(self) -> None:
        """Which becomes of the contract is chosen by people; the pack then says what follows, with its article."""
        if self.scheme.participant_kind != "learner":
            return
        page = self.desk.opens(self._at("travel:legal"))
        if not self.stay.regime:
            return
        assert self.stay.regime in {str(one.key) for one in page.context["regimes"]}
        form = self.desk.opens(self._at("travel:terms"))
        said = {**as_posted(form.context["form"]), **_prefixed(form.context["contract"])}
        told = {"regime": self.stay.regime, "days_abroad_before": "0", "host_signs": "yes"}
        self.desk.posts(self._at("travel:terms"), {**said, **told})
        self.mobility.stay_terms.refresh_from_db()
        assert self.mobility.stay_terms.regime == self.stay.regime

    def gets_ready(self) -> None:
        """The participant tells papers and covers on the phone, the referent sees them, and no cover stands in the way."""
        for item, kind in self.phone.opens(self._at("travel:my-papers")).context["asking"]:
            if item.group == "people":
                self.phone.posts(self._at("travel:home-contact"), {"emergency_contact": "Aunt Rye, +33 6 00 00 00 00"})
                continue
            days = {"valid_from": self.stay.departs_on, "valid_until": self.stay.returns_on + timedelta(days=200)}
            areas = {"areas": ["travel", "liability", "accident", "repatriation"], "issuer": "Assurance d’essai"}
            said = {**days, **(areas if kind == "insurance" else {})}
            self.phone.posts(self._at("travel:tell-paper", kind), said)
        for cover in Cover.objects.filter(mobility=self.mobility):
            self.desk.posts(reverse("travel:see-cover", args=[cover.code]))
        found = self.desk.opens(self._at("travel:check")).context["found"]
        assert [item.title for item in found.red if item.group == "cover"] == []

    def leaves(self) -> None:
        """Nobody leaves while something blocks: it is told, answered for by name, and then the departure is noted."""
        self.it_is(self.stay.departs_on, hour=6)
        self._settles("departure")
        self.desk.posts(self._at("mobilities:move", "departure"))
        assert self.mobility.state == "abroad"

    def _settles(self, to: str) -> None:
        answer = self.desk.client.post(self._at("mobilities:move", to))
        if answer.status_code == 302 and self.scheme.is_incoming:
            return
        assert answer.status_code == 409, answer.status_code
        for item in self.office.opens(self._at("travel:check")).context["found"].red if to == "departure" else ():
            if item.group != "tasks":
                self.office.posts(self._at("travel:waive"), {"item": item.key, "reason": WAIVED})
        blocks = {"departure": "blocks_departure", "close": "blocks_closing"}[to]
        for task in Task.objects.filter(mobility=self.mobility, state="open", **{blocks: True}):
            if evidence.get(task.evidence) is None:  # nobody but a person knows: whoever did it says so
                self.desk.posts(reverse("timeline:settle", args=[task.code, "done"]))
            else:
                self.office.posts(reverse("timeline:waive", args=[task.code]), {"reason": WAIVED})

    def did_without_nothing(self) -> None:
        """Every task that blocks was done, and nobody answered for anything."""
        blocking = Task.objects.filter(Q(blocks_departure=True) | Q(blocks_closing=True), mobility=self.mobility)
        assert {task.state for task in blocking} == {"done"}
        assert not Waiver.objects.filter(mobility=self.mobility).exists()

    # 5. There

    def arrives(self) -> None:
        self.it_is(self.stay.departs_on)
        self.phone.posts(self._at("stays:my-arrival"), {"note": ""})
        assert self._task("arrival", "welcome").state == "done"

    def tells_of_the_week(self) -> None:
        """A check-in and a day of the logbook on the phone; the tutor confirms the week by link."""
        self.it_is(self.stay.departs_on + timedelta(days=4), hour=18)
        check_in = self.mobility.check_ins.order_by("week").first()
        said = {"mood": "4", "sentence": "Bread every day."}
        self.phone.posts(reverse("stays:my-check-in", args=[check_in.code]), said)
        day = clock.today().isoformat()
        self.phone.posts(self._at("stays:write"), {"key": str(uuid4()), "day": day, "text": "Weighed and kneaded."})
        self.phone.posts(self._at("stays:my-ask-tutor"))
        link, guest = self._guest("stays.confirm_week")
        monday = clock.today() - timedelta(days=clock.today().weekday())
        assert "Weighed and kneaded." in guest.opens(link).text
        guest.posts(link, {"monday": monday.isoformat(), "note": ""})

        entry = self.mobility.log_entries.get()
        assert entry.confirmed_at is not None
        check_in.refresh_from_db()
        assert check_in.mood == 4

    def is_followed_month_by_month(self) -> None:
        """Learner and tutor are each asked every month of a long stay, and answer."""
        for month in range(1, self.stay.months + 1):
            due = FollowUp.objects.filter(mobility=self.mobility, kind="monthly", month=month)
            self.it_is(due.first().due_on, hour=17)
            ask_for_follow_ups()
            for side, key in (("learner", "stays.my_follow_up"), ("tutor", "stays.follow_up")):
                asked = due.get(side=side)
                said = dict.fromkeys(("wellbeing", "work", "learning", "housing", "money", "safety"), "4")
                if side == "learner":
                    self.phone.posts(reverse("stays:my-follow-up", args=[asked.code]), said)
                else:
                    link, guest = self._guest(key)
                    guest.posts(link, said)
        answered = FollowUp.objects.filter(mobility=self.mobility, kind="monthly", answered_at__isnull=False)
        assert answered.count() == 2 * self.stay.months

    # 6. Back

    def comes_back(self) -> None:
        """The return is noted, the tutor evaluates each outcome by link, and who went away gets a Europass Mobility."""
        self.it_is(self.stay.returns_on, hour=18)
        self.desk.posts(self._at("mobilities:move", "return"))
        assert self.mobility.state == "returned"
        link, guest = self._guest("surveys.tutor_evaluation")
        levels = {f"level-{one.code}": "3" for one in self.mobility.outcomes.all()}
        guest.posts(link, {**levels, "comment": "Careful.", "would_host_again": "yes"})
        assert self._task("host_evaluation", "incoming_evaluation").state == "done"
        if not self.scheme.is_incoming:
            self.desk.posts(reverse("recognition:issue", args=[self.mobility.code]))
            paper = Document.objects.get(kind="europass_mobility")
            self._everybody_signs(paper, "documents.paper_sign")
            assert self._task("europass").state == "done"
            got = self.phone.client.get(reverse("documents:my-paper", args=[paper.code]))
            assert got.content.startswith(b"%PDF")

    def is_closed(self) -> None:
        """Nothing is closed while something blocks; then the file is, and its page tells who did what."""
        self.it_is(self.stay.returns_on + timedelta(days=60))
        self._settles("close")
        self.desk.posts(self._at("mobilities:move", "close"))
        assert self.mobility.state == "closed"
        last = activity.on(self.mobility).first()
        assert (last.verb, last.by_name) == ("mobilities.mobility_closed", self.referent.full_name)
        with translation.override(self.language):
            assert activity.sentence(last) in unescape(self.desk.opens(self.page).text)

    @cached_property
    def steps(self) -> tuple[Any, ...]:
        """The whole way in its order."""
        return (
            self.is_admitted, self.has_the_tasks, self.finds_a_host, self.has_its_papers, self.signs_the_agreement,
            self.is_told_the_law, self.gets_ready, self.leaves, self.arrives, self.tells_of_the_week,
            self.is_followed_month_by_month, self.comes_back, self.is_closed,
        )  # fmt: skip


SOMETIMES = frozenset(
    {
        "tell_employer", "support_plan", "contract_regime", "group_programme", "health_card", "guardian_consent",
        "exit_authorisation", "first_check_short", "first_check_long", "monthly_review", "staff_visit", "minors_check",
        "grant_agreement", "opco_invoice", "company_visits", "welcome",
    }
)  # fmt: skip
"""Tasks that depend on who goes where and how."""


def _typed(page: str) -> dict[str, str]:
    """What a browser sends of the page of the agreement when nothing is touched."""
    form = page[page.index('id="agreement"') :]
    found = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    found |= dict(re.findall(r'<textarea name="([^"]+)"[^>]*>\n?([^<]*)</textarea>', form))
    return found | dict.fromkeys(re.findall(r'<select name="([^"]+)"', form), "professional")


def _prefixed(form: Any) -> dict[str, Any]:
    return {form.add_prefix(name): value for name, value in as_posted(form).items()}
