"""Reads of documents: the current version, what it lacks, what waits for whose signature."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from compagnon.core import clock, gateway
from compagnon.documents.catalogue.filling import Filling
from compagnon.documents.catalogue.reading import AMENDMENT, shipped
from compagnon.documents.catalogue.shape import PaperKind
from compagnon.documents.catalogue.subjects import Subject, subject_of
from compagnon.documents.catalogue.tables import unrated
from compagnon.documents.choices import DocumentKind, DocumentState, SignatureState, SignerRole
from compagnon.documents.code_rules import unreached
from compagnon.documents.filling import agreement_facts, signers_of
from compagnon.documents.following import of_days, standing
from compagnon.documents.french import unproved
from compagnon.documents.lacking import Lack, lack_of_path, lack_of_row, unsaid
from compagnon.documents.models import Document, Proof, Signature
from compagnon.documents.official.giving import gaps
from compagnon.documents.sentences import (
    GIVERS,
    LACKS,
    OF_EVALUATION,
    PARTNER_FILE,
)
from compagnon.documents.typesetting.minimum import missing_minimum
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Departure, Mobility
from compagnon.mobilities.queries import departures_visible_to, for_page, sees_all, visible_to
from compagnon.people.models import Person

WITH_PAPER = (
    *("person", "contact", "document__mobility__participant__person", "document__mobility__departure"),
    *("document__departure", "document__organisation"),
)
"""What is read with a signature that a list names."""
AGREEMENTS = (DocumentKind.LEARNING_AGREEMENT, "staff_agreement")
"""What says before a stay what it is for: of learners, or of staff."""
EDITABLE = (DocumentState.DRAFT, DocumentState.RETURNED, DocumentState.EXPIRED)


def current(mobility: Mobility, kind: DocumentKind = DocumentKind.LEARNING_AGREEMENT) -> Document | None:
    """The version that counts: the only one that no newer one replaced."""
    return current_of(mobility, kind)


def current_of(row: Any, key: str) -> Document | None:
    """The same for a paper about anything: a mobility, a departure, an organisation."""
    found: Document | None = row.documents.filter(kind=key).exclude(state=DocumentState.REPLACED).first()
    return found


def on_page_of(mobility: Mobility) -> tuple[Document | None, list[Document], list[Document]]:
    """For the page of a mobility, in one query: the agreement that counts, those that everybody had signed before a newer
    one replaced them, and the other papers begun.
    """
    counts = Q(kind=DocumentKind.LEARNING_AGREEMENT) | ~Q(state=DocumentState.REPLACED)
    agreement, former, begun = None, [], []
    for one in mobility.documents.filter(counts):
        if one.kind != DocumentKind.LEARNING_AGREEMENT:
            begun.append(one)
        elif one.state != DocumentState.REPLACED:
            agreement = one
        elif one.final_sha256:
            former.append(one)
    return agreement, former, begun


def for_papers(mobilities: QuerySet[Mobility]) -> list[Mobility]:
    """Mobilities of one network with everything that their papers say: four questions for all, not ten for each."""
    joined = for_page(mobilities).select_related(
        *("terms", "stay_terms", "application", "departure__accompanying", "site__organisation"),
        *("participant__sending_organisation", "participant__employer"),
    )
    beside = (
        *("ways", "placement_requests__host", "placement_requests__tutor", "outcomes", "participant__support_measures"),
        "participant__sending_organisation__contacts",
    )
    found = list(joined.prefetch_related(*beside))
    for one in found:
        one.network = found[0].network  # whose emblems are then read once
    return found


def next_version(mobility: Mobility, kind: DocumentKind = DocumentKind.LEARNING_AGREEMENT) -> int:
    """The number of the version that comes next, from 1."""
    return next_version_of(mobility, kind)


def next_version_of(row: Any, key: str) -> int:
    """The same for a paper about anything."""
    newest = row.documents.filter(kind=key).order_by("-version").values_list("version", flat=True).first()
    return (newest or 0) + 1


def is_editable(mobility: Mobility) -> bool:
    """Whether outcomes and terms may change: not while signatures are asked for or given, nor after the stay."""
    return allows_changes(mobility, current(mobility))


def allows_changes(mobility: Mobility, document: Document | None) -> bool:
    """The same for somebody who holds the version that counts."""
    is_running = mobility.state in (MobilityState.PREPARING, MobilityState.ABROAD)
    return is_running and (document is None or document.state in EDITABLE)


def lacks(mobility: Mobility) -> list[Lack]:
    """What the agreement of this mobility lacks, in the order of the paper; first what keeps it from going out."""
    facts = agreement_facts(mobility, version=1, made_at=clock.now())
    subject = subject_of(mobility)
    found = [lack_of_path(path, subject, is_incoming=facts.is_incoming) for path in missing_minimum(facts)]
    signing = [one.who for one in signers_of(mobility) if one.who is not None]
    found += [_personal(who, _("E-mail address of %(name)s, who signs")) for who in signing if not who.email]
    if mobility.participant.employer and mobility.participant.mentor is None:
        found = [
            Lack(one.what, one.who, blocks=True) if one.what == str(LACKS["employer.person.name"][0]) else one
            for one in found
        ]
    return sorted(found, key=lambda one: not one.blocks)


def lacks_of(
    row: Any, kind: PaperKind, document: Document | None, by: Person | None, *, subject: Subject | None = None
) -> list[Lack]:
    """What any paper lacks, first what keeps it from going out; who asks for many papers of a row gives its `subject`."""
    if kind.key == DocumentKind.LEARNING_AGREEMENT and kind.official is None and not gateway.is_set():
        return lacks(row)
    subject = subject or subject_of(row, by)
    filling = Filling(kind, subject, standing(kind, subject, document))
    on_form = {one.name: lack_of_row(one, filling.subject) for one in gaps(filling)}
    if kind.key == DocumentKind.LEARNING_AGREEMENT:
        return sorted([*lacks(row), *on_form.values(), *_numbers_lacking(filling)], key=lambda one: not one.blocks)
    found = {}
    for one in filling.needed():
        if one.need and not one.value:
            found[one.name] = lack_of_row(one, filling.subject)
    if any(one.table == "outcomes_reached" for one in filling.sections()) and unrated(filling.subject):
        found["results"] = Lack(_("How far each learning outcome was reached"), str(OF_EVALUATION), blocks=False)
    for term in filling.asked.values():
        is_seen = term.need == "!" or (term.ask == "days" and term.need)  # the table prints it: no row names it
        if is_seen and (term.ask == "days" or not filling.said(term)) and (what := unsaid(filling, term)):
            found[f"term.{term.key}"] = Lack(
                what, str(GIVERS[term.by]), blocks=term.need == "!", by=term.by, key=term.key
            )
    found |= on_form
    lacking = [*found.values(), *signers_lacking(filling)]
    lacking += [Lack(what, who, blocks=True) for what, who in unproved(filling)]
    return sorted(lacking, key=lambda one: not one.blocks)


def signers_lacking(filling: Filling) -> list[Lack]:
    """Who signs and is not known, or cannot be written to."""
    found = []
    for _seed, one in filling.signers():
        if one.who is None:
            is_senders = one.role == SignerRole.CENTRE and "incoming" in filling.subject.conditions
            giver = str(PARTNER_FILE) if is_senders else _("you, on the page of the file")
            found.append(Lack(_("Who signs: %(role)s") % {"role": one.role.label}, giver, blocks=True))
        elif not one.who.email:
            found.append(_personal(one.who, _("E-mail address of %(name)s, who signs")))
    return [*found, *_numbers_lacking(filling)]


def _numbers_lacking(filling: Filling) -> list[Lack]:
    """Whom no code can reach, where it goes by text message alone."""
    return [_personal(who, _("Mobile number of %(name)s, to which the code goes")) for who in unreached(filling)]


def _personal(who: Any, what: str) -> Lack:
    return Lack(what % {"name": who}, _("the person; note it in the file"), blocks=True)


def unsigned(document: Document | None) -> list[str]:
    """The names of those who have not signed a version."""
    left = document.signatures.exclude(state=SignatureState.SIGNED) if document is not None and document.pk else ()
    return [str(one.signer) for one in left]


def waiting_for(person: Person) -> QuerySet[Signature]:
    """Signatures that this person can give now: those before them have signed."""
    return _open(Signature.objects.filter(person=person))


def waiting_at_desk(person: Person) -> QuerySet[Signature]:
    """The same of papers whose file this person sees at the desk, asked for the few rows that wait and not for all files."""
    stays = visible_to(person, Mobility.objects.filter(pk=OuterRef("document__mobility")))
    groups = departures_visible_to(person, Departure.objects.filter(pk=OuterRef("document__departure")))
    seen = Q(document__organisation__isnull=False) | Q(Exists(stays)) | Q(Exists(groups))
    return waiting_for(person).filter(seen)


def waiting_at(email: str) -> QuerySet[Signature]:
    """Signatures that who reads at this address can give now, whoever of the network has it."""
    return _open(of_address(email))


def of_address(email: str) -> QuerySet[Signature]:
    """Signatures of whoever of the network reads at this address; of no address, none."""
    theirs = Q(person__email__iexact=email) | Q(contact__email__iexact=email)
    return Signature.objects.filter(theirs) if email else Signature.objects.none()


def _open(signatures: QuerySet[Signature]) -> QuerySet[Signature]:
    earlier = Signature.objects.filter(document=OuterRef("document"), turn__lt=OuterRef("turn"))
    return (
        signatures.filter(state=SignatureState.WAITING, document__state=DocumentState.SIGNING)
        .exclude(Exists(earlier.exclude(state=SignatureState.SIGNED)))
        .select_related(*WITH_PAPER)
        .order_by("document__kind", "document__mobility__participant__person__last_name", "pk")
    )


def open_in(documents: QuerySet[Document]) -> QuerySet[Signature]:
    """Signatures of these papers that can be given now, with who gives them."""
    return _open(Signature.objects.filter(document__in=documents))


def signed_at(email: str) -> QuerySet[Signature]:
    """Signatures that were given at this address, on papers that are final or on their way; the last first."""
    out = [DocumentState.SIGNING, DocumentState.FINAL]
    there = of_address(email).filter(state=SignatureState.SIGNED, document__state__in=out)
    return there.select_related(*WITH_PAPER).order_by("-signed_at", "-pk")


def copies_at(email: str, *, since: datetime) -> QuerySet[Signature]:
    """The same of those alone that became final since a moment."""
    return signed_at(email).filter(document__state=DocumentState.FINAL, document__finished_at__gte=since)


def whose_turn(document: Document) -> list[Signature]:
    """The signatures of a paper that can be given now, each with who gives it: one question for all."""
    given = list(document.signatures.select_related("person", "contact"))
    turn = min((one.turn for one in given if one.state != SignatureState.SIGNED), default=0)
    found = [one for one in given if one.state == SignatureState.WAITING and one.turn <= turn]
    for one in found:
        one.network = document.network  # asked once, however many are written to
    return found


def is_open(signature: Signature) -> bool:
    """Whether it is this signer's turn: everybody of an earlier one has signed."""
    earlier = Signature.objects.filter(document_id=signature.document_id, turn__lt=signature.turn)
    return not earlier.exclude(state=SignatureState.SIGNED).exists()


