"""Europass Mobility: from facts to what the template prints, table by table (1 to 4, then 5a, and 5b where courses were followed)."""

from typing import get_args

from compagnon.documents.typesetting.facts import EuropassMobilityFacts, SkillFacts, SkillKind
from compagnon.documents.typesetting.frame import (
    STEPS,
    Content,
    frame,
    length_of,
    line_of_steps,
    organisation_card,
    parties_of,
    period_of,
    row,
    rows,
)
from compagnon.documents.typesetting.wording import Wording

COURSE = ("title", "number", "length", "mark", "credits")


def europass_content(facts: EuropassMobilityFacts, wording: Wording) -> Content:
    """Everything that `europass_mobility.typ` prints."""
    return {
        **frame(
            wording,
            kind="europass",
            reference=facts.reference,
            name=facts.holder.name,
            author=facts.issuing_body.name,
            funder=facts.funder,
            check=facts.check,
        ),
        "eyebrow": wording.label("e_stay"),
        "issuer": facts.issuing_body.name.strip(),
        "head": _head(facts, wording),
        "awarded": wording.label("e_awarded"),
        "holder": wording.needed(facts.holder.name),
        "trade": wording.say(facts.holder.trade),
        "line": line_of_steps(wording, facts.period, done=STEPS),
        "tables": [_holder(facts, wording), _issue(facts, wording), _experience(facts, wording)],
        "partners": {
            "title": wording.label("e_partners"),
            "cards": [
                organisation_card(wording, "sending", facts.sending),
                organisation_card(wording, "host", facts.host, person_role="tutor"),
            ],
        },
        "skills": {
            "title": wording.label("e_skills"),
            "groups": _groups(facts.skills, wording),
            "none": wording.needed(""),
        },
        "courses": _courses(facts, wording),
        "appreciation": {
            "label": wording.label("appreciation"),
            "text": wording.say(facts.appreciation),
            "by": wording.say({c: _signed_line(facts, wording, c) for c in wording.languages}),
        },
        "commitment": {"title": wording.label("e_signatures"), "parties": parties_of(wording, facts.parties)},
    }


def _head(facts: EuropassMobilityFacts, wording: Wording) -> list[Content]:
    return rows(
        row(wording, "reference", facts.reference),
        row(wording, "issued_on", wording.day(facts.issued_on) if facts.issued_on else "", required=True),
        row(wording, "stay_number", str(facts.stay_number) if facts.stay_number > 1 else ""),
    )


def _holder(facts: EuropassMobilityFacts, wording: Wording) -> Content:
    holder = facts.holder
    return {
        "title": wording.label("e_holder"),
        "rows": rows(
            row(wording, "name", holder.name, required=True),
            row(wording, "birth_date", wording.day(holder.birth_date) if holder.birth_date else "", required=True),
            row(wording, "nationality", holder.nationality),
            row(wording, "address", holder.address),
            row(wording, "qualification", holder.qualification),
            row(wording, "eqf_level", str(holder.eqf_level or "")),
        ),
    }


def _issue(facts: EuropassMobilityFacts, wording: Wording) -> Content:
    return {
        "title": wording.label("e_issuer"),
        "rows": rows(
            row(wording, "issuing_body", facts.issuing_body.name, required=True),
            row(wording, "address", wording.address(facts.issuing_body)),
            row(wording, "agreement_reference", facts.agreement_reference, required=True),
            row(wording, "mobility_id", facts.mobility_id),
        ),
    }


def _experience(facts: EuropassMobilityFacts, wording: Wording) -> Content:
    return {
        "title": wording.label("e_experience"),
        "rows": rows(
            row(wording, "period_done", period_of(wording, facts.period), required=True),
            row(wording, "length", length_of(wording, facts.period), required=True),
            row(wording, "scheme", facts.scheme),
            row(wording, "aim", facts.aim, required=True),
            row(wording, "e_programme", facts.programme),
        ),
    }


def _groups(skills: tuple[SkillFacts, ...], wording: Wording) -> list[Content]:
    groups = [
        {"kind": wording.label(kind), "skills": [_skill(skill, wording) for skill in skills if skill.kind == kind]}
        for kind in get_args(SkillKind)
    ]
    return [group for group in groups if group["skills"]]


def _skill(skill: SkillFacts, wording: Wording) -> Content:
    alt = wording.line("rung_alt", rung=str(skill.rung), rungs=str(skill.rungs))
    return {
        "text": wording.say(skill.text),
        "level": wording.say(skill.level_reached) if skill.rung is not None else wording.needed(skill.level_reached),
        "ladder": None if skill.rung is None else {"rung": skill.rung, "rungs": skill.rungs, "alt": alt},
        "comment": wording.say(skill.comment),
    }


def _courses(facts: EuropassMobilityFacts, wording: Wording) -> Content:
    """Columns that no course fills are left out."""
    named = [key for key in COURSE if key == "title" or any(getattr(one, key) for one in facts.courses)]
    return {
        "title": wording.label("e_courses"),
        "columns": [wording.label(f"course_{key}") for key in named],
        "rows": [[wording.say({facts.courses_in: getattr(course, key)}) for key in named] for course in facts.courses],
    }


def _signed_line(facts: EuropassMobilityFacts, wording: Wording, code: str) -> str:
    by = facts.assessed_by
    return ", ".join(filter(None, (by.name, wording.each(by.function, code), facts.host.name if by.name else "")))
