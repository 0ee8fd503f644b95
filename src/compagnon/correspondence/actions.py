"""Writing, holding and releasing letters; `delivery` sends them."""

import re
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Max, Q
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from compagnon.core import activity, clock, jobs
from compagnon.core.activity import trail_of
from compagnon.core.i18n import localised
from compagnon.core.polite import politely
from compagnon.core.states import MoveRefused, locked, move
from compagnon.correspondence import texts, wishes
from compagnon.correspondence.delivery import pass_on, told
from compagnon.correspondence.models import Letter, LetterSettings, LetterState, LetterText, LetterWish
from compagnon.correspondence.placeholders import one_line
from compagnon.correspondence.queries import CODE_PLACE, LINK_PLACE, settings_of
from compagnon.network.models import Network
from compagnon.people import links
from compagnon.people.models import Contact, OneTimeCode, Person

_EMPTY_LINES = re.compile(r"\n\s*\n\s*\n")


@transaction.atomic
def write(
    *,
    key: str,
    reader: Person | Contact,
    about: Any,
    by: Any,
    purpose: str = "",
    hold: bool = False,
    confidential: bool = False,
    facts: dict[str, Any] | None = None,
) -> Letter:
    """Write a letter in the reader's language; it goes by itself unless `hold` asks a person to read it first, or the
    settings of the network say otherwise for this kind.

    The text is the template `<app>/letters/<name>.txt` of `key` "<app>.<name>": its first line is the subject.
    A confidential letter is shown to nobody at the desk and never waits there. With `purpose` the reader gets a personal
    link about the same thing where the text says `[[link]]`; a letter about a one-time code goes to the code's address
    and says its digits at `[[code]]`.
    """
    manners = settings_of(about.network_id)
    said = {"by": by, **(facts or {})}
    letter = compose(key=key, reader=reader, about=about, facts=said, manners=manners, hold=hold and not confidential)
    if confidential:
        letter.state, letter.is_confidential = LetterState.QUEUED, True
    if purpose:
        letter.link = links.make(purpose=purpose, holder=reader, about=about)
    post([letter])
    return letter


@transaction.atomic
def write_text_message(*, key: str, reader: Person | Contact, about: Any, phone: str) -> Letter:
    """Write a few words to a number of `people.phones`, in the reader's language: they leave at once, and nobody else is shown them."""
    manners = settings_of(about.network_id)
    letter = compose(key=key, reader=reader, about=about, facts={}, manners=manners, phone=phone)
    letter.state, letter.is_confidential = LetterState.QUEUED, True
    post([letter])
    return letter


def compose(
    *,
    key: str,
    reader: Person | Contact,
    about: Any,
    facts: dict[str, Any],
    manners: LetterSettings,
    hold: bool = False,
    phone: str = "",
) -> Letter:
    """A letter as it will be kept, not yet kept: for who writes many and posts them together."""
    subject, body = _words(key, reader, {"reader": reader, "about": about, **facts}, manners)
    signature = "" if phone else localised(manners.signature, reader.language).strip()
    return Letter(
        network_id=about.network_id,
        key=key,
        state=LetterState.HELD if manners.holds(key, proposed=hold) else LetterState.QUEUED,
        **_addressed(reader, about, phone),
        subject=subject,
        body=_signed(body, signature, str(manners.network)),
        about_type=ContentType.objects.get_for_model(about),
        about_id=about.pk,
        trail=trail_of(getattr(about, "file", about)),
    )


@transaction.atomic
def post(letters: list[Letter], *, at: datetime | None = None) -> None:
    """Keep letters in the outbox, and let those leave that wait for nobody, not before `at`; those that their readers do
    not want stay.
    """
    for letter in wishes.unwanted(letters):
        letter.state, letter.problem = LetterState.CANCELLED, gettext("The reader wants no letters of this kind.")
    Letter.objects.bulk_create(letters)
    leaving = [letter for letter in letters if letter.state == LetterState.QUEUED]
    jobs.later_each(
        "correspondence.send_letter", [{"letter": letter.pk, "network": letter.network_id} for letter in leaving], at=at
    )


def waiting_to_leave(*, email: str, keys: Collection[str], but: Q | None = None) -> Letter | None:
    """The newest letter of these kinds to an address that has not left yet, held until the transaction ends; none of `but`."""
    letters = Letter.objects.filter(to_email__iexact=email, key__in=keys, state=LetterState.QUEUED)
    letters = letters if but is None else letters.exclude(but)
    found: Letter | None = letters.select_for_update(of=("self",)).order_by("-pk").first()
    return found


