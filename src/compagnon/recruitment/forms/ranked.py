"""Wishes in order: a list with buttons up and down that work without JavaScript."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


def moved(order: list[str], move: str) -> list[str]:
    """The list after one button: "up-2", "down-0", "out-1" by place, "in-KEY" for one more at the end."""
    verb, _dash, what = move.partition("-")
    if verb == "in":
        return [*order, what] if what and what not in order else order
    place = int(what) if what.isdecimal() else -1
    if not 0 <= place < len(order):
        return order
    rest = [*order]
    one = rest.pop(place)
    if verb == "out":
        return rest
    rest.insert(max(0, place - 1) if verb == "up" else place + 1, one)
    return rest


class RankedInput(forms.Widget):
    """The wishes chosen, each with its buttons, then those that can still be chosen; names are typed where nothing is to choose."""

    template_name = "recruitment/ranked_input.html"
    use_fieldset = True

    def __init__(self, *, choices: dict[str, str], most: int) -> None:
        super().__init__()
        self.choices, self.most = choices, most

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        given = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        order = [one.strip() for one in given if one.strip()]
        return moved(order, data.get(f"{name}-move", ""))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        order = list(value or [])
        free = max(0, self.most - len(order))
        context["widget"] |= {
            "order": [(one, self.choices.get(one, one)) for one in order],
            "offered": [(key, word) for key, word in self.choices.items() if key not in order] if free else [],
            "typed": bool(not self.choices),
            "empty": range(free if not self.choices else 0),
        }
        return context


class RankedField(forms.Field):
    """At most so many wishes, in order; its clean value is the list of keys, or of names that were typed."""

    def __init__(self, *, choices: dict[str, str], most: int, **options: Any) -> None:
        self.choices, self.most = choices, most
        super().__init__(widget=RankedInput(choices=choices, most=most), **options)

    def clean(self, value: Any) -> list[str]:
        order: list[str] = super().clean(value)
        if len({one.casefold() for one in order}) < len(order):
            raise forms.ValidationError(pgettext_lazy("learner", "You named the same wish twice."))
        if len(order) > self.most:
            raise forms.ValidationError(_("Choose %(most)s at most.") % {"most": self.most})
        if self.choices and not set(order) <= set(self.choices):
            raise forms.ValidationError(_("One of these can no longer be chosen: take it out."))
        return [one[:120] for one in order]
