"""What is kept of a stay that is over, and the next departure: as the page asks for both."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from compagnon.mobilities.actions import Stay
from compagnon.mobilities.forms import StayForm
from compagnon.mobilities.models import Mobility
from compagnon.people.models import Participant
from compagnon.timeline.again.done import Kind, Line
from compagnon.timeline.again.opening import Place


class KeepForm(forms.Form):
    """A tick for each line; the words of what was added by hand can be put right before everybody reads them."""

    wanted = forms.CharField(
        label=gettext_lazy("What is changed, and why"),
        max_length=500,
        help_text=gettext_lazy("One sentence: it stands in the list of versions."),
    )

    def __init__(self, *args: Any, lines: Sequence[Line], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines, self.language = lines, language
        for line in lines:
            if line.kind is Kind.AS_PLANNED:
                continue
            ticked = line.kind is Kind.ADDED and not line.waived
            self.fields[f"keep_{line.key}"] = forms.BooleanField(
                label=line.title, required=False, initial=ticked,
                widget=forms.CheckboxInput({"aria-label": _SAYS[line.kind] % {"title": line.title}}),
            )  # fmt: skip
            if _is_own(line):
                self.fields[f"title_{line.key}"] = forms.CharField(
                    label=_("Task"), max_length=200, initial=line.title, required=False,
                    widget=forms.TextInput({"class": "input", "aria-label": _("Words of the task: %(title)s") % {"title": line.title}}),
                )  # fmt: skip

    def of(self, kind: Kind) -> list[tuple[Line, BoundField, BoundField | None]]:
        """The lines of a kind, each with its tick and, where it can be worded, its words."""
        return [
            (line, self[f"keep_{line.key}"], self[f"title_{line.key}"] if _is_own(line) else None)
            for line in self.lines
            if line.kind is kind
        ]

    def groups(self) -> dict[str, list[tuple[Line, BoundField, BoundField | None]]]:
        """The lines by what becomes of them, for the page."""
        return {str(kind): self.of(kind) for kind in _SAYS}

    @property
    def as_planned(self) -> list[Line]:
        return [line for line in self.lines if line.kind is Kind.AS_PLANNED]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        ticked = [line for line in self.lines if said.get(f"keep_{line.key}")]
        if not ticked:
            self.add_error(None, _("Tick at least one line: nothing is changed otherwise."))
        for line in ticked:
            if _is_own(line) and not said.get(f"title_{line.key}", "").strip():
                self.add_error(f"title_{line.key}", _("Say what is to be done."))
        return said

    def taken(self) -> list[Line]:
        """The lines that were ticked, own ones with their words in the reader's language."""
        said = self.cleaned_data
        return [
            replace(line, row={**line.row, "title": {self.language: said[f"title_{line.key}"]}})
            if _is_own(line)
            else line
            for line in self.lines
            if said.get(f"keep_{line.key}")
        ]


_SAYS = {
    Kind.ADDED: gettext_lazy("Take into the timeline: %(title)s"),
    Kind.MOVED: gettext_lazy("Take the day on which it was really done: %(title)s"),
    Kind.WAIVED: gettext_lazy("Leave out: %(title)s"),
    Kind.ABSENT: gettext_lazy("Leave out: %(title)s"),
}


def _is_own(line: Line) -> bool:
    return line.key.startswith("own-")


class OpenForm(StayForm):
    """The next departure: its days, its host, and who goes. Nobody is ticked beforehand."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=200, help_text=gettext_lazy("As you speak of it: “Flensburg in March”.")
    )
    place = forms.ChoiceField(label=gettext_lazy("Host and tutor"), widget=forms.RadioSelect)
    people = forms.MultipleChoiceField(
        label=gettext_lazy("Who went, once more"), required=False, widget=forms.CheckboxSelectMultiple
    )
    joining = forms.MultipleChoiceField(
        label=gettext_lazy("Who gets ready and has no host yet"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("name", "departs_on", "returns_on", "place", "people", "joining")

    def __init__(
        self,
        *args: Any,
        places: Sequence[Place],
        went: Sequence[Participant],
        waiting: Sequence[Mobility],
        in_group: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places, self.went, self.waiting, self.in_group = places, went, waiting, in_group
        if not in_group:
            del self.fields["name"]
            self.fields["joining"].help_text = _("They keep their own days.")
        self.fields["place"].initial = "0"
        offered = {
            "place": [(str(at), str(one)) for at, one in enumerate(places)],
            "people": [(one.code, str(one)) for one in went],
            "joining": [(one.code, str(one)) for one in waiting],
        }
        for name, choices in offered.items():
            if choices:
                self.fields[name].choices = choices  # type: ignore[attr-defined]
            else:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.in_group and not (cleaned.get("people") or cleaned.get("joining")):
            first = next((name for name in ("people", "joining") if name in self.fields), None)
            self.add_error(first, _("Tick who goes: a stay of its own is somebody’s."))
        return cleaned

    def chosen(self, *, country: str, town: str) -> dict[str, Any]:
        """What `open_again` takes; the place of the stay is the host's, else the one before."""
        said = self.cleaned_data
        place = self.places[int(said["place"])] if self.places else Place(None)
        if place.host is not None:
            country, town = str(place.host.country), place.host.town
        people, files = set(said.get("people", ())), set(said.get("joining", ()))
        return {
            "name": said.get("name", ""),
            "stay": Stay(said["departs_on"], said["returns_on"], country, town),
            "place": place,
            "people": [one for one in self.went if one.code in people],
            "files": [one for one in self.waiting if one.code in files],
        }
