"""Networks and what they are made of."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from i18nfield.fields import I18nCharField, I18nTextField

from compagnon.core.i18n import plain_words
from compagnon.core.models import Coded, NetworkModel
from compagnon.core.search import search_index
from compagnon.network.choices import EmblemKind, OrganisationKind, ProjectRole, Zone


class Network(models.Model):
    """A tenant: a chamber or consortium with its centres."""

    key = models.SlugField(_("key"), unique=True)
    name = I18nCharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60)
    country = CountryField(_("country"))
    region = models.CharField(_("region"), max_length=120, blank=True)
    languages = models.JSONField(_("languages"), default=list)
    default_language = models.CharField(_("default language"), max_length=5, default="en")
    time_zone = models.CharField(_("time zone"), max_length=60, default="Europe/Paris")
    introduction = I18nTextField(_("introduction"), blank=True)
    step_names = models.JSONField(_("names of the steps"), default=dict)
    address = models.TextField(_("postal address"), max_length=250, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    is_open = models.BooleanField(default=True)  # while it is set up, nobody outside sees its portal
    shows_first_day = models.BooleanField(default=False)  # what is left of setting it up, until it is dismissed
    edition = models.PositiveIntegerField(default=0)  # counts changes, so that kept pages are made anew

    class Meta:
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def network_id(self) -> int:
        """So that a network can have activity rows of its own."""
        return self.pk

    @cached_property
    def emblems(self) -> "list[Emblem]":
        """Logos and emblems that are shown, in their order; read once a page."""
        return list(Emblem.unscoped.filter(network=self, is_off=False))

    @property
    def logo(self) -> "Emblem | None":
        return next((one for one in self.emblems if one.kind == EmblemKind.LOGO), None)

    @property
    def supporters(self) -> "list[Emblem]":
        """Funders, partners and supporters: everybody but the network itself."""
        return [one for one in self.emblems if one.kind != EmblemKind.LOGO]


class Listed(models.Model):
    """A row that a network puts in order, and switches off: it then is no choice any more and stays in the files."""

    position = models.PositiveSmallIntegerField(default=0)
    is_off = models.BooleanField(default=False)

    class Meta:
        abstract = True


class Organisation(Coded, Listed, NetworkModel):
    """A legal entity: network head, training centre, company, other host.

    `representative` is who signs for it by law, as papers name them; who is written to is a contact.
    """

    key = models.SlugField(_("key"), max_length=80, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    name = models.CharField(_("name"), max_length=200)
    country = CountryField(_("country"))
    address = models.CharField(_("address"), max_length=250, blank=True)
    postcode = models.CharField(_("postcode"), max_length=16, blank=True)
    town = models.CharField(_("town"), max_length=120, blank=True)
    departement_code = models.CharField(_("département"), max_length=3, blank=True)
    registration_number = models.CharField(
        _("registration number"), max_length=40, blank=True, help_text=_("SIRET, VAT or trade register number.")
    )
    oid = models.CharField(_("OID"), max_length=9, blank=True, help_text=_("E and eight digits, if it has one."))
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    legal_form = models.CharField(
        _("legal form"), max_length=80, blank=True, help_text=_("For example association, public body, SARL, GmbH.")
    )
    activity = models.CharField(_("what it does"), max_length=160, blank=True)
    representative = models.CharField(_("legal representative"), max_length=160, blank=True)
    representative_function = models.CharField(_("function of the legal representative"), max_length=120, blank=True)
    uai_code = models.CharField(
        _("UAI code"), max_length=8, blank=True, help_text=_("Only of a French training centre."),
        validators=[RegexValidator(r"^\d{7}[A-Za-z]$", _("A UAI code has seven digits and a letter."))],
    )  # fmt: skip
    declaration_number = models.CharField(
        _("declaration number of training activity"), max_length=14, blank=True,
        help_text=_("Only of a French training centre."),
        validators=[RegexValidator(r"^\d{2} ?\d[\dAB] ?\d{5} ?\d{2}$", _("A declaration number has eleven digits."))],
    )  # fmt: skip
    trades: Any = models.ManyToManyField("Trade", verbose_name=_("trades"), blank=True, related_name="organisations")
    search_text = models.TextField(editable=False, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        indexes = [
            models.Index(fields=["network", "kind", "name"], name="organisation_list"),
            search_index("organisation_search"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "key"], condition=~models.Q(key=""), name="organisation_key_once_per_network"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = self.found_by()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Its page at the desk, as the network works with it."""
        return reverse("partners:partner", args=[self.code])

    def clean(self) -> None:
        """What only a training centre has, only a training centre is given."""
        super().clean()
        if self.kind not in (OrganisationKind.TRAINING_CENTRE, OrganisationKind.NETWORK_HEAD):
            given = [name for name in ("uai_code", "declaration_number") if getattr(self, name)]
            if given:
                raise ValidationError(dict.fromkeys(given, _("Only a training centre has one: leave it empty.")))

    def found_by(self) -> str:
        """The words by which it is found; who saves many rows at once sets `search_text` by it."""
        return plain_words((self.name, self.town, self.registration_number, self.oid))

    @property
    def place(self) -> str:
        return ", ".join(part for part in (self.town, str(self.country.name)) if part)


