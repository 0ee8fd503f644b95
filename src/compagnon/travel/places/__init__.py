"""Towns and airports without any service, from `towns.csv` and `airports.csv`; their licences stand in `LICENCES.md`."""

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent
CREDIT = "GeoNames (CC BY 4.0), airportsdata (MIT)"
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "Ø": "o", "œ": "oe", "Œ": "oe", "æ": "ae", "ł": "l", "Ł": "l"})
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
    """The airport of an IATA code of three capitals, else the most populous town of that name in the country."""
    code = text.strip()
    if len(code) == 3 and code.isupper() and code in _airports():
        airport = _airports()[code]
        return airport if airport.country == country else None
    return _towns().get((country, folded(text)))


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
