"""Addresses of the own account."""

from django.urls import path

from compagnon.people.views import account, factors

app_name = "account"
urlpatterns = [
    path("", account.home, name="home"),
    path("proof/", account.proof, name="proof"),
    path("proof/send/", account.send_proof, name="send-proof"),
    path("password/", account.password, name="password"),
    path("email/", account.email, name="email"),
    path("email/code/", account.email_code, name="email-code"),
    path("sessions/end/", account.end_session, name="end-session"),
    path("second-step/", factors.walk_through, name="second-step"),
    path("second-step/application/", factors.application, name="application"),
    path("second-step/passkey/", factors.passkey, name="passkey"),
    path("second-step/remove/", factors.remove, name="remove-factor"),
    path("second-step/recovery/", factors.recovery, name="recovery"),
]
