"""One complete learning agreement and one Europass Mobility of clearly fictional people, for the typesetting tests."""

from datetime import UTC, date, datetime

from compagnon.documents.typesetting.compile import fingerprint
from compagnon.documents.typesetting.facts import (
    EuropassMobilityFacts,
    FunderFacts,
    LearningAgreementFacts,
    OrganisationFacts,
    OutcomeFacts,
    ParticipantFacts,
    PartyFacts,
    PeriodFacts,
    PersonFacts,
    SignatureFacts,
    SkillFacts,
)

MADE_AT = datetime(2027, 1, 11, 9, 30, tzinfo=UTC)

DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 150"><path d="M 20,100 C 60,20 80,20 90,90" stroke-width="3"/>'
    b'<circle cx="150" cy="40" r="3"/></svg>'
)


def both(french: str, english: str) -> dict[str, str]:
    return {"fr": french, "en": english}


LEARNER = ParticipantFacts(
    name="Éléonore Démo-Lepré",
    birth_date=date(2009, 4, 1),
    trade=both("Boulangère", "Baker"),
    qualification=both("CAP Boulanger", "Vocational certificate in baking"),
    eqf_level=3,
    email="eleonore@apprentie.example",
)
CENTRE = OrganisationFacts(
    name="Centre de formation Exemple-sur-Loire",
    address="1 rue du Modèle, 00000 Exemple",
    country="France",
    person=PersonFacts(name="Camille Fictive", function=both("référente mobilité", "mobility referent")),
)
BAKERY = OrganisationFacts(
    name="Boulangerie du Fournil imaginaire",
    address="2 place de l’Essai, 00000 Exemple",
    country="France",
    person=PersonFacts(name="Marcel Inventé"),
)
HOST = OrganisationFacts(
    name="The Sample Loaf Bakery",
    address="3 Specimen Street, Cork",
    country=both("Irlande", "Ireland"),
    person=PersonFacts(
        name="Aoife Placeholder", function=both("cheffe boulangère", "head baker"), email="aoife@loaf.example"
    ),
)
PERIOD = PeriodFacts(start=date(2027, 3, 1), end=date(2027, 3, 26), travel_days=2)
FUNDER = FunderFacts(statement=both("Financé par l’Union européenne", "Co-funded by the European Union"), emblem="eu")


def outcome(number: int) -> OutcomeFacts:
    return OutcomeFacts(
        text=both(
            f"Acquis {number} : conduire une pousse selon la farine",
            f"Outcome {number}: carry out proving to suit the flour",
        ),
        level=both("en autonomie", "on her own"),
        task=both("Préparer deux pâtes chaque matin", "Prepare two doughs each morning"),
        assessed_how=both("Observation et fiche de fabrication", "Observation and production sheet"),
        assessed_by=both("la tutrice", "the tutor"),
    )


def agreement(**changes) -> LearningAgreementFacts:
    facts = LearningAgreementFacts(
        reference="LA-7Q4M-KD2X",
        made_at=MADE_AT,
        scheme=both("Erasmus+ stage court", "Erasmus+ short internship"),
        network="Chambre de démonstration du Val imaginaire",
        participant=LEARNER,
        is_minor=True,
        guardian=PersonFacts(name="Armand Démo-Lepré", phone="+33 0 00 00 00 02"),
        sending=CENTRE,
        employer=BAKERY,
        host=HOST,
        period=PERIOD,
        outcomes=tuple(outcome(number) for number in range(1, 5)),
        programme=both(
            "Semaine 1 : découverte du fournil. Semaines 2 et 3 : pétrissage, façonnage et cuisson. Semaine 4 : une recette de France.",
            "Week 1: getting to know the bakehouse. Weeks 2 and 3: kneading, shaping and baking. Week 4: a recipe from France.",
        ),
        workplace=both("Fournil et boutique", "Bakehouse and shop"),
        schedule=both("Du lundi au vendredi, 35 heures", "Monday to Friday, 35 hours"),
        monitoring_host=both("Un bilan chaque vendredi.", "A review every Friday."),
        monitoring_sending=both("Un appel par semaine.", "A call a week."),
        assessment=both("Sur une échelle de quatre niveaux.", "On a scale of four levels."),
        recognition=both("Inscription au livret d’apprentissage.", "Recorded in the training record."),
        preparation=both("Vingt heures d’anglais.", "Twenty hours of English."),
        insurance=both("Responsabilité civile et rapatriement couverts.", "Liability and repatriation covered."),
        funder=FUNDER,
        parties=(
            PartyFacts(role="participant", name=LEARNER.name),
            PartyFacts(role="guardian", name="Armand Démo-Lepré"),
            PartyFacts(role="sending", name="Camille Fictive", organisation=CENTRE.name),
            PartyFacts(role="employer", name="Marcel Inventé", organisation=BAKERY.name),
            PartyFacts(role="host", name="Aoife Placeholder", organisation=HOST.name),
        ),
    )
    return facts.model_copy(update=changes)


def named(name: str) -> LearningAgreementFacts:
    return agreement(participant=LEARNER.model_copy(update={"name": name}))


def europass(**changes) -> EuropassMobilityFacts:
    facts = EuropassMobilityFacts(
        reference="EM-7Q4M-KD2X",
        made_at=MADE_AT,
        issued_on=date(2027, 4, 9),
        agreement_reference="LA-7Q4M-KD2X",
        holder=LEARNER,
        issuing_body=CENTRE,
        sending=CENTRE,
        host=HOST,
        period=PERIOD,
        aim=both("Exercer le métier dans une équipe irlandaise.", "Work in an Irish team."),
        skills=(
            SkillFacts(
                kind="job",
                text=both("Conduire une pousse", "Carry out proving"),
                level_reached=both("En autonomie", "On her own"),
                rung=4,
            ),
            SkillFacts(
                kind="language",
                text=both("Transmettre une consigne", "Pass on an instruction"),
                comment={"en": "Clear and calm."},
            ),
        ),
        appreciation=both("L’équipe la reprendrait demain.", "The team would take her back tomorrow."),
        assessed_by=HOST.person,
        funder=FUNDER,
    )
    return facts.model_copy(update=changes)


def signatures_of(pdf: bytes) -> tuple[SignatureFacts, ...]:
    shared = {
        "consent": both("J’ai lu et je signe.", "I have read this and I sign."),
        "sha256": fingerprint(pdf),
        "place": "Exemple",
    }
    return (
        SignatureFacts(
            role="participant", name=LEARNER.name, method="drawn", drawing=DRAWING, signed_at=MADE_AT, **shared
        ),
        SignatureFacts(
            role="host",
            name="Aoife Placeholder",
            method="typed",
            signed_at=MADE_AT,
            identified_by=both("lien personnel", "personal link"),
            **shared,
        ),
    )
