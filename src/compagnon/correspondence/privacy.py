"""What the correspondence app holds about people."""

from django.utils.translation import gettext_lazy as _

from compagnon.core.holdings import Basis, Purpose, Rule, holds, purposes, retention
from compagnon.correspondence.models import Letter, LetterSettings, LetterText, LetterWish

purposes.add(
    "letters",
    Purpose(
        "letters",
        _("Writing to people, and knowing what was written"),
        Basis.MISSION,
        _("Participants, guardians, mentors, tutors, staff"),
        _("The reader of the letter; the network’s mail service, and its gateway for text messages where there is one"),
    ),
    position=70,
)
retention.add(
    "letter",
    Rule(
        "letter",
        _("Letters"),
        _("Day on which it was written"),
        None,
        _("No period was found in a text."),
        "not found",
        due=lambda network, before: Letter.unscoped.filter(network=network, written_at__date__lte=before),
    ),
    position=60,
)
holds(
    Letter, purpose="letters", rule="letter", about="to_person to_contact *", delete=True,
    people="sent_by", words="subject body problem", facts="to_email to_phone language", plain="key trail code",
    protected="to_email to_phone",
)  # fmt: skip
holds(LetterSettings, purpose="letters", rule="with_file", plain="sender reply_to signature manners")
holds(
    LetterText, purpose="letters", rule="with_file", people="by",
    plain="key language audience code subject body problem",
)  # fmt: skip
holds(LetterWish, purpose="letters", rule="with_file", about="to_person to_contact", delete=True, plain="key rhythm")
