"""What was asked for papers that are still written: listed, exported, asked again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from compagnon.core import clock, lists
from compagnon.core.access import desk
from compagnon.core.sheets import xlsx_response
from compagnon.documents import inquiries
from compagnon.documents.actions import inquiring
from compagnon.documents.catalogue.shape import PaperKind
from compagnon.documents.models import Inquiry
from compagnon.documents.standings import url_of
from compagnon.documents.tables import INQUIRIES
from compagnon.documents.wordings import kinds_of
from compagnon.people.entrance.proof import asked_first


def _rows(request: Any) -> Any:
    return inquiries.seen_by(request.person).select_related(*inquiries.WITH_FILE, "asked_by")


@desk("documents.prepare_documents")
def listing(request: Any) -> HttpResponse:
    """What was answered first, then what is waited for the longest."""
    listed = lists.read(INQUIRIES, request, _rows(request))
    kinds = kinds_of(request.network.pk)
    found = [(one, _url(one, kinds)) for one in listed.page or ()]
    return lists.answer(request, "documents/desk/inquiries.html", listed, {"found": found})


@desk("documents.prepare_documents")
def export(request: Any) -> HttpResponseBase:
    """What the filters leave, as a spreadsheet."""
    rows = lists.read(INQUIRIES, request, _rows(request), paged=False).rows
    name = _("asked-for-papers-%(day)s") % {"day": clock.today().isoformat()}
    return asked_first(request, rows.count()) or xlsx_response(name, INQUIRIES.columns, rows)


@desk("documents.prepare_documents")
@require_POST
def again(request: Any) -> HttpResponse:
    """Write once more to those ticked who have not answered; nobody twice within a day."""
    chosen = lists.chosen(INQUIRIES, request, _rows(request))
    count = inquiring.ask_again(inquiries=chosen, by=request.person)
    if count:
        told = ngettext("%(count)s person is asked once more.", "%(count)s people are asked once more.", count)
        messages.success(request, told % {"count": count})
    else:
        messages.warning(request, _("Nobody was asked: they have answered, or were asked within a day."))
    return redirect("documents:inquiries")


def _url(inquiry: Inquiry, kinds: dict[str, PaperKind]) -> str:
    kind = kinds.get(inquiry.kind)
    return url_of(kind, inquiry.subject, kind.about) if kind else ""
