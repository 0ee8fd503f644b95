"""Having the order reckoned, and keeping it with what it came from."""

import json

from django.db import connection, transaction

from compagnon.core import activity
from compagnon.people.models import Person
from compagnon.recruitment import queries
from compagnon.recruitment.models import RankingRun, Selection
from compagnon.recruitment.phrases import selection as phrases


@transaction.atomic
def rank_call(*, selection: Selection, by: Person) -> RankingRun:
    """Reckon the order of a call and keep it: its facts, their fingerprint, its seed, and why each file stands where.

    Nothing is decided by it (GDPR art. 22). The same facts give the same order.
    """
    found = queries.reckoning.reckon(selection)
    run: RankingRun = RankingRun.objects.create(
        network_id=selection.network_id,
        selection=selection,
        version=selection.version,
        by=by,
        by_name=by.activity_name,
        seed=selection.seed,
        facts=found.facts,
        fingerprint=found.fingerprint,
        places=selection.call.places,
        ranked=len(found.order),
        unread=len(found.files) - len(found.order),
    )
    _keep(run, found)
    facts = {"ranked": run.ranked, "unread": run.unread}
    activity.record("recruitment.ranked", about=selection, by=by, trail=selection.call, facts=facts)
    return run


# As one document: an array of documents, which bulk_create would send, is quoted sign by sign in Python (3 s for 5,000 files).
_KEEP = """
INSERT INTO recruitment_rankedfile (network_id, run_id, application_id, rank, score, reading, has_place, levels, reasons)
SELECT %s, %s, file.* FROM jsonb_to_recordset(%s::jsonb) AS file(application bigint, rank int, score double precision,
    reading text, has_place boolean, levels jsonb, reasons jsonb)
"""


def _keep(run: RankingRun, found: queries.reckoning.Reckoned) -> None:
    files = []
    for score in found.scores:
        place = found.order.get(score.file)
        why = found.places.get(score.file) or found.waits.get(score.file) or ()
        files.append(
            {
                "application": found.files[score.file],
                "rank": place.rank if place else None,
                "score": score.score,
                "reading": str(score.reading),
                "has_place": score.file in found.places,
                "levels": score.levels,
                "reasons": phrases.keep([*score.reasons, *(place.reasons if place else ()), *why]),
            }
        )
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [run.network_id, run.pk, json.dumps(files, ensure_ascii=False)])
