"""What lies in the files of the bench's mobilities: requests, check-ins, agreements, letters, activity."""

import json
from typing import Any

from compagnon.core.models import Activity
from compagnon.correspondence.models import Letter
from compagnon.documents.models import AgreementTerms, Document, LearningOutcome, Signature
from compagnon.documents.proposals import proposed_outcomes, proposed_terms
from compagnon.mobilities.models import Mobility
from compagnon.placement.models import PlacementRequest
from compagnon.stays.models import Arrival, CheckIn
from compagnon.surveys.models import TutorEvaluation
from tools.bench.fill import fill
from tools.bench.seed import network_id, type_id

TRADE = "bakery"
PLACED = "mobilities_mobility m WHERE host_id IS NOT NULL"
LEFT = "mobilities_mobility m WHERE state IN ('abroad', 'returned', 'closed')"
LUCK = "pg_temp.chance(m.id * 100 + w, 'week')"
ANSWERED = f"m.departs_on + w * 7 <= current_date AND {LUCK} > 0.05"
BACK = "mobilities_mobility m WHERE state IN ('returned', 'closed')"


def during_the_stay(_size: int) -> int:
    """A request to each host, the arrival, one check-in a week (one in twenty missed, one in twenty low), the tutor's word."""
    own = {"network_id": str(network_id()), "mobility_id": "m.id"}
    made = fill(
        PlacementRequest,
        PLACED,
        own
        | {"host_id": "m.host_id", "tutor_id": "m.tutor_id", "state": "'accepted'", "answered_at": "m.departs_on - 40"},
        key="m.id",
    )
    made += fill(Arrival, LEFT, own | {"confirmed_by_name": "'Testa Tutor'"}, key="m.id")
    made += fill(
        CheckIn,
        """mobilities_mobility m CROSS JOIN LATERAL generate_series(1, (returns_on - departs_on + 7) / 7) w
           WHERE state IN ('abroad', 'returned', 'closed')""",
        own
        | {
            "week": "w",
            "due_on": "least(m.departs_on + w * 7 - 1, m.returns_on)",
            "answered_at": f"CASE WHEN {ANSWERED} THEN m.departs_on + w * 7 END",
            "mood": f"CASE WHEN {ANSWERED} THEN CASE WHEN {LUCK} < 0.1 THEN 2 ELSE 3 + mod(m.id + w, 3) END END",
            "seen_at": f"CASE WHEN {LUCK} < 0.1 AND m.state = 'closed' THEN m.returns_on END",
            "sentence": "'A good week.'",
        },
        key="m.id * 100 + w",
    )
    return made + fill(
        TutorEvaluation,
        BACK,
        own | {"tutor_id": "m.tutor_id", "answered_at": "m.returns_on", "comment": "'Well done.'"},
        key="m.id",
    )


def papers(_size: int) -> int:
    """A learning agreement for everybody who has a host, with four signatures and the proposed outcomes and terms."""
    network = str(network_id())
    own = {"network_id": network, "mobility_id": "m.id"}
    outcomes = [{name: one[name] for name in ("title", "task", "assessment")} for one in proposed_outcomes(TRADE)]
    made = fill(
        LearningOutcome,
        f"""mobilities_mobility m CROSS JOIN jsonb_array_elements({_quoted(outcomes)}::jsonb) WITH ORDINALITY AS o(text, place)
            WHERE host_id IS NOT NULL""",
        own
        | {
            "position": "place",
            "title": "text->>'title'",
            "task": "text->>'task'",
            "assessment": "text->>'assessment'",
        },
        key="m.id * 100 + place",
    )
    terms = {name: _quoted(text) for name, text in proposed_terms().items()}
    made += fill(AgreementTerms, PLACED, own | terms, key="m.id")
    return made + _agreements(network)


def _agreements(network: str) -> int:
    made = fill(
        Document,
        PLACED,
        {
            "id": "m.id",
            "network_id": network,
            "mobility_id": "m.id",
            "kind": "'learning_agreement'",
            "state": "CASE m.state WHEN 'preparing' THEN 'signing' ELSE 'final' END",
            "languages": "jsonb_build_array('fr', 'en')",
        },
        key="m.id",
    )
    signers = "(VALUES ('participant'), ('employer'), ('centre'), ('host')) AS r(role)"
    participant = "JOIN people_participant p ON p.id = m.participant_id"
    return made + fill(
        Signature,
        f"mobilities_mobility m {participant} CROSS JOIN {signers} WHERE host_id IS NOT NULL",
        {
            "network_id": network,
            "document_id": "m.id",
            "role": "r.role",
            "person_id": "CASE r.role WHEN 'participant' THEN p.person_id WHEN 'centre' THEN m.referent_id END",
            "contact_id": "CASE r.role WHEN 'employer' THEN p.mentor_id WHEN 'host' THEN m.tutor_id END",
            "state": "CASE m.state WHEN 'preparing' THEN 'waiting' ELSE 'signed' END",
            "signed_at": "CASE m.state WHEN 'preparing' THEN NULL ELSE m.departs_on - 20 END",
        },
        key="m.id || r.role",
    )


def _quoted(value: Any) -> str:
    """A JSON text as the server reads it in a statement."""
    return "'" + json.dumps(value, ensure_ascii=False).replace("'", "''").replace("%", "%%") + "'"


def letters_and_activity(_size: int) -> int:
    """Two letters and six rows of activity for each mobility; two letters in a thousand wait to be read first."""
    own = {"network_id": str(network_id()), "about_type_id": str(type_id(Mobility)), "about_id": "m.id"}
    made = fill(
        Letter,
        "mobilities_mobility m JOIN people_participant p ON p.id = m.participant_id CROSS JOIN generate_series(1, 2) l",
        own
        | {
            "key": "'recruitment.admitted'",
            "trail": "'mobility:' || m.id",
            "state": "CASE WHEN pg_temp.chance(m.id * 10 + l, 'letter') < 0.002 THEN 'held' ELSE 'sent' END",
            "to_person_id": "p.person_id",
            "language": "'fr'",
            "subject": "'Votre mobilité'",
            "body": "'Bonjour,'",
            "written_at": "m.departs_on - 90 + l * 10",
            "sent_at": "m.departs_on - 90 + l * 10",
        },
        key="m.id * 10 + l",
    )
    return made + fill(
        Activity,
        "mobilities_mobility m CROSS JOIN generate_series(1, 6) a",
        own
        | {
            "at": "m.departs_on - 100 + a * 5",
            "by_id": "m.referent_id",
            "by_name": "'Benchia Referent'",
            "verb": "'mobilities.mobility_preparing'",
            "trail": "'mobility:' || m.id",
        },
    )
