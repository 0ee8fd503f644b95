"""What an installation that is served to people may not be: `serve`, `worker` and the web server refuse to start with it."""

from django.conf import settings

from compagnon.config import environment

SHORTEST_SECRET = 50
FEWEST_CHARACTERS = 10  # different ones: a secret is random, not typed
HERE = {"", "localhost", "127.0.0.1", "::1"}


def refusals() -> list[str]:
    """A sentence for each setting that must be mended before anybody is served; none while HTTPS is not 1.

    They go further than `check --deploy` of Django, which only warns.
    """
    if not environment.HTTPS:
        return []
    found = {
        "DEBUG=1 shows details of errors to everybody. Unset DEBUG.": settings.DEBUG,
        f"SECRET_KEY can be guessed: give {SHORTEST_SECRET} random characters, or unset it and one is made.": any(
            _is_weak(str(one)) for one in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        ),
        "ALLOWED_HOSTS names every host (*). Name those that lead here.": any(
            "*" in one for one in settings.ALLOWED_HOSTS
        ),
        f"SITE_URL is {settings.SITE_URL}: links in letters would leave unprotected. Begin it with https://.": not (
            settings.SITE_URL.startswith("https://")
        ),
        f"EMAIL_URL sends letters to {settings.EMAIL_HOST} in the open. Begin it with smtp+tls:// or smtp+ssl://.": (
            _mail_is_open()
        ),
    }
    return [sentence for sentence, is_so in found.items() if is_so]


def _is_weak(secret: str) -> bool:
    is_default = secret.startswith("django-insecure-")
    return is_default or len(secret) < SHORTEST_SECRET or len(set(secret)) < FEWEST_CHARACTERS


def _mail_is_open() -> bool:
    by_smtp = settings.EMAIL_IS_SENT and settings.EMAIL_BACKEND.endswith("smtp.EmailBackend")
    return by_smtp and settings.EMAIL_HOST not in HERE and not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL)
