"""The program as it is served over HTTPS: what it refuses to start with, and what it then tells browsers."""

import json
import os
import secrets
import subprocess
import sys

import pytest

from compagnon.config import environment
from compagnon.config.production import refusals

SERVED = {
    "HTTPS": "1",
    "SITE_URL": "https://mobility.example.org",
    "ALLOWED_HOSTS": "mobility.example.org",
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing",  # not asked for any of this
    "EMAIL_URL": "smtp+tls://user:word@mail.example.org:587",
    "SECRET_KEY": secrets.token_urlsafe(64),
}
LOOK = """
import json
from django.conf import settings
from django.test import Client
from compagnon.config.wsgi import application
answer = Client(headers={"host": "mobility.example.org"}).get("/live", secure=True)
plain = Client(headers={"host": "mobility.example.org"}).get("/live")
from django.contrib.messages.storage import default_storage
names = [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, default_storage(None).cookie_name]
print(json.dumps({"headers": dict(answer.headers), "plain": [plain.status_code, plain.headers["Location"]], "cookies": names}))
"""


def run(*arguments, **changes):
    """The program in a process of its own, with the settings of production and some of them changed."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    return subprocess.run(
        [sys.executable, *arguments],
        env=kept | SERVED | changes,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def served(settings, monkeypatch):
    """The settings of an installation that may be served."""
    monkeypatch.setattr(environment, "HTTPS", True)
    settings.DEBUG, settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = False, secrets.token_urlsafe(64), []
    settings.ALLOWED_HOSTS, settings.SITE_URL = ["mobility.example.org"], "https://mobility.example.org"
    settings.EMAIL_IS_SENT, settings.EMAIL_BACKEND = True, "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = "mail.example.org", True, False
    return settings


def test_an_installation_set_up_as_the_guide_says_is_served(served):
    assert refusals() == []


@pytest.mark.parametrize(
    ("changes", "begins"),
    [
        ({"DEBUG": True}, "DEBUG=1 shows"),
        ({"SECRET_KEY": "django-insecure-" + secrets.token_urlsafe(64)}, "SECRET_KEY can be guessed"),
        ({"SECRET_KEY": secrets.token_urlsafe(64)[:49]}, "SECRET_KEY can be guessed"),
        ({"SECRET_KEY": "change-me" * 10}, "SECRET_KEY can be guessed"),
        ({"SECRET_KEY_FALLBACKS": ["short"]}, "SECRET_KEY can be guessed"),
        ({"ALLOWED_HOSTS": ["mobility.example.org", "*"]}, "ALLOWED_HOSTS names every host"),
        ({"SITE_URL": "http://mobility.example.org"}, "SITE_URL is http://mobility.example.org"),
        ({"EMAIL_USE_TLS": False}, "EMAIL_URL sends letters to mail.example.org in the open"),
    ],
)
def test_each_danger_gets_one_sentence(served, changes, begins):
    for name, value in changes.items():
        setattr(served, name, value)

    told = refusals()

    assert [sentence[: len(begins)] for sentence in told] == [begins]


@pytest.mark.parametrize(
    "changes",
    [
        {"EMAIL_USE_TLS": False, "EMAIL_USE_SSL": True},
        {"EMAIL_USE_TLS": False, "EMAIL_HOST": "localhost"},  # a mail server on the same machine
        {"EMAIL_USE_TLS": False, "EMAIL_IS_SENT": False},
        {"EMAIL_USE_TLS": False, "EMAIL_BACKEND": "anymail.backends.mailjet.EmailBackend"},
    ],
)
def test_letters_that_are_not_overheard_are_let_go(served, changes):
    for name, value in changes.items():
        setattr(served, name, value)

    assert refusals() == []


def test_a_trial_without_https_starts_whatever_it_is(served, monkeypatch):
    monkeypatch.setattr(environment, "HTTPS", False)
    served.DEBUG, served.ALLOWED_HOSTS = True, ["*"]

    assert refusals() == []


def test_djangos_own_checks_for_production_find_nothing():
    done = run("-m", "compagnon", "check", "--deploy", "--fail-level", "WARNING")

    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n"), done.stderr


@pytest.mark.parametrize("command", [["serve"], ["worker"]])
def test_a_start_that_would_endanger_people_is_refused(command):
    done = run("-m", "compagnon", *command, DEBUG="1", ALLOWED_HOSTS="*")

    assert done.returncode == 1
    assert "DEBUG=1 shows details of errors to everybody. Unset DEBUG.\nALLOWED_HOSTS names every host" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_web_server_refuses_too_and_the_doctor_says_the_same():
    server = run("-c", "import compagnon.config.wsgi", EMAIL_URL="smtp://mail.example.org:25")
    doctor = run("-m", "compagnon", "doctor", EMAIL_URL="smtp://mail.example.org:25")
    sentence = "EMAIL_URL sends letters to mail.example.org in the open. Begin it with smtp+tls:// or smtp+ssl://."

    assert (server.returncode, server.stderr.splitlines()[-1]) == (1, sentence)
    assert (doctor.returncode, f"MEND  {sentence}" in doctor.stdout.splitlines()) == (1, True)


def test_browsers_are_told_to_stay_on_https_and_keep_cookies_to_this_host():
    done = run("-c", LOOK)
    said = json.loads(done.stdout)

    assert said["headers"]["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert said["plain"] == [301, "https://mobility.example.org/live"]
    assert said["cookies"] == ["__Host-sessionid", "__Host-csrftoken", "__Host-django_language", "__Host-messages"]
