"""Words of the partners app."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ALIKE_BY: dict[str, str | Promise] = {
    "number": _("the same registration number"),
    "oid": _("the same OID"),
    "name": _("the same name in one place"),
    "alike": _("names alike in one place"),
}
