"""What every paper has around its own content: head, line of five steps, footer, parties, rows."""

import io
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

import segno

from compagnon.documents.typesetting.facts import (
    Bilingual,
    FunderFacts,
    OrganisationFacts,
    ParticipantFacts,
    PartyFacts,
    PeriodFacts,
    PersonFacts,
)
from compagnon.documents.typesetting.wording import Said, Wording

STEPS = ("promote", "recruit", "prepare", "monitor", "evaluate")
REACH_IN_ONE_LINE = 40  # characters at 8 pt beside a label in half a page

Content = dict[str, Any]
"""A tree of texts, lists and dicts, ready for JSON: what a template prints."""


def frame(
    wording: Wording,
    *,
    kind: str | Bilingual,
    reference: str,
    name: str,
    author: str,
    funder: FunderFacts,
    check: str = "",
) -> Content:
    """Head and foot of a paper, and the labels that its template asks for by itself; `kind` is its title or names it."""
    title = wording.label(kind) if isinstance(kind, str) else wording.say(kind)
    return {
        "languages": list(wording.languages),
        "title": title,
        "document_title": " – ".join(filter(None, (" / ".join(one["text"] for one in title), name, reference))),
        "author": author,
        "reference": reference,
        "page": wording.label("page"),
        "sign_here": wording.label("sign_here"),
        "funder": _funder(wording, funder),
        "check": checking(wording, check, reference) if check else None,
    }


def checking(wording: Wording, address: str, reference: str) -> Content:
    """Where the paper is checked: the address in short, the way that carries the reference, and its code to photograph."""
    way = f"{address}?{urlencode({'p': reference})}"
    drawing = io.BytesIO()
    segno.make(way, error="m", micro=False).save(
        drawing, kind="svg", border=2, light="#ffffff", dark="#1E252B", xmldecl=False, svgns=True
    )
    return {
        "label": wording.label("check_at"),
        "short": address.partition("://")[2].rstrip("/") or address,
        "way": way,
        "code": list(drawing.getvalue()),
        "alt": wording.line("check_code_alt", address=way),
        "how": wording.label("check_how", address=address, reference=reference),
    }


def _funder(wording: Wording, funder: FunderFacts) -> Content:
    statement, words = wording.say(funder.statement), wording.say(funder.picture_words)
    is_drawn = bool(statement and funder.picture and funder.picture_format)
    return {
        "statement": statement,
        "emblem": funder.emblem if statement else "",
        "emblem_alt": words[0]["text"] if words and is_drawn else wording.line("emblem_alt"),
        "picture": {"format": funder.picture_format, "bytes": list(funder.picture)} if is_drawn else None,
    }


def row(
    wording: Wording,
    key: str,
    value: Said | Bilingual | str,
    *,
    required: bool = False,
    person: PersonFacts | ParticipantFacts | None = None,
) -> Content | None:
    """A label and its value, with how to reach the `person` it names; None when the value is empty and nobody needs it."""
    reachable = reach(person)
    said = value if isinstance(value, list) else wording.say(value)
    if required and not reachable:
        said = wording.needed(said)
    return {"label": wording.label(key), "value": said, "reach": reachable} if said or reachable else None


def person_row(wording: Wording, key: str, person: PersonFacts | None, *, required: bool = False) -> Content | None:
    """A row that names somebody."""
    said = wording.person(person)
    return row(wording, key, said, required=required, person=person if said else None)


def reach(person: PersonFacts | ParticipantFacts | None) -> str:
    """Mail and telephone, on one line when there is room for both; a number is never broken."""
    if person is None:
        return ""
    parts = [part for part in (person.email.strip(), person.phone.strip().replace(" ", "\u00a0")) if part]
    return (" · " if sum(map(len, parts)) <= REACH_IN_ONE_LINE else "\n").join(parts)


def rows(*made: Content | None) -> list[Content]:
    """The rows that have something to say."""
    return [one for one in made if one is not None]


def line_of_steps(wording: Wording, period: PeriodFacts, *, done: Iterable[str]) -> Content:
    """The drawing of the five steps with departure and return; `done` steps are drawn full."""
    start, end = wording.day(period.start), wording.day(period.end)
    return {
        "alt": wording.line("line_alt", start=start, end=end),
        "steps": [{"name": wording.label(step), "done": step in done} for step in STEPS],
        "departure": {"label": wording.label("departure"), "date": wording.say(start)},
        "return": {"label": wording.label("return"), "date": wording.say(end)},
    }


def period_of(wording: Wording, period: PeriodFacts) -> Said:
    """From when to when, each period of a split stay after the other; nothing while a date is missing."""
    if not (period.start and period.end):
        return []
    parts = period.parts or ((period.start, period.end),)
    said = [wording.label("from_to", start=wording.day(first), end=wording.day(last)) for first, last in parts]
    if len(said) == 1:
        return said[0]
    languages = [one["lang"] for one in said[0]]
    texts = [{one["lang"]: one["text"] for one in part} for part in said]
    return wording.say({code: "; ".join(part.get(code, "") for part in texts) for code in languages})


def length_of(wording: Wording, period: PeriodFacts) -> Said:
    """Days of activity, and days of travel on top."""
    if period.days is None:
        return []
    stay = _by_language(_days(wording, period.days))
    if not period.travel_days:
        return wording.say(stay)
    travel = wording.label("travel_days", days=_by_language(_days(wording, period.travel_days)))
    return wording.say({one["lang"]: f"{stay[one['lang']]} + {one['text']}" for one in travel})


def organisation_card(
    wording: Wording, role: str, organisation: OrganisationFacts, *, person_role: str = "contact"
) -> Content:
    """An organisation with its address and the person who answers for it."""
    return {
        "role": wording.label(role),
        "name": wording.needed(organisation.name),
        "rows": rows(
            row(wording, "address", wording.address(organisation), required=True),
            person_row(wording, person_role, organisation.person, required=True),
            row(wording, "contact", organisation.email),
            row(wording, "registration_number", organisation.registration_number),
            row(wording, "oid", organisation.oid),
        ),
    }


def parties_of(wording: Wording, parties: Iterable[PartyFacts]) -> list[Content]:
    """Who signs, in the order given."""
    return [
        {
            "role": wording.label(party.role),
            "name": wording.needed(party.name),
            "organisation": party.organisation.strip(),
        }
        for party in parties
    ]


def _days(wording: Wording, days: int) -> Said:
    return wording.label("days_one") if days == 1 else wording.label("days", days=str(days))


def _by_language(said: Said) -> dict[str, str]:
    return {one["lang"]: one["text"] for one in said}
