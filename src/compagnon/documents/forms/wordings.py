"""The sentences of a kind of paper in one language, each asked in a field of its own."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from compagnon.documents.catalogue.shape import PaperKind
from compagnon.documents.differences import Part, difference
from compagnon.documents.wordings import Content, Place, places_of, problem_of

LONGEST = 2000


class WordingForm(forms.Form):
    """One field for each place; what is emptied reads as shipped."""

    def __init__(self, posted: Any = None, *, kind: PaperKind, content: Content, language: str) -> None:
        super().__init__(posted)
        self.use_required_attribute = False
        self.kind, self.language, self.places = kind, language, list(places_of(kind))
        for place in self.places:
            own = content.get(place.key, {}).get(language, "")
            label = _("One more sentence of yours") if place.is_own else _("Sentence")
            self.fields[place.key] = forms.CharField(
                label=label,
                required=False,
                max_length=LONGEST,
                initial=own or place.shipped.get(language, ""),
                widget=forms.Textarea(attrs={"lang": language, "rows": 2 if place.is_own else 4}),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for place in self.places:
            if problem := problem_of(cleaned.get(place.key, ""), self.kind):
                self.add_error(place.key, problem)
        return cleaned

    @cached_property
    def parts(self) -> list[tuple[str, list[tuple[Place, Any, list[Part]]]]]:
        """The places under the part of the paper where they stand, each with its field and how it differs from the shipped words."""
        found: dict[str, list[tuple[Place, Any, list[Part]]]] = {}
        for place in self.places:
            field = self[place.key]
            shipped = place.shipped.get(self.language, "")
            now = str(field.value() or "") or shipped
            parts = difference(shipped, now) if shipped and now != shipped else []
            found.setdefault(place.where, []).append((place, field, parts))
        return list(found.items())
