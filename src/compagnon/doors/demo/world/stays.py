"""Mobilities at every step: prepared, abroad, back, closed; some late, some urgent, most as they should be."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from i18nfield.strings import LazyI18nString

from compagnon.core import clock
from compagnon.doors.demo.world import longpath
from compagnon.doors.demo.world.cast import Cast
from compagnon.doors.demo.world.companies import Firms
from compagnon.doors.demo.world.learners import Crowd
from compagnon.doors.demo.world.life import Life
from compagnon.mobilities.models import Departure
from compagnon.network.models import Network
from compagnon.recruitment.choices import CallState
from compagnon.recruitment.models import Call
from compagnon.schemes.choices import Form
from compagnon.schemes.models import Scheme

# One in four of the learners who leave, at least: whoever tries the demonstration as its referent finds work in every step, on any day.
OF_THE_REFERENT = "53"


@dataclass(frozen=True)
class Wave:
    """People of one scheme who leave around a day (counted from today), all at the same stage of their work."""

    scheme: str
    leaves: int
    days: int
    people: int
    country: str
    town: str


WAVES = (
    # back for a while, closed
    Wave("short_internship_group", -230, 15, 12, "DE", "Leipzig"),
    Wave("short_internship_group", -215, 15, 9, "IE", "Cork"),
    Wave("exploration_group", -200, 7, 10, "IT", "Como"),
    Wave("long_internship_individual", -260, 92, 3, "ES", "Sevilla"),
    Wave("staff_short", -190, 5, 4, "FI", "Turku"),
    Wave("hosting_apprentices", -180, 21, 5, "FR", "Laval"),
    Wave("hosting_staff", -170, 5, 4, "FR", "Angers"),
    Wave("learners_outside_europe", -220, 14, 6, "SN", "Saint-Louis"),
    # just back: evaluations and certificates
    Wave("short_internship_group", -35, 15, 16, "ES", "Alicante"),
    Wave("short_internship_group", -26, 15, 12, "NO", "Bergen"),
    Wave("staff_short", -20, 5, 5, "DE", "Flensburg"),
    Wave("hosting_apprentices", -32, 21, 6, "FR", "Le Mans"),
    Wave("staff_outside_europe", -24, 7, 3, "MA", "Fès"),
    # abroad now
    Wave("short_internship_group", -9, 15, 17, "DE", "Flensburg"),
    Wave("long_internship_individual", -40, 100, 6, "NL", "Leeuwarden"),
    Wave("long_training_centre", -30, 110, 5, "FI", "Lahti"),
    Wave("hosting_apprentices", -6, 21, 5, "FR", "Nantes"),
    Wave("exploration_group", -3, 7, 12, "BE", "Namur"),
    Wave("hosting_staff", -2, 5, 3, "FR", "Angers"),
    # leaving soon and later
    Wave("short_internship_group", 6, 15, 14, "IE", "Galway"),
    Wave("short_internship_group", 20, 15, 18, "ES", "Barcelona"),
    Wave("staff_short", 12, 5, 4, "ES", "Alicante"),
    Wave("learners_outside_europe", 33, 14, 9, "BJ", "Cotonou"),
    Wave("short_internship_group", 48, 15, 16, "PT", "Porto"),
    Wave("long_internship_individual", 62, 92, 6, "DE", "Kiel"),
    Wave("exploration_group", 75, 7, 14, "NL", "Groningen"),
    Wave("hosting_apprentices", 54, 21, 7, "FR", "La Roche-sur-Yon"),
    Wave("long_training_centre", 90, 100, 5, "NL", "Leeuwarden"),
    Wave("short_internship_group", 110, 15, 18, "FI", "Turku"),
    Wave("staff_outside_europe", 100, 7, 3, "SN", "Saint-Louis"),
    Wave("hosting_staff", 85, 5, 4, "FR", "Laval"),
    Wave("short_internship_group", 165, 15, 15, "DE", "Bremen"),
)


def make(network: Network, people: Cast, firms: Firms, crowd: Crowd, *, say: Callable[[str], None]) -> int:
    """Live every wave up to today; returns how many mobilities there are."""
    longpath.write_sheets(network, people)
    schemes = {scheme.key: scheme for scheme in Scheme.objects.all()}
    made = 0
    for wave in WAVES:
        _wave(schemes[wave.scheme], wave, people, firms, crowd)
        made += wave.people
        if made % 50 < wave.people:
            say(f"  {made} mobilities so far")
    return made


def _wave(scheme: Scheme, wave: Wave, people: Cast, firms: Firms, crowd: Crowd) -> None:
    network = scheme.network
    call = _call(network, scheme, wave)
    if scheme.form == Form.GROUP and not scheme.is_incoming:
        Departure.objects.create(
            network=network,
            name=f"{wave.town} {call.departs_on:%m/%Y}",
            scheme=scheme,
            country=wave.country,
            town=wave.town,
            departs_on=call.departs_on,
            returns_on=call.returns_on,
            accompanying=people.accompanying,
        )
    for place in range(wave.people):
        departement = OF_THE_REFERENT if place % 4 == 0 else ""
        participant = crowd.for_scheme(scheme, leaves_on=call.departs_on, departement=departement)
        Life(call, participant, people, firms, crowd, town=wave.town, is_careless=place % 9 == 5).live()


def _call(network: Network, scheme: Scheme, wave: Wave) -> Call:
    departs_on = clock.today() + timedelta(days=wave.leaves)
    opened = min(departs_on - timedelta(days=240), clock.today() - timedelta(days=75))
    return Call.objects.create(
        network=network,
        scheme=scheme,
        state=CallState.CLOSED,
        title=LazyI18nString(
            {
                "en": f"{scheme.name.localize('en')}: {wave.town}",
                "fr": f"{scheme.name.localize('fr')}\u202f: {wave.town}",
            }
        ),
        opens_on=opened,
        closes_on=opened + timedelta(days=40),
        departs_on=departs_on,
        returns_on=departs_on + timedelta(days=wave.days - 1),
        places=wave.people + 2,
        countries=[wave.country],
    )
