"""Ways of asking that HTML lacks."""

from typing import Any

from django import forms


class MoodInput(forms.Widget):
    """Five faces with words, values 1 to 5: radio buttons, so it works everywhere."""

    template_name = "ui/mood_input.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["value"] = "" if value is None else str(value)
        return context