@transaction.atomic
def say_instead(letter: Letter, other: Letter) -> Letter:
    """Let a letter that has not left say what `other` says, which is not kept: one letter for both."""
    letter.key, letter.subject, letter.body, letter.link = other.key, other.subject, other.body, other.link
    letter.about_type, letter.about_id, letter.trail = other.about_type, other.about_id, other.trail
    letter.state = other.state
    letter.save()
    return letter


def _addressed(reader: Person | Contact, about: Any, phone: str) -> dict[str, Any]:
    held_by = {"to_person": reader} if isinstance(reader, Person) else {"to_contact": reader}
    if phone:
        return {**held_by, "to_phone": phone, "language": reader.language}
    email = about.email if isinstance(about, OneTimeCode) else reader.email
    return {**held_by, "to_email": email, "language": reader.language}


def _words(key: str, reader: Person | Contact, facts: dict[str, Any], manners: LetterSettings) -> tuple[str, str]:
    is_learner = isinstance(reader, Person) and not reader.is_told_vous
    says_vous = reader.language == "fr" and isinstance(reader, Person) and not is_learner
    with translation.override(reader.language), politely(says_vous):
        own = texts.own_words(key, reader.language, is_learner=is_learner, facts=facts, manners=manners)
        if own is not None:
            return own
        app, name = key.split(".", 1)
        text = render_to_string(f"{app}/letters/{name}.txt", {"link": LINK_PLACE, "code": CODE_PLACE, **facts})
    subject, _separator, body = text.strip().partition("\n")
    return one_line(subject), _EMPTY_LINES.sub("\n\n", body).strip()


def _signed(body: str, signature: str, network: str) -> str:
    """The letter with the network's signature in the place of its mere name."""
    if not signature:
        return body
    last = body.rpartition("\n")[2].strip()
    return f"{body.removesuffix(last).rstrip() if last == network else body}\n\n{signature}"


@transaction.atomic
def change_settings(*, network: Network, said: dict[str, Any], by: Person) -> LetterSettings:
    """Change how letters look and which wait to be read; letters written before stay as they are."""
    settled = settings_of(network.pk)
    for name, value in said.items():
        setattr(settled, name, value)
    settled.save()
    activity.record("correspondence.settings_changed", about=settled, by=by, trail=network)
    return settled


def send_test(*, person: Person) -> Letter:
    """Write a letter to oneself, as it would leave to others."""
    return write(key="correspondence.test", reader=person, about=person.network, by=person)


@transaction.atomic
def send_example(*, person: Person, language: str, subject: str, body: str) -> Letter:
    """Write a text that somebody works on to themselves, with examples in its places."""
    manners = settings_of(person.network_id or 0)
    letter = compose(key="correspondence.test", reader=person, about=person.network, facts={}, manners=manners)
    letter.language, letter.subject, letter.state = language, one_line(subject), LetterState.QUEUED
    letter.body = _signed(body, localised(manners.signature, language).strip(), str(manners.network))
    post([letter])
    return letter


@transaction.atomic
def release(*, letter: Letter, by: Person, subject: str | None = None, body: str | None = None) -> Letter:
    """Let a held or failed letter go, with the words of the one who read it, and as often tried as a new one.

    Raises MoveRefused when it is gone.
    """
    letter = locked(letter)
    letter.subject = one_line(subject or letter.subject)
    letter.body = (body or letter.body).strip()
    letter.sent_by, letter.problem, letter.attempts = by, "", 0
    if letter.state == LetterState.BOUNCED or not (letter.to_email or letter.to_phone):  # the address is mended by now
        letter.to_email = getattr(letter.reader, "email", "") or letter.to_email
    pass_on(letter, LetterState.QUEUED, by=by)
    jobs.later("correspondence.send_letter", letter=letter.pk, network=letter.network_id)
    return letter


@transaction.atomic
def keep_back(*, letter: Letter, by: Person | None) -> Letter:
    """Decide that a letter does not go. Raises MoveRefused when it has gone."""
    letter = locked(letter)
    pass_on(letter, LetterState.CANCELLED, by=by)
    return letter


@transaction.atomic
def keep_back_overtaken(*, about: Any, keys: Collection[str], by: Any) -> int:
    """Keep back what was written about a thing and has not left, now that it is no longer true. How many; what has gone stays."""
    waiting = Letter.objects.filter(
        key__in=keys,
        state__in=(LetterState.HELD, LetterState.QUEUED, LetterState.FAILED),
        about_type=ContentType.objects.get_for_model(about),
        about_id=about.pk,
    ).select_for_update()
    kept, trail = list(waiting), getattr(about, "file", about)
    for letter in kept:
        if letter.is_confidential:
            pass_on(letter, LetterState.CANCELLED)
        else:
            move(letter, LetterState.CANCELLED, by=by, trail=trail, facts={"subject": letter.subject})
    return len(kept)


