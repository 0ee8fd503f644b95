"""The application: which scheme, the call's own questions, the papers it asks for; one of them a screen."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compagnon.core import files, pictures
from compagnon.recruitment.choices import QuestionKind
from compagnon.recruitment.forms.application import StepForm
from compagnon.recruitment.forms.ranked import RankedField
from compagnon.recruitment.models import Question, RequiredPiece
from compagnon.recruitment.queries import asked

ACCEPTED = "application/pdf,image/jpeg,image/png"
MOST_PAGES = 12
_HEIC = b"ftyp"


class PaperInput(forms.FileInput):
    """A photograph from the phone's camera, or files; both arrive under one name."""

    template_name = "recruitment/paper_input.html"
    allow_multiple_selected = True

    def __init__(self, *, several: bool) -> None:
        super().__init__(attrs={"accept": ACCEPTED})
        self.several = several

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"camera": f"{name}-camera", "several": self.several}
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile]:
        if not hasattr(files, "getlist"):
            return []
        return [*files.getlist(f"{name}-camera"), *files.getlist(name)]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in files and f"{name}-camera" not in files


class PaperField(forms.FileField):
    """PDFs or photographs; its clean value is a list of `{"content", "media_type", "file_name"}`, a page each."""

    def __init__(self, *, several: bool = False, **options: Any) -> None:
        super().__init__(widget=PaperInput(several=several), **options)
        self.several = several

    def clean(self, data: Any, initial: Any = None) -> list[dict[str, Any]]:
        given = list(data or [])
        if not given:
            super().clean(None, initial)
        return [self._page(one, initial) for one in (given[:MOST_PAGES] if self.several else given[:1])]

    def _page(self, upload: UploadedFile, initial: Any) -> dict[str, Any]:
        super().clean(upload, initial)
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
    if content[4:8] == _HEIC:
        raise files.FileRefused(
            pgettext_lazy(
                "learner",
                "This photograph is in a format that others cannot open (HEIC). Take it here with the camera, or make a screenshot of it and send that.",
            )
        )
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


class QuestionForm(StepForm):
    """One question of the call's own; the answer comes by the question's code."""

    @property
    def question(self) -> Question:
        assert self.step is not None  # noqa: S101  (asked on its own screen alone)
        assert isinstance(self.step.about, Question)  # noqa: S101
        return self.step.about

    @property
    def is_needed(self) -> bool:
        return self.question.is_required

    def known(self) -> dict[str, Any]:
        self.answer = asked.answer_to(self.application, self.question)
        return {self.question.code: self.answer.value} if self.answer else {}

    def prepare(self) -> None:
        is_kept = self.answer is not None and bool(self.answer.file)
        self.fields[self.question.code] = field_for(self.question, is_kept=is_kept)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        return {"value": given.get(self.question.code)}


def field_for(question: Question, *, is_kept: bool = False) -> forms.Field:
    """How a question of each kind is answered; a file that is kept needs no second."""
    common: dict[str, Any] = {"label": str(question.text), "required": question.is_required}
    if question.kind == QuestionKind.FILE:
        return PaperField(**{**common, "required": question.is_required and not is_kept})
    return _WRITTEN[QuestionKind(question.kind)](question, asked.choices_of(question), common)


def _text(question: Question, _choices: Any, common: Any) -> forms.Field:
    return forms.CharField(max_length=question.most or 200, **common)


def _long_text(question: Question, _choices: Any, common: Any) -> forms.Field:
    return forms.CharField(max_length=question.most or 2000, widget=forms.Textarea(attrs={"rows": 6}), **common)


def _choice(_question: Question, choices: dict[str, str], common: Any) -> forms.Field:
    return forms.ChoiceField(choices=list(choices.items()), widget=forms.RadioSelect, **common)


def _several(_question: Question, choices: dict[str, str], common: Any) -> forms.Field:
    return forms.MultipleChoiceField(choices=list(choices.items()), widget=forms.CheckboxSelectMultiple, **common)


def _scale(question: Question, _choices: Any, common: Any) -> forms.Field:
    return forms.TypedChoiceField(
        choices=_steps_of(question), coerce=int, empty_value=None, widget=forms.RadioSelect, **common
    )


def _wishes(question: Question, choices: dict[str, str], common: Any) -> forms.Field:
    return RankedField(choices=choices, most=question.most or 3, **common)


_WRITTEN: dict[QuestionKind, Callable[[Question, dict[str, str], Any], forms.Field]] = {
    QuestionKind.TEXT: _text,
    QuestionKind.LONG_TEXT: _long_text,
    QuestionKind.CHOICE: _choice,
    QuestionKind.SEVERAL: _several,
    QuestionKind.SCALE: _scale,
    QuestionKind.WISHES: _wishes,
}


def _steps_of(question: Question) -> list[tuple[int, str]]:
    last = question.most or 5
    words = {1: str(question.lowest), last: str(question.highest)}
    return [(step, f"{step}: {words[step]}" if words.get(step) else str(step)) for step in range(1, last + 1)]


class PieceForm(StepForm):
    """One paper asked for, in one page or several; one that is there already needs no second."""

    def known(self) -> dict[str, Any]:
        assert self.step is not None  # noqa: S101  (asked on its own screen alone)
        assert isinstance(self.step.about, RequiredPiece)  # noqa: S101
        self.required = self.step.about
        self.kept = asked.pages_of(self.application, self.required)
        return {}

    @property
    def is_needed(self) -> bool:
        return bool(self.required.is_required)

    def prepare(self) -> None:
        self.fields[self.required.code] = PaperField(
            label=str(self.required.name), required=self.required.is_required and not self.kept, several=True
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        pages = given.get(self.required.code) or []
        if len(self.kept) + len(pages) > MOST_PAGES:
            self.add_error(
                self.required.code,
                _("%(most)s pages at most: take one away first, or put them into one PDF.") % {"most": MOST_PAGES},
            )
        return {"pages": pages}
