"""Sign-in, sign-out, language, and where a signed-in person lands: names without a namespace."""

from django.urls import path

from compagnon.people.views import joining, public

urlpatterns = [
    path("sign-in/", public.sign_in, name="sign-in"),
    path("sign-in/link/", public.ask_link, name="sign-in-ask-link"),
    path("sign-out/", public.sign_out, name="sign-out"),
    path("home/", public.home, name="home"),
    path("language/", public.language, name="language"),
    path("g/sign-in/<str:token>/", public.sign_in_link, name="sign-in-link"),
    path("g/join/<str:token>/", joining.join, name="join"),
    path("g/new-link/<str:token>/", public.renew_link, name="link-renew"),
]
