"""Course sheets from a spreadsheet: one row a course; a course that is there keeps its texts, which the team may have approved."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from compagnon.core import clock
from compagnon.core.imports import cells, writing
from compagnon.core.imports.cells import Wrong
from compagnon.core.imports.columns import Field
from compagnon.core.imports.kinds import Importer, Line, Match, Register, Tell
from compagnon.core.imports.known import Known, simple
from compagnon.longpath.models import CourseSheet, CourseVersion
from compagnon.network.models import Trade

NO_RNCP = gettext_noop("This is no number of the French register. Write it as RNCP37537.")


def _rncp(cell: str) -> str:
    """With or without its letters. Raises Wrong for what is no number."""
    digits = cell.strip().upper().removeprefix("RNCP").strip()
    if not (digits.isdecimal() and 2 <= len(digits) <= 6):
        raise Wrong(NO_RNCP)
    return f"RNCP{digits}"


FIELDS = (
    Field("title", _("Course"), cells.text_of(160), ("diploma", "title", "formation", "diplôme", "intitulé"), "CAP Boulanger", required=True),
    Field("trade_id", _("Trade"), cells.words, ("occupation", "métier", "filière"), "", refers="trades"),
    Field("level", _("EQF level"), cells.number(1, 8), ("level", "niveau", "niveau CEC"), "3"),
    Field("rncp", _("RNCP number"), _rncp, ("rncp", "code rncp", "fiche rncp"), "RNCP37537"),
    Field("fits", _("When a long stay fits"), cells.text_of(1000), ("when", "période", "quand"), ""),
    Field("units", _("Units of the diploma reached abroad"), cells.text_of(1000), ("units", "unités", "blocs", "blocs de compétences"), ""),
    Field("learnt", _("What is learnt abroad"), cells.text_of(3000), ("learnt", "contenu", "compétences"), ""),
    Field("assessed", _("How it is assessed, and counts at home"), cells.text_of(2000), ("assessment", "évaluation", "validation"), ""),
    Field("at_distance", _("Lessons from a distance"), cells.text_of(2000), ("distance", "à distance", "foad"), ""),
)  # fmt: skip
OF_SHEET = ("title", "trade_id", "level", "rncp")
OF_VERSION = ("fits", "units", "learnt", "assessed", "at_distance")


class CourseRegister(Register):
    """The course sheets of one network by their title."""

    def __init__(self, network: Any) -> None:
        self.network = network
        trades = Trade.objects.all()
        self.known = {
            "trades": Known((one.pk, str(one.name), [one.key.replace("_", " "), *_names(one)]) for one in trades)
        }
        self.there: dict[int, dict[str, Any]] = {row["pk"]: row for row in CourseSheet.objects.values("pk", *OF_SHEET)}
        self.by_title = {simple(row["title"]): pk for pk, row in self.there.items()}

    def identities(self, said: dict[str, Any]) -> list[Any]:
        return [simple(said.get("title", ""))]

    def match(self, said: dict[str, Any]) -> Match:
        return Match(self.by_title.get(simple(said.get("title", ""))))

    def differences(self, target: int, said: dict[str, Any]) -> dict[str, Any]:
        row = self.there[target]
        return {name: said[name] for name in OF_SHEET[1:] if name in said and said[name] != row[name]}

    def described(self, target: int) -> tuple[str, dict[str, str]]:
        row = self.there[target]
        texts = {name: str(row[name] or "") for name in OF_SHEET}
        return row["title"], {**texts, "trade_id": self.known["trades"].labels.get(row["trade_id"], "")}

    def write(self, new: Sequence[Line], changed: Sequence[Line], tell: Tell) -> dict[str, Any]:
        sheets = [
            CourseSheet(network=self.network, **{name: line.said[name] for name in OF_SHEET if name in line.said})
            for line in new
        ]
        CourseSheet.objects.bulk_create(sheets, batch_size=writing.AT_ONCE)
        texts = [{name: line.said.get(name, "") for name in OF_VERSION} for line in new]
        CourseVersion.objects.bulk_create(
            CourseVersion(network=self.network, sheet=sheet, written_at=clock.now(), **said)
            for sheet, said in zip(sheets, texts, strict=True)
            if any(said.values())
        )
        tell(len(new))
        record = writing.change(CourseSheet, {int(line.target or 0): line.differences for line in changed})
        tell(len(new) + len(changed))
        made = {
            "root": "longpath.CourseSheet",
            "pks": [one.pk for one in sheets],
            "parts": {"longpath.CourseVersion": "sheet_id"},
        }
        return {"made": [made], "changed": {"longpath.CourseSheet": record}}


def _names(trade: Trade) -> list[str]:
    return [str(name) for name in trade.name.data.values()] if isinstance(trade.name.data, dict) else []


COURSES = Importer(
    name="courses",
    label=_("Course sheets"),
    explanation=_(
        "Which courses can hold a long stay: one row a course, with its level, its units and what is learnt."
    ),
    icon="school",
    fields=FIELDS,
    open=CourseRegister,
    title=lambda said: str(said.get("title", "")),
    side_by_side=("title", "trade_id", "level", "rncp"),
)
