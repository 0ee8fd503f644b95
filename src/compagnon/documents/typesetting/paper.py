"""The general paper: from facts to what its template prints, section by section."""

from compagnon.documents.typesetting.facts import CardFacts, PaperFacts, RowFacts, SectionFacts, TableFacts
from compagnon.documents.typesetting.frame import Content, frame, parties_of, rows
from compagnon.documents.typesetting.frame import row as labelled
from compagnon.documents.typesetting.wording import Wording

WIDE = 60  # characters: a value that is longer takes a line of its own


def paper_content(facts: PaperFacts, wording: Wording) -> Content:
    """Everything that `paper.typ` prints."""
    return {
        **frame(
            wording,
            kind=facts.title,
            reference=facts.reference,
            name=facts.name,
            author=facts.author or facts.network,
            funder=facts.funder,
            check=facts.check,
        ),
        "eyebrow": wording.say(facts.eyebrow),
        "issuer": facts.network.strip(),
        "head": rows(
            labelled(wording, "reference", facts.reference),
            labelled(wording, "version", str(facts.version)),
            labelled(wording, "made_on", wording.day(facts.made_at.date())),
        ),
        "sections": [_section(one, wording) for one in facts.sections],
        "commitment": {
            "title": wording.label("e_signatures"),
            "text": wording.say(facts.commitment),
            "how": wording.say(facts.how) or wording.label("sign_how"),
            "parties": parties_of(wording, facts.parties),
        },
        "note": {"label": wording.label("g_source"), "text": wording.say(facts.note)},
        "link": {"label": wording.label("g_link"), "address": facts.link},
    }


def _section(section: SectionFacts, wording: Wording) -> Content:
    made = [_row(one, wording) for one in section.rows]
    return {
        "title": wording.say(section.title),
        "cards": [_card(one, wording) for one in section.cards],
        "rows": [one for one in made if not _is_wide(one)],
        "points": [one for one in made if _is_wide(one)],
        "table": _table(section.table, wording) if section.table else None,
        "texts": [wording.say(one) for one in section.texts],
    }


def _is_wide(row: Content) -> bool:
    return any(len(one["text"]) > WIDE for one in row["value"])


def _row(row: RowFacts, wording: Wording) -> Content:
    return {"label": wording.say(row.label), "value": wording.needed(row.value), "reach": ""}


def _card(card: CardFacts, wording: Wording) -> Content:
    return {
        "role": wording.say(card.role),
        "name": wording.needed(card.name),
        "rows": [_row(one, wording) for one in card.rows],
    }


def _table(table: TableFacts, wording: Wording) -> Content:
    return {
        "number": wording.label("number"),
        "columns": [wording.say(one) for one in table.columns],
        "rows": [[wording.say(cell) for cell in row] for row in table.rows],
        "is_to_fill": table.is_to_fill,
        "to_fill": list(table.to_fill),
        "nobody": wording.needed(""),
    }
