"""Keeping what an applicant typed, screen by screen: nothing is asked twice, nothing is lost."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import files
from compagnon.core.states import MoveRefused, locked
from compagnon.network.choices import OrganisationKind
from compagnon.network.models import Organisation
from compagnon.people.choices import ContactKind
from compagnon.people.models import Contact, Participant, Person
from compagnon.recruitment import rules
from compagnon.recruitment.actions.consents import ask_consent
from compagnon.recruitment.choices import ApplicationState, ConsentKind, QuestionKind
from compagnon.recruitment.models import Answer, Application, Piece
from compagnon.recruitment.queries import asked

_Answers = dict[str, Any]


@transaction.atomic
def save_draft(*, application: Application, step: str, answers: _Answers, by: Person) -> Application:
    """Keep the answers of one screen. Raises MoveRefused once the application is sent.

    The guardian of a minor hears of it at once, because their word takes longest to come.
    """
    application = locked(application)
    if application.state != ApplicationState.DRAFT:
        raise MoveRefused(_("This application has been sent: it cannot be changed any more."))
    _KEEP[step](application, answers)
    application.save()
    if step == "guardian":
        ask_consent(application=application, kind=ConsentKind.GUARDIAN, by=by)
    return application


def _keep_about(application: Application, answers: _Answers) -> None:
    participant = application.participant
    person = participant.person
    person.first_name, person.last_name = answers["first_name"], answers["last_name"]
    person.phone = answers.get("phone", "")
    person.save(update_fields=["first_name", "last_name", "phone"])
    participant.birth_date = answers["birth_date"]
    participant.save()


def _keep_training(application: Application, answers: _Answers) -> None:
    _set(application.participant, answers, ("status", "trade", "site", "qualification"))


def _keep_contract(application: Application, answers: _Answers) -> None:
    _set(application.participant, answers, ("contract_start", "contract_end", "diploma_date"))
    if "days_abroad_before" in answers:
        application.days_abroad_before = answers["days_abroad_before"]


def _keep_guardian(application: Application, answers: _Answers) -> None:
    participant = application.participant
    participant.guardian = _contact(participant.guardian, participant, ContactKind.GUARDIAN, answers)
    participant.save()


def _keep_employer(application: Application, answers: _Answers) -> None:
    participant = application.participant
    participant.employer = _employer(participant, answers["company"].strip(), answers["town"].strip())
    mentor = participant.mentor
    participant.mentor = _contact(mentor, participant, ContactKind.MENTOR, answers)
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
    application.needs_support = bool(answers.get("needs_support"))


def _keep_motivation(application: Application, answers: _Answers) -> None:
    application.motivation = answers["motivation"].strip()


def _keep_scheme(application: Application, answers: _Answers) -> None:
    by_code = {scheme.code: scheme for scheme in application.call.schemes}
    application.chosen_scheme = by_code[answers["scheme"]]


def _keep_answers(application: Application, answers: _Answers) -> None:
    """One row a question that was put; a file replaces the former one, an empty answer leaves the file."""
    for question in asked.questions_of(application):
        said = answers["values"].get(question.code)
        if question.kind == QuestionKind.FILE:
            if not said:
                continue
            kept = {**_kept_file(said), "value": None}
        else:
            kept = {"value": said}
        Answer.objects.update_or_create(
            application=application, question=question, defaults={"network_id": application.network_id, **kept}
        )


def _keep_pieces(application: Application, answers: _Answers) -> None:
    for required in asked.pieces_of(application):
        if answers.get(required.code):
            Piece.objects.create(
                network_id=application.network_id,
                application=application,
                required=required,
                **_kept_file(answers[required.code]),
            )


def _kept_file(said: dict[str, Any]) -> dict[str, Any]:
    content, kind = said["content"], said["media_type"]
    return {
        "file": files.keep(content, kind=kind),
        "file_name": said["file_name"],
        "media_type": kind,
        "size": len(content),
    }


_KEEP: dict[str, Callable[[Application, _Answers], None]] = {
    "about": _keep_about,
    "training": _keep_training,
    "contract": _keep_contract,
    "guardian": _keep_guardian,
    "employer": _keep_employer,
    "languages": _keep_languages,
    "wishes": _keep_wishes,
    "motivation": _keep_motivation,
    "scheme": _keep_scheme,
    "questions": _keep_answers,
    "pieces": _keep_pieces,
}


def _set(participant: Participant, answers: _Answers, names: tuple[str, ...]) -> None:
    for name in names:
        if name in answers:
            setattr(participant, name, answers[name])
    if not rules.is_graduate(participant):
        participant.diploma_date = None
    participant.save()
