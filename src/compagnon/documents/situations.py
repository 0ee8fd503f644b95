"""What a sentence may hang on, in plain words: who moves, how, from where to where, and what was answered on the paper.

A condition is a fact of whom the paper is about (`minor`), or answers to a question of the paper (`regime=stand_by|secondment`,
one of these). A sentence is said when all of its conditions hold.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from compagnon.documents.catalogue.reading import said_here
from compagnon.documents.catalogue.shape import PaperKind, Term
from compagnon.schemes.kinds import Condition

_OWN: dict[str, Any] = {
    "employer": gettext_lazy("with a sending employer"),
    "erasmus": gettext_lazy("paid by Erasmus+"),
    "other_programme": gettext_lazy("not paid by Erasmus+"),
    "guardian_signs": gettext_lazy("a legal guardian signs"),
    "host_accepted": gettext_lazy("the host accepted by link"),
    "host_is_company": gettext_lazy("the host is a company"),
    "host_is_centre": gettext_lazy("the host is a training centre"),
    "accompanied": gettext_lazy("the group is accompanied"),
}
_OF_AMENDMENTS: dict[str, Any] = {
    "later=yes": gettext_lazy("there were amendments before"),
    "untouched=yes": gettext_lazy("some are told and do not sign"),
}
_HOSTS = ("host_is_company", "host_is_centre")
_OF_GROUPS = (Condition.OUTGOING, Condition.INCOMING, Condition.FUNDED, Condition.MINOR, "accompanied")
_NEVER_BOTH: tuple[tuple[str, str], ...] = (
    (Condition.MINOR, Condition.ADULT), (Condition.EU, Condition.OUTSIDE_EU), (Condition.GROUP, Condition.INDIVIDUAL),
    (Condition.STAND_BY, Condition.SECONDMENT), (Condition.LONG_STAY, Condition.SHORT_STAY), (Condition.STAFF, Condition.LEARNER),
    (Condition.INCOMING, Condition.OUTGOING), ("erasmus", "other_programme"), _HOSTS,
)  # fmt: skip


@dataclass(frozen=True)
class Situation:
    """Of whom a paper is previewed: what holds, and what was answered."""

    holding: frozenset[str] = frozenset()
    answers: dict[str, str] = field(default_factory=dict)


def facts_for(kind: PaperKind) -> list[tuple[str, str]]:
    """The facts on which a sentence of this kind may hang, each with its words."""
    if kind.about == "partner":
        keys: Iterable[str] = _HOSTS
    elif kind.about == "departure":
        keys = _OF_GROUPS
    else:
        own = ("employer", "erasmus", "other_programme", "guardian_signs", "host_accepted", *_HOSTS)
        keys = (*_OF_AMENDMENTS, *Condition.values, *own) if kind.made == "amendment" else (*Condition.values, *own)
    return [(str(key), words_of(str(key))) for key in keys]


def words_of(fact: str) -> str:
    """A fact in plain words."""
    said = _OWN.get(fact) or _OF_AMENDMENTS.get(fact)
    if said is None:
        said = Condition(fact).label if fact in Condition.values else fact
    return str(capfirst(str(said)))


def answers_to(term: Term) -> dict[str, str]:
    """The answers to a question, with their words, where a sentence may hang on them; none where anything can be answered."""
    if term.ask == "yes":
        return {"yes": _("Yes"), "no": _("No")}
    return {key: said_here(text) for key, text in term.choices.items()}


def choices_for(kind: PaperKind) -> list[tuple[str, list[tuple[str, str]]]]:
    """All that can be ticked for a sentence of this kind: its facts, then each question with its answers."""
    asked = [(term, answers) for term in kind.terms if (answers := answers_to(term))]
    return [
        (_("Whom the paper is about"), facts_for(kind)),
        *(
            (said_here(term.label), [(f"{term.key}={key}", said) for key, said in answers.items()])
            for term, answers in asked
        ),
    ]


def ticked(conditions: Iterable[str]) -> list[str]:
    """Conditions as they are ticked, each answer by itself."""
    found = []
    for one in conditions:
        name, is_answer, values = one.partition("=")
        found += [f"{name}={value}" for value in values.split("|")] if is_answer else [name]
    return found


def joined(ticks: Iterable[str]) -> list[str]:
    """What was ticked as conditions: of the answers to one question, any will do."""
    answers: dict[str, list[str]] = {}
    for one in ticks:
        name, is_answer, value = one.partition("=")
        answers.setdefault(name, []).extend([value] if is_answer else [])
    return [f"{name}={'|'.join(values)}" if values else name for name, values in answers.items()]


def told(conditions: Iterable[str], kind: PaperKind) -> str:
    """When a sentence is said, in words; empty when it always is."""
    terms = {term.key: term for term in kind.terms}
    parts = []
    for one in conditions:
        name, is_answer, values = one.partition("=")
        if is_answer and name in terms:
            known = answers_to(terms[name])
            said = _(" or ").join(known.get(value, value) for value in values.split("|"))
            parts.append(_("%(question)s: %(answer)s") % {"question": said_here(terms[name].label), "answer": said})
        else:
            parts.append(words_of(one))
    return str(_("; ")).join(parts)


def never_said(conditions: Iterable[str], part: Iterable[str], kind: PaperKind) -> str:
    """Why a sentence with these conditions in a part of the paper with those would never be printed; empty when it may be."""
    found = [*conditions, *part]
    for one, other in _NEVER_BOTH:
        if one in found and other in found:
            return _("“%(one)s” and “%(other)s” never hold together: the sentence would never be printed.") % {
                "one": words_of(one), "other": words_of(other),
            }  # fmt: skip
    answers: dict[str, set[str]] = {}
    for condition in found:
        name, is_answer, values = condition.partition("=")
        if is_answer:
            answers[name] = answers.get(name, set(values.split("|"))) & set(values.split("|"))
    if any(not left for left in answers.values()):
        return _("This part of the paper is printed only when: %(when)s. The sentence would never be printed.") % {
            "when": told(part, kind)
        }
    return ""


def hung_on(kind: PaperKind) -> list[str]:
    """Every fact and answer, one by one, on which something of this kind hangs, in the order of the paper."""
    on_form = kind.official.given.values() if kind.official else ()
    hanging = [
        *(one.when for one in kind.sections),
        *(clause.when for one in kind.sections for clause in one.clauses),
        *(one.when for one in kind.terms),
        *(one.when for one in kind.signers),
        *([one.value.removeprefix("!")] for one in on_form if one.source == "when"),
    ]
    return list(dict.fromkeys(tick for when in hanging for tick in ticked(when)))