class Site(Coded, Listed, NetworkModel):
    """A place of an organisation; a town that is not known stays empty and reads "to be completed"."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="sites")
    key = models.SlugField(_("key"), max_length=80)
    name = models.CharField(_("name"), max_length=200)
    town = models.CharField(_("town"), max_length=120, blank=True)
    departement_code = models.CharField(_("département code"), max_length=3, blank=True)
    departement_name = models.CharField(_("département"), max_length=80, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ["position", "departement_code", "name"]
        constraints = [models.UniqueConstraint(fields=["network", "key"], name="site_key_once_per_network")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_complete(self) -> bool:
        return bool(self.town)


class Sector(Listed, NetworkModel):
    """A family of trades."""

    key = models.SlugField(_("key"), max_length=60)
    name = I18nCharField(_("name"), max_length=200)

    class Meta:
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["network", "key"], name="sector_key_once_per_network")]

    def __str__(self) -> str:
        return str(self.name)


class Trade(Listed, NetworkModel):
    """What is learnt, with its ESCO, ISCO-08 and ISCED-F codes; an unknown code stays empty."""

    sector = models.ForeignKey(Sector, on_delete=models.CASCADE, related_name="trades")
    key = models.SlugField(_("key"), max_length=80)
    name = I18nCharField(_("name"), max_length=200)
    esco_uri = models.URLField(_("ESCO occupation"), blank=True)
    esco_label = models.CharField(_("ESCO label"), max_length=200, blank=True)
    isco08 = models.CharField(_("ISCO-08"), max_length=4, blank=True)
    isced_f = models.CharField(_("ISCED-F 2013"), max_length=4, blank=True)
    is_regulated = models.BooleanField(_("regulated occupation"), default=False)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("trade")
        verbose_name_plural = _("trades")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["network", "key"], name="trade_key_once_per_network")]

    def __str__(self) -> str:
        return str(self.name)


class Destination(Listed, NetworkModel):
    """A country to which the network sends; adding one is data (SD-22)."""

    country = CountryField(_("country"))
    zone = models.CharField(_("zone"), max_length=20, choices=Zone)

    class Meta:
        verbose_name = _("destination")
        verbose_name_plural = _("destinations")
        constraints = [models.UniqueConstraint(fields=["network", "country"], name="destination_once_per_network")]

    def __str__(self) -> str:
        return str(self.country.name)


class KeyFigure(Listed, NetworkModel):
    """A declared figure: value, unit, year and source. Without a year the page says "year not stated" (SD-07)."""

    key = models.SlugField(_("key"), max_length=60)
    label = I18nCharField(_("label"), max_length=200)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=2)
    unit = models.CharField(_("unit"), max_length=30)
    qualifier = models.CharField(_("qualifier"), max_length=30, blank=True)
    year = models.CharField(_("year"), max_length=20, blank=True)
    source = models.CharField(_("source"), max_length=250, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    entered_at = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("key figure")
        verbose_name_plural = _("key figures")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["network", "key"], name="figure_key_once_per_network")]

    def __str__(self) -> str:
        return str(self.label)


class CooperationProject(Listed, NetworkModel):
    """A European or national project in which the network takes part (SD-41)."""

    key = models.SlugField(_("key"), max_length=60)
    name = models.CharField(_("name"), max_length=120)
    full_name = models.CharField(_("full name"), max_length=250, blank=True)
    programme = models.CharField(_("programme"), max_length=120)
    role = models.CharField(_("role"), max_length=20, choices=ProjectRole)
    aim = I18nTextField(_("aim"))
    period = models.CharField(_("period"), max_length=60, blank=True)
    project_number = models.CharField(_("project number"), max_length=60, blank=True)
    website = models.URLField(_("website"), blank=True)
    partners = models.JSONField(_("partners"), default=list)

    class Meta:
        verbose_name = _("cooperation project")
        verbose_name_plural = _("cooperation projects")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["network", "key"], name="project_key_once_per_network")]

    def __str__(self) -> str:
        return self.name


class Emblem(Coded, Listed, NetworkModel):
    """A logo or a funder's emblem with the words that stand for it, and what the funder asks to have said (SD-50).

    `file` is the name under which `core.files` keeps it; `statement` stands beside it on pages and papers. With a
    `programme` it is for the papers of the schemes of that programme, else for all.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=EmblemKind)
    file = models.CharField(max_length=100, editable=False)
    media_type = models.CharField(max_length=30, editable=False)
    words = I18nCharField(_("in words"), max_length=200)
    programme = models.CharField(_("programme"), max_length=60, blank=True)
    statement = I18nTextField(_("statement"), blank=True)

    class Meta:
        verbose_name = _("logo or emblem")
        verbose_name_plural = _("logos and emblems")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.words)


class SetupLink(models.Model):
    """A one-time address under which a new network is made; only the fingerprint of its token is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    network = models.ForeignKey(Network, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("setup address")
        verbose_name_plural = _("setup addresses")

    def __str__(self) -> str:
        return f"{self.expires_at:%Y-%m-%d %H:%M}"
