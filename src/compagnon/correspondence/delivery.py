"""Handing a letter to the mail server: never twice, and never said to be sent when nobody can know.

The states tell how far a letter came. `queued` becomes `sending` by an update that only one worker can win. Just before
the content leaves, `handed_at` is written and committed. So a letter found as `sending` long after its worker died is
either one that no server can have accepted (it goes back to the queue), or one whose answer was lost: it becomes
`unsure`, and a person decides. Its Message-ID stays the same, so that servers which know it drop a second copy.
"""

import smtplib
from contextlib import suppress
from datetime import timedelta
from email.utils import formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import BigIntegerField, F, Q
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils import translation
from django.utils.translation import gettext
from procrastinate.contrib.django.models import ProcrastinateJob

from compagnon.core import clock, gateway, jobs
from compagnon.core.polite import politely
from compagnon.core.states import MoveRefused, locked, move
from compagnon.correspondence import wishes
from compagnon.correspondence.models import Letter, LetterState
from compagnon.correspondence.placeholders import one_line
from compagnon.correspondence.queries import settings_of, text_of
from compagnon.people import links
from compagnon.people.models import Person

ATTEMPTS = 7
"""Over a day and a half, by the waits of `core.jobs`: a mail server that is away for a night loses no letter."""
LOST_AFTER = timedelta(minutes=10)
"""A letter that has been "going now" for so long has lost its worker: no server is waited for longer."""
FORGOTTEN_AFTER = timedelta(minutes=5)
"""A letter that waits for so long without a job has lost the job."""


class NotAccepted(Exception):
    """No server took the letter for now. Its words hold no address: they stand in the log of jobs."""


class AnswerLost(Exception):
    """The content was handed over and no answer came."""


class Overtaken(Exception):
    """The letter was taken for lost while this worker still had it: it is no longer this worker's to send."""


def deliver(letter: Letter) -> None:
    """Send a queued letter, at most once; nothing happens to a letter in another state.

    What the server refuses for now goes back to the queue with its sentence, the last time as failed; what it refuses
    for good, and what cannot be written as mail, has failed at once. Where no mail server is set, or no address is known,
    the letter is kept and says that it was not sent. One to a number goes by the gateway for text messages. Raises NotAccepted when another attempt makes sense.
    """
    if not _take(letter):
        return
    letter.refresh_from_db()
    if letter.to_phone:
        _send_as_text(letter)
    else:
        _send_as_mail(letter)


def _send_as_mail(letter: Letter) -> None:
    if not settings.EMAIL_IS_SENT:  # demonstration and trial: the letter is read on the page of letters
        _stop(letter, LetterState.UNSENT, gettext("Not sent: no mail server is set for this installation."))
        return
    if not letter.to_email:
        _stop(letter, LetterState.FAILED, gettext("Not sent: no e-mail address is known."))
        return
    try:
        _hand_over(letter)
    except AnswerLost as lost:
        _stop(letter, LetterState.UNSURE, str(lost))
    except Overtaken:
        return
    except OSError as error:  # what smtplib and sockets raise
        if _give_back(letter, problem=_sentence(error), for_good=_is_for_good(error)):
            raise NotAccepted(f"Letter {letter.code}: {type(error).__name__}.") from None
    except ValueError as error:  # an address or a subject that no mail can carry: it never becomes a message
        _stop(letter, LetterState.FAILED, _sentence(error))
    else:
        _note_sent(letter)


def _take(letter: Letter) -> bool:
    changed = Letter.objects.filter(pk=letter.pk, state=LetterState.QUEUED).update(
        state=LetterState.SENDING, attempts=F("attempts") + 1, taken_at=clock.now(), handed_at=None
    )
    return bool(changed)


def _hand_over(letter: Letter) -> None:
    message = message_of(letter)
    connection = get_connection()
    connection.open()
    if hasattr(connection, "tell_before_content"):
        connection.tell_before_content(lambda: _note_handed(letter))
    else:
        _note_handed(letter)  # a way that does not tell: what goes wrong from here on may have gone right
    try:
        connection.send_messages([message])
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused):
        raise  # the server has answered: it did not accept
    except Overtaken:
        connection.connection.close()  # in the middle of a letter nobody says goodbye
        connection.connection = None
        raise
    except OSError as error:
        if letter.handed_at is not None:
            raise AnswerLost(_sentence(error)) from error
        raise
    finally:
        with suppress(OSError):  # the answer to the letter has come; how the conversation ends says nothing of it
            connection.close()


def _send_as_text(letter: Letter) -> None:
    """Hand a text message over once: who waits for it asks again, or asks for a letter, sooner than we would try again."""
    try:
        _note_handed(letter)
        gateway.send(number=letter.to_phone, text=text_of(letter))
    except Overtaken:
        return
    except gateway.NotTaken as refused:
        _stop(letter, LetterState.FAILED, str(refused))
    else:
        _note_sent(letter)


def _note_handed(letter: Letter) -> None:
    """Write, and commit, that a server may have the letter from now on; raises Overtaken when it is another's."""
    letter.handed_at = clock.now()
    mine = Letter.objects.filter(pk=letter.pk, state=LetterState.SENDING, taken_at=letter.taken_at)
    if not mine.update(handed_at=letter.handed_at):
        raise Overtaken


