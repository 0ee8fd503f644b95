"""Words in a criterion that touch one of the 27 protected grounds of French law: a question, never a verdict (SEL-03)."""

import csv
import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from compagnon.engines.base import Answer, Fact, Grade, Reason, Source
from compagnon.engines.selection.letters import plain

TABLE = Path(__file__).with_name("protected_grounds.csv")
Language = Literal["fr", "en", "de", "it", "es", "nl"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Ground:
    """One protected ground: its code, its text and article, its label in English, its words by language.

    A word may be several; an ending of `*` lets it go on. Accents and capitals do not count.
    """

    code: str
    article: str
    label: str
    use: str
    words: dict[str, tuple[str, ...]]

    @property
    def source(self) -> Source:
        """The text that protects it."""
        title, _, article = self.article.rpartition(" art. ")
        return Source(title, f"art. {article}", Grade.VERIFIED)


@cache
def grounds() -> tuple[Ground, ...]:
    """The 27 grounds, in the order of the law's list."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return tuple(_ground(row) for row in csv.DictReader(lines))


def _ground(row: dict[str, str]) -> Ground:
    words: dict[str, tuple[str, ...]] = {
        code: tuple(word.strip() for word in row[code].split(";") if word.strip()) for code in LANGUAGES
    }
    return Ground(row["code"], row["article"], row["label"], row["use"], words)


@cache
def _patterns(languages: frozenset[str]) -> tuple[tuple[Ground, re.Pattern[str]], ...]:
    """One expression a ground, of all its words in these languages."""
    return tuple((ground, _pattern(ground, languages)) for ground in grounds())


def _pattern(ground: Ground, languages: frozenset[str]) -> re.Pattern[str]:
    words = sorted({word for language in languages for word in ground.words[language]})
    parts = [re.escape(plain(word)) + (r"[^\W_]*" if word.endswith("*") else "") for word in words]
    return re.compile(rf"(?<!\S)(?:{'|'.join(parts)})(?!\S)")


def questions(texts: Sequence[str], *, place: str, languages: Collection[str] = LANGUAGES) -> list[Reason]:
    """One question for each ground that the texts touch, with the words found, the ground and its article.

    It finds words, not meanings: what it lets pass may still discriminate. Name the languages of the texts, if known:
    a word may be harmless in another. Raises KeyError for a language that the table has not.
    """
    found = [(ground, _words_in(texts, pattern)) for ground, pattern in _patterns(frozenset(languages))]
    return [_question(ground, words, place) for ground, words in found if words]


def _words_in(texts: Iterable[str], pattern: re.Pattern[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for text in texts for word in pattern.findall(plain(text))))


def _question(ground: Ground, words: tuple[str, ...], place: str) -> Reason:
    facts: dict[str, Fact] = {"criterion": place, "ground": ground.code, "words": words, "use": ground.use}
    return Reason("selection.wording.question", facts, ground.source, "reword_or_justify", Answer.UNKNOWN)