def papers_of(person: Person) -> QuerySet[Document]:
    """What somebody may read at the journey door: papers of the own stay, and any to be signed there, newest first."""
    own = Q(
        mobility__participant__person=person,
        kind__in=[
            name for kind in shipped().values() if kind.for_participant for name in (kind.key, f"{AMENDMENT}{kind.key}")
        ],
    )
    asked = Q(Exists(Signature.objects.filter(document=OuterRef("pk"), person=person)))
    out = Document.objects.filter(state__in=[DocumentState.SIGNING, DocumentState.FINAL])
    return out.filter(own | asked).order_by("-made_at")


def with_fingerprint(sha256: str) -> Document | None:
    """The paper of this installation, of any network, that has these exact bytes; None when there is none."""
    return (
        Document.unscoped.select_related("network")
        .filter(Q(final_sha256=sha256) | Q(agreed_sha256=sha256))
        .exclude(state=DocumentState.DRAFT)
        .order_by("-version")
        .first()
    )


def with_reference(reference: str) -> Document | None:
    """The paper of this installation that prints this reference: the newest final version, else the one under way."""
    begins, _dash, code = reference.rpartition("-")
    short, _am, number = begins.casefold().partition("-am")
    prefix = AMENDMENT if number else ""
    kinds = [f"{prefix}{kind.key}" for kind in shipped().values() if kind.short.casefold() == short]
    about = Q(mobility__code=code) | Q(departure__code=code) | Q(organisation__code=code)
    about &= Q(number=int(number) if number.isdigit() else 0, kind__in=kinds)
    found = Document.unscoped.select_related("network").filter(about).exclude(state=DocumentState.DRAFT)
    return found.filter(state=DocumentState.FINAL).first() or found.order_by("-version").first()


