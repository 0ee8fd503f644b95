"""What the arguments of addresses name: each with the row of `tests/house/filled.py` whose code, key or number it takes.

The key is the word before the argument in the address, and the argument. A value that begins with "=" is taken as it is.
"""

import re
from operator import attrgetter

from tests.house.addresses import Address
from tests.house.filled import Filled

NAMED: dict[tuple[str, str], str] = {
    ("agreed", "code"): "consents.Purpose.code",
    ("ages", "country"): "consents.NationalAge.country",
    ("apart", "code"): "core.Merge.code",
    ("applications", "code"): "recruitment.Application.code",
    ("apply", "call"): "recruitment.Call.code",
    ("with", "provider_id"): "=unknown",
    ("arrival", "code"): "mobilities.Mobility.code",
    ("ask", "code"): "people.Participant.code",
    ("ask", "kind"): "=guardian",
    ("be", "key"): "=coordinator",
    ("calls", "code"): "recruitment.Call.code",
    ("check-in", "code"): "stays.CheckIn.code",
    ("consents", "kind"): "=guardian",
    ("contact", "contact"): "people.Contact.code",
    ("departures", "code"): "mobilities.Departure.code",
    ("destinations", "key"): "network.Destination.country",
    ("calls-for-help", "code"): "stays.HelpCall.code",
    ("on-call", "code"): "stays.OnCallTurn.code",
    ("reach", "code"): "stays.SafetyRound.code",
    ("answers", "code"): "stays.SafetyAnswer.code",
    ("groups", "code"): "mobilities.Departure.code",
    ("no-sign", "code"): "stays.Silence.code",
    ("incidents", "code"): "stays.Incident.code",
    ("incident-tasks", "code"): "stays.IncidentTask.code",
    ("safe", "code"): "stays.SafetyAnswer.code",
    ("lessons", "code"): "stays.DistanceLesson.code",
    ("contract-events", "code"): "stays.ContractEvent.code",
    ("follow-up", "code"): "stays.FollowUp.code",
    ("entries", "code"): "stays.LogEntry.code",
    ("photos", "code"): "stays.LogPhoto.code",
    ("documents", "code"): "documents.Document.code",
    ("amendments", "code"): "documents.Document.code",
    ("paper-words", "key"): "=quality_commitment",
    ("bundles", "code"): "documents.PaperBundle.code",
    ("doubles", "one"): "network.Organisation.code",
    ("emblems", "code"): "network.Emblem.code",
    ("emblems", "key"): "network.Emblem.code",
    ("figures", "key"): "network.KeyFigure.key",
    ("adjustments", "code"): "inclusion.Adjustments.code",
    ("forget", "kind"): "=support",
    ("help", "code"): "inclusion.SupportMeasure.code",
    ("plan", "participant"): "people.Participant.code",
    ("stay", "code"): "mobilities.Mobility.code",
    ("countries", "country"): "=DE",
    ("modules", "module"): "travel.Module.code",
    ("preparation", "module"): "travel.Module.code",
    ("module", "to"): "=done",
    ("ways", "code"): "travel.Way.code",
    ("legs", "code"): "travel.Leg.code",
    ("covers", "code"): "travel.Cover.code",
    ("courses", "code"): "longpath.CourseSheet.code",
    ("course-versions", "code"): "longpath.CourseVersion.code",
    ("employers", "code"): "longpath.EmployerWord.code",
    ("obstacles", "code"): "longpath.ObstacleEntry.code",
    ("covers", "kind"): "=identity",
    ("waivers", "code"): "travel.Waiver.code",
    ("stays", "code"): "mobilities.Mobility.code",
    ("together", "code"): "people.Participant.code",
    ("told", "code"): "inclusion.VaultEntry.code",
    ("support", "code"): "people.SupportAccess.code",
    ("toolbox", "code"): "toolbox.Tool.code",
    ("reports", "code"): "inclusion.Report.code",
    ("plain", "key"): "=apply",
    ("host", "host"): "network.Organisation.code",
    ("imports", "code"): "core.ImportRun.code",
    ("invitations", "code"): "people.Invitation.code",
    ("jobs", "job"): "=987654321",
    ("letters", "code"): "correspondence.Letter.code",
    ("texts", "kind"): "=stays.arrival",
    ("again", "number"): "=1",
    ("off", "kind"): "=timeline.digest",
    ("merges", "merge"): "core.Merge.code",
    ("mobilities", "code"): "mobilities.Mobility.code",
    ("new", "kind"): "=learners",
    ("new", "participant"): "people.Participant.code",
    ("one", "other"): "network.Organisation.code",
    ("organisations", "key"): "network.Organisation.code",
    ("participants", "code"): "people.Participant.code",
    ("signers", "code"): "documents.Signature.code",
    ("proofs", "code"): "documents.Proof.code",
    ("papers", "kind"): "=quality_commitment",
    ("paper-questions", "code"): "documents.Inquiry.code",
    ("paper", "code"): "documents.Inquiry.code",
    ("token", "code"): "documents.Signature.code",
    ("answers", "kind"): "=quality_commitment",
    ("group-papers", "kind"): "=group_list",
    ("agreements", "kind"): "=partnership_agreement",
    ("partners", "code"): "partners.Partner.organisation.code",
    ("placement", "code"): "placement.PlacementRequest.code",
    ("places", "capacity"): "partners.Capacity.pk",
    ("projects", "key"): "network.CooperationProject.key",
    ("purposes", "code"): "consents.Purpose.code",
    ("replacements", "code"): "people.Replacement.code",
    ("reviews", "code"): "recruitment.Review.code",
    ("offers", "code"): "schemes.ReceivedTimeline.code",
    ("edit", "part"): "=words",
    ("grid", "key"): "=project",
    ("schemes", "code"): "schemes.Scheme.code",
    ("schemes", "key"): "schemes.Scheme.key",
    ("tasks", "key"): "schemes.SchemeTask.key",
    ("versions", "number"): "=1",
    ("sectors", "key"): "network.Sector.key",
    ("sign", "code"): "documents.Signature.code",
    ("sites", "key"): "network.Site.code",
    ("tasks", "code"): "timeline.Task.code",
    ("targets", "code"): "insights.Target.code",
    ("tables", "code"): "insights.FairnessRelease.code",
    ("gaps", "code"): "insights.GapReview.code",
    ("team", "code"): "people.Person.code",
    ("template", "kind"): "=learners",
    ("trades", "key"): "network.Trade.key",
    ("meetings", "code"): "recruitment.Meeting.code",
    ("door", "registration"): "recruitment.Registration.code",
    ("asked", "kind"): "=questions",
    ("kind", "asked"): "recruitment.Question.code",
    ("papers", "paper"): "recruitment.Piece.code",
    ("pages", "piece"): "recruitment.Piece.code",
    ("pages", "required"): "recruitment.RequiredPiece.code",
    ("qr.", "kind"): "=svg",
    ("poster-", "language"): "=fr",
    ("views", "code"): "core.SavedView.code",
    ("twice", "participant"): "people.Participant.code",
    ("participant", "other"): "people.Participant.code",
    ("undo", "merge"): "core.Merge.code",
    ("criteria", "key"): "=project",
    ("order", "run"): "recruitment.RankingRun.code",
    ("panel-meetings", "code"): "recruitment.PanelMeeting.code",
    ("files", "file"): "recruitment.Application.code",
    ("appeals", "code"): "recruitment.Appeal.code",
    ("calendar", "code"): "timeline.CalendarFeed.code",
    ("call", "step"): "=motivation",
    ("breaches", "code"): "privacy.Breach.code",
    ("certificates", "code"): "privacy.Certificate.code",
    ("holds", "hold"): "privacy.Hold.code",
    ("people", "kind"): "=person",
    ("kind", "code"): "people.Person.code",
    ("requests", "code"): "privacy.RightsRequest.code",
    ("retention", "rule"): "=letter",
    ("sealed", "code"): "privacy.SealedFile.code",
}

