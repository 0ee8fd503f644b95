"""Amending a signed paper: a paper of its own that says what changes, signed in the same way and kept with its original."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import activity, clock, files
from compagnon.core.states import locked, move
from compagnon.documents.actions.agreement import AgreementRefused
from compagnon.documents.actions.holding import held
from compagnon.documents.actions.printing import told
from compagnon.documents.actions.sending import ask_next, end_links, name_signers, refresh_if_mobility
from compagnon.documents.amending.drafting import Drafted, Wanted, draft
from compagnon.documents.choices import DocumentState
from compagnon.documents.code_rules import rule_of, way_now
from compagnon.documents.following import span_of
from compagnon.documents.models import Document
from compagnon.documents.queries import amendment_under_way, signers_lacking
from compagnon.people.models import Person

TO_CORRECT = (DocumentState.RETURNED, DocumentState.EXPIRED)


@transaction.atomic
def amend(*, document: Document, wanted: Wanted, by: Person) -> Document:
    """Open an amendment: freeze it, and ask those who must sign it, as any other paper.

    One that came back, was called back or expired is replaced. Raises AgreementRefused as `draft`, and while another
    amendment of the same paper is out.
    """
    document = held(document)
    before = amendment_under_way(document)
    if before is not None and before.state not in TO_CORRECT:
        raise AgreementRefused(
            _("%(paper)s is out for signature: wait until everybody has signed, or call it back.")
            % {"paper": before.get_kind_display()}
        )
    drafted = draft(document=document, wanted=wanted, by=by)
    if lacking := signers_lacking(drafted.filling):
        missing = ", ".join(lack.what for lack in lacking)
        raise AgreementRefused(_("Not yet: %(missing)s is missing.") % {"missing": missing})
    if before is not None:
        _put_aside(before, by, "")
    return _send(document, drafted, by)


def _send(document: Document, drafted: Drafted, by: Person) -> Document:
    row, filling, wanted = document.subject, drafted.filling, drafted.wanted
    content = drafted.typeset()
    terms: dict[str, Any] = {"reason": wanted.reason, "told_only": sorted(wanted.told_only)}
    if wanted.said is not None:
        terms["said"] = wanted.said
    rule = rule_of(row.network, filling.kind.model_copy(update={"key": document.kind}))
    made = Document(
        network_id=document.network_id,
        **{row._meta.model_name: row},
        kind=filling.kind.key,
        version=drafted.facts.version,
        amends=document,
        number=filling.amended.number,
        effective_on=wanted.effective_on,
        changes=[one.kept() for one in drafted.changes],
        made_by=by,
        terms=terms,
        basis={"days": span_of(row)},
        wording=filling.kind.wording,
        languages=list(filling.languages),
        facts=drafted.facts.model_dump(mode="json"),
        agreed_file=files.keep(content, kind=files.PDF),
        agreed_sha256=files.fingerprint(content),
        expires_on=clock.today() + timedelta(days=filling.kind.days),
        needs_code=bool(rule.roles),
        code_of=rule.roles,
        code_way=way_now(rule),
    )
    made.save()
    name_signers(made, filling)
    reason = next((text for text in wanted.reason.values() if text.strip()), "")
    activity.record("documents.amendment_opened", about=made, by=by, trail=row, reason=reason, facts=told(made))
    move(made, DocumentState.SIGNING, by=by, trail=row, facts=told(made))
    ask_next(made, by)
    refresh_if_mobility(row, by)
    return made


@transaction.atomic
def give_up(*, amendment: Document, reason: str, by: Person) -> Document:
    """Put an amendment aside that came back, was called back or expired: what was signed stays as it is.

    Raises AgreementRefused without a reason, and for one that is out or signed by everybody.
    """
    if not reason.strip():
        raise AgreementRefused(_("Say why it is given up: the reason is kept."))
    amendment = held(amendment)
    if amendment.amends_id is None or amendment.state not in TO_CORRECT:
        raise AgreementRefused(_("Call this amendment back first."))
    _put_aside(amendment, by, reason.strip())
    refresh_if_mobility(amendment.subject, by)
    return amendment


def _put_aside(amendment: Document, by: Person, reason: str) -> None:
    amendment = locked(amendment)
    end_links(amendment, by)
    move(amendment, DocumentState.REPLACED, by=by, trail=amendment.subject, reason=reason, facts=told(amendment))