@transaction.atomic
def _note_sent(letter: Letter) -> None:
    letter = locked(letter)
    if letter.state in (LetterState.SENDING, LetterState.UNSURE):  # a slow answer came after all
        letter.sent_at, letter.problem = clock.now(), ""
        pass_on(letter, LetterState.SENT)


def message_of(letter: Letter) -> EmailMessage:
    """The letter as it leaves; each attempt has the same Message-ID."""
    manners = settings_of(letter.network_id)
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    text, headers = text_of(letter), {"Message-ID": message_id(letter)}
    way_out = wishes.link_of(letter)
    if way_out is not None:
        page = links.address_of(way_out)
        text += _way_out(letter, page)
        headers["List-Unsubscribe"] = f"<{page}off/{letter.key}/>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return EmailMessage(
        one_line(letter.subject),
        text,
        from_email=formataddr((manners.sender, address)) if manners.sender else None,
        to=[letter.to_email],
        reply_to=[manners.reply_to] if manners.reply_to else None,
        headers=headers,
    )


def _way_out(letter: Letter, page: str) -> str:
    """The last lines of a letter that need not come: where its reader can say so."""
    reader = letter.to_person or letter.to_contact
    is_learner = isinstance(reader, Person) and not reader.is_told_vous
    with translation.override(letter.language), politely(not is_learner):
        return "\n\n-- \n" + gettext("Fewer letters like this one, or none:") + f" {page}\n"


def message_id(letter: Letter) -> str:
    """The same for every attempt, and for no other letter."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{letter.code}@{domain or 'compagnon'}>"


def _sentence(error: Exception) -> str:
    """What the server said, or what kind of trouble it was."""
    said = getattr(error, "smtp_error", None)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return f"{code} {_text(said)}"[:300]
    if said is not None:
        return f"{getattr(error, 'smtp_code', '')} {_text(said)}".strip()[:300]
    return str(error)[:300] or type(error).__name__


def _text(said: Any) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)


def _is_for_good(error: OSError) -> bool:
    """Whether the server said that this letter will never be accepted (a code of 500 and more)."""
    codes = [getattr(error, "smtp_code", 0)]
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _said in error.recipients.values()]
    return isinstance(error, smtplib.SMTPException) and bool(codes) and all(code >= 500 for code in codes)


def _still_mine(letter: Letter) -> bool:
    """Lock the letter; whether it is going by this worker's hand still."""
    kept = locked(letter)
    return kept.state == LetterState.SENDING and kept.taken_at == letter.taken_at


@transaction.atomic
def _give_back(letter: Letter, *, problem: str, for_good: bool) -> bool:
    """Back to the queue, or failed; tells whether another attempt is to be made."""
    if not _still_mine(letter):
        return False
    letter.problem, letter.handed_at = problem, None
    last = for_good or letter.attempts >= ATTEMPTS
    pass_on(letter, LetterState.FAILED if last else LetterState.QUEUED, reason=problem)
    return not for_good


@transaction.atomic
def _stop(letter: Letter, to: LetterState, problem: str) -> None:
    """Leave the letter to a person, with what was the matter."""
    if _still_mine(letter):
        letter.problem = problem
        pass_on(letter, to, reason=problem)


def look_after_lost(now: Any) -> None:
    """See to letters whose worker or job was lost: back to the queue where that is safe, else to a person."""
    going = Q(state=LetterState.SENDING, taken_at__lt=now - LOST_AFTER)
    for lost in Letter.objects.filter(going).order_by("pk"):
        with transaction.atomic():
            letter = locked(lost)
            if letter.state == LetterState.SENDING and letter.taken_at == lost.taken_at:
                pass_on(letter, _where_lost(letter))
    jobs_there = ProcrastinateJob.objects.filter(task_name="correspondence.send_letter", status="todo")
    waiting = jobs_there.annotate(letter=Cast(KT("args__letter"), BigIntegerField())).values("letter")
    forgotten = Letter.objects.filter(
        ~Q(pk__in=waiting), state=LetterState.QUEUED, written_at__lt=now - FORGOTTEN_AFTER
    )
    keys = [{"letter": key, "network": network} for key, network in forgotten.values_list("pk", "network_id")]
    jobs.later_each("correspondence.send_letter", keys)


def _where_lost(letter: Letter) -> LetterState:
    """A letter whose worker dies each time it is tried does not go round for ever."""
    if letter.handed_at:
        return LetterState.UNSURE
    return LetterState.QUEUED if letter.attempts < ATTEMPTS else LetterState.FAILED


def pass_on(letter: Letter, to: LetterState, *, by: Any = None, reason: str = "") -> None:
    """Move a letter (locked by the caller); of a confidential one nothing is recorded that others could read.

    Raises MoveRefused when it is past that.
    """
    if not letter.is_confidential:
        move(letter, to, by=by, trail=letter.about, facts=told(letter), reason=reason)
    elif to in Letter.MOVES[LetterState(letter.state)]:
        letter.state = to
        letter.save()
    else:
        raise MoveRefused(gettext("This is not possible any more."))


def told(letter: Letter) -> dict[str, str]:
    """Facts of a letter for the sentence about it."""
    return {"subject": letter.subject, "reader": str(letter.reader)}
