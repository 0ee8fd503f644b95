"""Reads of the pocket file: what somebody away from home needs without a network, and nothing more."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import get_language, override

from compagnon.core import clock
from compagnon.documents.models import AgreementTerms, Document
from compagnon.documents.queries import papers_of
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import for_page
from compagnon.people.models import Person
from compagnon.stays.models import CheckIn
from compagnon.stays.phrasebook import NEEDED, SPOKEN
from compagnon.stays.queries.care import Numbers, numbers_for, settings_of
from compagnon.stays.queries.logbook import AROUND

_WITH_POCKET = (MobilityState.ABROAD, MobilityState.PREPARING, MobilityState.RETURNED)
_WEEKS_AHEAD = 4  # check-ins that can be answered from the phone alone: longer without a network is no stay of ours


@dataclass(frozen=True)
class Said:
    """A sentence in one's own language and as it is said there."""

    own: str
    there: str


@dataclass(frozen=True)
class Phrasebook:
    """The sentences in one language of the country."""

    language: str
    phrases: list[Said]


@dataclass(frozen=True)
class Pocket:
    """What is kept on the phone for one stay, and until which day."""

    mobility: Mobility
    numbers: Numbers
    terms: AgreementTerms | None
    paper: Document | None
    check_ins: list[CheckIn]
    phrasebooks: list[Phrasebook]

    @property
    def insurance(self) -> str:
        return str(self.terms.insurance) if self.terms is not None else ""

    @property
    def kept_until(self) -> date:
        return self.mobility.returns_on + timedelta(days=AROUND)


def has_pocket(mobility: Mobility) -> bool:
    """From a week before the stay until a week after it."""
    days = timedelta(days=AROUND)
    is_time = mobility.departs_on - days <= clock.today() <= mobility.returns_on + days
    return is_time and mobility.state in _WITH_POCKET


def pocket_of(person: Person) -> Pocket | None:
    """The pocket file of the stay that is now or next; None outside of its time."""
    mine = for_page(Mobility.objects.filter(participant__person=person, state__in=_WITH_POCKET))
    found = [one for one in mine.select_related("departure__accompanying").order_by("departs_on") if has_pocket(one)]
    if not found:
        return None
    mobility = next((one for one in found if one.state == MobilityState.ABROAD), found[0])
    return Pocket(
        mobility=mobility,
        numbers=numbers_for(mobility),
        terms=AgreementTerms.objects.filter(mobility=mobility).first(),
        paper=papers_of(person).filter(mobility=mobility, kind="learning_agreement").first(),
        check_ins=list(
            mobility.check_ins.filter(answered_at__isnull=True).order_by("due_on")[
                : _WEEKS_AHEAD + settings_of(mobility.network_id).daily_days
            ]
        ),
        phrasebooks=phrasebooks_for(str(mobility.country)),
    )


def phrasebooks_for(country: str) -> list[Phrasebook]:
    """The sentences in each language of the country but one's own; in English where the program speaks none of them."""
    own = str(get_language() or "en")[:2]
    spoken = SPOKEN.get(country, ("en",))
    languages = [] if own in spoken[:1] else [language for language in spoken if language != own]
    mine = [str(phrase) for phrase in NEEDED]
    return [Phrasebook(language, list(map(Said, mine, _in(language)))) for language in languages]


def _in(language: str) -> list[str]:
    with override(language):
        return [str(phrase) for phrase in NEEDED]
