"""What is said around an application: trainers' opinions, answers sent back to be put right, plans of staff."""

from datetime import timedelta

from compagnon.core import clock
from compagnon.doors.demo.world.cast import Cast
from compagnon.people.choices import ParticipantKind
from compagnon.recruitment import actions
from compagnon.recruitment.choices import ApplicationState, Readiness, StaffPurpose
from compagnon.recruitment.models import Application, StaffPlan

_OPINIONS = (
    ("Élodie Invente", Readiness.READY, "Ponctuel, curieux, demande quand il ne comprend pas.", ""),
    ("Marc Exemple", Readiness.WITH_HELP, "À l’aise en atelier.", "L’anglais\u202f: revoir les mots du métier avant le départ."),
    ("Nadia Fictive", Readiness.NOT_YET, "De vrais progrès depuis janvier.", "Attendre la fin des examens blancs."),
)  # fmt: skip
_PLANS = (
    (
        StaffPurpose.SHADOWING,
        "Lundi\u202f: accueil et visite des ateliers.\nMardi à jeudi\u202f: observation des cours, entretiens avec les formateurs.\nVendredi\u202f: bilan avec le centre.",
        "Un atelier d’une heure pour l’équipe à la rentrée, et deux séances adaptées pour les CAP.",
        "Ma collègue de l’atelier reprend deux groupes\u202f; le troisième est décalé d’une semaine.",
    ),
    (
        StaffPurpose.TEACHING,
        "Deux jours de cours en commun, puis une journée pour préparer un échange d’apprentis.",
        "Une fiche pratique partagée dans le réseau, et un projet commun pour l’an prochain.",
        "",
    ),
)
_ASKS = "La date de fin de ton contrat manque dans tes phrases\u202f: dis aussi ce que tu feras au retour."
_PUT_RIGHT = "Je veux apprendre d’autres gestes et les montrer à mon entreprise au retour\u202f; mon contrat court jusqu’à l’été."


def make(people: Cast) -> None:
    """On some of the applications that wait to be decided; dates fall in the last days."""
    waiting = Application.objects.filter(state=ApplicationState.SUBMITTED).select_related("participant__person", "call")
    learners = list(waiting.filter(participant__kind=ParticipantKind.LEARNER).order_by("pk")[:8])
    for place, application in enumerate(waiting.filter(participant__kind=ParticipantKind.STAFF).order_by("pk")):
        purpose, programme, sharing, replacement = _PLANS[place % len(_PLANS)]
        StaffPlan.objects.create(
            network=application.network, application=application,
            purpose=purpose, programme=programme, sharing=sharing, replacement=replacement,
        )  # fmt: skip
    for application, (trainer, readiness, strengths, watch) in zip(learners, _OPINIONS, strict=False):
        with clock.at(clock.now() - timedelta(days=2)):
            actions.note_opinion(
                application=application, trainer=trainer, readiness=readiness, strengths=strengths, watch=watch,
                by=people.coordinator,
            )  # fmt: skip
    for application in learners[3:4]:
        actions.ask_opinion(
            application=application, first_name="Paul", last_name="Modèle", email="paul.modele@demo.example",
            by=application.participant.person,
        )  # fmt: skip
    for place, application in enumerate(learners[4:6]):
        _correct(application, people, comes_back=place == 0)


def _correct(application: Application, people: Cast, *, comes_back: bool) -> None:
    """Asked three days ago; one has come back this morning, the other is still with the learner."""
    with clock.at(clock.now() - timedelta(days=3)):
        actions.ask_correction(application=application, asked=["motivation"], sentence=_ASKS, by=people.coordinator)
    if comes_back:
        author = application.participant.person
        actions.save_draft(application=application, step="motivation", answers={"motivation": _PUT_RIGHT}, by=author)
        actions.send_back(application=application, by=author)