def that_differ(person: Person) -> QuerySet[Document]:
    """Papers that are out or signed and read otherwise than what is true now, of files that somebody sees and that go on."""
    mine = Q(
        mobility__in=visible_to(
            person, Mobility.objects.filter(state__in=[MobilityState.PREPARING, MobilityState.ABROAD])
        )
    )
    groups = departures_visible_to(person, Departure.objects.filter(returns_on__gte=clock.today()))
    partners = Q(organisation__isnull=False) if sees_all(person) else Q()
    found = Document.objects.filter(mine | Q(departure__in=groups) | partners, differs_at__isnull=False, amends=None)
    return found.filter(state__in=[DocumentState.SIGNING, DocumentState.FINAL])


def amendment_under_way(document: Document) -> Document | None:
    """The one amendment of a paper that is not signed by everybody yet; None when there is none."""
    return document.amendments.exclude(state__in=[DocumentState.FINAL, DocumentState.REPLACED]).first()


def amendments_of(document: Document) -> tuple[list[Document], Document | None]:
    """The amendments of a paper that everybody signed, in their order, and the one under way: one question for both."""
    found = list(document.amendments.exclude(state=DocumentState.REPLACED).order_by("number"))
    under_way = next((one for one in found if one.state != DocumentState.FINAL), None)
    return [one for one in found if one is not under_way], under_way


