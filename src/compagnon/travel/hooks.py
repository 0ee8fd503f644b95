"""What the travel app plugs into others."""

from django.utils.translation import gettext_lazy as _

from compagnon.core.activity import words
from compagnon.core.registries import Panel, mobility_panels
from compagnon.travel.views import panels

words({"travel.terms_told": _("%(by)s told for the rules of the stay: %(what)s.")})

mobility_panels.add("legal", Panel(panels.legal, beside=True), position=30)
