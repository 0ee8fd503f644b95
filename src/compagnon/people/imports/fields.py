"""What a list of people may tell, with the titles that schools and chambers give to their columns."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from compagnon.core.i18n import plain
from compagnon.core.imports import cells
from compagnon.core.imports.cells import Wrong
from compagnon.core.imports.columns import Field
from compagnon.people.choices import ParticipantKind, Status

_STATUSES = {
    "apprentice": Status.APPRENTICE, "apprenti": Status.APPRENTICE, "apprentie": Status.APPRENTICE,
    "apprentissage": Status.APPRENTICE, "contrat d'apprentissage": Status.APPRENTICE,
    "professionalisation": Status.PROFESSIONALISATION, "professionnalisation": Status.PROFESSIONALISATION,
    "contrat de professionnalisation": Status.PROFESSIONALISATION, "alternant": Status.PROFESSIONALISATION,
    "stagiaire": Status.CONTINUING_TRAINEE, "stagiaire de la formation continue": Status.CONTINUING_TRAINEE,
    "continuing training": Status.CONTINUING_TRAINEE, "formation continue": Status.CONTINUING_TRAINEE,
    "job seeker": Status.JOB_SEEKER, "demandeur d'emploi": Status.JOB_SEEKER, "employee": Status.EMPLOYEE,
    "salarie": Status.EMPLOYEE, "salariee": Status.EMPLOYEE, "graduate": Status.GRADUATE, "diplome": Status.GRADUATE,
    "diplomee": Status.GRADUATE, "jeune diplome": Status.GRADUATE, "trainer": Status.TRAINER,
    "formateur": Status.TRAINER, "formatrice": Status.TRAINER, "teacher": Status.TEACHER,
    "enseignant": Status.TEACHER, "enseignante": Status.TEACHER, "professeur": Status.TEACHER,
    "staff": Status.STAFF, "personnel": Status.STAFF, "administratif": Status.STAFF, "other staff": Status.STAFF,
}  # fmt: skip
_OF_STAFF = {Status.TRAINER, Status.TEACHER, Status.STAFF, Status.FOREIGN_STAFF}
_LANGUAGES = {
    "francais": "fr", "french": "fr", "anglais": "en", "english": "en", "allemand": "de", "german": "de", "deutsch": "de",
    "italien": "it", "italian": "it", "espagnol": "es", "spanish": "es", "neerlandais": "nl", "dutch": "nl",
}  # fmt: skip
_UNKNOWN_STATUS = gettext_noop(
    "This status is not known. Write for example apprentice, job seeker, trainer or teacher."
)


def status_of(kind: str) -> Any:
    """A reader of the statuses that learners, or staff, can have."""

    def read(cell: str) -> str:
        said = plain(cell).replace("’", "'")
        found = _STATUSES.get(said)
        if found is None:
            found = next((one for one in Status if said in (one.value, plain(str(one.label)))), None)
        if found is None or (found in _OF_STAFF) != (kind == ParticipantKind.STAFF):
            raise Wrong(_UNKNOWN_STATUS)
        return found.value

    return read


def language(cell: str) -> str:
    """One of our languages, by its code or name. Raises Wrong."""
    code = _LANGUAGES.get(plain(cell), plain(cell)[:2])
    if code not in dict(settings.LANGUAGES):
        raise Wrong(gettext_noop("Write one of the languages of this program, for example fr."))
    return code


def name(cell: str) -> str:
    """Part of a name. Raises Wrong for what no name can be."""
    if not any(sign.isalpha() for sign in cell):
        raise Wrong(gettext_noop("This is no name."))
    return cells.words(cell, 80)


IDENTITY = (
    Field("external_id", _("Own number"), cells.text_of(60),
          ("number", "student number", "learner number", "id", "identifiant", "numero", "n°", "matricule", "numéro apprenant",
           "code apprenant", "ine", "numéro propre", "numéro interne"), "A-2041"),
    Field("last_name", _("Last name"), name, ("surname", "family name", "name", "nom", "nom de famille", "nom de naissance",
          "nom apprenant"), "Example", required=True),
    Field("first_name", _("First name"), name, ("given name", "forename", "prénom", "prénoms"), "Ada", required=True),
    Field("email", _("E-mail"), cells.email, ("mail", "email", "e mail address", "courriel", "adresse mail",
          "adresse électronique", "adresse e-mail", "mél"), "ada@example.org"),
    Field("birth_date", _("Birth date"), cells.day, ("date of birth", "born", "born on", "dob", "date de naissance",
          "né le", "née le", "naissance"), "2007-03-14", is_day=True),
    Field("phone", _("Phone"), cells.phone, ("telephone", "mobile", "phone number", "téléphone", "portable", "tél", "gsm"),
          "+33 1 99 00 12 34"),
    Field("language", _("Language"), language, ("langue", "letters in"), "fr"),
    Field("nationality", _("Nationality"), cells.nationality, ("nationalité", "citizenship"), "FR"),
    Field("birth_place", _("Place of birth"), cells.text_of(120), ("lieu de naissance", "né à", "née à", "born in",
          "commune de naissance"), ""),
    Field("address", _("Postal address"), cells.text_of(250), ("adresse", "adresse postale", "address", "street"), ""),
)  # fmt: skip
PLACE = (
    Field("site_id", _("Training centre"), cells.words, ("site", "centre", "center", "campus", "school", "cfa",
          "établissement", "centre de formation", "lieu de formation", "antenne"), "", refers="sites"),
    Field("trade_id", _("Trade"), cells.words, ("occupation", "métier", "section", "filière", "spécialité", "profession",
          "field"), "", refers="trades"),
)  # fmt: skip
TRAINING = (
    Field("qualification", _("Qualification prepared"), cells.text_of(200), ("qualification", "diploma", "course", "diplôme",
          "formation", "diplôme préparé", "intitulé de la formation", "libellé formation"), "CAP"),
    Field("eqf_level", _("EQF level"), cells.number(1, 8), ("level", "eqf", "niveau", "niveau cec", "cec"), "3"),
    Field("contract_start", _("Start of the contract"), cells.day, ("contract start", "start", "début du contrat",
          "date de début", "début contrat", "date début contrat"), "2026-09-01", is_day=True),
    Field("contract_end", _("End of the contract"), cells.day, ("contract end", "end", "fin du contrat", "date de fin",
          "fin contrat", "date fin contrat"), "2028-08-31", is_day=True),
    Field("contract_number", _("Registration number of the contract"), cells.text_of(40), ("numéro de contrat", "n° contrat",
          "numéro d'enregistrement", "numéro deca", "n° deca", "deca", "contract number"), ""),
    Field("diploma_date", _("Date of the diploma"), cells.day, ("diploma date", "date du diplôme", "date d'obtention",
          "diplômé le"), "", is_day=True),
    Field("employer_id", _("Employer"), cells.words, ("company", "enterprise", "entreprise", "employeur",
          "raison sociale", "siret employeur", "entreprise d'accueil", "maître d'apprentissage entreprise"), "",
          refers="employers"),
)  # fmt: skip
EMERGENCY = (
    Field("emergency_contact", _("Emergency contact"), cells.text_of(200), ("in case of emergency", "contact d'urgence",
          "personne à prévenir", "urgence"), ""),
)  # fmt: skip


def fields_of(kind: str) -> tuple[Field, ...]:
    """The fields of a list of learners or of staff."""
    example = _("apprentice") if kind == ParticipantKind.LEARNER else _("trainer")
    status = Field(
        "status",
        _("Status"),
        status_of(kind),
        ("statut", "type de contrat", "fonction", "contract type"),
        example,
        show=lambda value: str(Status(value).label),
    )
    training = TRAINING if kind == ParticipantKind.LEARNER else ()
    return (*IDENTITY, status, *PLACE, *training, *EMERGENCY)
