"""Addresses of recruitment at the four doors; those of the portal begin with the network's key and come last."""

from django.urls import path

from compagnon.recruitment.views import calls, desk, guest, journey, public, reviews, selection

app_name = "recruitment"
urlpatterns = [
    path("desk/calls/", calls.calls, name="calls"),
    path("desk/calls/new/", calls.new_call, name="call-new"),
    path("desk/calls/<str:code>/", calls.call, name="call"),
    path("desk/calls/<str:code>/change/", calls.change_call, name="call-change"),
    path("desk/calls/<str:code>/move/", calls.move_call, name="call-move"),
    path("desk/calls/<str:code>/selection/", selection.selection, name="selection"),
    path("desk/calls/<str:code>/selection/settings/", selection.settings, name="selection-settings"),
    path("desk/calls/<str:code>/selection/questions/", selection.answer_questions, name="selection-questions"),
    path("desk/calls/<str:code>/selection/places/", selection.place_rules, name="selection-rules"),
    path("desk/calls/<str:code>/selection/panel/", selection.panel, name="selection-panel"),
    path("desk/calls/<str:code>/selection/version/", selection.new_version, name="selection-version"),
    path("desk/calls/<str:code>/selection/criteria/<str:key>/", selection.criterion, name="criterion"),
    path("desk/applications/", desk.applications, name="applications"),
    path("desk/applications/export/", desk.export, name="applications-export"),
    path("desk/applications/many/", desk.many, name="applications-many"),
    path("desk/applications/<str:code>/", desk.application, name="application"),
    path("desk/applications/<str:code>/decide/", desk.decide, name="application-decide"),
    path("desk/applications/<str:code>/consents/<str:kind>/", desk.ask_consent, name="application-ask-consent"),
    path("desk/applications/<str:code>/reviewers/", desk.assign, name="application-assign"),
    path("desk/reviews/", reviews.reviews, name="reviews"),
    path("desk/reviews/<str:code>/", reviews.review, name="review"),
    path("me/applications/", journey.applications, name="own-applications"),
    path("me/applications/<str:code>/", journey.status, name="status"),
    path("me/applications/<str:code>/ask/<str:kind>/", journey.ask_again, name="ask-again"),
    path("me/apply/<str:call>/", journey.go_on, name="apply"),
    path("me/apply/<str:call>/<str:step>/", journey.step, name="apply-step"),
    path("g/apply/<str:token>/", public.apply_link, name="apply-link"),
    path("g/consent/<str:token>/", guest.guardian_consent, name="guardian-consent"),
    path("g/agreement/<str:token>/", guest.employer_agreement, name="employer-agreement"),
    path("<slug:network>/calls/<str:code>/", public.call, name="public-call"),
    path("<slug:network>/calls/<str:code>/apply/", public.apply, name="public-apply"),
]
