"""Texts in the one or two languages of a paper, in the order in which they are printed."""

from datetime import date, datetime, timedelta
from typing import Any

from babel.dates import format_date, format_time

from compagnon.documents.typesetting.facts import Bilingual, OrganisationFacts, PersonFacts
from compagnon.documents.typesetting.labels import all_labels, paper_languages

Said = list[dict[str, Any]]
"""Nothing, one or two texts, each with its language ("" when it reads the same in all); `open` marks what is to be completed."""

ByLanguage = str | dict[str, str]
"""What fills a label: the same in every language, or one for each."""


LOCALES = {"en": "en_GB"}  # day before month, as everybody on these papers writes it
DIGITS = {"de": "%d.%m.%Y", "nl": "%d-%m-%Y"}


class Wording:
    """Gives labels, texts and dates in the languages of one paper."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        self.languages = paper_languages(languages)

    def label(self, key: str, **values: ByLanguage) -> Said:
        """A fixed label, filled; two languages that say the same count as one."""
        return self.say({code: _filled(all_labels()[key][code], code, values) for code in self.languages})

    def line(self, key: str, **values: ByLanguage) -> str:
        """A label in the first language alone, where only one can be (alternative texts, titles)."""
        return str(self.label(key, **values)[0]["text"])

    def say(self, text: Bilingual | str) -> Said:
        """The text in the paper's languages; in whatever language there is rather than not at all."""
        by_language = {"": text} if isinstance(text, str) else text
        known = {code: words.strip() for code, words in by_language.items() if words.strip()}
        chosen = [code for code in self.languages if code in known] or list(known)[:1]
        said = [{"lang": code, "text": known[code]} for code in chosen]
        return said[:1] if len({one["text"] for one in said}) == 1 else said

    def needed(self, text: Bilingual | str | Said) -> Said:
        """The text, or "to be completed", marked as such, where there is none."""
        said = text if isinstance(text, list) else self.say(text)
        return said or [{**one, "open": True} for one in self.label("to_be_completed")]

    def each(self, text: Bilingual | str, code: str) -> str:
        """The text in one language of the paper, else in the one there is."""
        said = self.say(text)
        return next((one["text"] for one in said if one["lang"] == code), said[0]["text"] if said else "")

    def day(self, day: date | None) -> dict[str, str]:
        """A date as people write it, by language; "to be completed" when it is not known."""
        if day is None:
            return dict(all_labels()["to_be_completed"])
        return {code: _long_date(day, code) for code in self.languages}

    def digits(self, day: date) -> dict[str, str]:
        """A date in digits, as the boxes of forms ask for it."""
        return {code: day.strftime(DIGITS.get(code, "%d/%m/%Y")) for code in self.languages}

    def moment(self, moment: datetime) -> Said:
        """Day, time to the second and offset from UTC, as the evidence of a signature needs."""
        offset = moment.utcoffset() or timedelta()
        minutes = int(offset.total_seconds() // 60)
        zone = (
            f"UTC{'+' if minutes >= 0 else '−'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}" if minutes else "UTC"
        )
        return self.say(
            {
                c: f"{_long_date(moment.date(), c)}, {format_time(moment.time(), 'HH:mm:ss', locale=c)} ({zone})"
                for c in self.languages
            }
        )

    def address(self, organisation: OrganisationFacts) -> Said:
        """Address and country on one line."""
        return self.say(
            {
                c: ", ".join(filter(None, (organisation.address, self.each(organisation.country, c))))
                for c in self.languages
            }
        )

    def person(self, person: PersonFacts | None) -> Said:
        """Name and function, the name only once; nothing while nobody is named."""
        if person is None or not person.name.strip():
            return []
        first, *second = self.say(person.function) or [{"lang": "", "text": ""}]
        return [{**first, "text": ", ".join(filter(None, (person.name.strip(), first["text"])))}, *second]


def _filled(label: str, code: str, values: dict[str, ByLanguage]) -> str:
    mine = {name: value if isinstance(value, str) else value[code] for name, value in values.items()}
    return label.format(**mine) if mine else label


def _long_date(day: date, code: str) -> str:
    written = format_date(day, "long", locale=LOCALES.get(code, code))
    # Babel writes "1 mars" and "1 marzo"; careful French and Italian write the first of a month as an ordinal.
    if day.day == 1 and code in {"fr", "it"}:
        written = written.replace("1 ", "1er " if code == "fr" else "1º ", 1)
    return written.replace(" ", "\u00a0")
