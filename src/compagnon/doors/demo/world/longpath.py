"""The long path: two course sheets, long stays that follow one of them, one split in two, and what kept people from going."""

from datetime import timedelta
from typing import Any

from compagnon.core import clock
from compagnon.doors.demo.world.cast import Cast
from compagnon.longpath import actions
from compagnon.longpath.models import CourseSheet, CourseVersion, ObstacleEntry
from compagnon.mobilities.actions import split_stay
from compagnon.mobilities.models import Mobility
from compagnon.network.models import Network, Trade
from compagnon.stays.actions.followup import decide_counts

SHEETS = (
    (
        "CAP Boulanger",
        "bakery",
        "Deuxième année, de février à juin\u202f: les examens blancs sont passés.",
        "Pains du pays d’accueil, fermentations longues, vente en langue étrangère.",
        "Par le tuteur avec la grille du centre\u202f; compte comme unité facultative de mobilité.",
        "Mathématiques et français, deux heures le vendredi sur la plateforme du centre.",
    ),
    (
        "BTM Pâtissier",
        "pastry_making",
        "Première année, à l’automne ou au printemps, en deux périodes si l’entreprise le demande.",
        "Desserts à l’assiette et organisation d’un laboratoire.",
        "Dossier présenté au retour devant l’équipe.",
        "",
    ),
)
TEAM = "Mme Levain (boulangerie), M. Exemple (français)"
TOLD = (
    ("before", "employer", "La commande de Noël\u202f: l’entreprise ne peut pas se passer de l’apprentie."),
    ("before", "employer", "Crainte de payer deux fois\u202f: la page pour les employeurs n’était pas connue."),
    ("before", "family", "Première fois loin de la maison\u202f: une rencontre avec un ambassadeur aurait aidé."),
    ("application", "money", "L’avance de la bourse arrive trop tard pour le billet."),
    ("application", "calendar", "Le séjour tombe sur les épreuves de juin."),
)


def write_sheets(network: Network, people: Cast) -> None:
    """Two sheets, one of them approved, before the first long stay begins."""
    by = people.coordinator
    with clock.at(clock.now() - timedelta(days=420)):
        first, _second = [_sheet(network, said, by) for said in SHEETS]
        actions.approve_version(version=first.versions.get(), on=clock.today(), team=TEAM, by=by)


def settle(mobility: Mobility, by: Any) -> None:
    """What a long stay needs before it begins: the approved sheet, and the decision what counts in the diploma."""
    version = CourseVersion.objects.filter(approved_on__isnull=False).order_by("pk").first()
    actions.choose_course(mobility=mobility, version=version, by=by)
    decide_counts(
        mobility=mobility, counts_as="optional_unit", what="Unité facultative de mobilité, première partie chez l’hôte.", by=by
    )  # fmt: skip


def make(network: Network, people: Cast) -> None:
    """Also in a small world, where nobody makes a long stay."""
    by = people.coordinator
    long = Mobility.objects.filter(scheme__key__startswith="long_", state="preparing").order_by("pk")
    approved = CourseVersion.objects.filter(approved_on__isnull=False).order_by("pk").first()
    for mobility in long.filter(course_of_stay=None):
        actions.choose_course(mobility=mobility, version=approved, by=by)
    for mobility in long[:1]:
        middle = mobility.departs_on + timedelta(days=41)
        if mobility.days > 80:
            spans = [(mobility.departs_on, middle), (middle + timedelta(days=15), mobility.returns_on)]
            split_stay(mobility=mobility, spans=spans, by=by)
    for place, (stage, reason, words) in enumerate(TOLD):
        on = clock.today() - timedelta(days=12 * place + 3)
        actions.tell_obstacle(
            entry=ObstacleEntry(network=network, on=on, stage=stage, reason=reason, words=words), by=by
        )


def _sheet(network: Network, said: tuple[str, ...], by: object) -> CourseSheet:
    title, trade, fits, learnt, assessed, at_distance = said
    sheet = CourseSheet(network=network, title=title, trade=Trade.objects.filter(key=trade).first())
    texts = {"fits": fits, "learnt": learnt, "assessed": assessed, "at_distance": at_distance}
    return actions.keep_sheet(sheet=sheet, version=texts, by=by)
