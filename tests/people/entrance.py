"""What tests do at the entrance: read the mailed code, show the application's code, prove who one is."""

import base64
import re
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from django.urls import reverse

from compagnon.correspondence.models import Letter
from compagnon.correspondence.queries import text_of

PASSWORD = "four quiet words together"


def mailed_code():
    """The digits of the newest letter."""
    return re.search(r"\d{3} \d{3}", text_of(Letter.unscoped.latest("pk"))).group(0)


def ask(client, email, **more):
    return client.post(reverse("sign-in-ask-code"), {"code-email": email, **more})


def type_code(client, code):
    return client.post(reverse("sign-in-code"), {"code": code})


def sign_in_by_code(client, person, **more):
    """The answer to the right code."""
    ask(client, person.email, **more)
    return type_code(client, mailed_code())


def sign_in_by_password(client, person, password=PASSWORD, **more):
    return client.post(reverse("sign-in"), {"email": person.email, "password": password, **more})


def is_signed_in(client):
    return "_auth_user_id" in client.session


def with_password(person):
    person.set_password(PASSWORD)
    person.save()
    return person


def with_application(person):
    """Give somebody an application that shows codes; gives its secret."""
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    return secret


def shown_code(secret, *, steps=0):
    """What the application shows now, or so many half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def prove(client, person, method="password"):
    """As if the person had just shown who it is: what `people.entrance.proof` asks for."""
    session = client.session
    session["account_authentication_methods"] = [{"method": method, "at": time.time()}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()


class JustSignedIn(Client):
    """A client whose `force_login` is what signing in is to people: a proof given a moment ago."""

    def force_login(self, user, backend=None):
        super().force_login(user, backend)
        prove(self, user)


def factors(person):
    return sorted(Authenticator.objects.filter(user=person).values_list("type", flat=True))


def spelt(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
