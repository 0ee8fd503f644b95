"""What a participant is asked, said twice: to a learner and to staff (in French "tu" and "vous")."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

Words = str | Promise


@dataclass(frozen=True)
class Asking:
    """A thing to do in words: what, why in a sentence, and the button."""

    title: Words
    sentence: Words
    button: Words


LEARNER: dict[str, Asking] = {
    "sign": Asking(
        pgettext_lazy("learner", "Sign your learning agreement"),
        pgettext_lazy("learner", "It says what you will learn, who helps you and what counts at home."),
        pgettext_lazy("learner", "Read and sign"),
    ),
    "paper": Asking(
        "", pgettext_lazy("learner", "It waits for your signature."), pgettext_lazy("learner", "Read and sign")
    ),
    "safe": Asking(
        pgettext_lazy("learner", "Are you safe?"),
        pgettext_lazy("learner", "Something happened where you are. One press tells us how you are."),
        pgettext_lazy("learner", "Answer"),
    ),
    "month": Asking(
        pgettext_lazy("learner", "How was your month?"),
        pgettext_lazy("learner", "A face for work, housing, money and the rest."),
        pgettext_lazy("learner", "Tell"),
    ),
    "arrive": Asking(
        pgettext_lazy("learner", "Say that you have arrived"),
        pgettext_lazy("learner", "One press, and everybody at home knows that you are there."),
        pgettext_lazy("learner", "I have arrived"),
    ),
    "check_in": Asking(
        pgettext_lazy("learner", "How is your week?"),
        pgettext_lazy("learner", "A mood and a sentence. Your referent reads it."),
        pgettext_lazy("learner", "Tell"),
    ),
    "finish": Asking(
        pgettext_lazy("learner", "Finish your application"),
        pgettext_lazy("learner", "What you wrote is kept. Go on where you stopped."),
        pgettext_lazy("learner", "Go on"),
    ),
    "task": Asking("", "", pgettext_lazy("learner", "See what to do")),
}
STAFF: dict[str, Asking] = {
    "sign": Asking(
        pgettext_lazy("staff", "Sign your learning agreement"),
        pgettext_lazy("staff", "It says what you will do, who helps you and what counts at home."),
        pgettext_lazy("staff", "Read and sign"),
    ),
    "paper": Asking(
        "", pgettext_lazy("staff", "It waits for your signature."), pgettext_lazy("staff", "Read and sign")
    ),
    "safe": Asking(
        pgettext_lazy("staff", "Are you safe?"),
        pgettext_lazy("staff", "Something happened where you are. One press tells us how you are."),
        pgettext_lazy("staff", "Answer"),
    ),
    "month": Asking(
        pgettext_lazy("staff", "How was your month?"),
        pgettext_lazy("staff", "A face for work, housing, money and the rest."),
        pgettext_lazy("staff", "Tell"),
    ),
    "arrive": Asking(
        pgettext_lazy("staff", "Say that you have arrived"),
        pgettext_lazy("staff", "One press, and your centre knows that you are there."),
        pgettext_lazy("staff", "I have arrived"),
    ),
    "check_in": Asking(
        pgettext_lazy("staff", "How is your week?"),
        pgettext_lazy("staff", "A mood and a sentence. Your referent reads it."),
        pgettext_lazy("staff", "Tell"),
    ),
    "finish": Asking(
        pgettext_lazy("staff", "Finish your application"),
        pgettext_lazy("staff", "What you wrote is kept. Go on where you stopped."),
        pgettext_lazy("staff", "Go on"),
    ),
    "task": Asking("", "", pgettext_lazy("staff", "See what to do")),
}


@dataclass(frozen=True)
class Rest:
    """What is said when there is nothing to do."""

    title: Words
    sentence: Words


LEARNER_RESTS: dict[str, Rest] = {
    "submitted": Rest(
        pgettext_lazy("learner", "Your application is with us"),
        pgettext_lazy("learner", "We read it and write to you. You have nothing to do until then."),
    ),
    "waiting": Rest(
        pgettext_lazy("learner", "You are on the reserve list"),
        pgettext_lazy("learner", "If somebody gives up a place, we write to you at once."),
    ),
    "preparing": Rest(
        pgettext_lazy("learner", "Nothing to do for you right now"),
        pgettext_lazy("learner", "Others are working on your stay. You get a letter when it is your turn."),
    ),
    "abroad": Rest(
        pgettext_lazy("learner", "Enjoy your stay"),
        pgettext_lazy("learner", "The next check-in comes by itself. If something is wrong, open Help."),
    ),
    "returned": Rest(
        pgettext_lazy("learner", "Welcome back"),
        pgettext_lazy("learner", "Your tutor evaluates what you learnt; then comes your Europass Mobility."),
    ),
    "closed": Rest(
        pgettext_lazy("learner", "Well done, all is finished"),
        pgettext_lazy("learner", "Your papers stay here. Show your Europass Mobility with every application."),
    ),
    "nothing": Rest(
        pgettext_lazy("learner", "Where would you like to go?"),
        pgettext_lazy("learner", "Have a look at the open calls and apply: it takes ten minutes on a phone."),
    ),
}
STAFF_RESTS: dict[str, Rest] = {
    "submitted": Rest(
        pgettext_lazy("staff", "Your application is with us"),
        pgettext_lazy("staff", "We read it and write to you. You have nothing to do until then."),
    ),
    "waiting": Rest(
        pgettext_lazy("staff", "You are on the reserve list"),
        pgettext_lazy("staff", "If somebody gives up a place, we write to you at once."),
    ),
    "preparing": Rest(
        pgettext_lazy("staff", "Nothing to do for you right now"),
        pgettext_lazy("staff", "Others are working on your stay. You get a letter when it is your turn."),
    ),
    "abroad": Rest(
        pgettext_lazy("staff", "Enjoy your stay"),
        pgettext_lazy("staff", "The next check-in comes by itself. If something is wrong, open Help."),
    ),
    "returned": Rest(
        pgettext_lazy("staff", "Welcome back"),
        pgettext_lazy("staff", "Your host gives an evaluation; then comes your Europass Mobility."),
    ),
    "closed": Rest(
        pgettext_lazy("staff", "All is finished"),
        pgettext_lazy("staff", "Your papers stay here."),
    ),
    "nothing": Rest(
        pgettext_lazy("staff", "Where would you like to go?"),
        pgettext_lazy("staff", "Have a look at the open calls and apply."),
    ),
}
