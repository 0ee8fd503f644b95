"""Personal links: purpose-bound, hashed, expiring, revocable; the token is never stored.

A token is the code of the link and an HMAC of it, so that a letter in the outbox can be shown and sent
without the database ever holding a working token.
"""

import hashlib
import hmac
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from compagnon.core import clock
from compagnon.core.models import random_code
from compagnon.core.registries import link_purposes
from compagnon.people.models import Contact, Person, PersonalLink


def token_of(link: PersonalLink) -> str:
    """The secret part of the link's address, made again from the code and the installation's key."""
    message = f"{link.code}:{link.purpose}".encode()
    key = hashlib.sha256(b"compagnon.personal-link:" + settings.SECRET_KEY.encode()).digest()
    return link.code + hmac.new(key, message, hashlib.sha256).hexdigest()[:32]


def make(
    *, purpose: str, holder: Person | Contact, about: Model, lasting: timedelta = timedelta(), by_letter: bool = True
) -> PersonalLink:
    """Give somebody a link; an older one for the same purpose and thing is kept and returned, if it is valid for so long.

    One that goes out by letter is over once the holder's address is another; what somebody copies from a page goes on.
    """
    kind = link_purposes.get(purpose)
    if kind is None:
        raise LookupError(f"No door answers links for {purpose!r}.")
    held_by = {"person": holder} if isinstance(holder, Person) else {"contact": holder}
    about_type = ContentType.objects.get_for_model(about)
    link: PersonalLink
    for link in PersonalLink.objects.filter(purpose=purpose, about_type=about_type, about_id=about.pk, **held_by):
        if link.is_valid and link.expires_at >= clock.now() + lasting:
            return link
    link = PersonalLink(
        network_id=about.network_id,  # type: ignore[attr-defined]
        code=random_code(),
        purpose=purpose,
        about_type=about_type,
        about_id=about.pk,
        address=holder.email if by_letter else "",
        expires_at=clock.now() + timedelta(days=kind.days),
        **held_by,
    )
    link.token_hash = hashlib.sha256(token_of(link).encode()).hexdigest()
    link.save()
    return link


def revoke(*, purpose: str, about: Model) -> None:
    """End every link of this purpose about this thing, at once."""
    about_type = ContentType.objects.get_for_model(about)
    PersonalLink.objects.filter(
        purpose=purpose, about_type=about_type, about_id=about.pk, revoked_at__isnull=True
    ).update(revoked_at=clock.now())


def find(token: str, purpose: str) -> PersonalLink | None:
    """The link of a token, valid or not; None when there is none or it is for another purpose."""
    link = find_any(token)
    return link if link is not None and link.purpose == purpose else None


def find_any(token: str) -> PersonalLink | None:
    """The link of a token whatever it is for, valid or not."""
    hashed = hashlib.sha256(token.encode()).hexdigest()
    link: PersonalLink | None = (
        PersonalLink.unscoped.select_related("network", "person", "contact", "about_type")
        .filter(token_hash=hashed)
        .first()
    )
    return link


def address_of(link: PersonalLink) -> str:
    """The whole address, for letters."""
    kind = link_purposes.get(link.purpose)
    assert kind is not None  # noqa: S101  (a link is only made for a declared purpose)
    return settings.SITE_URL + reverse(kind.url_name, args=[token_of(link)])


def language_of(link: PersonalLink, request: Any) -> str:
    """The holder's language, unless the reader chose another on the page (?lang=)."""
    asked = request.GET.get("lang") or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    language: str = asked if asked in dict(settings.LANGUAGES) else link.holder.language
    return language


def over(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """What somebody sees whose link has expired or was withdrawn: why, and how to get a new one.

    Who came in by it already, and presses twice, goes on.
    """
    if link.person_id is not None and getattr(request, "person", None) == link.person:
        return redirect("home")
    context = {
        "link": link,
        "token": token_of(link),
        "is_withdrawn": link.revoked_at is not None or link.went_elsewhere,
    }
    return render(request, "people/guest/link_over.html", context, status=410)


def withdrawn(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """What the holder of a good link sees when it is no longer theirs to act, or nothing is asked any more."""
    return render(request, "people/guest/link_over.html", {"link": link, "is_withdrawn": True}, status=410)


def used(link: PersonalLink) -> None:
    """Note that the holder has acted by this link."""
    PersonalLink.objects.filter(pk=link.pk).update(last_used_at=clock.now())
