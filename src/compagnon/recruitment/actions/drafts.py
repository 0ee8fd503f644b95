"""Keeping what an applicant typed, screen by screen: nothing is asked twice, nothing is lost."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core.states import MoveRefused, locked
from compagnon.core.uploads import take_in
from compagnon.network.choices import OrganisationKind
from compagnon.network.models import Organisation
from compagnon.people.choices import ContactKind
from compagnon.people.models import Contact, Participant, Person
from compagnon.recruitment import rules
from compagnon.recruitment.actions.consents import ask_consent
from compagnon.recruitment.actions.corrections import note_change
from compagnon.recruitment.choices import ApplicationState, QuestionKind
from compagnon.recruitment.models import Answer, Application, Piece, StaffPlan
from compagnon.recruitment.queries import corrections, steps
from compagnon.recruitment.queries.steps import PIECE, QUESTION

_Answers = dict[str, Any]
LONGEST, MOST = 5000, 20
"""What is kept half typed: characters of a value, values of a field."""


@transaction.atomic
def save_draft(*, application: Application, step: str, answers: _Answers, by: Person) -> Application:
    """Keep the answers of one screen. Once the application is sent only what a referent sent back, and the address of
    somebody who has not agreed yet, can be changed; else raises MoveRefused.

    The guardian of a minor hears of it at once, because their word takes longest to come.
    """
    application = locked(application)
    _changeable(application, step)
    application.typed.pop(step, None)
    correction = corrections.open_correction(application) if application.state != ApplicationState.DRAFT else None
    shown = steps.find(application, step) if correction else None
    before = corrections.words_of(application, shown) if shown else ""
    _keep(application, step, answers)
    application.save()
    if correction is not None and shown is not None:
        after = corrections.words_of(Application.objects.get(pk=application.pk), shown)
        note_change(correction=correction, step=shown, before=before, after=after)
    if step == "guardian" or (step == "mentor" and application.state != ApplicationState.DRAFT):
        ask_consent(application=application, kind=corrections.OF_CONTACT[step], by=by)
    return application


def _changeable(application: Application, step: str) -> None:
    if application.state != ApplicationState.DRAFT and step not in corrections.changeable(application):
        raise MoveRefused(_("This application has been sent: it cannot be changed any more."))


@transaction.atomic
def keep_typed(*, application: Application, step: str, typed: dict[str, list[str]]) -> Application:
    """Keep what somebody is typing on a screen, right or wrong, so that it is there on another device too.

    What is longer than any answer may be is cut. Raises MoveRefused once the application is sent.
    """
    application = locked(application)
    _changeable(application, step)
    application.typed[step] = {name: [one[:LONGEST] for one in said[:MOST]] for name, said in typed.items()}
    application.save(update_fields=["typed", "saved_at"])
    return application


def _keep(application: Application, step: str, answers: _Answers) -> None:
    """What a screen asks, in its place: the participant's file, the application, or an answer of its own."""
    kind, _dash, code = step.partition("-")
    if kind == QUESTION:
        _keep_answer(application, code, answers["value"])
    elif kind == PIECE:
        _keep_pages(application, code, answers["pages"])
    else:
        _KEEP[step](application, answers)


@transaction.atomic
def take_page_away(*, piece: Piece, by: Person) -> None:
    """Take back a page that was handed in. Raises MoveRefused once the application is sent."""
    application = locked(piece.application)
    _changeable(application, f"{PIECE}-{piece.required.code}")
    piece.delete()


def _keep_about(application: Application, answers: _Answers) -> None:
    participant = application.participant
    person = participant.person
    person.first_name, person.last_name = answers["first_name"], answers["last_name"]
    person.save(update_fields=["first_name", "last_name"])
    participant.birth_date = answers["birth_date"]
    participant.save()


def _keep_phone(application: Application, answers: _Answers) -> None:
    person = application.participant.person
    person.phone = answers["phone"]
    person.save(update_fields=["phone"])


def _keep_file(application: Application, answers: _Answers) -> None:
    """What belongs to the participant's file; the date of a diploma only stands there for graduates."""
    participant = application.participant
    for name, value in answers.items():
        setattr(participant, name, value)
    if not rules.is_graduate(participant):
        participant.diploma_date = None
    participant.save()


def _keep_sending(application: Application, answers: _Answers) -> None:
    """The partner of that name and country, made when the network does not know it yet, and whom to write to there."""
    participant, name = application.participant, answers["name"].strip()
    same = Organisation.objects.filter(name__iexact=name, country=answers["country"]).first()
    participant.sending_organisation = same or Organisation.objects.create(
        network_id=participant.network_id,
        kind=OrganisationKind.OTHER,
        name=name,
        town=answers["town"].strip(),
        country=answers["country"],
    )
    participant.save()
    Contact.objects.get_or_create(
        network_id=participant.network_id,
        kind=ContactKind.OTHER,
        organisation=participant.sending_organisation,
        email=answers["email"],
        defaults={"first_name": answers["first_name"], "last_name": answers["last_name"]},
    )