OF_A_CENTRE = {
    "mobilities.Mobility", "timeline.Task", "documents.Document", "documents.Proof", "documents.Signature", "placement.PlacementRequest",
    "recruitment.Application", "people.Participant",
}  # fmt: skip
"""Models whose rows are seen by the referents of their own département or site alone."""
OF_THE_NETWORK = {"recruitment.Call", "recruitment.Meeting", "consents.Purpose"}
"""Models whose rows every participant of the network may be shown."""

_ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>([^)]*)\)")


def url_of(page: Address, filled: Filled, *, own: Filled | None = None) -> str:
    """Its address, naming rows of `filled`; with `own` just the last argument does, and the others are our own."""
    declared = declared_arguments(page)
    rows = [name for name, said in declared if said and said[0] != "="]
    found = {}
    for name, said in declared:
        assert said is not None, f"{page.name}: see test_every_argument_says_what_it_names"
        found[name] = _value(said, own if own is not None and name != rows[-1] else filled)
    return page.url(**found)


def declared_arguments(page: Address) -> list[tuple[str, str | None]]:
    """Each argument in the order of the address, with what the table says of it."""
    found: list[tuple[str, str | None]] = []
    for match in _ARGUMENT.finditer(page.pattern):
        name = match[1] or match[2]
        if name == "network":
            found.append((name, "network.Network.key"))
        elif name == "token":
            found.append((name, f"token:{page.door.right if page.door else ''}"))
        elif match[3] and "|" in match[3]:
            found.append((name, "=" + match[3].partition("|")[0]))
        else:
            found.append((name, NAMED.get((before(page, match), name))))
    return found


def before(page: Address, match: re.Match[str]) -> str:
    """The word before an argument: the last plain part of the address, or the argument just before."""
    part = page.pattern[: match.start()].rstrip("/").rpartition("/")[2].lstrip("^")
    inner = _ARGUMENT.search(part)
    return (inner[1] or inner[2]) if inner else part


def rows_named(page: Address) -> list[str]:
    """The models of which its arguments name a row."""
    return [
        ".".join(said.split(".")[:2])
        for name, said in declared_arguments(page)
        if said and said[0] != "=" and name not in {"network", "token"}
    ]


def _value(declared: str, filled: Filled) -> str:
    if declared.startswith("="):
        return declared[1:]
    if declared.startswith("token:"):
        return filled.tokens.get(declared[6:]) or next(iter(filled.tokens.values()))
    app, model, attribute = declared.split(".", 2)
    return str(attrgetter(attribute)(filled.rows[f"{app}.{model}"]))
