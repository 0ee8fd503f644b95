"""What a paper does not say yet, as it is told: which fact, who can give it, whether the paper waits for it."""

import re
from dataclasses import dataclass

from django.utils.translation import get_language, ngettext

from compagnon.documents.catalogue.filling import Filled, Filling
from compagnon.documents.catalogue.shape import Term
from compagnon.documents.catalogue.subjects import Subject
from compagnon.documents.catalogue.tables import blank_days
from compagnon.documents.file_facts import asked_of
from compagnon.documents.sentences import AGREEMENT_ASKS, GIVERS, LACKS, OF_SENDER, OUTCOME_LACKS

_BLOCKS = re.compile(r"host\.name|host\.person\.name|period\..*|outcomes.*|guardian|participant\.name")


@dataclass(frozen=True)
class Lack:
    """Something a paper does not say yet, and who can give it. What `blocks` must be there before it goes out.

    `by` and `key` name the question that asks it, where one does: of the paper, or of a file.
    """

    what: str
    who: str
    blocks: bool
    by: str = ""
    key: str = ""


def lack_of_row(row: Filled, subject: Subject) -> Lack:
    """A row without a value; one of a file is asked of who may tell it."""
    asks = {"by": row.term.by, "key": row.term.key} if row.term else asked_of(row.name, subject)
    who = str(GIVERS[row.term.by] if row.term else row.giver)
    return Lack(row.titled(get_language() or "en"), who, blocks=row.need == "!", **asks)


def unsaid(filling: Filling, term: Term) -> str:
    """What a question asks that nobody has said; of one that asks day by day, of how many days where it is some of them."""
    what = term.label.get(get_language() or "en") or term.label["en"]
    if term.ask != "days" or not filling.said(term):
        return what
    count = len(blank_days(filling.subject, filling.terms.get(term.key) or {}))
    some = ngettext("%(what)s (%(count)d day is blank)", "%(what)s (%(count)d days are blank)", count)
    return some % {"what": what, "count": count} if count else ""


def lack_of_path(path: str, subject: Subject, *, is_incoming: bool) -> Lack:
    """A fact that a learning agreement lacks."""
    numbered = re.fullmatch(r"outcomes\.(\d+)\.(\w+)", path)
    if numbered:
        what = str(OUTCOME_LACKS[numbered[2]]) % {"number": int(numbered[1]) + 1}
        return Lack(what, str(LACKS["outcomes"][1]), blocks=True)
    of_sender = OF_SENDER.get(path) if is_incoming else None
    what_lazy, who = of_sender or LACKS.get(path, (path, ""))
    key, by = AGREEMENT_ASKS.get(path, ("", ""))
    asks = {"by": by, "key": key} if key else asked_of(path, subject)
    return Lack(str(what_lazy), str(who), blocks=bool(of_sender or _BLOCKS.fullmatch(path)), **asks)