def may_change_signed(mobility: Mobility) -> bool:
    """Whether what a signed learning agreement says may be written anew, to be amended: not while an amendment is out."""
    document = current(mobility)
    if document is None or document.state != DocumentState.FINAL:
        return False
    under_way = amendment_under_way(document)
    is_running = mobility.state in (MobilityState.PREPARING, MobilityState.ABROAD)
    return is_running and (under_way is None or under_way.state in EDITABLE)


def newest_amendment(document: Document) -> Document | None:
    """The last amendment that everybody signed; None where nothing was amended."""
    return document.amendments.filter(state=DocumentState.FINAL).order_by("-number").first()


def finals_of(document: Document) -> list[Document]:
    """The amendments of a paper that everybody signed, the first one first."""
    return list(document.amendments.filter(state=DocumentState.FINAL).order_by("number"))


def terms_agreed(document: Document, finals: Sequence[Document] | None = None) -> dict[str, Any]:
    """What was said for a paper as it stands after its amendments."""
    signed = finals_of(document) if finals is None else finals
    said = next((one for one in reversed(signed) if "said" in one.terms), None)
    terms, basis = (document.terms, document.basis) if said is None else (said.terms["said"], said.basis)
    kind = shipped().get(document.kind)
    return of_days(kind, document.subject, terms, basis) if kind else terms


def is_signed(mobility: Mobility) -> bool:
    """The learning agreement, or that of staff, is signed by all, here or elsewhere."""
    elsewhere = Proof.objects.filter(mobility=mobility, stands_for__in=AGREEMENTS)
    return (
        any(one.counts for one in elsewhere)
        or mobility.documents.filter(kind__in=AGREEMENTS, state=DocumentState.FINAL).exists()
    )
