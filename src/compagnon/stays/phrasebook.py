"""Sentences to say or to show abroad, in the languages that the program speaks, and which of these a country speaks."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

SPOKEN = {
    "AT": ("de",),
    "BE": ("nl", "fr", "de"),
    "CH": ("de", "fr", "it"),
    "DE": ("de",),
    "ES": ("es",),
    "FR": ("fr",),
    "GB": ("en",),
    "IE": ("en",),
    "IT": ("it",),
    "LI": ("de",),
    "LU": ("fr", "de"),
    "MT": ("en",),
    "NL": ("nl",),
    "SM": ("it",),
}
"""Official languages of countries, as far as the program speaks them; elsewhere English is offered."""

NEEDED: tuple[str | Promise, ...] = (
    pgettext_lazy("phrase", "Help! Please call an ambulance."),
    pgettext_lazy("phrase", "I need a doctor."),
    pgettext_lazy("phrase", "Please call this number for me."),
    pgettext_lazy("phrase", "I am lost. Where is this address, please?"),
    pgettext_lazy("phrase", "Where is the hospital? Where is the pharmacy?"),
    pgettext_lazy("phrase", "Where is the bus stop? Where is the station?"),
    pgettext_lazy("phrase", "Please speak slowly, I am still learning."),
    pgettext_lazy("phrase", "I do not understand. Please show me."),
    pgettext_lazy("phrase", "I will be late, I am sorry."),
    pgettext_lazy("phrase", "I am ill today, I cannot come."),
    pgettext_lazy("phrase", "Is that dangerous? What do I have to watch out for?"),
    pgettext_lazy("phrase", "Thank you very much. See you tomorrow!"),
)
