"""Working days of a country or of one of its parts."""

from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Annotated

import holidays
from pydantic import ConfigDict, Field, ValidationInfo, field_validator
from pydantic.dataclasses import dataclass


@cache
def _known() -> dict[str, list[str]]:
    return holidays.list_supported_countries(include_aliases=True)


@lru_cache(maxsize=1024)
def _days_off(country: str, subdivision: str | None, year: int) -> frozenset[date]:
    """All days of a year on which nobody is expected to work: weekend and public holidays.

    Made anew for each year and never changed: the library's own object fills itself while read, which two
    threads at once may see half done.
    """
    known = holidays.country_holidays(country, subdiv=subdivision, years=year)
    first = date(year, 1, 1)
    days = (first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days))
    return frozenset(day for day in days if not known.is_working_day(day))


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Calendar:
    """The country (ISO 3166-1) and part of it (as in ISO 3166-2, without the country) whose working days count.

    Days of the Muslim calendar are the library's estimates: they may differ by a day from the one proclaimed.
    """

    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    subdivision: str | None = None

    @field_validator("country")
    @classmethod
    def _country_with_holidays(cls, value: str) -> str:
        if value not in _known():
            raise ValueError(f"no public holidays are known for {value}")
        return value

    @field_validator("subdivision")
    @classmethod
    def _part_of_country(cls, value: str | None, info: ValidationInfo) -> str | None:
        country = info.data.get("country")
        if value is not None and country is not None and value not in _known()[country]:
            raise ValueError(f"{value} is not a part of {country} with holidays of its own")
        return value

    def is_working_day(self, day: date) -> bool:
        """Neither weekend nor public holiday."""
        return day not in _days_off(self.country, self.subdivision, day.year)

    def working_day_before(self, day: date) -> date:
        """The day itself if worked, else the last working day before it."""
        while not self.is_working_day(day):
            day -= timedelta(days=1)
        return day

    def working_day_after(self, day: date) -> date:
        """The day itself if worked, else the next working day."""
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day
