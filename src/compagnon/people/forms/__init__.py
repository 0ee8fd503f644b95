"""Lists on their way in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.core.imports.columns import Field
from compagnon.core.imports.reading import Table


class UploadForm(forms.Form):
    """A list to import; what the file is, is judged by its bytes."""

    file = forms.FileField(
        label=_("Your list"),
        help_text=_("A spreadsheet saved as .xlsx, .ods, .xls or .csv, with a row of titles. At most 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.ods,.xls,.csv,.tsv,.txt"}),
        allow_empty_file=True,  # refused with our own sentence
    )


class ColumnsForm(forms.Form):
    """For each thing that a list may tell, the column of the file that tells it."""

    def __init__(
        self, *args: Any, fields_of: Sequence[Field], table: Table, guessed: dict[str, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            ("", _("Not in this file")),
            *((str(place), _title(table, place)) for place in range(len(table.titles))),
        ]
        for one in fields_of:
            self.fields[one.key] = forms.ChoiceField(
                label=one.label,  # type: ignore[arg-type]
                choices=choices,
                required=one.required,
                initial=str(guessed.get(one.key, "")),
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        places = [place for place in cleaned.values() if place]
        for key, place in list(cleaned.items()):
            if place and places.count(place) > 1:
                self.add_error(key, _("This column is chosen twice. Choose another one for one of them."))
        return cleaned

    def chosen(self) -> dict[str, int]:
        """The place of each column that was chosen."""
        return {key: int(place) for key, place in self.cleaned_data.items() if place}


def _title(table: Table, place: int) -> str:
    """The title of a column with its first values, so that one sees what is in it."""
    values = [row[place] for row in table.rows[:30] if place < len(row) and row[place]]
    shown = ", ".join(value[:24] for value in list(dict.fromkeys(values))[:2])
    title = table.titles[place] or f"{place + 1}"
    return f"{title} ({shown})" if shown else title


def settled(said: Any, checked: dict[str, Any]) -> dict[str, Any]:
    """What the preview's form says: corrected cells, meanings of unknown names, decisions about likely twins."""
    corrections: dict[str, dict[str, str]] = {}
    for problem in checked.get("problems", []):
        words = said.get(f"cell:{problem['row']}:{problem['field']}")
        if words is not None and (words := words.replace("\x00", "").strip()[:500]) != problem["value"]:
            corrections.setdefault(str(problem["row"]), {})[problem["field"]] = words
    values: dict[str, dict[str, int | None]] = {}
    for place, unknown in enumerate(checked.get("unknown", [])):
        key = said.get(f"name:{place}", "")
        allowed = {pair[0] for pair in (*unknown["near"], *checked.get("known", {}).get(unknown["field"], []))}
        if key == "empty" or (key.isdecimal() and int(key) in allowed):
            values.setdefault(unknown["field"], {})[unknown["written"]] = None if key == "empty" else int(key)
    decisions = {
        str(twin["row"]): choice
        for twin in checked.get("likely", [])
        if (choice := said.get(f"twin:{twin['row']}", "")) == "apart"
        or choice in {str(o["key"]) for o in twin["beside"]}
    }
    if said.get("twins") in ("merge", "apart"):
        decisions["all"] = said["twins"]
    return {"corrections": corrections, "values": values, "decisions": decisions}
