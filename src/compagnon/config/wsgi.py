"""The door of the web server."""

import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "compagnon.config.settings")
application = get_wsgi_application()

from compagnon.config.production import refusals  # noqa: E402  (settings first)
from compagnon.config.ready import get_ready  # noqa: E402

if told := refusals():
    sys.exit("\n".join(told))
get_ready()
