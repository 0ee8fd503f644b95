"""What is asked when an agreement is written, signed, refused or checked."""

import re
from typing import Any

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from compagnon.core import files
from compagnon.documents.actions.agreement import TEXTS, WrittenOutcome
from compagnon.documents.choices import OutcomeKind
from compagnon.documents.filling import by_language
from compagnon.documents.models import AgreementTerms, LearningOutcome
from compagnon.documents.proposals import TERMS

SHORT_TERMS = ("workplace", "schedule", "progress")


def name_of(model: Any, field: str) -> str:
    """What a field is called, as a label begins."""
    return str(model._meta.get_field(field).verbose_name).capitalize()


class InLanguages(forms.Form):
    """A form whose texts are asked once for each language; `texts_of(name)` gives them back by language."""

    def __init__(self, *args: Any, languages: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = languages
        self.labels: dict[str, Any] = {}

    def ask(self, name: str, label: Any, known: dict[str, str], *, lines: int, longest: int) -> None:
        self.labels[name] = label
        for code in self.languages:
            rows = {"rows": lines} if lines > 1 else {}
            widget = (forms.Textarea if lines > 1 else forms.TextInput)(attrs={"lang": code, **rows})
            self.fields[f"{name}-{code}"] = forms.CharField(
                label=get_language_info(code)["name_translated"].capitalize(),
                widget=widget,
                required=False,
                max_length=longest,
                initial=known.get(code) or known.get("", ""),
            )

    def texts_of(self, name: str) -> dict[str, str]:
        return {code: self.cleaned_data.get(f"{name}-{code}", "").strip() for code in self.languages}

    def rows(self) -> list[tuple[Any, list[Any]]]:
        """Text by text: what it is, and its fields beside one another."""
        return [(label, [self[f"{name}-{code}"] for code in self.languages]) for name, label in self.labels.items()]


class OutcomeForm(InLanguages):
    """One learning outcome; `code` is empty for a new one."""

    code = forms.CharField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=OutcomeKind)

    def __init__(self, *args: Any, outcome: LearningOutcome | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        if outcome is not None:
            self.initial.update(code=outcome.code, kind=outcome.kind)
        else:
            self.initial.setdefault("kind", OutcomeKind.PROFESSIONAL)
        for name in TEXTS:
            label = name_of(LearningOutcome, name)
            known = by_language(getattr(outcome, name)) if outcome else {}
            short = name == "standard"
            self.ask(name, label, known, lines=1 if short else 2, longest=200 if short else 300)

    @property
    def heading(self) -> str:
        """What it is called while it is folded: the first text that there is."""
        texts = (self[f"title-{code}"].value() or "" for code in self.languages)
        return next((text for text in texts if text.strip()), "")

    @property
    def stands_open(self) -> bool:
        return bool(self.errors if self.is_bound else False) or not self.heading

    def written(self) -> WrittenOutcome:
        texts = {name: self.texts_of(name) for name in TEXTS}
        return WrittenOutcome(kind=self.cleaned_data["kind"], code=self.cleaned_data["code"], **texts)


class TermsForm(InLanguages):
    """What the agreement says beyond the outcomes."""

    def __init__(self, *args: Any, terms: AgreementTerms, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in TERMS:
            label = name_of(AgreementTerms, name)
            lines, longest = (1, 200) if name in SHORT_TERMS else (3, 2000)
            self.ask(name, label, by_language(getattr(terms, name)), lines=lines, longest=longest)

    def written(self) -> dict[str, dict[str, str]]:
        return {name: self.texts_of(name) for name in TERMS}


class ReasonForm(forms.Form):
    """Why a new version is needed."""

    reason = forms.CharField(
        label=_("What has to change, and why?"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000
    )


class CheckForm(forms.Form):
    """A paper to be checked: the file, or what is printed on it."""

    file = forms.FileField(
        label=_("The PDF"), required=False, widget=forms.FileInput(attrs={"accept": "application/pdf"})
    )
    fingerprint = forms.CharField(
        label=_("Or its reference, or its fingerprint (SHA-256)"),
        help_text=_("The reference stands at the top of the paper, for example LA-7K3MQ2XT."),
        required=False,
        max_length=200,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        typed = re.sub(r"[\s:]", "", cleaned.get("fingerprint") or "").lower()
        if cleaned.get("file"):
            try:
                cleaned["content"] = files.uploaded(cleaned["file"], kind=files.PDF)
                cleaned["sha256"] = files.fingerprint(cleaned["content"])
            except files.FileRefused as refused:
                self.add_error("file", str(refused))
        elif re.fullmatch(r"[0-9a-f]{64}", typed):
            cleaned["sha256"] = typed
        elif re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*-[a-z0-9]{6,12}", typed):
            cleaned["reference"] = typed
        elif typed:
            self.add_error(
                "fingerprint",
                _(
                    "Type the reference as it is printed, for example LA-7K3MQ2XT, or all 64 characters of the fingerprint."
                ),
            )
        else:
            self.add_error("file", _("Choose a PDF, or type its reference or its fingerprint."))
        return cleaned
