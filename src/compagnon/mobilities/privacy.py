"""What the mobilities app holds about people."""

from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Greatest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.holdings import (
    Basis,
    Kept,
    Purpose,
    Rule,
    funded,
    holds,
    nothing,
    purposes,
    reasons_to_keep,
    retention,
    still_at_work,
)
from compagnon.mobilities.choices import RUNNING, MobilityState
from compagnon.mobilities.models import Departure, Mobility, PastMobilities, Period
from compagnon.mobilities.projects import called, key_of, named, projects_among
from compagnon.people.models import Participant, Person
from compagnon.privacy.actions import erase
from compagnon.privacy.models import FinalPayment
from compagnon.schemes.models import Scheme

purposes.add(
    "mobility",
    Purpose(
        "mobility",
        _("Preparing the stay and following it: placement, timeline, arrival, check-ins"),
        Basis.MISSION,
        _("Participants, their guardians, mentors and tutors"),
        _("Mobility referents, the host, the sending employer"),
    ),
    position=40,
)
nothing(PastMobilities)
holds(Departure, purpose="mobility", rule="with_file", people="accompanying tutor", words="name", plain="code town")
holds(
    Mobility, purpose="mobility", rule="evidence", about="participant__person", evidence=True,
    people="referent tutor", facts="programme_id", secret="search_text",
    plain="code town departement_code project_code progress next_task waiting_for",
)  # fmt: skip
holds(Period, purpose="mobility", rule="with_file", about="mobility__participant__person")


def _of(subject: Any) -> Any:
    everybody = Mobility._base_manager.select_related("scheme")  # noqa: SLF001  (those of any scope)
    return everybody.filter(participant__person=subject) if isinstance(subject, Person) else everybody.none()


def _evidence(subject: Any) -> list[Kept]:
    """What a funder may still ask for: the years after the final payment, or all the time while there was none."""
    funded = [one for one in _of(subject).exclude(state=MobilityState.CANCELLED) if one.scheme.programme]
    payments = FinalPayment._base_manager.filter(network_id=subject.network_id)  # noqa: SLF001  (as above)
    paid = {one.key: one for one in payments}
    found = []
    names = {key_of(one): called(one.project_code, one.scheme.name, one.departs_on.year) for one in funded}
    for project in sorted(names):
        until = paid[project].until if project in paid else None
        if until is None or until >= clock.today():
            found.append(
                Kept(
                    gettext("Evidence of the grant of %(project)s") % {"project": names[project]},
                    until,
                    project=project,
                )
            )
    return found


def _under_way(subject: Any) -> list[str]:
    running = _of(subject).filter(state__in=RUNNING).count()
    return [gettext("A mobility is under way: close or cancel it first.")] if running else []


reasons_to_keep.add("grants", _evidence)
still_at_work.add("mobilities", _under_way)


def _funded(network: Any) -> list[tuple[str, str, int, Any]]:
    """Projects of the network with their mobilities and the last return."""
    titles = dict(Scheme.unscoped.filter(network=network).values_list("key", "name"))
    rows = Mobility.unscoped.filter(network=network).exclude(scheme__programme="")
    return [(one.key, one.label, one.people, one.last_return) for one in projects_among(rows, titles)]


def _accounted_for(network: Any, day: Any) -> QuerySet[Mobility]:
    """Ended mobilities whose project was paid so long ago that nobody may ask for its evidence any more."""
    over = [one.key for one in FinalPayment.unscoped.filter(network=network) if one.until and one.until < day]
    rows = Mobility.unscoped.filter(network=network).exclude(state__in=RUNNING).exclude(search_text="")
    found: QuerySet[Mobility] = rows.filter(named(over)) if over else rows.none()
    return found


def _finished(network: Any, before: Any) -> QuerySet[Person]:
    """Participants whose contract and diploma are as long ago as that, and who are not under way."""
    rows = Participant.unscoped.filter(network=network, person__erased_at=None)
    rows = rows.annotate(ends=Greatest("contract_end", "diploma_date")).filter(ends__lte=before)
    under_way = Mobility.unscoped.filter(network=network, state__in=RUNNING).values("participant")
    return Person.objects.filter(participant__in=rows.exclude(pk__in=under_way))


def _erased(person: Person, by: Any) -> dict[str, int]:
    counts: dict[str, int] = erase(subject=person, by=by).counts
    return counts


retention.add(
    "evidence",
    Rule(
        "evidence",
        _("Evidence of grants: agreements, certificates, signatures"),
        _("Final payment of the project"),
        60,
        _(
            "EU model grant agreement, art. 20, and its data sheet, point 6; five years after the final payment in the texts that apply it. The clause of your national agency’s agreement: check it."
        ),
        "V",
        due=_accounted_for,
        has_own_clock=True,
        bounds=(36, 240),
    ),
    position=10,
)
retention.add(
    "participant",
    Rule(
        "participant",
        _("Files of participants"),
        _("End of the contract or date of the diploma, whichever is later"),
        None,
        _("Data leaves daily use when schooling ends; no period for training centres was found."),
        "not found",
        due=_finished,
        retire=_erased,
    ),
    position=30,
)
funded.add("mobilities", _funded)
