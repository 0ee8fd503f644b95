"""Roles, statuses and kinds of people."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """Who somebody is to a network; what each may do stands in `rules.RIGHTS`."""

    PARTICIPANT = "participant", _("Participant")
    REFERENT = "referent", _("Mobility referent")
    COORDINATOR = "coordinator", _("Coordinator")
    REVIEWER = "reviewer", _("Reviewer")
    ACCOMPANYING = "accompanying", _("Accompanying person")
    MENTOR = "mentor", _("Mentor")
    TUTOR = "tutor", _("Host tutor")
    GUARDIAN = "guardian", _("Legal guardian")
    AWARDING_BODY = "awarding_body", _("Awarding body")
    CONFIDANT = "confidant", _("Person of trust for reports")
    ADMINISTRATOR = "administrator", _("Administrator")
    PROTECTION = "protection", _("Data protection officer")
    SUPPORT = "support", _("Support")


BY_LINK = (Role.MENTOR, Role.TUTOR, Role.GUARDIAN)
"""They never make an account: a personal link shows them just their part."""

HELD = tuple(role for role in Role if role not in {*BY_LINK, Role.SUPPORT})
"""What a member of a network can be; support is of the installation, and let in for a time."""

LENT = (Role.REFERENT, Role.COORDINATOR)
"""What somebody who replaces a colleague takes over; panels and the installation are never lent."""

NEEDS_SECOND_FACTOR = {Role.COORDINATOR, Role.ADMINISTRATOR}
"""Who sees a whole network signs in with two proofs (SEC-23)."""


class ParticipantKind(TextChoices):
    LEARNER = "learner", _("Learner")
    STAFF = "staff", _("Staff")


class Status(TextChoices):
    """What somebody is at the sending side; the schemes' rules ask for it (SD-04, SD-05)."""

    APPRENTICE = "apprentice", _("Apprentice")
    PROFESSIONALISATION = "professionalisation", _("On a professionalisation contract")
    CONTINUING_TRAINEE = "continuing_trainee", _("Trainee in continuing training")
    JOB_SEEKER = "job_seeker", _("Job seeker")
    EMPLOYEE = "employee", _("Employee in training")
    GRADUATE = "graduate", _("Recent graduate")
    TRAINER = "trainer", _("Trainer")
    TEACHER = "teacher", _("Teacher")
    STAFF = "staff", _("Other staff")
    FOREIGN_APPRENTICE = "foreign_apprentice", _("Apprentice of a partner abroad")
    FOREIGN_STAFF = "foreign_staff", _("Staff of a partner abroad")


class ContactKind(TextChoices):
    GUARDIAN = "guardian", _("Legal guardian")
    MENTOR = "mentor", _("Mentor at the sending employer")
    TUTOR = "tutor", _("Tutor at the host")
    HOST_COORDINATOR = "host_coordinator", _("Coordinator at the host")
    OTHER = "other", _("Other contact")
