"""Selections on a working day: a call that is read, one whose order waits for decisions, one decided with its reserve list."""

from datetime import timedelta
from random import Random
from typing import Any

from compagnon.core import clock, openings
from compagnon.correspondence.models import Letter, LetterState
from compagnon.doors.demo.world.calls import by_story
from compagnon.doors.demo.world.cast import Cast
from compagnon.doors.demo.world.learners import Crowd, application_for
from compagnon.people.models import Person
from compagnon.recruitment import actions, queries
from compagnon.recruitment.choices import ApplicationState, CallState, ConflictKind, Part
from compagnon.recruitment.models import Application, Call, PanelMeeting, Review, Selection

STORIES = (("ranked", 26, 6), ("decided", 32, 34))
"""Calls that are read, with how many files, and how many days ago."""
_ROUTE = (
    "Le directeur des centres de formation, qui n’a lu ni décidé aucun dossier, répond par écrit sous quinze jours."
)
_ROUTES = "Le médiateur de la consommation de la chambre, l’agence Erasmus+ France, le Défenseur des droits (3928)."
_SENTENCES = (
    "Le but est dit, et ce qui en sera fait au retour.", "C’est dit en général, sans exemple du métier.",
    "Deux exemples précis, tirés de l’atelier.", "On comprend l’envie, moins ce qui sera appris.",
    "Rien n’est dit là-dessus.", "Un projet clair, déjà discuté avec le maître d’apprentissage.",
)  # fmt: skip
_REMARKS = ("Le départ tombe pendant les examens\u202f: à vérifier.", "Demander si une famille d’accueil conviendrait.")


def make(made: list[tuple[Call, int]], crowd: Crowd, people: Cast) -> None:
    """Every call that was opened has published how it is decided; of three the selection is told."""
    rng, told, today = Random(1), by_story(made), clock.today()  # noqa: S311  (the same world every time is the point)
    for call, _number in made:
        if call.state != CallState.DRAFT:
            _of(call, people, days_ago=(today - call.opens_on).days)
    _read(told["read"], rng, people, share=0.45, days_ago=3)
    for key, number, read_ago in STORIES:
        call = told[key]
        with clock.at(clock.now() - timedelta(days=read_ago + 20)):
            for _place in range(number):
                participant = crowd.for_scheme(call.scheme, leaves_on=call.departs_on)
                application_for(crowd, call, participant, is_past=True)
        _read(call, rng, people, share=1, days_ago=read_ago)
        with clock.at(clock.now() - timedelta(days=read_ago - 1)):
            actions.rank_call(selection=call.selection, by=people.coordinator)
    _decide(told["decided"], people)


def _of(call: Call, people: Cast, *, days_ago: int) -> Selection:
    """A selection published so long ago, with a panel of five."""
    by = people.coordinator
    with clock.at(clock.now() - timedelta(days=days_ago)):
        selection = actions.prepare(call=call)
        actions.change_selection(selection=selection, by=by, appeal_route=_ROUTE, other_routes=_ROUTES)
        seats = [(by, Part.CHAIR, "coordinatrice"), (people.referents["53"], Part.MEMBER, "référente mobilité")]
        seats += [
            (person, Part.READER, capacity)
            for person, capacity in zip(
                people.reviewers, ("formateur", "cheffe d’entreprise", "ancien apprenti"), strict=True
            )
        ]
        for person, part, capacity in seats:
            actions.seat(selection=selection, person=person, part=part, capacity=capacity, by=by)
        selection.refresh_from_db()
        answers = {key: "Le métier le demande." for _question, key, _answer in queries.grids.questions_of(selection)}
        actions.change_selection(selection=selection, by=by, answers=answers)
        call.refresh_from_db()
        return actions.freeze(call=call, by=by)


def _read(call: Call, rng: Random, people: Cast, *, share: float, days_ago: int) -> None:
    """Readers asked for every file, and so many of the readings finished; one knows an applicant and says so."""
    with clock.at(clock.now() - timedelta(days=days_ago)):
        selection = Selection.objects.select_related("call").get(call=call)
        actions.assign_all(selection=selection, by=people.coordinator)
        first = Review.objects.filter(application__call=call).order_by("pk").first()
        if share < 1 and first is not None:
            actions.declare(review=first, conflict=ConflictKind.TUTOR, by=first.reviewer)
        for _round in range(2):  # a third reader is asked where two differ
            owed = Review.objects.filter(application__call=call, finished_at__isnull=True).order_by("pk")
            for review in owed.select_related("application__call", "reviewer"):
                if rng.random() < share:
                    _finish(review, selection, rng, is_severe=review.reviewer == people.reviewers[1])


