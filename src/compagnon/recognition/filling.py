"""From agreement and evaluation to the facts of a Europass Mobility: table 5a is the outcomes with the level reached (EU-01), 5b the courses of a host that teaches."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from compagnon.core import clock
from compagnon.documents.catalogue.filling import Filling
from compagnon.documents.catalogue.known import read
from compagnon.documents.catalogue.subjects import subject_of
from compagnon.documents.choices import DocumentKind, OutcomeKind
from compagnon.documents.filling import (
    PARTIES,
    agreement_reference,
    by_language,
    check_address,
    funder_facts,
    organisation_facts,
    paper_languages,
    participant_facts,
    period_facts,
    person_facts,
    sender_of,
    terms_of,
)
from compagnon.documents.typesetting.facts import (
    CourseFacts,
    EuropassMobilityFacts,
    PartyFacts,
    SkillFacts,
    SkillKind,
)
from compagnon.documents.typesetting.wording import Wording
from compagnon.documents.wordings import kinds_of
from compagnon.mobilities.models import Mobility
from compagnon.people.models import Person
from compagnon.surveys.models import Level, OutcomeRating, TutorEvaluation
from compagnon.surveys.queries import level_in

KINDS: dict[str, SkillKind] = {
    OutcomeKind.PROFESSIONAL: "job",
    OutcomeKind.TECHNICAL: "job",
    OutcomeKind.LINGUISTIC: "language",
    OutcomeKind.SOCIAL: "communication",
    OutcomeKind.CROSS_DISCIPLINARY: "organisational",
}
"""The kinds of outcomes (SD-18) under the headings of table 5a."""


def europass_facts(
    mobility: Mobility, evaluation: TutorEvaluation, *, made_at: datetime, by: Person
) -> EuropassMobilityFacts:
    """What the Europass Mobility of this stay says; `by` signs for the sending side where no referent is named."""
    languages = paper_languages(mobility)
    sending = organisation_facts(*sender_of(mobility), languages)
    host = organisation_facts(mobility.host, mobility.tutor, languages)
    subject = subject_of(mobility, by, languages)
    nationality = read("participant.nationality", subject, Wording(languages))
    holder = participant_facts(mobility).model_copy(update={"nationality": nationality})
    signers = Filling(kinds_of(mobility.network_id)[DocumentKind.EUROPASS_MOBILITY], subject, {}).signers()
    return EuropassMobilityFacts(
        reference=f"EM-{mobility.code.upper()}",
        made_at=made_at,
        issued_on=clock.today(),
        stay_number=_stay_number(mobility),
        scheme=by_language(mobility.scheme.name),
        agreement_reference=agreement_reference(mobility),
        mobility_id=mobility.programme_id,
        holder=holder,
        issuing_body=sending,
        sending=sending,
        host=host,
        period=period_facts(mobility),
        aim=by_language(mobility.scheme.summary),
        programme=terms_of(mobility)["programme"],
        check=check_address(),
        funder=funder_facts(mobility),
        skills=tuple(_skill(rating, languages) for rating in _ratings(evaluation)),
        courses=_courses(evaluation),
        courses_in=evaluation.tutor.language,
        appreciation=_in_language_of_tutor(evaluation.comment, evaluation),
        assessed_by=person_facts(evaluation.tutor),
        parties=tuple(
            PartyFacts(role=PARTIES[one.role], name=str(one.who or ""), organisation=one.organisation)
            for _seed, one in signers
        ),
    )


def _ratings(evaluation: TutorEvaluation) -> QuerySet[OutcomeRating]:
    return evaluation.ratings.select_related("outcome").order_by("outcome__position")


def _courses(evaluation: TutorEvaluation) -> tuple[CourseFacts, ...]:
    return tuple(
        CourseFacts(title=one.title, number=one.number, length=one.length, mark=one.mark, credits=one.credits)
        for one in evaluation.courses.all()
    )


def _skill(rating: OutcomeRating, languages: Iterable[str]) -> SkillFacts:
    return SkillFacts(
        kind=KINDS[rating.outcome.kind],
        text=by_language(rating.outcome.title),
        level_reached=level_in(rating.level, languages),
        rung=rating.level,
        rungs=Level.SURE,
        comment=_in_language_of_tutor(rating.comment, rating.evaluation),
    )


def _in_language_of_tutor(text: str, evaluation: TutorEvaluation) -> dict[str, str]:
    return {evaluation.tutor.language: text} if text else {}


def _stay_number(mobility: Mobility) -> int:
    earlier = Mobility.objects.filter(participant=mobility.participant, departs_on__lt=mobility.departs_on)
    return earlier.exclude(state="cancelled").count() + 1
