"""Sign-in, sign-out, language, and where a signed-in person lands: names without a namespace."""

from django.urls import path

from compagnon.people.views import entrance, joining, public, sign_on

urlpatterns = [
    path("sign-in/", entrance.sign_in, name="sign-in"),
    path("sign-in/ask/", entrance.ask_code, name="sign-in-ask-code"),
    path("sign-in/code/", entrance.type_code, name="sign-in-code"),
    path("sign-in/second/", entrance.second_factor, name="mfa_authenticate"),  # the name that allauth asks for
    path("sign-in/passkey/", entrance.passkey, name="sign-in-passkey"),
    path("sign-in/with/<slug:provider_id>/", sign_on.to_directory, name="openid_connect_login"),
    path("sign-in/with/<slug:provider_id>/back/", sign_on.from_directory, name="openid_connect_callback"),
    path("sign-out/", entrance.sign_out, name="sign-out"),
    path("home/", public.home, name="home"),
    path("language/", public.language, name="language"),
    path("g/join/<str:token>/", joining.join, name="join"),
    path("g/new-link/<str:token>/", public.renew_link, name="link-renew"),
]
