"""What the terms, papers and covers of a stay can be."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from compagnon.travel.phrases.legal import REGIMES
from compagnon.travel.phrases.readiness import NEEDS
from compagnon.travel.phrases.ways import MODES


class RegimeChoice(TextChoices):
    """What becomes of the contract during the stay: the parties choose it."""

    STAND_BY = "stand_by", REGIMES["stand_by"]
    SECONDMENT = "secondment", REGIMES["secondment"]


class HostsChoice(TextChoices):
    """Where the stay takes place, when the kind of the host does not say it."""

    COMPANY = "company", _("A company")
    TRAINING_BODY = "training_body", _("A training body")
    BOTH = "both", _("A company and a training body")


class CoverKind(TextChoices):
    """What somebody carries or is covered by."""

    IDENTITY = "identity", NEEDS["identity"]
    VISA = "visa", NEEDS["visa"]
    EXIT = "exit", NEEDS["exit"]
    HEALTH_CARD = "health_card", NEEDS["health_card"]
    PRIVATE_HEALTH = "private_health", NEEDS["private_health"]
    INSURANCE = "insurance", NEEDS["insurance"]


class Area(TextChoices):
    """What an insurance covers, as the programme names it."""

    TRAVEL = "travel", NEEDS["travel"]
    LIABILITY = "liability", NEEDS["liability"]
    ACCIDENT = "accident", NEEDS["accident"]
    REPATRIATION = "repatriation", NEEDS["repatriation"]


class ModuleKind(TextChoices):
    """What a module prepares for."""

    LANGUAGE = "language", _("Language")
    INTERCULTURAL = "intercultural", _("Intercultural")
    PROFESSIONAL = "professional", _("Professional")


class Level(TextChoices):
    """Levels of the Common European Framework of Reference for Languages."""

    A1 = "A1", "A1"
    A2 = "A2", "A2"
    B1 = "B1", "B1"
    B2 = "B2", "B2"
    C1 = "C1", "C1"
    C2 = "C2", "C2"


class TravelMode(TextChoices):
    """Means of travel that the engine knows."""

    WALK = "walk", MODES["walk"]
    BICYCLE = "bicycle", MODES["bicycle"]
    E_BIKE = "e_bike", MODES["e_bike"]
    BUS = "bus", MODES["bus"]
    TRAM = "tram", MODES["tram"]
    METRO = "metro", MODES["metro"]
    TRAIN_REGIONAL = "train_regional", MODES["train_regional"]
    TRAIN_INTERCITY = "train_intercity", MODES["train_intercity"]
    TRAIN_HIGH_SPEED = "train_high_speed", MODES["train_high_speed"]
    COACH = "coach", MODES["coach"]
    CAR = "car", MODES["car"]
    CAR_ELECTRIC = "car_electric", MODES["car_electric"]
    FERRY = "ferry", MODES["ferry"]
    PLANE = "plane", MODES["plane"]


class Known(TextChoices):
    """Yes, no, or nobody has said it yet."""

    UNKNOWN = "", _("Not known yet")
    YES = "yes", _("Yes")
    NO = "no", _("No")
