"""Roles and their scope, invitations, replacements: what the team's pages ask."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compagnon.core.registries import call_choices
from compagnon.network.models import Site
from compagnon.people.actions.team import Held
from compagnon.people.choices import Role
from compagnon.people.invited import Invited, read
from compagnon.people.models import Person
from compagnon.people.rules import gives


class RolesForm(forms.Form):
    """Which roles somebody holds, and how far a referent's and a reviewer's reach.

    Roles that `by` may not give are not shown, and stay as they are.
    """

    roles = forms.MultipleChoiceField(label=_("Roles"), widget=forms.CheckboxSelectMultiple)
    departements = forms.MultipleChoiceField(
        label=_("A referent’s départements"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing ticked here nor below: the whole network."),
    )
    sites = forms.MultipleChoiceField(
        label=_("A referent’s sites"), required=False, widget=forms.CheckboxSelectMultiple
    )
    call = forms.ChoiceField(label=_("A reviewer’s call"), required=False)

    def __init__(self, *args: Any, by: Person, held: set[Held], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        may = gives(by)
        self._kept = {one for one in held if one.role not in may}
        offered = {one.role: one for one in held} if self._kept else {}
        self.fields["roles"].choices = [(role.value, role.label) for role in Role if role in may]
        self.fields["roles"].required = not offered
        places = list(Site.objects.all())
        named = {site.departement_code: site.departement_name or site.departement_code for site in places}
        self.fields["departements"].choices = sorted((code, name) for code, name in named.items() if code)
        self.fields["sites"].choices = [(str(site.pk), site.town or site.name) for site in places]
        self.fields["call"].choices = [("", _("All calls")), *call_choices()()]
        self.initial.update(
            roles=[one.role for one in held],
            departements=[one.departement_code for one in held if one.departement_code],
            sites=[str(one.site_id) for one in held if one.site_id],
            call=next((one.call_code for one in held if one.call_code), ""),
        )

    def held(self) -> set[Held]:
        """The roles that were chosen, each as often as its scope asks."""
        said = self.cleaned_data
        made = set(self._kept)
        for role in said["roles"]:
            if role == Role.REFERENT:
                within = {Held(role, departement_code=code) for code in said["departements"]}
                within |= {Held(role, site_id=int(pk)) for pk in said["sites"]}
                made |= within or {Held(role)}
            else:
                made.add(Held(role, call_code=said["call"] if role == Role.REVIEWER else ""))
        return made


class InviteForm(RolesForm):
    """Whom to invite, by lines that were pasted, with which roles and in which language."""

    people = forms.CharField(
        label=_("Whom to invite"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One line each: an e-mail address, or Name &lt;name@place.example&gt;."),
    )
    language = forms.ChoiceField(label=_("Language of the letter"))
    field_order = ("people", "language", "roles", "departements", "sites", "call")

    def __init__(self, *args: Any, by: Person, languages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, by=by, held=set(), **kwargs)
        self._network_id = by.network_id
        self.fields["language"].choices = languages
        self.invited: list[Invited] = []

    def clean_people(self) -> str:
        typed: str = self.cleaned_data["people"]
        self.invited, problems = read(typed, network_id=self._network_id or 0)
        if problems:
            raise forms.ValidationError(problems)
        if not self.invited:
            raise forms.ValidationError(_("Write at least one address."))
        return typed


class ReplacementForm(forms.Form):
    """Who stands in, from when to when."""

    stand_in = forms.ModelChoiceField(label=_("Replaced by"), queryset=Person.objects.none(), empty_label=_("Choose…"))
    first_day = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    last_day = forms.DateField(
        label=_("Last day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Both days are included."),
    )

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stand_in"].queryset = colleagues


class JoinForm(forms.Form):
    """What somebody invited says about themselves; a password only if they want one and have none."""

    first_name = forms.CharField(
        label=pgettext_lazy("guest", "First name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        label=pgettext_lazy("guest", "Last name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    language = forms.ChoiceField(label=pgettext_lazy("guest", "Language"))
    password = forms.CharField(
        label=pgettext_lazy("guest", "Password"),
        strip=False,
        required=False,
        max_length=128,
        help_text=pgettext_lazy(
            "guest", "Empty, if you sign in with a code by e-mail; else at least 12 characters: several words are best."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: Person, languages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._person = person
        self.fields["language"].choices = languages
        self.initial.update(first_name=person.first_name, last_name=person.last_name, language=person.language)
        if person.password and person.has_usable_password():
            del self.fields["password"]

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if password:
            validate_password(password, self._person)
        return password
