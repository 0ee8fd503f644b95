"""Django's settings: one file; what differs between installations comes from `environment`."""

import os
from pathlib import Path

import environ
from csp.constants import NONE, SELF

from compagnon.config import environment
from compagnon.config.environment import TESTING

BASE = Path(__file__).resolve().parent.parent
DATA_FOLDER = environment.DATA_FOLDER

DEBUG = environment.DEBUG
DEMO = environment.DEMO
SECRET_KEY = environment.secret_key()
VAULT_KEYS = environment.VAULT_KEYS
VAULT_KEY_FILE = DATA_FOLDER / "vault_key"
SECRET_KEY_FALLBACKS = environment.SECRET_KEY_FALLBACKS
ALLOWED_HOSTS = environment.ALLOWED_HOSTS
SITE_URL = environment.SITE_URL
PRIMARY_NETWORK = environment.PRIMARY_NETWORK
ROOT_URLCONF = "compagnon.config.urls"
WSGI_APPLICATION = "compagnon.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Person"
NETWORK_MODEL = "network.Network"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "django_htmx",
    "django_filters",
    "django_scopes",
    "django_countries",
    "i18nfield",
    "rules.apps.AutodiscoverRulesConfig",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "compagnon.core",
    "compagnon.core.ui",
    "compagnon.network",
    "compagnon.people",
    "compagnon.correspondence",
    "compagnon.consents",
    "compagnon.privacy",
    "compagnon.partners",
    "compagnon.schemes",
    "compagnon.toolbox",
    "compagnon.recruitment",
    "compagnon.mobilities",
    "compagnon.inclusion",
    "compagnon.timeline",
    "compagnon.placement",
    "compagnon.travel",
    "compagnon.seals",
    "compagnon.documents",
    "compagnon.stays",
    "compagnon.longpath",
    "compagnon.surveys",
    "compagnon.recognition",
    "compagnon.insights",
    "compagnon.doors.portal",
    "compagnon.doors.journey",
    "compagnon.doors.desk",
    "compagnon.doors.guest",
    "compagnon.doors.demo",
    "compagnon.doors.setup",
    "compagnon.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "compagnon.core.headers.PrivateAnswers",
    "compagnon.core.access.PersonMiddleware",
    "compagnon.people.support.SupportMiddleware",  # whoever asks for the user later finds it read, past the wall
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "compagnon.people.entrance.sessions.SessionLimits",
]

if TESTING:  # the test server serves static files itself
    MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")

_LOADERS = ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [("django.template.loaders.cached.Loader", ["django_cotton.cotton_loader.Loader", *_LOADERS])],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "compagnon.core.ui.templatetags.ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "compagnon.core.shell.shell",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.append("django.forms")

if environment.DATABASE_URL:
    _database_url = environment.DATABASE_URL
else:
    from compagnon.config import bundled_database  # only when it is used: it starts a server

    _database_url = bundled_database.start(DATA_FOLDER, quick=TESTING)
DATABASES = {"default": environ.Env.db_url_config(_database_url)}
DATABASE_ROLE = environment.DATABASE_ROLE
DATABASES["default"] |= {
    "ENGINE": "compagnon.core.wall",
    "CONN_MAX_AGE": 60,
    "CONN_HEALTH_CHECKS": True,
    "TEST": {"NAME": "test_compagnon" + os.environ.get("TEST_DB_SUFFIX", "")},
}

AUTHENTICATION_BACKENDS = ["compagnon.people.entrance.backends.PersonBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "compagnon.people.entrance.passwords.LengthValidator"},
    {"NAME": "compagnon.people.entrance.passwords.GuessableValidator"},
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "front"

# allauth is the engine of signing in; pages, words, limits and letters are ours (people.entrance.adapters).
ACCOUNT_ADAPTER = "compagnon.people.entrance.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "compagnon.people.entrance.adapters.SignOnAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form's answer may not lead to another site (form-action of the CSP)
SOCIALACCOUNT_STORE_TOKENS = False
PRIVATE_HOSTS = environment.PRIVATE_HOSTS
MFA_ADAPTER = "compagnon.people.entrance.adapters.FactorAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses are proved by a mailed code, and kept on the person alone
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False  # counted in the database, for all processes (people.actions.tries)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Compagnon"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute wrong
MFA_RECOVERY_CODE_DIGITS = 10

SESSION_COOKIE_AGE = 60 * 60 * 24 * 30  # the most; people.entrance.sessions ends them earlier, by role
COOKIE_PREFIX = "__Host-" if environment.HTTPS else ""  # a browser lets no other name or path set such a cookie
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid", f"{COOKIE_PREFIX}csrftoken"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}django_language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = environment.HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True  # pages carry the token themselves
MESSAGE_STORAGE = "compagnon.core.headers.Messages"
SECURE_SSL_REDIRECT = environment.HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if environment.HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = environment.HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if environment.HTTPS else None
TRUSTED_PROXIES = environment.TRUSTED_PROXIES
SECURE_REFERRER_POLICY = "same-origin"  # personal links never leave in a referrer
X_FRAME_OPTIONS = "DENY"  # but for our own papers: core.headers.shown_in_our_frames
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("fr", "Français"),
    ("de", "Deutsch"),
    ("it", "Italiano"),
    ("es", "Español"),
    ("nl", "Nederlands"),
]
LOCALE_PATHS = [BASE / "locale"]
TIME_ZONE = "Europe/Paris"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_FOLDER / "static"
if not (DEBUG or TESTING):
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
MEDIA_ROOT = DATA_FOLDER / "files"
FILES_URL, SCANNER_URL = environment.FILES_URL, environment.SCANNER_URL
TRUSTED_AUTHORITIES = environment.TRUSTED_AUTHORITIES
MOST_OF_GIVER = environment.MOST_MB_OF_PERSON * 1_000_000  # bytes
MOST_OF_PLACE = environment.MOST_MB_OF_CENTRE * 1_000_000
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 6_000_000  # a drawn signature or a photograph of a page, not more

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_IS_SENT = bool(environment.EMAIL_URL)
if environment.EMAIL_URL:
    globals().update(environ.Env.email_url_config(environment.EMAIL_URL))
    if globals()["EMAIL_BACKEND"].endswith("smtp.EmailBackend"):
        EMAIL_BACKEND = "compagnon.correspondence.smtp.EmailBackend"  # Django's, which tells how far a letter came
EMAIL_TIMEOUT = 60
TEXT_MESSAGES_URL = environment.TEXT_MESSAGES_URL
DEFAULT_FROM_EMAIL = environment.EMAIL_FROM

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
if not environment.HTTPS:  # which sets what these ask for
    SILENCED_SYSTEM_CHECKS = [f"security.W{number}" for number in ("004", "008", "012", "016")]
