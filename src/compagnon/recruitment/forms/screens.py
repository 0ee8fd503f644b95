"""Which form asks which screen of the application."""

from typing import Any

from compagnon.recruitment.forms import application as own
from compagnon.recruitment.forms import staff
from compagnon.recruitment.forms.answers import PieceForm, QuestionForm, SchemeForm
from compagnon.recruitment.forms.wishes import LanguagesForm, MotivationForm, SupportForm, WishesForm
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries.steps import PIECE, QUESTION, Step

FORMS: dict[str, type[own.StepForm]] = {
    "scheme": SchemeForm,
    "about": own.AboutForm,
    "sending": own.SendingForm,
    "phone": own.PhoneForm,
    "status": own.StatusForm,
    "trade": own.TradeForm,
    "site": own.SiteForm,
    "contract": own.ContractForm,
    "abroad": own.AbroadForm,
    "guardian": own.GuardianForm,
    "employer": own.EmployerForm,
    "mentor": own.MentorForm,
    "languages": LanguagesForm,
    "wishes": WishesForm,
    "support": SupportForm,
    "motivation": MotivationForm,
    "purpose": staff.PurposeForm,
    "programme": staff.ProgrammeForm,
    "sharing": staff.SharingForm,
    "replacement": staff.ReplacementForm,
    QUESTION: QuestionForm,
    PIECE: PieceForm,
}


def form_for(step: Step, application: Application, *posted: Any) -> own.StepForm:
    """The form of a screen, filled from what is known, or with what was posted (data, files)."""
    typed = (application.typed or {}).get(step.key)
    return FORMS[step.kind](*posted, application=application, step=step, typed=typed)
