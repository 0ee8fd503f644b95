"""Towns and airports without any service, from `towns.csv`, `aliases.txt` and `airports.csv`; licences in `LICENCES.md`.

A town is found by its own name, or by the one it has in another language: Lisbonne and Lisboa are Lisbon. Stations are not
listed: a leg by rail starts and ends in a town.
"""

import csv
import difflib
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent
CREDIT = "GeoNames (CC BY 4.0), airportsdata (MIT)"
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "Ø": "o",
        "œ": "oe",
        "Œ": "oe",
        "æ": "ae",
        "ł": "l",
        "Ł": "l",
        "ħ": "h",
        "Ħ": "H",
        "đ": "d",
        "Đ": "D",
        "ı": "i",
    }
)
_SAINT = re.compile(r"\b(st|ste|sainte)\b")
_MARKS = re.compile(r"[-’'./,()]")


class Found(NamedTuple):
    """A place by name with its point in degrees."""

    name: str
    country: str
    latitude: float
    longitude: float


def folded(text: str) -> str:
    """A name as it is compared: no accents, lower case, hyphens as spaces, St and Ste as saint."""
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    letters = "".join(one for one in plain if not unicodedata.combining(one)).lower()
    return _SAINT.sub("saint", " ".join(_MARKS.sub(" ", letters).split()))


def find(text: str, country: str) -> Found | None:
    """The airport of an IATA code of three capitals, else the most populous town of that name in the country.

    A town found by its name in another language keeps the name it was asked by.
    """
    code = text.strip()
    if len(code) == 3 and code.isupper() and code in _airports():
        airport = _airports()[code]
        return airport if airport.country == country else None
    return _towns().get((country, folded(text))) or _by_other_name(code, country)


def near(text: str, country: str) -> list[str]:
    """Up to three towns of the country whose names begin like this or are spelt much alike, to be proposed."""
    asked = folded(text)
    names = {folded_name: found.name for (there, folded_name), found in _towns().items() if there == country}
    begins = [name for name in names if asked and name.startswith(asked)]
    alike = difflib.get_close_matches(asked, names, n=3, cutoff=0.75)
    return [names[name] for name in list(dict.fromkeys([*alike, *sorted(begins, key=len)]))[:3]]


def _by_other_name(text: str, country: str) -> Found | None:
    line = f"\n{country}|{folded(text)}|"
    start = _aliases().find(line)
    if start < 0:
        return None
    own = _aliases()[start + len(line) : _aliases().index("\n", start + 1)]
    found = _towns()[country, own]
    return found._replace(name=text) if text[:1].isupper() else found


@cache
def _airports() -> dict[str, Found]:
    with (FOLDER / "airports.csv").open(encoding="utf-8", newline="") as lines:
        return {
            row["iata"]: Found(
                f"{row['name']} ({row['iata']})", row["country"], float(row["latitude"]), float(row["longitude"])
            )
            for row in csv.DictReader(lines)
        }


@cache
def _aliases() -> str:
    """A line `country|other name|own name` each, names folded; kept as one text, a tenth of what a table of it would take."""
    return "\n" + (FOLDER / "aliases.txt").read_text(encoding="utf-8")


@cache
def _towns() -> dict[tuple[str, str], Found]:
    """The rows are in order of population within a name: the last one of a name is the largest."""
    with (FOLDER / "towns.csv").open(encoding="utf-8", newline="") as lines:
        rows = sorted(csv.DictReader(lines), key=lambda row: int(row["population"]))
    return {
        (row["country"], row["folded"]): Found(
            row["name"], row["country"], float(row["latitude"]), float(row["longitude"])
        )
        for row in rows
    }
