"""What is done with the papers of many mobilities at once."""

from typing import Any

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compagnon.core import clock
from compagnon.documents.actions.bundle import AT_ONCE, agreements_in_one_file


def papers(request: Any, rows: Any) -> HttpResponseBase | str:
    """The learning agreements of the rows as one ZIP."""
    if rows.count() > AT_ONCE:
        return (
            ngettext("At most %d paper at once: select fewer.", "At most %d papers at once: select fewer.", AT_ONCE)
            % AT_ONCE
        )
    bundle, _refused = agreements_in_one_file(rows)
    name = _("learning-agreements-%(day)s") % {"day": clock.today().isoformat()}
    return FileResponse(bundle, as_attachment=True, filename=f"{name}.zip", content_type="application/zip")
