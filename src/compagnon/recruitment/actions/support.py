"""The answer of an application on help, corrected after it was decided: who was admitted goes on needing it, or not."""

from django.db import transaction

from compagnon.core import activity
from compagnon.core.registries import announce
from compagnon.core.states import locked
from compagnon.people.models import Person
from compagnon.recruitment.models import Application


@transaction.atomic
def answer_support(*, application: Application, needs_support: bool, by: Person) -> Application:
    """Note whether somebody would like to talk about help; what hangs on it follows. The same answer again changes nothing.

    Told in the trail of the application alone: whoever sees the mobility learns of the tasks, not of the wish.
    """
    application = locked(application)
    if application.needs_support != needs_support:
        application.needs_support = needs_support
        application.save(update_fields=["needs_support"])
        verb = "recruitment.support_wanted" if needs_support else "recruitment.support_not_wanted"
        activity.record(verb, about=application, by=by, facts={"name": str(application.participant)})
        announce(verb, application, by)
    return application
