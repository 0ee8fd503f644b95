"""Every variable the program reads, with its meaning; `compagnon doctor` prints this table."""

import secrets
import sys
from dataclasses import dataclass
from pathlib import Path

import environ

TESTING = "pytest" in sys.modules
_env = environ.Env()


@dataclass(frozen=True)
class Variable:
    name: str
    help: str


VARIABLES = (
    Variable("COMPAGNON_DATA", "Folder for the bundled database, files and the secret key. Default: .local/data here."),
    Variable("COMPAGNON_DEMO", "1 turns demonstration mode on: one-click roles, letters shown on a page."),
    Variable("COMPAGNON_NETWORK", "Key of the network shown at the address /. Default: the first one."),
    Variable("DATABASE_URL", "A PostgreSQL of your own, from version 15. Default: the bundled server."),
    Variable(
        "DATABASE_ROLE",
        "Role that holds the program inside one network; it owns nothing. Default: compagnon_walled.",
    ),
    Variable(
        "EMAIL_URL",
        "How letters leave, for example smtp+tls://user:password@host:587. Default: they stay in the outbox.",
    ),
    Variable("EMAIL_FROM", "Sender of the letters, for example Mobility <mobility@example.org>."),
    Variable(
        "FILES_URL",
        "Where files are kept, if not in the data folder: s3://bucket/folder?endpoint=https://…&region=…, keys in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
    ),
    Variable(
        "SCANNER_URL", "The virus scanner (clamd): tcp://127.0.0.1:3310 or unix:///run/clamav/clamd.ctl. Default: none."
    ),
    Variable(
        "TRUSTED_AUTHORITIES",
        "Path of a file of certificates (PEM) whose authorities vouch for signatures in PDFs in every network. Default: none.",
    ),
    Variable(
        "TEXT_MESSAGES_URL",
        "The gateway for codes by text message, as an address of Apprise with {number} where the number goes, for example twilio://SID:token@+33700000000/{number}. Default: none.",
    ),
    Variable("MOST_MB_OF_PERSON", "How many MB of files one person may bring. Default: 300."),
    Variable("MOST_MB_OF_CENTRE", "How many MB of files the people of one training centre may bring. Default: 50000."),
    Variable("SECRET_KEY", "At least 50 random characters. Default: made once and kept in the data folder."),
    Variable(
        "VAULT_KEYS",
        "Keys that seal what people tell in private, newest first, separated by commas. Default: made once and kept in the data folder.",
    ),
    Variable("SECRET_KEY_FALLBACKS", "Former secret keys, separated by commas: what they sealed still opens."),
    Variable("ALLOWED_HOSTS", "Names this site answers to, separated by commas. Default: localhost and 127.0.0.1."),
    Variable("SITE_URL", "Address put into letters, for example https://mobility.example.org."),
    Variable("HTTPS", "1 when served over HTTPS: cookies and redirects become strict."),
    Variable(
        "TRUSTED_PROXIES",
        "How many proxies of yours stand before the program and add to X-Forwarded-For. Default: 1 with HTTPS, else 0.",
    ),
    Variable(
        "PRIVATE_HOSTS",
        "Names of machines inside that may be asked, such as your directory’s, separated by commas. Default: none.",
    ),
    Variable("DEBUG", "1 shows error details. Never in production."),
    Variable("PORT", "Port of `compagnon serve` and `compagnon demo`. Default: 8000."),
    Variable("CHROMIUM", "Path of the browser for the browser tests. Default: looked for."),
)

DEBUG: bool = _env.bool("DEBUG", False)
DEMO: bool = _env.bool("COMPAGNON_DEMO", False)
HTTPS: bool = _env.bool("HTTPS", False)
SECRET_KEY_FALLBACKS: list[str] = _env.list("SECRET_KEY_FALLBACKS", default=[])
PRIVATE_HOSTS: list[str] = _env.list("PRIVATE_HOSTS", default=[])
TRUSTED_PROXIES: int = _env.int("TRUSTED_PROXIES", 1 if HTTPS else 0)
PORT: int = _env.int("PORT", 8000)
PRIMARY_NETWORK: str = _env.str("COMPAGNON_NETWORK", "")
DATABASE_URL: str = _env.str("DATABASE_URL", "")
DATABASE_ROLE: str = _env.str("DATABASE_ROLE", "compagnon_walled")
EMAIL_URL: str = _env.str("EMAIL_URL", "")
EMAIL_FROM: str = _env.str("EMAIL_FROM", "Compagnon <compagnon@localhost>")
FILES_URL: str = _env.str("FILES_URL", "")
SCANNER_URL: str = _env.str("SCANNER_URL", "")
TRUSTED_AUTHORITIES: str = _env.str("TRUSTED_AUTHORITIES", "")
TEXT_MESSAGES_URL: str = _env.str("TEXT_MESSAGES_URL", "")
MOST_MB_OF_PERSON: int = _env.int("MOST_MB_OF_PERSON", 300)
MOST_MB_OF_CENTRE: int = _env.int("MOST_MB_OF_CENTRE", 50_000)
SITE_URL: str = _env.str("SITE_URL", f"http://127.0.0.1:{PORT}").rstrip("/")
VAULT_KEYS: list[str] = _env.list("VAULT_KEYS", default=[])
ALLOWED_HOSTS: list[str] = _env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
DATA_FOLDER = Path(_env.str("COMPAGNON_DATA", ".local/test" if TESTING else ".local/data")).resolve()


def secret_key() -> str:
    """The key that signs sessions and personal links: given, or made once and kept readable by its owner alone."""
    given = _env.str("SECRET_KEY", "")
    if given:
        return given
    kept = DATA_FOLDER / "secret_key"
    if not kept.exists():
        DATA_FOLDER.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(64))
    return kept.read_text().strip()