def _finish(review: Review, selection: Selection, rng: Random, *, is_severe: bool) -> None:
    keys = [one["key"] for one in selection.grid["criteria"]]
    agreed = Random(f"{review.application_id}")  # noqa: S311  (what is written is the same whoever reads it)
    levels = {key: agreed.choice((1, 2, 2, 3, 3, 4)) for key in keys}
    if rng.random() < 0.3:
        changed = rng.choice(keys)
        levels[changed] = max(0, min(4, levels[changed] + rng.choice((-2, -1, 1))))
    if is_severe and rng.random() < 0.6:
        levels[keys[-1]] = max(0, levels[keys[-1]] - 1)
    actions.declare(review=review, conflict=ConflictKind.NONE, by=review.reviewer)
    openings.note("recruitment.review", about=review.application, by=review.reviewer)
    actions.review(
        review=review,
        levels=levels,
        sentences={key: rng.choice(_SENTENCES) for key in keys},
        remark=rng.choice(_REMARKS) if rng.random() < 0.08 else "",
        by=review.reviewer,
    )


def _decide(call: Call, people: Cast) -> None:
    """A meeting of four weeks ago: places given, a reserve list, a departure from the order; then a withdrawal and an appeal."""
    chair, selection = people.coordinator, Selection.objects.select_related("call").get(call=call)
    present = [chair.pk, people.referents["53"].pk, *(one.pk for one in people.reviewers)]
    with clock.at(clock.now() - timedelta(days=9)):
        meeting = actions.open_meeting(selection=selection, present=present, by=chair)
        openings.note("recruitment.meeting", about=meeting, by=chair)
        _record(meeting, selection, chair)
    with clock.at(clock.now() - timedelta(days=9) + timedelta(hours=2)):
        actions.close_meeting(meeting=meeting, notes="Les dossiers ont été lus dans l’ordre, sans les noms.", by=chair)
        for person in (chair, *people.reviewers):
            openings.note("recruitment.minutes", about=meeting, by=person)
            actions.sign_minutes(meeting=meeting, name=person.full_name, by=person)
    _letters_left(call, days_ago=7)
    with clock.at(clock.now() - timedelta(days=2)):
        leaves = Application.objects.filter(call=call, state=ApplicationState.ADMITTED).order_by("pk").first()
        if leaves is not None:
            actions.withdraw(application=leaves, by=leaves.participant.person, reason="Contrat rompu.")
    _appeal(call)


def _record(meeting: PanelMeeting, selection: Selection, chair: Person) -> None:
    """By the order, but for one file that the panel puts on the reserve list with its reason."""
    run = queries.ranking.latest(selection)
    ranked = queries.ranking.files_of(run, "", Application.objects.all()) if run else []
    for file in ranked:
        if file.rank is None:
            continue
        passed_over = file.rank == 3
        waits = ApplicationState.WAITING if file.rank <= selection.call.places + 8 else ApplicationState.DECLINED
        decision = ApplicationState.ADMITTED if file.has_place and not passed_over else waits
        actions.record_in_meeting(
            meeting=meeting,
            application=file.application,
            by=chair,
            text="L’employeur n’a pas encore répondu." if passed_over else "",
            decision=decision,
            departure="L’employeur n’a pas donné son accord\u202f: à reprendre quand il répond." if passed_over else "",
        )


def _letters_left(call: Call, *, days_ago: int) -> None:
    held = Letter.objects.filter(state=LetterState.HELD, about_id__in=_keys(call), key__startswith="recruitment.")
    held.update(state=LetterState.SENT, sent_at=clock.now() - timedelta(days=days_ago))


def _keys(call: Call) -> Any:
    return Application.objects.filter(call=call).values("pk")


def _appeal(call: Call) -> None:
    """Somebody of Mayenne asks that it be looked at again; the referent there can answer."""
    declined = Application.objects.filter(call=call, state=ApplicationState.DECLINED).order_by("pk")
    one = declined.filter(participant__site__departement_code="53").first() or declined.first()
    if one is None:
        return
    with clock.at(clock.now() - timedelta(days=1)):
        actions.lodge_appeal(
            application=one,
            what="La note du critère «\u202fprojet\u202f».",
            why="J’avais joint la lettre de mon maître d’apprentissage, qui dit ce que je ferai au retour.",
            by=one.participant.person,
        )
