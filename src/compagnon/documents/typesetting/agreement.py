"""Learning agreement: from facts to what the template prints, section by section."""

from compagnon.documents.typesetting.facts import LearningAgreementFacts, OutcomeFacts
from compagnon.documents.typesetting.frame import (
    Content,
    frame,
    length_of,
    line_of_steps,
    organisation_card,
    parties_of,
    period_of,
    person_row,
    row,
    rows,
)
from compagnon.documents.typesetting.wording import Wording

POINTS = {
    "programme": ("programme", "weekly", "workplace", "schedule", "equipment"),
    "monitoring": ("monitoring_host", "monitoring_sending"),
    "assessment": ("assessment", "recognition", "reintegration"),
    "support": ("preparation", "language", "insurance", "accommodation"),
}
"""Sections made of running text, side by side in two languages, with the fields of the facts that they print."""

LABELS = {"language": "language_preparation"}
"""Fields whose own name is another fixed word of the papers."""

REQUIRED_POINTS = frozenset(
    ("programme", "workplace", "monitoring_host", "monitoring_sending", "assessment", "recognition", "insurance")
)


def agreement_content(facts: LearningAgreementFacts, wording: Wording) -> Content:
    """Everything that `learning_agreement.typ` prints."""
    return {
        **frame(
            wording,
            kind="learning_agreement",
            reference=facts.reference,
            name=facts.participant.name,
            author=facts.sending.name or facts.network,
            funder=facts.funder,
            check=facts.check,
        ),
        "eyebrow": wording.say(facts.scheme),
        "issuer": facts.network.strip(),
        "head": rows(
            row(wording, "reference", facts.reference),
            row(wording, "version", str(facts.version)),
            row(wording, "made_on", wording.day(facts.made_at.date())),
            row(wording, "project_code", facts.project_code),
            row(wording, "mobility_id", facts.mobility_id),
        ),
        "line": line_of_steps(wording, facts.period, done=("promote", "recruit", "prepare")),
        "people": {**_part("people", facts, wording), "cards": _cards(facts, wording)},
        "stay": {**_part("stay", facts, wording), "rows": _stay(facts, wording)},
        "outcomes": {
            **_part("outcomes", facts, wording),
            "number": wording.label("number"),
            "columns": [wording.label(key) for key in ("outcome", "task", "assessed")],
            # One empty outcome shows the four things to complete (DA-01).
            "rows": [_outcome(one, wording) for one in facts.outcomes or (OutcomeFacts(),)],
        },
        "sections": [_section(key, facts, wording) for key in POINTS],
        "commitment": {
            "title": wording.label("s_signatures"),
            "text": wording.say(facts.commitment) or wording.label("commitment"),
            "how": wording.say(facts.how) or wording.label("sign_how"),
            "parties": parties_of(wording, facts.parties),
            "nobody": wording.needed(""),
        },
    }


def _part(key: str, facts: LearningAgreementFacts, wording: Wording) -> Content:
    """The title of a section, and what the network says there in sentences of its own."""
    return {"title": wording.label(f"s_{key}"), "texts": [wording.say(one) for one in facts.added.get(key, ())]}


def _cards(facts: LearningAgreementFacts, wording: Wording) -> list[Content]:
    person = facts.participant
    participant = {
        "role": wording.label("participant"),
        "name": wording.needed(person.name),
        "rows": rows(
            row(wording, "birth_date", wording.day(person.birth_date) if person.birth_date else "", required=True),
            row(wording, "trade", person.trade, required=True),
            row(wording, "address", person.address),
            row(wording, "contact", "", person=person, required=True),
            person_row(wording, "guardian", facts.guardian, required=facts.is_minor),
        ),
    }
    answers = "contact" if facts.is_incoming else "referent"
    cards = [participant, organisation_card(wording, "sending", facts.sending, person_role=answers)]
    if facts.employer:
        cards.append(organisation_card(wording, "employer", facts.employer, person_role="mentor"))
    return [*cards, organisation_card(wording, "host", facts.host, person_role="tutor")]


def _stay(facts: LearningAgreementFacts, wording: Wording) -> list[Content]:
    person = facts.participant
    return rows(
        row(wording, "period", period_of(wording, facts.period), required=True),
        row(wording, "length", length_of(wording, facts.period), required=True),
        row(wording, "qualification", person.qualification, required=True),
        row(wording, "eqf_level", str(person.eqf_level or ""), required=True),
        row(wording, "progress", person.progress),
        row(wording, "virtual", facts.period.virtual),
    )


def _outcome(outcome: OutcomeFacts, wording: Wording) -> list[Content]:
    cells = (
        (outcome.text, outcome.level),
        (outcome.task, ""),
        (outcome.assessed_how, outcome.assessed_by),
    )
    return [{"text": wording.needed(text), "note": wording.say(note)} for text, note in cells]


def _section(key: str, facts: LearningAgreementFacts, wording: Wording) -> Content:
    made = (
        row(wording, LABELS.get(field, field), getattr(facts, field), required=field in REQUIRED_POINTS)
        for field in POINTS[key]
    )
    return {**_part(key, facts, wording), "points": rows(*made)}
