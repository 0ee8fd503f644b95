"""Who one can be in the demonstration: people with an account, and people outside with a personal link."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.people.models import Person, PersonalLink


@dataclass(frozen=True)
class Persona:
    """One way to look at the product: `email` of an account, or the `purposes` of a link, first found first."""

    key: str
    label: str | Promise
    comes_for: str | Promise
    where: str | Promise
    icon: str
    email: str = ""
    purposes: tuple[tuple[str, str], ...] = ()


PHONE, LAPTOP = _("On a phone"), _("On a laptop")
PERSONAS = (
    Persona("learner", _("Learner"), _("17 years old, apprentice baker. Applies, signs, tells how it goes."), PHONE, "user", "learner@demo.example"),
    Persona("traveller", _("Learner abroad"), _("In the second week of an internship. A check-in is due."), PHONE, "plane", "traveller@demo.example"),
    Persona("staff", _("Trainer"), _("Prepares a week at a partner centre."), LAPTOP, "user", "trainer@demo.example"),
    Persona("referent", _("Mobility referent"), _("Looks after Mayenne: who is late, what is missing, thirty files at once."), LAPTOP, "users", "referent@demo.example"),
    Persona("coordinator", _("Coordinator"), _("Opens calls, sees the whole network."), LAPTOP, "users", "coordinator@demo.example"),
    Persona("reviewer", _("Reviewer"), _("Reads applications without seeing who the person is."), LAPTOP, "eye", "reviewer@demo.example"),
    Persona("accompanying", _("Accompanying person"), _("Travels with the groups: who is in them, how to reach them."), PHONE, "users", "accompanying@demo.example"),
    Persona("confidant", _("Person of trust"), _("Takes part in no selection; reads what is reported, and answers."), LAPTOP, "message-circle", "confidant@demo.example"),
    Persona("protection", _("Data protection officer"), _("Answers requests about data; sees what is kept, and until when."), LAPTOP, "shield-check", "protection@demo.example"),
    Persona("administrator", _("Administrator"), _("People and roles, jobs, state of the installation."), LAPTOP, "settings", "administrator@demo.example"),
    Persona("partner", _("Referent of a partner network"), _("The chamber at Flensburg, in a network of its own."), LAPTOP, "users", "referent.flensburg@demo.example"),
    Persona("tutor", _("Host tutor"), _("Gets a letter in German: will you take an apprentice?"), PHONE, "building-2", purposes=(("placement.accept", "tutor"), ("surveys.tutor_evaluation", "tutor"))),
    Persona("employer", _("Sending employer"), _("Agrees to the absence, signs."), PHONE, "building-2", purposes=(("recruitment.employer_agreement", "mentor"), ("documents.sign", "mentor"))),
    Persona("guardian", _("Legal guardian"), _("Consents, signs, knows whom to call."), PHONE, "shield-check", purposes=(("recruitment.guardian_consent", "guardian"), ("documents.sign", "guardian"))),
)  # fmt: skip


def by_key(key: str) -> Persona | None:
    return next((persona for persona in PERSONAS if persona.key == key), None)


def account_of(persona: Persona) -> Person | None:
    return Person.objects.filter(email=persona.email, is_active=True).first() if persona.email else None


def link_of(persona: Persona) -> PersonalLink | None:
    """The oldest link of the persona that nobody has used yet, else any that is valid."""
    for purpose, kind in persona.purposes:
        links = PersonalLink.unscoped.filter(
            purpose=purpose, contact__kind=kind, revoked_at__isnull=True, expires_at__gt=clock.now()
        ).order_by("last_used_at", "pk")
        found = links.filter(last_used_at__isnull=True).first() or links.first()
        if found:
            return found
    return None