def _locked_in(letter: Letter, *states: LetterState) -> Letter:
    """The letter, held until the transaction ends; raises MoveRefused when it is in none of these states any more."""
    letter = locked(letter)
    if letter.state not in states:
        said = gettext("This is not possible any more: the state is now “%(state)s”.")
        raise MoveRefused(said % {"state": letter.get_state_display()})
    return letter


@transaction.atomic
def hold(*, letter: Letter, by: Person) -> Letter:
    """Let a letter that is about to leave wait for a reader. Raises MoveRefused when it is going or gone."""
    letter = _locked_in(letter, LetterState.QUEUED)
    move(letter, LetterState.HELD, by=by, trail=letter.about, facts={"subject": letter.subject})
    return letter


@transaction.atomic
def correct(*, letter: Letter, by: Person, subject: str, body: str) -> Letter:
    """Keep other words for a letter that waits, without letting it go. Raises MoveRefused when it does not wait."""
    letter = _locked_in(letter, LetterState.HELD, LetterState.FAILED)
    letter.subject, letter.body = one_line(subject), body.strip()
    letter.save()
    facts = {"subject": letter.subject}
    activity.record("correspondence.letter_corrected", about=letter, by=by, trail=letter.about, facts=facts)
    return letter


@transaction.atomic
def note_bounce(*, letter: Letter, by: Person, problem: str) -> Letter:
    """Say of a letter that was accepted that it came back, and why. Raises MoveRefused for any other."""
    letter = locked(letter)
    letter.problem = problem.strip()[:300]
    move(letter, LetterState.BOUNCED, by=by, trail=letter.about, facts=told(letter), reason=letter.problem)
    return letter


@transaction.atomic
def take_back_up(*, letter: Letter, by: Person) -> Letter:
    """Let a letter that was kept back wait for a reader again; nothing leaves. Raises MoveRefused for any other."""
    letter = _locked_in(letter, LetterState.CANCELLED)
    move(letter, LetterState.HELD, by=by, trail=letter.about, facts={"subject": letter.subject})
    return letter


@transaction.atomic
def settle(*, letter: Letter, by: Person) -> Letter:
    """Say of a letter whose answer was lost that it arrived. Raises MoveRefused for any other."""
    letter = _locked_in(letter, LetterState.UNSURE)
    letter.sent_at = letter.sent_at or letter.handed_at
    move(letter, LetterState.SENT, by=by, trail=letter.about, facts=told(letter))
    return letter


@transaction.atomic
def keep_text(
    *, network: Network, key: str, language: str, audience: str, said: dict[str, str], by: Person
) -> LetterText:
    """Give a kind of letter an own text from now on; the one before stays as a version. The caller has checked it."""
    Network.objects.select_for_update().get(pk=network.pk)  # two who save at once get a number each
    versions = LetterText.objects.filter(key=key, language=language, audience=audience)
    number = (versions.aggregate(last=Max("number"))["last"] or 0) + 1
    versions.filter(is_current=True).update(is_current=False)
    text: LetterText = LetterText.objects.create(
        network=network, key=key, language=language, audience=audience, number=number, by=by, **said
    )
    activity.record("correspondence.text_changed", about=text, by=by, trail=network, facts=_told_of(text))
    return text


@transaction.atomic
def give_up_text(*, network: Network, key: str, language: str, audience: str, by: Person) -> LetterText | None:
    """Go back to the program's text; the own versions stay. None when there was none."""
    current = LetterText.objects.filter(key=key, language=language, audience=audience, is_current=True)
    text: LetterText | None = current.select_for_update().first()
    if text is not None:
        text.is_current = False
        text.save()
        activity.record("correspondence.text_given_up", about=text, by=by, trail=network, facts=_told_of(text))
    return text


def _told_of(text: LetterText) -> dict[str, Any]:
    return {"kind": texts.kind_words(text.key), "language": text.language.upper(), "number": text.number}


@transaction.atomic
def wish(*, reader: Person | Contact, said: dict[str, str]) -> None:
    """Keep what a reader wants, kind by kind; kinds that must come and rhythms that there are not are left out."""
    for key, kind in wishes.asked_of(reader).items():
        rhythm = said.get(key)
        if rhythm in kind.rhythms:
            kept = {"rhythm": rhythm, "at": clock.now(), "network_id": reader.network_id}
            LetterWish.objects.update_or_create(**wishes.theirs(reader), key=key, defaults=kept)
