"""The shape of `seed/papers/*.yaml`: a kind of paper with its sections, what only somebody can say, and who signs.

A row is the name of a fact: `host.name!` must be known before the paper goes out, `host.email~` prints "to be completed"
while it is not, `host.oid` is left out. In a clause, `{host.name}` is replaced by the fact.
"""

import re
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from compagnon.documents.choices import SignerRole
from compagnon.documents.official.shape import Official
from compagnon.documents.typesetting.labels import all_labels
from compagnon.network.seed_shape import Key, Shape, Source, Text, once

PLACE = re.compile(r"\{([a-z_.]+)\}")
ROW = re.compile(r"([a-z_.]+)([!~]?)")


def _said(value: object) -> object:
    """The name of a fixed word of the papers stands for the word."""
    return all_labels().get(value, value) if isinstance(value, str) else value


Said = Annotated[Text, BeforeValidator(_said)]
Row = Annotated[str, Field(pattern=r"^[a-z_]+(\.[a-z_]+)?[!~]?$")]
About = Literal["mobility", "departure", "partner"]
Made = Literal["general", "learning_agreement", "europass", "elsewhere", "amendment"]


class Clause(Shape):
    """A sentence that is printed when its conditions hold."""

    text: Said
    when: list[str] = []


class Term(Shape):
    """What only somebody can say. `start` names a fact that is proposed; `need` as the mark of a row; what is `personal`
    is never the same for two; `most` signs fit in, where that is not as usual.
    """

    key: Key
    label: Said
    ask: Literal[
        "text",
        "long",
        "money",
        "number",
        "date",
        "choice",
        "yes",
        "iban",
        "days",
        "birth",
        "phone",
        "email",
        "register",
        "country",
    ] = "text"
    most: int = 0
    choices: dict[str, Said] = {}
    help: Said | None = None
    need: Literal["", "~", "!"] = ""
    when: list[str] = []
    start: str = ""
    personal: bool = False
    by: Literal["desk", "host", "participant", "employer", "guardian"] = "desk"

    @model_validator(mode="after")
    def has_choices_if_it_is_one(self) -> Self:
        if bool(self.choices) != (self.ask == "choice"):
            raise ValueError(f"the term {self.key} is a choice exactly if it has choices")
        return self


class Card(Shape):
    """A party, with the facts by which this paper identifies it; without any, with how it is reached. A `name` is its heading."""

    card: str
    rows: list[Row] = []


def _card(value: object) -> object:
    return {"card": value} if isinstance(value, str) else value


class Section(Shape):
    key: Key
    title: Said
    when: list[str] = []
    cards: list[Annotated[Card, BeforeValidator(_card)]] = []
    rows: list[Row] = []
    table: Literal["", "outcomes", "outcomes_reached", "people", "days", "changes"] = ""
    clauses: list[Clause] = []


class SignerSeed(Shape):
    """Who signs; those of a lower `turn` first."""

    role: SignerRole
    when: list[str] = []
    turn: int = Field(default=1, ge=1, le=9)


class PaperKind(Shape):
    """One kind of paper. `after_stay` says that it tells of a stay that is over; `short` begins its reference; `when` says for whom it is made, `asked_when` what must
    be true besides for it to be asked, of the stay or as another paper says (`french_agreement.host_signs=no`); `made` which template prints it, or that
    others make it; `copies` who gets the final paper beside those who sign it, and the participant;
    `amended_by` who must sign an amendment: all who sign it, or those whom a change touches; `wording` is the
    version of the network's own words that it carries, 0 as shipped; `official` the form on which the network prints it.
    """

    key: Key
    short: Annotated[str, Field(pattern=r"^[A-Z]{2,3}$")]
    number: Annotated[str, Field(pattern=r"^(D\d{1,2})?$")] = ""
    position: int = 0
    about: About = "mobility"
    made: Made = "general"
    title: Said
    told: Said
    when: list[str] = []
    asked_when: list[str] = []
    after_stay: bool = False
    languages: Literal["pair", "own"] = "pair"
    sections: list[Section] = []
    terms: list[Term] = []
    signers: list[SignerSeed] = []
    needs_code: bool = False
    for_participant: bool = True
    copies: list[SignerRole] = []
    amended_by: Literal["all", "touched"] = "touched"
    days: int = Field(default=60, ge=7, le=365)
    commitment: Said | None = None
    how: Said | None = None
    note: Said | None = None
    link: str = ""
    wording: int = 0
    official: Official | None = None
    source: Source

    @model_validator(mode="after")
    def holds_together(self) -> Self:
        once(section.key for section in self.sections)
        once(term.key for term in self.terms)
        mine = {f"term.{term.key}" for term in self.terms}
        named = {name for name in self.named() if name.startswith("term.")}
        if unknown := named - mine:
            raise ValueError(f"{self.key} names {', '.join(sorted(unknown))}, which it does not ask")
        return self

    def named(self) -> list[str]:
        """Every fact that rows and clauses name."""
        lists = [section.rows for section in self.sections]
        lists += [card.rows for section in self.sections for card in section.cards]
        rows = [name_of(row)[0] for one in lists for row in one]
        clauses = [clause for section in self.sections for clause in section.clauses]
        texts = [words for clause in clauses for words in clause.text.values()]
        return [*rows, *(name for words in texts for name in PLACE.findall(words))]

    def name_in(self, language: str) -> str:
        return self.title.get(language) or self.title["en"]


def name_of(row: str) -> tuple[str, str]:
    """The fact of a row and its mark."""
    found = ROW.fullmatch(row)
    return (found[1], found[2]) if found else (row, "")
