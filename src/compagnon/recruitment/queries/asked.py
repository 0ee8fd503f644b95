"""Which of a call's own questions and papers concern somebody, and which still lack."""

from typing import Any

from django_countries import countries

from compagnon.core import clock
from compagnon.people.choices import ParticipantKind
from compagnon.recruitment import rules
from compagnon.recruitment.choices import QuestionKind, When, WishesFor
from compagnon.recruitment.models import Answer, Application, Piece, Question, RequiredPiece

_CONCERNS = {
    When.ALWAYS: lambda _participant: True,
    When.MINORS: lambda participant: rules.needs_guardian(participant, clock.today()),
    When.STAFF: lambda participant: participant.kind == ParticipantKind.STAFF,
    When.GRADUATES: rules.is_graduate,
}


def _of(application: Application, asked: Any) -> list[Any]:
    concerned = application.participant
    return [one for one in asked.all() if not one.is_off and _CONCERNS[When(one.when)](concerned)]


def questions_of(application: Application) -> list[Question]:
    """The call's questions that are put to this applicant, in their order."""
    return _of(application, application.call.questions)


def pieces_of(application: Application) -> list[RequiredPiece]:
    """The papers asked of this applicant, in their order."""
    return _of(application, application.call.required_pieces)


def answer_to(application: Application, question: Question) -> Answer | None:
    """What was answered to one question of the call's own; None before it was."""
    return next((one for one in application.answers.all() if one.question_id == question.pk), None)


def pages_of(application: Application, required: RequiredPiece) -> list[Piece]:
    """What was handed in for one paper, page by page."""
    return [one for one in application.pieces.all() if one.required_id == required.pk]


def lacks_answer(application: Application, *, question: Question) -> bool:
    """Whether the answer is needed and was not given."""
    answer = answer_to(application, question)
    return question.is_required and not (answer and answer.is_given)


def lacks_piece(application: Application, *, required: RequiredPiece) -> bool:
    """Whether the paper is needed and was not handed in."""
    return required.is_required and not pages_of(application, required)


def answered(application: Application, *, for_reviewers: bool = False) -> list[tuple[Question, Answer]]:
    """What was answered, also to questions that are no longer asked; for reviewers only what they are to read."""
    rows = application.answers.select_related("question").order_by("question__position", "question_id")
    pairs = [(answer.question, answer) for answer in rows if answer.is_given]
    if not for_reviewers:
        return pairs
    return [(question, answer) for question, answer in pairs if question.shown_to_reviewers and may_be_shown(question)]


def may_be_shown(question: Question) -> bool:
    """Whether a first reading without identity can show the answer: a file and the names of buddies could tell who it is."""
    return question.kind != QuestionKind.FILE and question.wishes_for != WishesFor.BUDDIES


def handed_in(application: Application) -> list[Piece]:
    """The papers of an application, with what each was asked for."""
    return list(application.pieces.select_related("required").order_by("required__position", "required_id", "pk"))


def words_of(question: Question, answer: Answer) -> str:
    """An answer as people read it."""
    value = answer.value
    if question.kind == QuestionKind.FILE:
        return answer.file_name
    if question.kind == QuestionKind.SCALE:
        return f"{value} / {question.most or 5}"
    if isinstance(value, list):
        return ", ".join(_word(question, one) for one in value)
    return _word(question, value)


def _word(question: Question, value: Any) -> str:
    return choices_of(question).get(str(value), str(value)) if question.kind not in _FREE else str(value)


_FREE = {QuestionKind.TEXT, QuestionKind.LONG_TEXT, QuestionKind.SCALE, QuestionKind.FILE}


def choices_of(question: Question) -> dict[str, str]:
    """What can be chosen: keys with the reader's words. Buddies are written freely, so there is nothing to choose."""
    if question.kind != QuestionKind.WISHES or question.wishes_for == WishesFor.CHOICES:
        return question.words_of_choices
    if question.wishes_for == WishesFor.DESTINATIONS:
        return {code: str(countries.name(code)) for code in question.call.countries}
    if question.wishes_for == WishesFor.TRADES:
        return {trade.key: str(trade) for trade in question.call.trades.all()}
    return {}
