"""The program as the web server serves it, with the floor beside it."""

import django
from django.conf import settings

django.setup(set_prefix=False)
settings.ROOT_URLCONF = "tools.bench.urls"

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402  (needs the settings)

from compagnon.config.ready import get_ready  # noqa: E402

application = WSGIHandler()
get_ready()
