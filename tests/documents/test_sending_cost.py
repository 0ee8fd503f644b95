"""What sending the papers of many files asks of the database: held for each paper, so that thirty files stay a press."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from compagnon.documents.actions import bundle as bundles
from compagnon.documents.jobs import gather_bundle, send_bundle
from compagnon.documents.models import Document
from tests.factories.documents import ready_to_send
from tests.factories.people import PersonFactory
from tests.pages.documents.test_bundles import say_grant

ALLOWED = 30
"""Questions for a paper, with its signatures and the letters to all who sign: 28 were counted, 48 before."""


def sent(network, by, files):
    """A bundle of so many files, two papers each, gathered and sent: the questions, and how many papers went out."""
    stays = [ready_to_send(network, referent=by) for _ in range(files)]
    for one in stays:
        one.scheme.documents = ["D1", "D2"]
        one.scheme.save()
        say_grant(one, by)
    bundle = bundles.begin_bundle(mobilities=stays, title="March", by=by, purpose="papers")
    gather_bundle(bundle=bundle.pk, network=network.pk)
    bundle.refresh_from_db()
    bundles.ask_to_send(bundle=bundle, by=by)
    with CaptureQueriesContext(connection) as asked:
        send_bundle(bundle=bundle.pk, network=network.pk)
    return len(asked), Document.objects.filter(mobility__in=stays, state="signing").count()


def test_a_paper_of_a_bundle_costs_at_most_thirty_questions_however_many_files_there_are(network, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    by = PersonFactory(network=network, role="coordinator", language="en")
    sent(network, by, 1)

    few, papers_of_few = sent(network, by, 2)
    many, papers_of_many = sent(network, by, 4)

    assert (papers_of_few, papers_of_many) == (4, 8)
    assert (many - few) / (papers_of_many - papers_of_few) <= ALLOWED
