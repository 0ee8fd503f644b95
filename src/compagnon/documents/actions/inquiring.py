"""Asking whoever knows for what a paper lacks: by letter, with a personal link to a page of just these questions."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from compagnon.core import activity, clock
from compagnon.core.activity import trail_of
from compagnon.core.states import locked
from compagnon.correspondence.actions import compose, keep_back, post, say_instead, waiting_to_leave
from compagnon.correspondence.queries import settings_of
from compagnon.documents.actions import terms
from compagnon.documents.actions.agreement import AgreementRefused, complete
from compagnon.documents.actions.asking import TOGETHER, is_learner
from compagnon.documents.actions.telling import tell_facts
from compagnon.documents.catalogue.reading import titles_of
from compagnon.documents.catalogue.shape import PaperKind
from compagnon.documents.catalogue.subjects import OfMobility, Subject, subject_of
from compagnon.documents.choices import DocumentKind
from compagnon.documents.file_facts import along
from compagnon.documents.inquiries import WITH_FILE, Knows, open_of, questions, said_for, who_knows
from compagnon.documents.models import BundleFile, Document, Inquiry, PaperBundle
from compagnon.documents.queries import EDITABLE, current_of, for_papers, lacks_of
from compagnon.documents.wordings import kind_of, kinds_of
from compagnon.mobilities.models import Mobility
from compagnon.people import links
from compagnon.people.models import Contact, Person

ANSWER = "documents.answer"
LETTER = "documents.asked"
LATELY = timedelta(days=1)


class AskedLately(AgreementRefused):
    """The same was asked less than a day ago: who presses again says so. The message can be shown."""


@transaction.atomic
def ask(*, row: Any, kind: PaperKind, giver: str, by: Person, again: bool = False) -> Inquiry:
    """Write to who can say what a paper lacks. Raises AgreementRefused when nothing is missing or nobody can be written to, and
    AskedLately unless `again`.
    """
    subject = _whole(row, by)
    document = _still_written(subject, kind)
    found = [one for one in _who_knows(subject, kind, document, by) if one.giver == giver]
    if not found:
        raise AgreementRefused(_("Nothing is missing that this person could say."))
    if not found[0].can_be_asked:
        raise AgreementRefused(_("There is no e-mail address to write to: note it in the file first."))
    if not again and found[0].inquiry is not None and asked_lately(found[0].inquiry):
        raise AskedLately(_("%(name)s was asked less than a day ago.") % {"name": found[0].who})
    inquiry = _asked(subject, kind, found[0], by)
    _write_to(inquiry.holder, by)
    return inquiry


def asked_lately(inquiry: Inquiry) -> bool:
    """Whether it is asked, and was within a day."""
    return inquiry.is_open and inquiry.asked_at > clock.now() - LATELY


@transaction.atomic
def ask_in_file(*, one: BundleFile, kinds: dict[str, PaperKind], by: Person) -> list[Inquiry]:
    """Note what the papers of one file of a bundle lack as asked of all who know; letters are written by `write_to_all`.

    Who was asked within the day is not asked again.
    """
    keys = [paper["kind"] for paper in one.papers if paper["state"] == "lacking" and paper["kind"] in kinds]
    if not keys:
        return []
    subject, found = _whole(one.row, by), []
    for key in keys:
        if kinds[key].made not in ("general", DocumentKind.LEARNING_AGREEMENT):
            continue
        document = current_of(subject.row, key)
        if document is not None and document.state not in EDITABLE:
            continue
        found += [
            _asked(subject, kinds[key], knows, by)
            for knows in _who_knows(subject, kinds[key], document, by)
            if knows.can_be_asked and not (knows.inquiry and asked_lately(knows.inquiry))
        ]
    return found


@transaction.atomic
def ask_again(*, inquiries: QuerySet[Inquiry], by: Person) -> int:
    """Ask those once more who have not answered and were not asked within a day. How many letters are written."""
    waiting = inquiries.filter(answered_at=None, closed_at=None, asked_at__lte=clock.now() - LATELY)
    held = waiting.select_for_update(of=("self",)).order_by("pk")  # two who press at once ask once
    found = [one for one in held if one.holder.email]
    kinds = kinds_of(found[0].network_id) if found else {}
    for one in found:
        one.asked_by, one.asked_at, one.times = by, clock.now(), one.times + 1
        one.save(update_fields=["asked_by", "asked_at", "times"])
        if kind := kinds.get(one.kind):
            activity.record("documents.inquiry_asked", about=one, by=by, trail=one.subject, facts=_told(one, kind))
    return write_to_all(found, by=by)


@transaction.atomic
def write_to_all(inquiries: Iterable[Inquiry], *, by: Person) -> int:
    """One letter to each person for all that is asked of them. How many letters."""
    holders = {(type(one.holder), one.holder.pk): one.holder for one in inquiries}
    for holder in holders.values():
        _write_to(holder, by)
    return len(holders)


def _whole(row: Any, by: Person) -> Subject:
    row = locked(row)
    return subject_of(for_papers(Mobility.objects.filter(pk=row.pk))[0] if isinstance(row, Mobility) else row, by)


def _still_written(subject: Subject, kind: PaperKind) -> Document | None:
    """The paper as it is written, None for one that nobody has begun. Raises AgreementRefused where it is written no longer."""
    document = current_of(subject.row, kind.key)
    if document is not None and document.state not in EDITABLE:
        raise AgreementRefused(_("This paper is out for signature or final. Start a new version to change it."))
    return document


def _who_knows(subject: Subject, kind: PaperKind, document: Document | None, by: Person | None) -> list[Knows]:
    lacks = lacks_of(subject.row, kind, document, by, subject=subject)
    known = subject.row.inquiries.filter(kind=kind.key).select_related("person", "contact")
    return who_knows(lacks, subject, inquiries=known, by=by)


def _asked(subject: Subject, kind: PaperKind, knows: Knows, by: Person) -> Inquiry:
    row, inquiry = subject.row, knows.inquiry
    if inquiry is None:
        held_by = {"person": knows.who} if isinstance(knows.who, Person) else {"contact": knows.who}
        inquiry = Inquiry(
            network_id=row.network_id, **{row._meta.model_name: row}, kind=kind.key, giver=knows.giver, **held_by
        )
    else:
        inquiry.times = inquiry.times + 1 if inquiry.is_open else 1
    inquiry.giver, inquiry.terms = knows.giver, [lack.key for lack in knows.lacks]
    inquiry.asked_by, inquiry.asked_at, inquiry.answered_at, inquiry.closed_at = by, clock.now(), None, None
    inquiry.save()
    activity.record("documents.inquiry_asked", about=inquiry, by=by, trail=row, facts=_told(inquiry, kind))
    return inquiry


def _told(inquiry: Inquiry, kind: PaperKind) -> dict[str, Any]:
    labels = [one.label for one in questions(kind, inquiry.terms).terms]
    what = {code: ", ".join(label.get(code) or label["en"] for label in labels) for code, _name in settings.LANGUAGES}
    return {"paper": titles_of(inquiry.kind) or inquiry.kind, "name": str(inquiry.holder), "what": what}


def _write_to(holder: Person | Contact, by: Person) -> None:
    """One letter for everything that is open; one that has not left yet says it all instead."""
    asked = list(open_of(holder))
    manners = settings_of(asked[0].network_id)
    facts = {"by": by, "papers": asked, "is_learner": is_learner(holder)}
    one = compose(key=LETTER, reader=holder, about=asked[0], facts=facts, manners=manners)
    one.link = links.make(purpose=ANSWER, holder=holder, about=holder)
    groups = {each.departure or (each.mobility and each.mobility.departure) for each in asked}
    if len({trail_of(each.subject) for each in asked}) > 1 and len(groups) == 1 and (group := next(iter(groups))):
        one.trail = trail_of(group)
    there = waiting_to_leave(email=holder.email, keys=(LETTER,))
    if there is not None:
        say_instead(there, one)
    else:
        post([one], at=clock.now() + TOGETHER)


@transaction.atomic
def answer(*, inquiry: Inquiry, said: dict[str, Any], language: str, by: Person | Contact) -> bool:
    """Keep what somebody said of what they were asked; nothing else of the paper changes. Whether all is answered.

    What is needed and still missing stays asked. Raises AgreementRefused when the paper has gone out meanwhile.
    """
    subject = _whole(inquiry.subject, by if isinstance(by, Person) else None)  # type: ignore[arg-type]
    inquiry = locked(inquiry)
    kind = kind_of(inquiry.network_id, inquiry.kind)
    document = current_of(subject.row, inquiry.kind)
    if kind is None or inquiry.closed_at is not None or (document is not None and document.state not in EDITABLE):
        raise AgreementRefused(_("This paper has gone out meanwhile: nothing has to be said any more."))
    lacking = lacks_of(subject.row, kind, document, None, subject=subject)
    mine = [lack.key for lack in lacking if lack.by == inquiry.giver]
    of_files = along(mine, subject, inquiry.giver)
    told = _told_of_files(subject, inquiry, {key: said[key] for key in of_files if said.get(key)}, by)
    known = said_for(kind, subject, document)
    mine = [key for key in mine if key not in of_files]
    given = {key: _beside(known.get(key), value) for key, value in said.items() if key in mine and value}
    if given and kind.key == DocumentKind.LEARNING_AGREEMENT:
        complete(mobility=subject.row, terms={key: _texts(value, language) for key, value in given.items()}, by=by)
    elif given:
        terms.say(row=subject.row, kind=kind, terms=given, by=by)
    document = current_of(subject.row, inquiry.kind)
    left = lacks_of(_whole(subject.row, None).row, kind, document, None)  # type: ignore[arg-type]
    is_done = bool(given or told) and not any(lack.blocks and lack.by == inquiry.giver for lack in left)
    if is_done:
        inquiry.answered_at = clock.now()
        inquiry.save(update_fields=["answered_at"])
        activity.record(
            "documents.inquiry_answered", about=inquiry, by=by, trail=subject.row, facts=_told(inquiry, kind)
        )
    if told:
        _settle(inquiry, by)
    return is_done


def _told_of_files(subject: Subject, inquiry: Inquiry, said: dict[str, Any], by: Person | Contact) -> int:
    is_asked = bool(said) and isinstance(subject, OfMobility)
    return tell_facts(subject=subject, giver=inquiry.giver, said=said, by=by) if is_asked else 0  # type: ignore[arg-type]


def _settle(inquiry: Inquiry, by: Person | Contact) -> None:
    """What was told of a file is missing on no other paper either: who was asked for nothing else has answered."""
    others = inquiry.subject.inquiries.filter(answered_at=None, closed_at=None) | open_of(by).order_by()
    for one in others.exclude(pk=inquiry.pk).select_related(*WITH_FILE):
        kind, row = kind_of(one.network_id, one.kind), one.subject
        if isinstance(row, Mobility):
            row = for_papers(Mobility.objects.filter(pk=row.pk))[0]
        left = lacks_of(row, kind, current_of(row, one.kind), None) if kind else []
        if not any(lack.by == one.giver for lack in left):
            field = "answered_at" if one.holder == by else "closed_at"
            setattr(one, field, clock.now())
            one.save(update_fields=[field])


def _beside(known: Any, value: Any) -> Any:
    return {**known, **value} if isinstance(known, dict) and isinstance(value, dict) else value


def _texts(value: Any, language: str) -> dict[str, str]:
    return value if isinstance(value, dict) else {language: str(value)}


def close_of(document: Document, by: Any) -> None:
    """Nothing is asked any more for a paper that has gone out."""
    if document.amends_id is None:
        _close(document.subject.inquiries.filter(kind=document.kind, closed_at=None))


def close_of_stay(mobility: Mobility, by: Any) -> None:
    """The same of a stay that is cancelled."""
    _close(mobility.inquiries.filter(closed_at=None))


def _close(inquiries: Any) -> None:
    found = list(inquiries.select_related("person", "contact"))
    if found:
        inquiries.update(closed_at=clock.now())
    for holder in (one.holder for one in found if one.answered_at is None):
        there = waiting_to_leave(email=holder.email, keys=(LETTER,)) if holder.email else None
        if there is not None and not open_of(holder).exists():
            keep_back(letter=there, by=None)


def ask_in_bundle(*, bundle: PaperBundle, by: Person) -> int:
    """Ask for what the papers of a bundle lack, file by file; then one letter to each person. How many letters."""
    kinds, asked = kinds_of(bundle.network_id), []
    for one in bundle.files.select_related("mobility", "departure").order_by("pk"):
        asked += ask_in_file(one=one, kinds=kinds, by=by)
    return write_to_all(asked, by=by)
