"""The screens of an application: one question each, in order, those that do not concern somebody left out."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from compagnon.core import clock
from compagnon.recruitment import rules
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries import asked


@dataclass(frozen=True)
class Step:
    """One screen: its key in the address, its question, whom it concerns, and what still lacks."""

    key: str
    title: str | Promise
    lacks: Callable[[Application], bool]
    concerns: Callable[[Application], bool] = lambda _application: True


def _lacks_about(application: Application) -> bool:
    participant = application.participant
    return not (participant.birth_date and participant.person.first_name and participant.person.last_name)


def _lacks_training(application: Application) -> bool:
    participant = application.participant
    return not (participant.status and participant.trade_id and participant.site_id)


def _has_dates(application: Application) -> bool:
    return rules.has_contract(application.participant) or rules.is_graduate(application.participant)


def _lacks_dates(application: Application) -> bool:
    participant = application.participant
    if rules.is_graduate(participant):
        return not participant.diploma_date
    asks_days = bool({"contract_max_months", "contract_max_share"} & set(application.kept_scheme.rules))
    lacks_days = asks_days and application.days_abroad_before is None
    return not (participant.contract_start and participant.contract_end) or lacks_days


def _is_minor(application: Application) -> bool:
    return rules.needs_guardian(application.participant, clock.today())


def _lacks_guardian(application: Application) -> bool:
    guardian = application.participant.guardian
    return guardian is None or not guardian.email


def _lacks_employer(application: Application) -> bool:
    participant = application.participant
    return participant.employer_id is None or participant.mentor is None or not participant.mentor.email


STEPS: tuple[Step, ...] = (
    Step(
        "scheme",
        pgettext_lazy("learner", "What would you like to apply for?"),
        lambda application: application.chosen_scheme_id is None,
        lambda application: len(application.call.schemes) > 1,
    ),
    Step("about", pgettext_lazy("learner", "Who are you?"), _lacks_about),
    Step("training", pgettext_lazy("learner", "What do you learn, and where?"), _lacks_training),
    Step("contract", pgettext_lazy("learner", "Your contract or diploma"), _lacks_dates, _has_dates),
    Step("guardian", pgettext_lazy("learner", "Who is your legal guardian?"), _lacks_guardian, _is_minor),
    Step(
        "employer",
        pgettext_lazy("learner", "Who do you work for?"),
        _lacks_employer,
        lambda application: rules.has_employer(application.participant),
    ),
    Step("languages", pgettext_lazy("learner", "Which languages do you speak?"), lambda a: not a.language_levels),
    Step("wishes", pgettext_lazy("learner", "Where would you like to go?"), lambda a: not a.wishes),
    Step(
        "questions",
        pgettext_lazy("learner", "Questions of this call"),
        asked.lacks_answers,
        lambda application: bool(asked.questions_of(application)),
    ),
    Step("motivation", pgettext_lazy("learner", "Why do you want to go?"), lambda a: not a.motivation.strip()),
    Step(
        "pieces",
        pgettext_lazy("learner", "Papers to hand in"),
        asked.lacks_pieces,
        lambda application: bool(asked.pieces_of(application)),
    ),
)
CHECK = Step("check", pgettext_lazy("learner", "Check and send"), lambda _application: False)
BY_KEY = {step.key: step for step in (*STEPS, CHECK)}


def of(application: Application) -> list[Step]:
    """The screens that concern this applicant, the last one to check and send included."""
    return [step for step in (*STEPS, CHECK) if step.concerns(application)]


def missing(application: Application) -> list[Step]:
    """The screens that still lack an answer."""
    return [step for step in of(application) if step.lacks(application)]


def first_open(application: Application) -> Step:
    """Where somebody who comes back goes on."""
    return next(iter(missing(application)), CHECK)


def after(application: Application, step: Step) -> Step:
    """The screen that follows."""
    shown = of(application)
    place = next((number for number, one in enumerate(shown) if one.key == step.key), -1)
    return shown[min(place + 1, len(shown) - 1)]


def before(application: Application, step: Step) -> Step | None:
    """The screen before; None on the first."""
    shown = of(application)
    place = next((number for number, one in enumerate(shown) if one.key == step.key), 0)
    return shown[place - 1] if place > 0 else None
