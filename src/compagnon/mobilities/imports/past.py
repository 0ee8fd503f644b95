"""Mobilities from before the software in: a row tells how many went, or each row is one person; alike ones are counted together."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from compagnon.core import clock
from compagnon.core.i18n import plain
from compagnon.core.imports import cells, writing
from compagnon.core.imports.cells import Wrong
from compagnon.core.imports.columns import Field
from compagnon.core.imports.kinds import Importer, Line, Match, Register, Tell
from compagnon.core.imports.known import Known
from compagnon.mobilities.choices import school_year, school_year_name
from compagnon.mobilities.models import PastMobilities
from compagnon.network.models import Site, Trade
from compagnon.people.choices import ParticipantKind
from compagnon.schemes.choices import Direction
from compagnon.schemes.models import Scheme

_KINDS = {
    ParticipantKind.LEARNER: "learner learners apprentice apprentices apprenti apprentie apprentis apprenant apprenants "
    "eleve eleves jeune jeunes stagiaire stagiaires etudiant etudiants",
    ParticipantKind.STAFF: "staff trainer trainers teacher teachers personnel personnels formateur formatrice formateurs "
    "enseignant enseignante enseignants",
}
_DIRECTIONS = {
    Direction.OUT: "out outgoing outbound sortant sortante sortants sortantes depart departs envoi",
    Direction.IN: "in incoming inbound entrant entrante entrants entrantes accueil accueilli accueillis",
}
_YEARS = re.compile(r"(\d{4})\s*[-/–]\s*(\d{4}|\d{2})")
MOST = 100_000

ONE_YEAR = gettext_noop("Write the school year as 2018/2019: a single year may be either of two.")
NO_YEARS = gettext_noop("This is no school year. Write it as 2018/2019.")
WHEN = gettext_noop("Say when: the school year as 2018/2019, or the day of departure.")
OTHER_YEAR = gettext_noop("The departure lies in the school year %(year)s. Correct one of the two.")
ORDER = gettext_noop("The return is before the departure.")
TO_COME = gettext_noop("This has not begun: mobilities to come are opened by an application or from a participant.")


def year(cell: str) -> int:
    """A school year written as 2018/2019, 2018-2019 or 2018-19, by the year in which it begins. Raises Wrong."""
    found = _YEARS.fullmatch(cell.strip())
    if found is None:
        raise Wrong(ONE_YEAR if re.fullmatch(r"(19|20)\d{2}", cell.strip()) else NO_YEARS)
    first, second = int(found[1]), found[2]
    if not (1980 <= first <= 2100 and str(first + 1).endswith(second)):
        raise Wrong(NO_YEARS)
    return first


def one_of(words: dict[Any, str], text: str) -> Any:
    """A reader of one of a few values, by the words that lists use for them."""
    by_word = {word: value for value, said in words.items() for word in said.split()}

    def read(cell: str) -> str:
        found = by_word.get(plain(cell).strip("( )."))
        if found is None:
            raise Wrong(text)
        return str(found.value)

    return read


FIELDS = (
    Field("year", _("School year"), year, ("year", "année scolaire", "année", "exercice", "promotion"), "2018/2019",
          show=school_year_name),
    Field("departs_on", _("Departure"), cells.day, ("start", "from", "départ", "date de départ", "début", "date de début",
          "du"), "2019-03-04", is_day=True),
    Field("returns_on", _("Return"), cells.day, ("end", "until", "retour", "date de retour", "fin", "date de fin", "au"),
          "2019-03-18", is_day=True),
    Field("country", _("Country"), cells.country, ("destination", "pays", "pays de destination", "pays d'accueil",
          "host country"), "DE", required=True, show=countries.name),
    Field("people", _("Number of people"), cells.number(1, MOST), ("people", "number", "participants", "count", "nombre",
          "effectif", "nb", "nombre de participants", "nombre de personnes", "nombre de mobilités"), "12"),
    Field("kind", _("Kind"), one_of(_KINDS, gettext_noop("Write learner or staff.")), ("type", "public", "profil",
          "type de public", "participant"), _("learner"), show=lambda value: str(ParticipantKind(value).label)),
    Field("direction", _("Direction"), one_of(_DIRECTIONS, gettext_noop("Write outgoing or incoming.")), ("sens",
          "sortant entrant", "flux"), _("outgoing"), show=lambda value: str(Direction(value).label)),
    Field("trade_id", _("Trade"), cells.words, ("occupation", "métier", "section", "filière", "spécialité"), "",
          refers="trades"),
    Field("scheme_id", _("Scheme"), cells.words, ("programme", "dispositif", "type de mobilité", "programme de mobilité",
          "action"), "", refers="schemes"),
    Field("site_id", _("Training centre"), cells.words, ("site", "centre", "cfa", "établissement", "centre de formation",
          "campus"), "", refers="sites"),
    Field("reference", _("Reference"), cells.text_of(60), ("ref", "project", "group", "référence", "projet", "groupe",
          "n° de projet", "convention"), ""),
)  # fmt: skip
_TOLD = (
    "year",
    "departs_on",
    "returns_on",
    "country",
    "kind",
    "direction",
    "trade_id",
    "scheme_id",
    "site_id",
    "reference",
)


class PastRegister(Register):
    """The past mobilities of one network, by all that is told of them but their number."""

    def __init__(self, network: Any) -> None:
        self.network, self.today = network, clock.today()
        self.schemes = {scheme.pk: scheme for scheme in Scheme.objects.all()}
        self.known = {
            "trades": Known((t.pk, str(t.name), _said(t.name, t.key)) for t in Trade.objects.all()),
            "schemes": Known((s.pk, str(s.name), _said(s.name, s.key)) for s in self.schemes.values()),
            "sites": Known((s.pk, s.town or s.name, (s.name, s.key, s.town)) for s in Site.objects.all()),
        }
        self.there: dict[int, dict[str, Any]] = {}
        self.alike: dict[tuple[Any, ...], list[int]] = defaultdict(list)
        for row in PastMobilities.objects.order_by("pk").values("pk", "people", *_TOLD):
            self.there[row["pk"]] = row
            self.alike[_key(row)].append(row["pk"])

    def wrongs(self, said: dict[str, Any]) -> Sequence[tuple[str, Wrong]]:
        departs, told = said.get("departs_on"), said.get("year")
        found = []
        if departs is None and told is None:
            found.append(("year", Wrong(WHEN)))
        if departs and told is not None and school_year(departs) != told:
            found.append(("year", Wrong(OTHER_YEAR, year=school_year_name(school_year(departs)))))
        if departs and said.get("returns_on") and said["returns_on"] < departs:
            found.append(("returns_on", Wrong(ORDER)))
        if (departs and departs > self.today) or (told is not None and told > school_year(self.today)):
            found.append(("departs_on" if departs else "year", Wrong(TO_COME)))
        return found

    def gathered(self, lines: list[Line]) -> list[Line]:
        """Rows that tell the same are one, with their people added up."""
        together: dict[tuple[Any, ...], Line] = {}
        for line in lines:
            self._complete(line.said)
            first = together.setdefault(_key(line.said), line)
            if first is not line:
                first.said["people"] += line.said["people"]
                first.stands_for += 1
        return list(together.values())

    def _complete(self, said: dict[str, Any]) -> None:
        """What a row leaves out and something else in it tells; without a scheme or a word, people went out."""
        scheme = self.schemes.get(said.get("scheme_id", 0))
        said.setdefault("people", 1)
        if "year" not in said:
            said["year"] = school_year(said["departs_on"])
        if scheme:
            said.setdefault("kind", scheme.participant_kind)
        said.setdefault("direction", scheme.direction if scheme else Direction.OUT.value)

    def identities(self, said: dict[str, Any]) -> list[Any]:
        return [_key(said)]

    def match(self, said: dict[str, Any]) -> Match:
        alike = self.alike.get(_key(said), [])
        same = [pk for pk in alike if self.there[pk]["people"] == said["people"]]
        return Match(same[0]) if same else Match(likely=alike)

    def differences(self, target: int, said: dict[str, Any]) -> dict[str, Any]:
        return {} if self.there[target]["people"] == said["people"] else {"people": said["people"]}

    def described(self, target: int) -> tuple[str, dict[str, str]]:
        row = self.there[target]
        texts = {key: str(row[key] or "") for key in ("departs_on", "returns_on", "country", "people", "reference")}
        for key, known in (("trade_id", "trades"), ("scheme_id", "schemes"), ("site_id", "sites")):
            texts[key] = self.known[known].labels.get(row[key], "")
        return title(row), {**texts, "year": school_year_name(row["year"])}

    def write(self, new: Sequence[Line], changed: Sequence[Line], tell: Tell) -> dict[str, Any]:
        made = PastMobilities.objects.bulk_create(
            [PastMobilities(network=self.network, **line.said) for line in new], batch_size=writing.AT_ONCE
        )
        tell(len(new))
        record = writing.change(PastMobilities, {int(line.target or 0): line.differences for line in changed})
        tell(len(new) + len(changed))
        group = {"root": "mobilities.PastMobilities", "pks": [one.pk for one in made]}
        return {"made": [group], "changed": {"mobilities.PastMobilities": record}}


def title(said: dict[str, Any]) -> str:
    """Short words for a row: 2018/2019, Germany: 12."""
    began = said.get("year") or (school_year(said["departs_on"]) if said.get("departs_on") else 0)
    where = ", ".join(
        part for part in (began and school_year_name(began), str(countries.name(said.get("country", "")))) if part
    )
    told = gettext("%(where)s: %(people)s")
    return told % {"where": where, "people": said["people"]} if said.get("people") else where


def _key(said: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(str(said.get(name) or "") for name in _TOLD)


def _said(name: Any, key: str) -> Iterable[str]:
    return [*(map(str, name.data.values()) if isinstance(name.data, dict) else ()), key, key.replace("_", " ")]


PAST = Importer(
    name="past",
    label=_("Past mobilities"),
    explanation=_(
        "Who went before you had this program, in as little detail as you have: one row a person, or counted."
    ),
    icon="clock",
    fields=FIELDS,
    open=PastRegister,
    title=title,
    side_by_side=("year", "departs_on", "country", "people", "trade_id", "scheme_id", "site_id", "reference"),
)
