"""The screens of an application: one question each, in order, those that do not concern somebody left out."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from compagnon.core import clock
from compagnon.people.choices import ParticipantKind
from compagnon.recruitment import rules
from compagnon.recruitment.models import Application, Question, RequiredPiece
from compagnon.recruitment.queries import asked

QUESTION, PIECE = "question", "piece"


@dataclass(frozen=True)
class Step:
    """One screen: its key in the address, its question, a sentence of help, whom it concerns, what still lacks.

    `about` is what a call asks of its own, for screens of that kind: their keys are "question-CODE" and "piece-CODE".
    """

    key: str
    title: str | Promise
    lacks: Callable[[Application], bool]
    concerns: Callable[[Application], bool] = lambda _application: True
    help: str | Promise = ""
    about: Question | RequiredPiece | None = None

    @property
    def kind(self) -> str:
        """Which form asks it."""
        return self.key.partition("-")[0]


def _never(_application: Application) -> bool:
    return False


def _lacks_about(application: Application) -> bool:
    participant = application.participant
    return not (participant.birth_date and participant.person.first_name and participant.person.last_name)


def _has_dates(application: Application) -> bool:
    return rules.has_contract(application.participant) or rules.is_graduate(application.participant)


def _lacks_dates(application: Application) -> bool:
    participant = application.participant
    if rules.is_graduate(participant):
        return not participant.diploma_date
    return not (participant.contract_start and participant.contract_end)


def _asks_days(application: Application) -> bool:
    limits = {"contract_max_months", "contract_max_share"} & set(application.kept_scheme.rules)
    return bool(limits) and rules.has_contract(application.participant)


def _is_minor(application: Application) -> bool:
    return rules.needs_guardian(application.participant, clock.today())


def _lacks_guardian(application: Application) -> bool:
    guardian = application.participant.guardian
    return guardian is None or not guardian.email


def _has_employer(application: Application) -> bool:
    return rules.has_employer(application.participant)


def _lacks_mentor(application: Application) -> bool:
    mentor = application.participant.mentor
    return mentor is None or not mentor.email


BEFORE: tuple[Step, ...] = (
    Step(
        "scheme",
        pgettext_lazy("learner", "What would you like to apply for?"),
        lambda application: application.chosen_scheme_id is None,
        lambda application: len(application.call.schemes) > 1,
    ),
    Step(
        "about",
        pgettext_lazy("learner", "Who are you?"),
        _lacks_about,
        help=pgettext_lazy("learner", "Check what we know already, and change what is wrong."),
    ),
    Step(
        "status",
        pgettext_lazy("learner", "What are you now?"),
        lambda application: not application.participant.status,
        help=pgettext_lazy("learner", "It tells what a scheme allows, and who must agree."),
    ),
    Step(
        "trade",
        pgettext_lazy("learner", "Which trade is yours?"),
        lambda application: not application.participant.trade_id,
        help=pgettext_lazy("learner", "Not on the list? Choose the closest one."),
    ),
    Step(
        "site",
        pgettext_lazy("learner", "At which training site?"),
        lambda application: not application.participant.site_id,
        help=pgettext_lazy("learner", "The referent of this site helps you and answers your questions."),
    ),
    Step(
        "sending",
        pgettext_lazy("learner", "Who sends you?"),
        lambda application: application.participant.sending_organisation_id is None,
        lambda application: rules.comes_from_partner(application.participant),
        help=pgettext_lazy("learner", "Your school or company at home, and whom we can write to there."),
    ),
    Step(
        "phone",
        pgettext_lazy("learner", "How can we call you?"),
        _never,
        help=pgettext_lazy("learner", "So that your referent can call you."),
    ),
    Step(
        "contract",
        pgettext_lazy("learner", "Your contract or diploma"),
        _lacks_dates,
        _has_dates,
        help=pgettext_lazy("learner", "The dates stand on the first page of the contract or on the diploma."),
    ),
    Step(
        "abroad",
        pgettext_lazy("learner", "How many days were you abroad before?"),
        lambda application: application.days_abroad_before is None,
        _asks_days,
        help=pgettext_lazy("learner", "Only stays during this contract count."),
    ),
    Step(
        "guardian",
        pgettext_lazy("learner", "Who is your legal guardian?"),
        _lacks_guardian,
        _is_minor,
        help=pgettext_lazy(
            "learner",
            "You are under 18: one of your legal guardians must agree. They get a letter with a link as soon as you save this; no account is needed.",
        ),
    ),
    Step(
        "employer",
        pgettext_lazy("learner", "Who do you work for?"),
        lambda application: application.participant.employer_id is None,
        _has_employer,
        help=pgettext_lazy("learner", "Your employer must agree that you are away."),
    ),
    Step(
        "mentor",
        pgettext_lazy("learner", "Who is your mentor there?"),
        _lacks_mentor,
        _has_employer,
        help=pgettext_lazy("learner", "Your mentor gets a letter with a link when you send the application."),
    ),
    Step(
        "languages",
        pgettext_lazy("learner", "Which languages do you speak?"),
        lambda application: not application.language_levels,
        help=pgettext_lazy(
            "learner", "Say it as it is: it helps to prepare you, and nobody is expected to speak everything."
        ),
    ),
    Step(
        "wishes",
        pgettext_lazy("learner", "Where would you like to go?"),
        lambda application: not application.wishes,
        help=pgettext_lazy("learner", "Places are few: nobody can promise your first wish."),
    ),
    Step(
        "support",
        pgettext_lazy("learner", "Would you like help?"),
        _never,
        help=pgettext_lazy("learner", "For health, money, family or anything else. It never counts in the selection."),
    ),
)


def _is_staff(application: Application) -> bool:
    return application.participant.kind == ParticipantKind.STAFF


def _lacks_plan(application: Application, *, name: str) -> bool:
    return not getattr(getattr(application, "staff_plan", None), name, "")


STAFF: tuple[Step, ...] = (
    Step("purpose", pgettext_lazy("staff", "What do you go for?"), partial(_lacks_plan, name="purpose"), _is_staff),
    Step(
        "programme",
        pgettext_lazy("staff", "What would you do there, day by day?"),
        partial(_lacks_plan, name="programme"),
        _is_staff,
        help=pgettext_lazy("staff", "A few lines a day are enough; the host completes them with you."),
    ),
    Step(
        "sharing",
        pgettext_lazy("staff", "How will colleagues and learners profit from it?"),
        partial(_lacks_plan, name="sharing"),
        _is_staff,
        help=pgettext_lazy("staff", "For example: a lesson, a workshop for colleagues, an article."),
    ),
    Step(
        "replacement",
        pgettext_lazy("staff", "Who replaces you meanwhile?"),
        _never,
        _is_staff,
        help=pgettext_lazy("staff", "As far as you know: your head of centre settles it."),
    ),
)
MOTIVATION = Step(
    "motivation",
    pgettext_lazy("learner", "Why do you want to go?"),
    lambda application: not application.motivation.strip(),
    help=pgettext_lazy("learner", "A few sentences are enough: what do you want to see, learn, try?"),
)
CHECK = Step("check", pgettext_lazy("learner", "Check and send"), _never)

INCOMING: dict[str, dict[str, Any]] = {
    "site": {
        "title": pgettext_lazy("learner", "Which training site would you like to come to?"),
        "help": pgettext_lazy("learner", "The referent of this site welcomes you and answers your questions."),
    },
    "wishes": {
        "title": pgettext_lazy("learner", "Where would you like to come?"),
        "help": pgettext_lazy("learner", "Where several places are offered, nobody can promise your first wish."),
    },
    "motivation": {"title": pgettext_lazy("learner", "Why do you want to come?")},
    "purpose": {"title": pgettext_lazy("staff", "What do you come for?")},
    "programme": {
        "title": pgettext_lazy("staff", "What would you do with us, day by day?"),
        "help": pgettext_lazy("staff", "A few lines a day are enough; we complete them with you."),
    },
    "sharing": {"title": pgettext_lazy("staff", "How will colleagues and learners at home profit from it?")},
    "replacement": {
        "title": pgettext_lazy("staff", "Who replaces you at home meanwhile?"),
        "help": pgettext_lazy("staff", "As far as you know: your school or company settles it."),
    },
}
"""What is said otherwise to who comes to us, by screen."""


def _question(question: Question) -> Step:
    return Step(
        f"{QUESTION}-{question.code}",
        str(question.text),
        partial(asked.lacks_answer, question=question),
        help=str(question.help),
        about=question,
    )


def _piece(required: RequiredPiece) -> Step:
    return Step(
        f"{PIECE}-{required.code}",
        str(required.name),
        partial(asked.lacks_piece, required=required),
        help=str(required.help),
        about=required,
    )


def of(application: Application) -> list[Step]:
    """The screens that concern this applicant, the last one to check and send included."""
    questions = [_question(one) for one in asked.questions_of(application)]
    pieces = [_piece(one) for one in asked.pieces_of(application)]
    every = (*BEFORE, *STAFF, *questions, MOTIVATION, *pieces, CHECK)
    shown = [step for step in every if step.concerns(application)]
    if application.scheme.is_incoming:
        return [replace(step, **INCOMING.get(step.key, {})) for step in shown]
    return shown


def find(application: Application, key: str) -> Step | None:
    """The screen of that key, if it concerns this applicant."""
    return next((step for step in of(application) if step.key == key), None)


def missing(application: Application) -> list[Step]:
    """The screens that still lack an answer."""
    return [step for step in of(application) if step.lacks(application)]


def first_open(application: Application) -> Step:
    """Where somebody who comes back goes on."""
    return next(iter(missing(application)), CHECK)


def after(application: Application, key: str) -> Step:
    """The screen that follows; the first one when that of `key` no longer concerns this applicant."""
    shown = of(application)
    place = next((number for number, one in enumerate(shown) if one.key == key), -1)
    return shown[min(place + 1, len(shown) - 1)]


def before(application: Application, key: str) -> Step | None:
    """The screen before; None on the first."""
    shown = of(application)
    place = next((number for number, one in enumerate(shown) if one.key == key), 0)
    return shown[place - 1] if place > 0 else None