def _keep_days_abroad(application: Application, answers: _Answers) -> None:
    application.days_abroad_before = answers["days_abroad_before"]


def _keep_guardian(application: Application, answers: _Answers) -> None:
    participant = application.participant
    participant.guardian = _contact(participant.guardian, participant, ContactKind.GUARDIAN, answers)
    participant.save()


def _keep_employer(application: Application, answers: _Answers) -> None:
    participant = application.participant
    employer = _employer(participant, answers["company"].strip(), answers["town"].strip())
    if participant.mentor is not None and participant.mentor.organisation_id != employer.pk:
        participant.mentor = None  # of another company: the next screen asks for the one of this
    participant.employer = employer
    participant.save()


def _keep_mentor(application: Application, answers: _Answers) -> None:
    participant = application.participant
    participant.mentor = _contact(participant.mentor, participant, ContactKind.MENTOR, answers)
    participant.mentor.organisation = participant.employer
    participant.mentor.save(update_fields=["organisation"])
    participant.save()


def _employer(participant: Participant, name: str, town: str) -> Organisation:
    """The company of that name and town, made when the network does not know it yet."""
    companies = Organisation.objects.filter(kind=OrganisationKind.COMPANY, name__iexact=name)
    known = companies.filter(town__iexact=town).first()
    company: Organisation = known or Organisation.objects.create(
        network_id=participant.network_id,
        kind=OrganisationKind.COMPANY,
        name=name,
        town=town,
        country=participant.network.country,
        departement_code=participant.site.departement_code if participant.site else "",
    )
    return company


def _contact(known: Contact | None, participant: Participant, kind: ContactKind, answers: _Answers) -> Contact:
    """The contact with these answers. A new address is a new person: what the former was sent stays theirs."""
    same = known is not None and known.email.lower() == answers["email"].lower()
    contact = known if same and known else Contact(network_id=participant.network_id, kind=kind)
    for name in ("first_name", "last_name", "email", "phone", "language"):
        setattr(contact, name, answers.get(name) or "")
    contact.language = answers.get("language") or participant.network.default_language
    contact.save()
    return contact


def _keep_languages(application: Application, answers: _Answers) -> None:
    application.language_levels = {code: level for code, level in answers["levels"].items() if level}


def _keep_wishes(application: Application, answers: _Answers) -> None:
    application.wishes = list(answers["wishes"])


def _keep_support(application: Application, answers: _Answers) -> None:
    application.needs_support = bool(answers["needs_support"])


def _keep_motivation(application: Application, answers: _Answers) -> None:
    application.motivation = answers["motivation"].strip()


def _keep_scheme(application: Application, answers: _Answers) -> None:
    by_code = {scheme.code: scheme for scheme in application.call.schemes}
    application.chosen_scheme = by_code[answers["scheme"]]


def _keep_answer(application: Application, code: str, said: Any) -> None:
    """One answer to a question; a file replaces the former one, an empty answer leaves the file."""
    question = application.call.questions.get(code=code)
    kept = {"value": said}
    if question.kind == QuestionKind.FILE:
        if not said:
            return
        kept = {**_kept_file(application, said[0]), "value": None}
    Answer.objects.update_or_create(
        application=application, question=question, defaults={"network_id": application.network_id, **kept}
    )


def _keep_pages(application: Application, code: str, pages: list[dict[str, Any]]) -> None:
    """A page that is handed in twice, by a double press, is kept once."""
    required = application.call.required_pieces.get(code=code)
    for page in pages:
        kept = _kept_file(application, page)
        Piece.objects.get_or_create(
            application=application,
            required=required,
            file=kept.pop("file"),
            defaults={"network_id": application.network_id, **kept},
        )


def _kept_file(application: Application, said: dict[str, Any]) -> dict[str, Any]:
    content, kind, whose = said["content"], said["media_type"], application.participant
    return {
        "file": take_in(content, kind=kind, network_id=application.network_id, by=whose, site_id=whose.site_id),
        "file_name": said["file_name"],
        "media_type": kind,
        "size": len(content),
    }


def _keep_plan(application: Application, answers: _Answers) -> None:
    StaffPlan.objects.update_or_create(
        application=application, defaults={"network_id": application.network_id, **answers}
    )


_KEEP: dict[str, Callable[[Application, _Answers], None]] = {
    "scheme": _keep_scheme,
    "about": _keep_about,
    "phone": _keep_phone,
    "status": _keep_file,
    "trade": _keep_file,
    "site": _keep_file,
    "sending": _keep_sending,
    "contract": _keep_file,
    "abroad": _keep_days_abroad,
    "guardian": _keep_guardian,
    "employer": _keep_employer,
    "mentor": _keep_mentor,
    "languages": _keep_languages,
    "wishes": _keep_wishes,
    "support": _keep_support,
    "motivation": _keep_motivation,
    "purpose": _keep_plan,
    "programme": _keep_plan,
    "sharing": _keep_plan,
    "replacement": _keep_plan,
}
