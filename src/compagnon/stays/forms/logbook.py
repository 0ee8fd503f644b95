"""What is asked for the logbook; the same forms take what a phone sends later."""

from typing import Any
from uuid import UUID, uuid4, uuid5

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compagnon.core import clock
from compagnon.core.files import FileRefused
from compagnon.core.pictures import LARGEST_PHOTOGRAPH, Picture, photograph
from compagnon.mobilities.models import Mobility
from compagnon.stays.actions.logbook import MOST_PHOTOS, Told
from compagnon.stays.queries.logbook import days_to_tell

_HEIC = b"ftyp"


class PhotosInput(forms.FileInput):
    """Several pictures at once, from the camera or the album."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(attrs={"accept": "image/jpeg,image/png", "multiple": True})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile]:
        return list(files.getlist(name)) if hasattr(files, "getlist") else []


class PhotosField(forms.FileField):
    """Pictures, each looked at; its clean value is a list of bytes."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=PhotosInput(), **options)

    def clean(self, data: Any, initial: Any = None) -> list[Picture]:
        given = list(data or [])
        if not given and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(given) > MOST_PHOTOS:
            raise forms.ValidationError(_("At most %(count)d pictures for one entry."), params={"count": MOST_PHOTOS})
        return [_looked_at(super(PhotosField, self).clean(one, initial)) for one in given]


def _looked_at(upload: UploadedFile) -> Picture:
    if (upload.size or 0) > LARGEST_PHOTOGRAPH:
        raise forms.ValidationError(
            _("The picture is too large: at most %(size)d MB."), params={"size": LARGEST_PHOTOGRAPH // 1_000_000}
        )
    content: bytes = upload.read()
    if content[4:8] == _HEIC:
        raise forms.ValidationError(
            _("This picture is in a format that others cannot open (HEIC). Make a screenshot of it, and choose that.")
        )
    try:
        return photograph(content)
    except FileRefused as refused:
        raise forms.ValidationError(str(refused)) from refused


class KnownOutcomes(forms.MultipleChoiceField):
    """Those that still belong to the stay: what was taken out since a phone kept the page keeps no entry back."""

    def to_python(self, value: Any) -> list[str]:
        return [code for code in super().to_python(value) if self.valid_value(code)]


class WordsForm(forms.Form):
    """What was done, and what it was good for."""

    text = forms.CharField(
        label=pgettext_lazy("journey", "What did you do?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write at least a sentence.")},
    )
    outcomes = KnownOutcomes(
        label=pgettext_lazy("journey", "What was it good for?"),
        help_text=pgettext_lazy("journey", "The learning outcomes of the learning agreement."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, mobility: Mobility, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["outcomes"].choices = [(one.code, str(one.title)) for one in mobility.outcomes.all()]
        if not self.fields["outcomes"].choices:
            del self.fields["outcomes"]


class EntryForm(WordsForm):
    """One day of the logbook."""

    day = forms.DateField(
        label=pgettext_lazy("journey", "Which day?"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    photos = PhotosField(
        label=pgettext_lazy("journey", "Pictures"),
        help_text=_("Only people around this stay see them. Ask everybody whom you show."),
        required=False,
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    told_at = forms.DateTimeField(widget=forms.HiddenInput, required=False)
    field_order = ("day", "text", "outcomes", "photos")

    def __init__(self, *args: Any, mobility: Mobility, **options: Any) -> None:
        self.first, self.last = days_to_tell(mobility)
        options.setdefault("initial", {"key": uuid4(), "day": min(clock.today(), self.last)})
        super().__init__(*args, mobility=mobility, **options)
        self.fields["day"].widget.attrs |= {"min": self.first.isoformat(), "max": self.last.isoformat()}

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if not self.first <= day <= self.last:
            days = {"first": date_format(self.first), "last": date_format(self.last)}
            raise forms.ValidationError(_("Choose a day between %(first)s and %(last)s."), params=days)
        return day

    def told(self) -> Told:
        """What was told, as the action takes it."""
        given = self.cleaned_data
        outcomes = tuple(given.get("outcomes", ()))
        return Told(given["key"], given["day"], given["text"], outcomes, given.get("told_at"))

    def pictures(self) -> list[tuple[UUID, Picture]]:
        """The pictures with keys that follow from that of the entry, so that a form sent twice keeps each once."""
        key: UUID = self.cleaned_data["key"]
        return [(uuid5(key, str(number)), picture) for number, picture in enumerate(self.cleaned_data["photos"])]


class PhotoForm(forms.Form):
    """One picture of an entry, as a phone sends it later."""

    key = forms.UUIDField()
    entry = forms.UUIDField()
    photo = PhotosField()
    words = forms.CharField(max_length=200, required=False)


class WeekForm(forms.Form):
    """Which week a tutor confirms, with a word if they like."""

    monday = forms.DateField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=pgettext_lazy("guest", "A word for the logbook"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class CommentForm(forms.Form):
    """A word about an entry."""

    text = forms.CharField(
        label=_("Comment"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write at least a sentence.")},
    )
