"""A register of companies in: fields, whom a row means, likely twins, and the write."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from compagnon.core.i18n import plain
from compagnon.core.imports import cells, writing
from compagnon.core.imports.cells import Wrong
from compagnon.core.imports.columns import Field
from compagnon.core.imports.kinds import Importer, Line, Match, Register, Tell
from compagnon.core.imports.known import Known, alikeness, simple, trigrams
from compagnon.network.choices import OrganisationKind
from compagnon.network.models import Organisation, Trade
from compagnon.partners.doubles import ALIKE
from compagnon.partners.models import Partner
from compagnon.partners.registers import bare_number, check_vat, company_number, departement_of, name_key

_KINDS = {
    "company": OrganisationKind.COMPANY, "entreprise": OrganisationKind.COMPANY, "societe": OrganisationKind.COMPANY,
    "training centre": OrganisationKind.TRAINING_CENTRE, "school": OrganisationKind.TRAINING_CENTRE,
    "centre de formation": OrganisationKind.TRAINING_CENTRE, "cfa": OrganisationKind.TRAINING_CENTRE,
    "ecole": OrganisationKind.TRAINING_CENTRE, "lycee": OrganisationKind.TRAINING_CENTRE,
    "other": OrganisationKind.OTHER, "other host": OrganisationKind.OTHER, "autre": OrganisationKind.OTHER,
}  # fmt: skip
_OF_PARTNER = ("hosts", "sends", "since")


def kind(cell: str) -> str:
    """Company, training centre or other host. Raises Wrong."""
    found = _KINDS.get(plain(cell))
    if found is None:
        raise Wrong(gettext_noop("Write company, training centre or other."))
    return found.value


FIELDS = (
    Field("name", _("Name"), cells.text_of(200), ("company", "company name", "business name", "organisation", "nom",
          "entreprise", "raison sociale", "dénomination", "enseigne", "nom de l'entreprise"), "Bakery Example", required=True),
    Field("registration_number", _("Registration number"), cells.registration_number, ("siret", "siret number", "vat",
          "vat number", "register number", "n° siret", "numéro siret", "tva", "n° tva", "numéro de tva"), ""),
    Field("legal_form", _("Legal form"), cells.text_of(80), ("forme juridique", "statut juridique", "rechtsform"), ""),
    Field("representative", _("Legal representative"), cells.text_of(160), ("représentant légal", "dirigeant", "gérant",
          "manager"), ""),
    Field("representative_function", _("Function of the legal representative"), cells.text_of(120), ("qualité du représentant",
          "fonction du représentant", "fonction du dirigeant"), ""),
    Field("oid", _("OID"), cells.oid, ("organisation id", "organization id", "code oid"), ""),
    Field("address", _("Address"), cells.text_of(250), ("street", "adresse", "rue", "adresse postale"), "1 Example Street"),
    Field("postcode", _("Postcode"), cells.text_of(16), ("zip", "zip code", "postal code", "code postal", "cp"), "53000"),
    Field("town", _("Town"), cells.text_of(120), ("city", "place", "ville", "commune", "localité"), "Laval"),
    Field("country", _("Country"), cells.country, ("pays",), "FR"),
    Field("email", _("E-mail"), cells.email, ("mail", "email", "courriel", "adresse mail", "mél"), "hello@example.org"),
    Field("phone", _("Phone"), cells.phone, ("telephone", "phone number", "téléphone", "tél"), "+33 1 99 00 12 34"),
    Field("kind", _("Kind"), kind, ("type", "nature"), _("company"), show=lambda value: str(OrganisationKind(value).label)),
    Field("trade_id", _("Trade"), cells.words, ("occupation", "métier", "activity", "activité", "secteur d'activité"), "",
          refers="trades"),
    Field("hosts", _("Hosts participants"), cells.yes_no, ("hosts", "accueille", "accueil", "accueil de jeunes étrangers"), _("yes")),
    Field("sends", _("Sends participants"), cells.yes_no, ("sends", "envoie", "envoi"), _("no")),
    Field("since", _("Partner since"), cells.number(1950, 2100), ("since", "partenaire depuis", "depuis"), "2024"),
)  # fmt: skip


class CompanyRegister(Register):
    """The organisations of one network as they are known."""

    def __init__(self, network: Any) -> None:
        self.network = network
        self.known = {"trades": Known((t.pk, str(t.name), _names_of(t)) for t in Trade.objects.all())}
        columns = ("pk", "name", "registration_number", "oid", "address", "postcode", "town", "country", "email", "phone",
                   "legal_form", "representative", "representative_function", "kind", *(f"partner__{name}" for name in _OF_PARTNER), "partner__pk")  # fmt: skip
        self.there: dict[int, dict[str, Any]] = {}
        self.by_number: dict[str, int] = {}
        self.by_oid: dict[str, int] = {}
        self.by_place: dict[tuple[str, str], list[int]] = {}
        self.by_town: dict[str, list[tuple[frozenset[str], int]]] = {}
        rows = Organisation.objects.exclude(kind=OrganisationKind.NETWORK_HEAD).order_by("pk")
        for row in rows.values(*columns).iterator(chunk_size=2000):
            self._learn({key.removeprefix("partner__") if key != "partner__pk" else key: row[key] for key in row})
        pairs = Organisation.trades.through.objects.filter(organisation__in=self.there.keys())
        self.trades = set(pairs.values_list("organisation_id", "trade_id"))

    def _learn(self, row: dict[str, Any]) -> None:
        pk, town, name = row["pk"], simple(row["town"]), name_key(row["name"])
        self.there[pk] = row
        if row["registration_number"]:
            self.by_number.setdefault(bare_number(row["registration_number"]), pk)
        if row["oid"]:
            self.by_oid.setdefault(row["oid"], pk)
        self.by_place.setdefault((name, town), []).append(pk)
        self.by_town.setdefault(town, []).append((trigrams(name), pk))

    def wrongs(self, said: dict[str, Any]) -> Sequence[tuple[str, Wrong]]:
        try:
            check_vat(said.get("registration_number", ""), said.get("country") or str(self.network.country))
        except Wrong as wrong:
            return [("registration_number", wrong)]
        return []

    def identities(self, said: dict[str, Any]) -> list[Any]:
        found: list[Any] = [(key, said[key]) for key in ("registration_number", "oid") if said.get(key)]
        return found or [("place", name_key(said["name"]), simple(said.get("town", "")))]

    def match(self, said: dict[str, Any]) -> Match:
        target = self.by_number.get(said.get("registration_number", "")) or self.by_oid.get(said.get("oid", ""))
        if target is not None:
            return Match(target)
        name, town = name_key(said["name"]), simple(said.get("town", ""))
        same = [pk for pk in self.by_place.get((name, town), ()) if self._may_be(pk, said)]
        if len(same) == 1 and not self._says_another_number(same[0], said):
            return Match(same[0])
        asked = trigrams(name)
        near = [
            (worth, pk)
            for parts, pk in self.by_town.get(town, ())
            if abs(len(parts) - len(asked)) <= len(asked) / 2
            and (worth := alikeness(asked, parts)) >= ALIKE
            and self._may_be(pk, said)
        ]
        ranked = [pk for _worth, pk in sorted(near, key=lambda pair: (-pair[0], pair[1]))]
        return Match(likely=list(dict.fromkeys([*same, *ranked]))[:3])

    def _may_be(self, pk: int, said: dict[str, Any]) -> bool:
        """Two numbers of different companies settle it; two establishments of one company (first 9 digits) do not."""
        mine, theirs = said.get("registration_number", ""), bare_number(self.there[pk]["registration_number"])
        is_other = bool(mine and theirs and company_number(mine) != company_number(theirs))
        return not is_other and (not said.get("country") or said["country"] == self.there[pk]["country"])

    def _says_another_number(self, pk: int, said: dict[str, Any]) -> bool:
        kept = self.there[pk]["registration_number"]
        return bool(kept and said.get("registration_number", bare_number(kept)) != bare_number(kept))

    def differences(self, target: int, said: dict[str, Any]) -> dict[str, Any]:
        kept = self.there[target]
        changed = {key: value for key, value in said.items() if key != "trade_id" and _kept(kept, key) != value}
        if said.get("trade_id") and (target, said["trade_id"]) not in self.trades:
            changed["trade_id"] = said["trade_id"]
        return changed

    def described(self, target: int) -> tuple[str, dict[str, str]]:
        kept = self.there[target]
        return kept["name"], {key: str(value or "") for key, value in kept.items()}

    def write(self, new: Sequence[Line], changed: Sequence[Line], tell: Tell) -> dict[str, Any]:
        made = self._make(new, tell)
        record: dict[str, Any] = {}
        partners: dict[int, dict[str, Any]] = {}
        organisations: dict[int, dict[str, Any]] = {}
        pairs: list[tuple[int, int]] = []
        newly: list[Partner] = []
        for line in changed:
            pk, said = int(line.target or 0), dict(line.differences)
            if "trade_id" in said:
                pairs.append((pk, said.pop("trade_id")))
            of_partner = {key: said.pop(key) for key in _OF_PARTNER if key in said}
            organisations[pk] = said
            if of_partner and self.there[pk]["partner__pk"]:
                partners[self.there[pk]["partner__pk"]] = of_partner
            elif of_partner:
                newly.append(Partner(network=self.network, organisation_id=pk, **{"hosts": False, **of_partner}))
        record["network.Organisation"] = writing.change(
            Organisation, {pk: one for pk, one in organisations.items() if one}
        )
        record["partners.Partner"] = writing.change(Partner, partners)
        joined = self._join(pairs)
        Partner.objects.bulk_create(newly)
        made.append({"root": "network.Organisation_trades", "pks": joined, "beside": True})
        made.append({"root": "partners.Partner", "pks": [one.pk for one in newly], "beside": True})
        tell(len(new) + len(changed))
        return {"made": made, "changed": record}

    def _make(self, new: Sequence[Line], tell: Tell) -> list[dict[str, Any]]:
        organisations = []
        for line in new:
            said = {key: value for key, value in line.said.items() if key not in ("trade_id", *_OF_PARTNER)}
            one = Organisation(network=self.network, **self._usual(said))
            one.search_text = one.found_by()
            organisations.append(one)
        Organisation.objects.bulk_create(organisations, batch_size=writing.AT_ONCE)
        tell(len(new) // 2)
        partners = [
            Partner(network=self.network, organisation=one, **{"hosts": False, **_of_partner(line.said)})
            for one, line in zip(organisations, new, strict=True)
        ]
        Partner.objects.bulk_create(partners, batch_size=writing.AT_ONCE)
        both = zip(organisations, new, strict=True)
        self._join([(one.pk, line.said["trade_id"]) for one, line in both if "trade_id" in line.said])
        tell(len(new))
        parts = {"partners.Partner": "organisation_id", "network.Organisation_trades": "organisation_id"}
        return [{"root": "network.Organisation", "pks": [one.pk for one in organisations], "parts": parts}]

    def _usual(self, said: dict[str, Any]) -> dict[str, Any]:
        """What a list leaves out: a company, in the network's country; a French postcode tells the département."""
        full = {"kind": OrganisationKind.COMPANY.value, "country": self.network.country, **said}
        return {"departement_code": departement_of(full["country"], full.get("postcode", "")), **full}

    def _join(self, pairs: list[tuple[int, int]]) -> list[int]:
        through = Organisation.trades.through
        rows = [through(organisation_id=organisation, trade_id=trade) for organisation, trade in pairs]
        return [row.pk for row in through.objects.bulk_create(rows, batch_size=writing.AT_ONCE)]


def _of_partner(said: dict[str, Any]) -> dict[str, Any]:
    return {key: said[key] for key in _OF_PARTNER if key in said}


def _kept(row: dict[str, Any], key: str) -> Any:
    """A number that was kept with spaces is the same number."""
    return bare_number(row[key]) if key == "registration_number" else row[key]


def _names_of(trade: Trade) -> Iterable[str]:
    names = trade.name.data.values() if isinstance(trade.name.data, dict) else ()
    return [*map(str, names), trade.key.replace("_", " "), trade.key, trade.esco_uri, trade.esco_label]


COMPANIES = Importer(
    name="companies",
    label=_("Companies"),
    explanation=_("Companies, training centres and other hosts, with number, address and trade."),
    icon="building-2",
    fields=FIELDS,
    open=CompanyRegister,
    title=lambda said: ", ".join(part for part in (said.get("name", ""), said.get("town", "")) if part),
    side_by_side=("registration_number", "address", "postcode", "town", "email", "phone"),
)
