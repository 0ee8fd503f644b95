"""From a kind of paper and whom it is about to what is printed: frozen, in the words of the day."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from babel.numbers import format_currency

from compagnon.documents.catalogue.cards import cards_of
from compagnon.documents.catalogue.known import IDENTITIES, KNOWN, read
from compagnon.documents.catalogue.shape import PLACE, PaperKind, Section, SignerSeed, Term, name_of
from compagnon.documents.catalogue.subjects import OfMobility, Subject, holds
from compagnon.documents.catalogue.tables import blank_days, days_of, table_of
from compagnon.documents.filling import PARTIES, Signer, by_language, check_address, funder_facts
from compagnon.documents.typesetting.facts import (
    NOTHING,
    Bilingual,
    CardFacts,
    FunderFacts,
    PaperFacts,
    PartyFacts,
    RowFacts,
    SectionFacts,
)
from compagnon.documents.typesetting.labels import all_labels
from compagnon.documents.typesetting.wording import Wording

Terms = dict[str, Any]


@dataclass(frozen=True)
class Filled:
    """A row with what it says: `need` is its mark, `giver` who can say it, `term` the question that asks it."""

    name: str
    label: Bilingual
    value: Bilingual
    need: str
    giver: Any
    term: Term | None = None
    role: Bilingual = field(default_factory=dict)
    """On the card of a party: which one it is."""

    def titled(self, language: str) -> str:
        """Its label; of a party, with whose it is."""
        label = self.label.get(language) or self.label["en"]
        whose = self.role.get(language) or self.role.get("en")
        return f"{whose} · {label}" if whose else label


class Filling:
    """One paper being filled: its kind, whom it is about, what was said for it."""

    def __init__(self, kind: PaperKind, subject: Subject, terms: Terms) -> None:
        self.kind, self.subject, self.terms = kind, subject, terms
        own = subject.languages[:1]
        self.languages = own if kind.languages == "own" else subject.languages
        self.wording = Wording(self.languages)
        self.asked = {one.key: one for one in kind.terms if holds(one.when, subject, terms)}

    def sections(self) -> list[Section]:
        """Those whose conditions hold."""
        return [one for one in self.kind.sections if holds(one.when, self.subject, self.terms)]

    def rows(self, section: Section) -> Iterator[Filled]:
        """Its rows with their values; the question of a term whose conditions do not hold has no row."""
        yield from self._named(section.rows)

    def parties(self, section: Section) -> Iterator[tuple[CardFacts, list[Filled]]]:
        """Its cards, each with the facts by which this paper identifies the party, where it does."""
        for card in section.cards:
            for made in cards_of(card.card, self.subject, self.wording):
                rows, heading = list(self._named(card.rows)), f"{card.card}.name"
                name = next((one.value for one in rows if one.name == heading), made.name)
                printed = [one for one in rows if (one.value or one.need) and one.name != heading]
                facts = tuple(RowFacts(label=one.label, value=one.value) for one in printed)
                yield made.model_copy(update={"name": name, "rows": facts}) if rows else made, rows

    def needed(self) -> Iterator[Filled]:
        """Everything that it prints by name, in its order: of the parties, then of the rows of each section."""
        for section in self.sections():
            for _made, rows in self.parties(section):
                yield from rows
            yield from self.rows(section)

    def _named(self, names: Iterable[str]) -> Iterator[Filled]:
        for written in names:
            name, need = name_of(written)
            found = self.row(name, need)
            if found is not None:
                yield found

    def row(self, name: str, need: str) -> Filled | None:
        if name.startswith("term."):
            term = self.asked.get(name.removeprefix("term."))
            if term is None:
                return None
            return Filled(name, term.label, self.said(term), need or term.need, None, term)
        known = KNOWN[self.subject.about].get(name)
        if known is None:
            return None  # a network's own words may name what the program knew once
        labels, value = all_labels(), read(name, self.subject, self.wording)
        whose = labels.get(name.partition(".")[0], NOTHING) if name in IDENTITIES else NOTHING
        return Filled(name, labels[known.label], value, need, known.giver, role=whose)

    def said(self, term: Term) -> Bilingual:
        """What was said for a term, as it is printed."""
        value = self.terms.get(term.key)
        if value in (None, "", {}):
            return {}
        if term.ask == "choice":
            return term.choices.get(str(value), {})
        if term.ask == "yes":
            return all_labels()["yes" if value in (True, "yes") else "no"]
        read: dict[str, Callable[[], Bilingual]] = {
            "date": lambda: self.wording.day(date.fromisoformat(str(value))),
            "money": lambda: self.money(str(value)),
            "days": lambda: self._days_said(value),  # the table prints what each says
        }
        return read.get(term.ask, lambda: by_language(value))()

    def _days_said(self, said: dict[str, Any]) -> Bilingual:
        """On how many days of the stay something happens."""
        count = len(days_of(self.subject)) - len(blank_days(self.subject, said))
        return {"": str(count)} if count else {}

    def money(self, value: str) -> Bilingual:
        try:
            amount = Decimal(value)
        except InvalidOperation:
            return {}
        return {code: format_currency(amount, "EUR", locale=code) for code in self.wording.languages}

    def sentence(self, text: dict[str, str]) -> Bilingual:
        """A clause with its facts put in; one that nobody knows stands as "to be completed"."""
        return {code: PLACE.sub(self._put(code), words) for code, words in text.items() if code in self._readable(text)}

    def sentences(self, section: Section) -> tuple[Bilingual, ...]:
        """The clauses of a section whose conditions hold."""
        return tuple(self.sentence(one.text) for one in section.clauses if holds(one.when, self.subject, self.terms))

    def commitment(self) -> Bilingual:
        """What signing it means."""
        return self.kind.commitment or all_labels()["commitment_general"]

    def _readable(self, text: dict[str, str]) -> set[str]:
        """The languages of the paper in which the text exists, else English, else the one there is: a sentence is never left out."""
        return {code for code in self.wording.languages if code in text} or {"en"} & set(text) or set(list(text)[:1])

    def _put(self, code: str) -> Callable[[re.Match[str]], str]:
        def put(found: re.Match[str]) -> str:
            row = self.row(found[1], "")
            said = self.wording.each(row.value, code) if row else ""
            return said or f"[{all_labels()['to_be_completed'][code]}]"

        return put

    def signers(self) -> list[tuple[SignerSeed, Signer]]:
        """Everybody who signs, in the order of the kind; `who` is None when nobody is known."""
        return [
            (seed, one)
            for seed in self.kind.signers
            if holds(seed.when, self.subject, self.terms)
            for one in self.subject.signers(seed.role)
        ]

    def facts(self, *, version: int, made_at: datetime) -> PaperFacts:
        """What is printed, whole."""
        subject, network = self.subject, self.subject.network
        scheme = getattr(subject.row, "scheme", None)
        parties = tuple(
            PartyFacts(role=PARTIES[one.role], name=str(one.who or ""), organisation=one.organisation)
            for _seed, one in self.signers()
        )
        return PaperFacts(
            kind=self.kind.key,
            reference=reference_of(self.kind, subject),
            check=check_address(),
            made_at=made_at,
            version=version,
            title=self.kind.title,
            eyebrow=by_language(scheme.name) if scheme else {},
            network=str(network),
            author=str(network),
            name=str(subject.row),
            sections=tuple(self._section(one) for one in self.sections()),
            commitment=self.commitment() if parties else {},
            how=self.kind.how or {},
            parties=parties,
            note=self.kind.note or {},
            link=self.kind.link,
            funder=funder_facts(subject.mobility) if isinstance(subject, OfMobility) else _funder_of(subject),
        )

    def _section(self, section: Section) -> SectionFacts:
        rows = [RowFacts(label=one.label, value=one.value) for one in self.rows(section) if one.value or one.need]
        return SectionFacts(
            title=section.title,
            cards=tuple(made for made, _rows in self.parties(section)),
            rows=tuple(rows),
            table=table_of(section.table, self.subject, self.wording, self.terms) if section.table else None,
            texts=self.sentences(section),
        )


def reference_of(kind: PaperKind, subject: Subject) -> str:
    """Short, and alike for all versions: GA-K7M2QX."""
    return f"{kind.short}-{subject.row.code.upper()}"


def _funder_of(subject: Subject) -> FunderFacts:
    return funder_facts(subject.people[0]) if subject.people else FunderFacts()
