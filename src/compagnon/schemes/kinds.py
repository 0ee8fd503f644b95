"""What a scheme may ask for, and the conditions and proofs of its tasks: in words that only the desk reads."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Survey(TextChoices):
    """What people are asked before, during and after a stay."""

    SELF_BEFORE = "self_before", _("Self-assessment before the stay")
    SELF_AFTER = "self_after", _("Self-assessment after the stay")
    TUTOR = "tutor", _("Evaluation by the host tutor")
    EMPLOYER = "employer", _("Survey of the sending employer")
    PARTICIPANT = "participant", _("Report of the participant")
    AFTER_6_MONTHS = "after_6_months", _("Follow-up after 6 months")
    AFTER_12_MONTHS = "after_12_months", _("Follow-up after 12 months")


class Document(TextChoices):
    """The papers of a stay, under the numbers of the table of documents."""

    D1 = "D1", _("Grant agreement")
    D2 = "D2", _("Learning agreement")
    D3 = "D3", _("Learning programme of the group")
    D4 = "D4", _("Complement to the learning agreement")
    D5 = "D5", _("Europass Mobility")
    D6 = "D6", _("Certificate of the accompanying person")
    D7 = "D7", _("List of the group, with accompanying persons")
    D8 = "D8", _("French mobility agreement, stand-by or secondment")
    D9 = "D9", _("Guarantee documents or partnership agreement")
    D10 = "D10", _("Exit authorisation and identity copies")
    D11 = "D11", _("Insurance and health proofs")
    D12 = "D12", _("Funding file of the skills operator")
    D13 = "D13", _("Cooperation agreement between organisations")
    D14 = "D14", _("Declaration of sustainable travel, tickets")
    D15 = "D15", _("Report of the participant")
    D16 = "D16", _("Candidate file")
    D17 = "D17", _("Application form to the host")
    D18 = "D18", _("Welcome pack and training programme")
    D19 = "D19", _("Certificate of attendance")
    D20 = "D20", _("Accident form, incident report")
    D21 = "D21", _("Quality commitment")
    D22 = "D22", _("Staff mobility agreement, in place of the learning agreement")
    D23 = "D23", _("Agreement to adjust the length of the contract")


class Condition(TextChoices):
    """What must be true of a mobility for a task to be needed (TL-05); the codes of `engines.duedates`."""

    MINOR = "minor", _("under age")
    ADULT = "adult", _("of age")
    FRENCH_APPRENTICE = "french_apprentice", _("apprentice under a French contract")
    STAND_BY = "stand_by", _("the contract sleeps during the stay (mise en veille)")
    SECONDMENT = "secondment", _("the employer puts at disposal (mise à disposition)")
    EU = "eu", _("where the European health card is good")
    OUTSIDE_EU = "outside_eu", _("where the European health card is not good")
    FUNDED = "funded", _("with a grant")
    GROUP = "group", _("in a group")
    INDIVIDUAL = "individual", _("individual")
    SUPPORT_NEEDS = "support_needs", _("help is wished for")
    SUSTAINABLE_TRAVEL = "sustainable_travel", _("more than half of the way by low-emission means")
    LONG_STAY = "long_stay", _("long stay")
    SHORT_STAY = "short_stay", _("short stay")
    STAFF = "staff", _("staff")
    LEARNER = "learner", _("learner")
    INCOMING = "incoming", _("coming to us")
    OUTGOING = "outgoing", _("leaving us")


class Proof(TextChoices):
    """How a task knows by itself that it is done; the names of the registry `evidence`."""

    APPLICATION_SUBMITTED = "application_submitted", _("the application is sent")
    APPLICATION_DECIDED = "application_decided", _("the application is decided")
    GUARDIAN_CONSENT = "guardian_consent", _("the guardian has consented")
    EMPLOYER_AGREEMENT = "employer_agreement", _("the employer has agreed")
    HOST_ACCEPTED = "host_accepted", _("the host has accepted")
    LEARNING_AGREEMENT_SIGNED = "learning_agreement_signed", _("the learning agreement is signed")
    ARRIVAL_CONFIRMED = "arrival_confirmed", _("the arrival is confirmed")
    WEEKLY_CHECK_INS = "weekly_check_ins", _("the weekly check-ins are there")
    TUTOR_EVALUATION = "tutor_evaluation", _("the tutor has evaluated")
    EUROPASS_ISSUED = "europass_issued", _("the Europass Mobility is issued")
    PARTICIPANT_REPORT = "participant_report", _("the participant has reported")


class HostKind(TextChoices):
    COMPANY = "company", _("Company")
    TRAINING_CENTRE = "training_centre", _("Training centre")
    OTHER = "other", _("Other host")


class AskedPerCall(TextChoices):
    """What a scheme may leave to each call."""

    ZONES = "zones", _("Part of the world")
    HOST_KINDS = "host_kinds", _("Kinds of hosts")
    FORM = "form", _("Form")
    PROGRAMME = "programme", _("Programme")
    MIN_DAYS = "min_days", _("Shortest stay in days")
    MAX_DAYS = "max_days", _("Longest stay in days")
    MAX_MONTHS = "max_months", _("Longest stay in months")
