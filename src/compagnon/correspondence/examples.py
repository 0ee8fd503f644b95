"""What placeholders are called, and what could stand in their place: for looking at a text before anybody gets it."""

from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compagnon.correspondence.placeholders import PLACE, Shown, fill, fill_subject

_NAMES: dict[str, tuple[str | Promise, str | Promise]] = {
    "about": (_("what it is about"), "Erasmus+ 2027"),
    "about_code": (_("code for the door"), "k7m2p9qx"),
    "address": (_("address of the page"), "https://mobility.example.org/me/"),
    "answer": (_("the answer"), _("We have looked at it again.")),
    "answer_by": (_("last day to answer"), _("14 March 2027")),
    "begins_at": (_("when it begins"), _("14 March 2027, 18:00")),
    "by": (_("who writes"), "Dominique Établi"),
    "call": (_("call"), "Erasmus+ 2027"),
    "cancel_reason": (_("why it is cancelled"), _("Too few people can come.")),
    "change_reason": (_("why it changes"), _("The host proposes other days.")),
    "closes_on": (_("last day to apply"), _("14 March 2027")),
    "code": (_("one-time code"), "123456"),
    "contact": (_("who can be asked"), "Dominique Établi"),
    "count": (_("number"), "3"),
    "country": (_("country"), _("Germany")),
    "dates": (_("from and to"), _("12 to 27 March 2027")),
    "day": (_("day"), _("12 March 2027")),
    "decision_reason": (_("reason of the decision"), _("There were fewer places than good applications.")),
    "departed_on": (_("departure as it was before"), _("5 March 2027")),
    "departs_on": (_("departure"), _("12 March 2027")),
    "email": (_("e-mail"), "dominique@example.org"),
    "first": (_("first day"), _("12 March 2027")),
    "first_name": (_("first name of the reader"), "Camille"),
    "host": (_("host"), "Bäckerei Beispiel"),
    "kind": (_("kind of paper"), _("Learning agreement")),
    "last": (_("last day"), _("27 March 2027")),
    "lessons": (_("lessons that were missed"), _("- Applied maths, 12 March 2027 (Camille Fournil)")),
    "level": (_("how urgent it is"), pgettext_lazy("help", "Urgent")),
    "link": (_("the reader’s personal link"), "https://mobility.example.org/a/…"),
    "meeting": (_("meeting"), _("Information meeting")),
    "message": (_("message"), _("We would be glad to work with you again.")),
    "more": (_("how many more"), "2"),
    "network": (_("network"), _("Your network")),
    "not_mine_words": (_("who it is for, in their words"), _("My colleague signs this.")),
    "owed": (_("what is left to read"), "4"),
    "own": (_("what is to do"), _("- Sign the learning agreement (due on 12 March 2027)")),
    "page": (_("address of the page"), "https://mobility.example.org/desk/"),
    "papers": (_("papers"), _("- Learning agreement (Camille Fournil)")),
    "participant": (_("participant"), "Camille Fournil"),
    "person": (_("participant"), "Camille Fournil"),
    "phone": (_("phone"), "+33 2 00 00 00 00"),
    "place": (_("place"), "Flensburg"),
    "places": (_("number of places"), "12"),
    "reader": (_("name of the reader"), "Camille Fournil"),
    "reader_network": (_("network of the reader"), _("Your network")),
    "reason": (_("reason"), _("The host proposes other days.")),
    "refusal_reason": (_("why it was not signed"), _("The days are not right.")),
    "returned_on": (_("return as it was before"), _("20 March 2027")),
    "returns_on": (_("return"), _("27 March 2027")),
    "role": (_("role"), _("Host tutor")),
    "routes": (_("where else one can turn"), _("The mediator of the chamber")),
    "scores": (_("own points by criterion"), _("Motivation: 4 of 5")),
    "sender": (_("who writes"), "Dominique Établi"),
    "sentence": (_("what has changed"), _("It begins a week later.")),
    "sheet": (_("course sheet"), "CAP Boulanger"),
    "signer": (_("who signs"), "Alex Sauerteig"),
    "signers": (_("who did not sign"), "Alex Sauerteig"),
    "subject": (_("whom or what the paper is about"), "Camille Fournil"),
    "tasks": (_("what is to do"), _("- Sign the learning agreement (due on 12 March 2027)")),
    "titles": (_("what is to be corrected"), _("- Motivation")),
    "town": (_("town"), "Flensburg"),
    "trade": (_("trade"), _("Bakery")),
    "tutor": (_("host tutor"), "Alex Sauerteig"),
    "unheeded": (_("what stays late"), _("- Sign the learning agreement (was due on 1 March 2027): Participant")),
    "where": (_("where it takes place"), _("Training centre, room 2")),
    "who": (_("whose stay it is"), "Camille Fournil"),
    "words": (_("what was said"), _("Something has happened in the town. Please say how you are.")),
}
_SENTENCES: dict[str, str | Promise] = {
    "and_more": _("how many more there are, if there are more"),
    "due_line": _("by when it is due, if there is a day"),
    "how_many_left": _("how many are left to read, one or several"),
    "new_days": _("what the reader still has to do, with its new days, if there is something"),
    "outcome": _("that the decision changes, or that it stays"),
    "page_line": _("where all of it stands, if the reader has a page"),
    "phone_line": _("the phone, if one is known"),
    "sign_by": _("until when to sign, if there is a last day"),
    "to_do": _("what the reader has to do, if there is something"),
    "what_follows": _("what comes next, for who goes or for who comes"),
    "what_stays_late": _("what stays late although others were reminded, if there is something"),
    "where_to_turn": _("where else one can turn, if something is known"),
    "whose_days": _("whose stay is now from when to when"),
    "whole_subject": _("the whole subject, as it fits the letter"),
    "whom_to_ask": _("who can be asked, if somebody is known"),
}
"""Whole sentences; how one reads is shown by the program’s own text."""
NAMED = frozenset({*_NAMES, *_SENTENCES})


def example(key: str) -> str:
    """What could stand in the place of a placeholder, in the language at hand."""
    return str(_NAMES[key][1]) if key in _NAMES else key.replace("_", " ")


def places(program: Shown, language: str) -> list[dict[str, str]]:
    """Placeholders as the page lists them: as typed, in words of the reader, with an example in the letter's language."""
    return [
        {"typed": f"[[{key}]]", "label": _label(key), "example": _in(program, language, key)} for key in program.keys
    ]


def _label(key: str) -> str:
    named = _SENTENCES.get(key) or _NAMES.get(key, (key.replace("_", " "),))[0]
    return str(named)


def _in(program: Shown, language: str, key: str) -> str:
    with translation.override(language):
        return program.example_of(key, example)


def filled(said: dict[str, Any], language: str, program: Shown) -> dict[str, str]:
    """Subject and text with examples in the places."""
    keys = set(PLACE.findall(f"{said['subject']} {said['body']}"))
    values = {key: _in(program, language, key) for key in keys}
    return {"subject": fill_subject(said["subject"], values), "body": fill(said["body"], values)}
