"""The application: which scheme, the call's own questions, the papers it asks for."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compagnon.core import files, pictures
from compagnon.recruitment.choices import QuestionKind, WishesFor
from compagnon.recruitment.forms.application import StepForm
from compagnon.recruitment.models import Answer, Question
from compagnon.recruitment.queries import asked

ACCEPTED = "application/pdf,image/jpeg,image/png"
_FILE_HELP = pgettext_lazy("learner", "A PDF, or a photograph of the page.")


class PaperField(forms.FileField):
    """A PDF or a photograph; its clean value is `{"content", "media_type", "file_name"}`, or None."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.FileInput(attrs={"accept": ACCEPTED}), max_length=120, **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if not isinstance(upload, UploadedFile):
            return None
        try:
            content, kind = _looked_at(upload)
        except files.FileRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
        return {"content": content, "media_type": kind, "file_name": (upload.name or "")[-120:]}


def _looked_at(upload: UploadedFile) -> tuple[bytes, str]:
    if (upload.size or 0) > files.LARGEST[files.PDF]:
        raise files.FileRefused(_("The file is too large."))
    content = upload.read()
    if content.startswith(b"%PDF-"):
        return files.checked(content, kind=files.PDF), files.PDF
    return pictures.photograph(content)


class SchemeForm(StepForm):
    """Under which of the call's schemes somebody applies."""

    scheme = forms.ChoiceField(
        label=pgettext_lazy("learner", "What would you like to apply for?"), widget=forms.RadioSelect
    )

    def known(self) -> dict[str, Any]:
        return {"scheme": self.application.chosen_scheme.code if self.application.chosen_scheme else None}

    def prepare(self) -> None:
        self.fields["scheme"].choices = [(one.code, str(one)) for one in self.application.call.schemes]  # type: ignore[attr-defined]


class QuestionsForm(StepForm):
    """Every question of the call's own that concerns this applicant; answers come by the question's code."""

    def known(self) -> dict[str, Any]:
        self.answers = {answer.question_id: answer for answer in self.application.answers.all()}
        self.questions = asked.questions_of(self.application)
        known: dict[str, Any] = {}
        for question in self.questions:
            answer = self.answers.get(question.pk)
            if answer is not None:
                known |= _initial(question, answer)
        return known

    def prepare(self) -> None:
        for question in self.questions:
            for name, field in _fields(question, self.answers.get(question.pk)):
                self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        values = {question.code: _value(question, given) for question in self.questions}
        for question in self.questions:
            value = values[question.code]
            if question.kind == QuestionKind.WISHES and isinstance(value, list) and len(set(value)) < len(value):
                self.add_error(f"{question.code}_1", pgettext_lazy("learner", "You named the same wish twice."))
        return {"values": values}


def _fields(question: Question, answer: Answer | None) -> list[tuple[str, forms.Field]]:
    label, helped, needed = str(question.text), str(question.help), question.is_required
    common: dict[str, Any] = {"label": label, "help_text": escape(helped), "required": needed}
    kind, choices = question.kind, list(asked.choices_of(question).items())
    if kind == QuestionKind.WISHES:
        return [
            (f"{question.code}_{place}", _wish(question, place, choices))
            for place in range(1, (question.most or 3) + 1)
        ]
    made: forms.Field
    if kind == QuestionKind.TEXT:
        made = forms.CharField(max_length=question.most or 200, **common)
    elif kind == QuestionKind.LONG_TEXT:
        made = forms.CharField(max_length=question.most or 2000, widget=forms.Textarea(attrs={"rows": 5}), **common)
    elif kind == QuestionKind.CHOICE:
        made = forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
    elif kind == QuestionKind.SEVERAL:
        made = forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)
    elif kind == QuestionKind.SCALE:
        made = forms.TypedChoiceField(
            choices=_steps_of(question), coerce=int, empty_value=None, widget=forms.RadioSelect, **common
        )
    else:
        kept = answer is not None and bool(answer.file)
        told = f"{helped} {_FILE_HELP}".strip()
        if kept and answer is not None:
            told = _("Kept: %(name)s. Choose another one to replace it.") % {"name": answer.file_name}
        made = PaperField(label=label, required=needed and not kept, help_text=escape(told))
    return [(question.code, made)]


def _steps_of(question: Question) -> list[tuple[int, str]]:
    last = question.most or 5
    words = {1: str(question.lowest), last: str(question.highest)}
    return [(step, f"{step}: {words[step]}" if words.get(step) else str(step)) for step in range(1, last + 1)]


def _wish(question: Question, place: int, choices: list[tuple[str, str]]) -> forms.Field:
    label = str(question.text) if place == 1 else _("Wish %(number)s") % {"number": place}
    common: dict[str, Any] = {
        "label": label,
        "required": question.is_required and place == 1,
        "help_text": escape(str(question.help)) if place == 1 else "",
    }
    if question.wishes_for == WishesFor.BUDDIES:
        return forms.CharField(max_length=120, **common)
    return forms.ChoiceField(choices=[("", "—"), *choices], **common)


def _initial(question: Question, answer: Answer) -> dict[str, Any]:
    if question.kind == QuestionKind.WISHES:
        return {f"{question.code}_{place}": wish for place, wish in enumerate(answer.value or [], start=1)}
    return {question.code: answer.value}


def _value(question: Question, given: dict[str, Any]) -> Any:
    if question.kind == QuestionKind.WISHES:
        places = range(1, (question.most or 3) + 1)
        return [wish for place in places if (wish := (given.get(f"{question.code}_{place}") or "").strip())]
    return given.get(question.code)


class PiecesForm(StepForm):
    """The papers asked for; one that is there already needs no second."""

    def known(self) -> dict[str, Any]:
        self.handed_in: dict[int, list[str]] = {}
        for piece in self.application.pieces.all():
            self.handed_in.setdefault(piece.required_id, []).append(piece.file_name)
        return {}

    def prepare(self) -> None:
        for required in asked.pieces_of(self.application):
            kept = self.handed_in.get(required.pk, [])
            told = f"{required.help} {_FILE_HELP}".strip()
            if kept:
                told = _("Kept: %(name)s. What you add comes on top.") % {"name": ", ".join(kept)}
            self.fields[required.code] = PaperField(
                label=str(required.name), required=required.is_required and not kept, help_text=escape(told)
            )
