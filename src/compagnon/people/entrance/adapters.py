"""Where allauth asks and we answer: no messages, letters or addresses of its own, only the second factor as a step."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _

from compagnon.core import outgoing, security
from compagnon.core.sealing import seal, unseal
from compagnon.people.actions.entering import let_in
from compagnon.people.actions.factors import FACTOR_DUE
from compagnon.people.actions.sign_on import NotLetIn, person_of
from compagnon.people.choices import NEEDS_SECOND_FACTOR
from compagnon.people.models import IdentityProvider, Person
from compagnon.people.queries import has_second_factor

_SEALED_FOR = "second-factor"


class AccountAdapter(DefaultAccountAdapter):
    """Signing in by allauth's steps, with our pages."""

    def get_login_stages(self) -> list[str]:
        return ["allauth.mfa.stages.AuthenticateStage"]

    def login(self, request: HttpRequest, user: Any) -> None:
        """Sign in; who must have a second factor and has none is led to it by every door (`core.access`)."""
        super().login(request, user)
        needs = bool(user.roles & NEEDS_SECOND_FACTOR)
        if needs and not settings.DEMO and not has_second_factor(user):
            request.session[FACTOR_DUE] = True

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        messages.error(request, _("This account is closed. Please write to your network."))
        return redirect("sign-in")

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account alone: people are known first, by a list, an application or an invitation."""
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Our own doors ask again (`people.entrance.proof`), for every way in alike."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The first part of the address: what the list of sessions keeps of it."""
        return security.shortened(security.address_of(request)).split("/")[0] or "0.0.0.0"  # noqa: S104  (no address)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our pages say what happened."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Letters leave by the outbox alone."""


class FactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors are sealed at rest."""

    def encrypt(self, text: str) -> str:
        return seal(text, purpose=_SEALED_FOR)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, purpose=_SEALED_FOR)

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """A random handle, because it is kept by telephones and password stores: no number of ours, no address."""
        assert isinstance(user, Person)  # noqa: S101  (there is no other kind of user)
        return {"id": user.code.encode(), "display_name": user.full_name, "name": user.email}


class SignOnAdapter(DefaultSocialAccountAdapter):
    """Signing in by a network's own directory: allauth speaks with it, we decide who comes in."""

    def list_apps(self, request: HttpRequest, provider: str | None = None, client_id: str | None = None) -> list[Any]:
        found = IdentityProvider.unscoped.filter(is_active=True, code=provider or "")
        return [_application(one) for one in found]

    def get_requests_session(self) -> Any:
        return outgoing.session()

    def pre_social_login(self, request: Any, sociallogin: Any) -> None:
        """Let in whom the network knows, and stop here: allauth keeps and makes no account of its own."""
        code = sociallogin.account.provider
        provider = IdentityProvider.unscoped.select_related("network").get(code=code, is_active=True)
        try:
            person = person_of(provider=provider, told=sociallogin.account.extra_data)
        except NotLetIn as refusal:
            security.note(
                "sign_in.single_sign_on",
                result=security.REFUSED,
                request=request,
                network=provider.network,
                about=provider,
            )
            messages.error(request, str(refusal))
            raise ImmediateHttpResponse(redirect("sign-in")) from None
        onward = sociallogin.get_redirect_url(request) or ""
        raise ImmediateHttpResponse(let_in(request=request, person=person, way="single_sign_on", onward=onward))

    def on_authentication_error(self, request: Any, provider: Any, **kwargs: Any) -> None:
        """Back to the entrance with a sentence: cancelled there, or an answer that nobody had asked for."""
        security.note("sign_in.single_sign_on", result=security.FAILED, request=request)
        messages.error(request, _("Signing in by the directory did not work. Try again, or choose another way."))
        raise ImmediateHttpResponse(redirect("sign-in"))


def _application(provider: IdentityProvider) -> SocialApp:
    return SocialApp(
        provider="openid_connect",
        provider_id=provider.code,
        name=provider.label,
        client_id=provider.client_id,
        secret=provider.secret,
        settings={"server_url": provider.issuer, "oauth_pkce_enabled": True},
    )
