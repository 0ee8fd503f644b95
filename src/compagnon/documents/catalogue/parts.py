"""Facts part by part, as the boxes of forms ask for them: first and last name, street and town, a day in digits, how to reach whom.

Each is its label, how it is read, and who can give it.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from compagnon.documents.filling import by_language, contact_at, participant_facts, sending_organisation
from compagnon.documents.sentences import AT_EMPLOYER, AT_HOST, IN_FILE, IN_GROUP, IN_MOBILITY, PARTNER_FILE
from compagnon.documents.typesetting.facts import Bilingual
from compagnon.documents.typesetting.wording import Wording

Part = tuple[str, Callable[[Any, Wording], Any], Any]

_REACH = {"name": "full_name", "email": "email", "phone": "phone"}
_PLACE = {"street": "address", "postcode": "postcode", "town": "town", "email": "email"}


def _day(read: Callable[[Any], date | None]) -> Callable[[Any, Wording], Bilingual]:
    def said(subject: Any, wording: Wording) -> Bilingual:
        day = read(subject)
        return wording.digits(day) if day else {}

    return said


def _of_person(of: str, find: Callable[[Any], Any], giver: Any) -> dict[str, Part]:
    """Name, e-mail and phone of somebody, each by itself."""
    return {f"{of}.{part}": (f"{of}_{part}", _read(find, name), giver) for part, name in _REACH.items()}


def _of_place(of: str, find: Callable[[Any], Any], giver: Any) -> dict[str, Part]:
    """The address of an organisation in its parts."""
    return {f"{of}.{part}": (f"{of}_{part}", _read(find, name), giver) for part, name in _PLACE.items()}


def _read(find: Callable[[Any], Any], name: str) -> Callable[[Any, Wording], str]:
    return lambda subject, _wording: str(getattr(find(subject), name, "") or "")


def _outcomes(column: str) -> Callable[[Any, Wording], Bilingual]:
    """One column of all learning outcomes, one a line."""

    def said(subject: Any, wording: Wording) -> Bilingual:
        rows = subject.mobility.outcomes.all() if subject.mobility.pk else ()
        texts = [by_language(getattr(one, column)) for one in rows]
        return {code: "\n".join(wording.each(one, code) for one in texts if one) for code in wording.languages}

    return said


OF_STAY: dict[str, Part] = {
    "stay.first_day": ("first_day", _day(lambda s: s.row.departs_on), IN_MOBILITY),
    "stay.last_day": ("last_day", _day(lambda s: s.row.returns_on), IN_MOBILITY),
}
OF_MOBILITY: dict[str, Part] = {
    **OF_STAY,
    "participant.first_name": ("first_name", lambda s, _w: s.mobility.participant.person.first_name, IN_FILE),
    "participant.last_name": ("last_name", lambda s, _w: s.mobility.participant.person.last_name, IN_FILE),
    "participant.birth_day": ("birth_day", _day(lambda s: participant_facts(s.mobility).birth_date), IN_FILE),
    **_of_person("guardian", lambda s: s.mobility.participant.guardian, IN_FILE),
    **_of_person("mentor", lambda s: s.mobility.participant.mentor, AT_EMPLOYER),
    **_of_person("referent", lambda s: s.mobility.referent, IN_MOBILITY),
    **_of_person("tutor", lambda s: s.mobility.tutor, AT_HOST),
    **_of_place("employer", lambda s: s.mobility.participant.employer, AT_EMPLOYER),
    **_of_place("sending", lambda s: sending_organisation(s.mobility), IN_FILE),
    **_of_place("host", lambda s: s.mobility.host, AT_HOST),
    "outcomes.titles": ("outcome_titles", _outcomes("title"), IN_MOBILITY),
    "outcomes.tasks": ("outcome_tasks", _outcomes("task"), IN_MOBILITY),
    "outcomes.assessments": ("outcome_assessments", _outcomes("assessment"), IN_MOBILITY),
}
OF_DEPARTURE: dict[str, Part] = {
    **OF_STAY,
    **_of_person("accompanying", lambda s: s.departure.accompanying, IN_GROUP),
}
OF_PARTNER: dict[str, Part] = {
    **_of_place("partner", lambda s: s.organisation, PARTNER_FILE),
    **_of_person("contact", lambda s: contact_at(s.organisation) if s.organisation.pk else s.contact, PARTNER_FILE),
}
