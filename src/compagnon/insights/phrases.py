"""Words of figures that several pages say."""

from django.utils.translation import gettext as _


def hundredths(number: float) -> str:
    """A percentage as it is written."""
    return _("%(number)s%%") % {"number": f"{number:g}"}
