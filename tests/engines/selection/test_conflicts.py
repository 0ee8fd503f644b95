"""What a reviewer and an applicant share raises a question, and tells nothing."""

import pytest

from compagnon.engines.base import Answer
from compagnon.engines.selection import Known, suggestions


@pytest.mark.parametrize(
    ("reviewer", "applicant", "codes"),
    [
        ({"surname": "Bérard"}, {"surname": "BERARD"}, ["surname"]),
        ({"surname": "Martin-Dubois"}, {"surname": "Dubois"}, ["surname"]),
        ({"surname": "de La Tour"}, {"surname": "De Lattre"}, []),
        ({"surname": "van der Berg"}, {"surname": "van der Meer"}, []),
        ({"surname": "Weiß"}, {"surname": "WEISS"}, ["surname"]),
        ({"surname": "Le"}, {"surname": "Le"}, []),
        ({"address": "3, rue des Lilas, 57000 Metz"}, {"address": "3 RUE DES LILAS 57000 METZ"}, ["address"]),
        ({"address": "3 rue des Lilas"}, {"address": "4 rue des Lilas"}, []),
        ({"employer": "Boulangerie Noël"}, {"employer": "boulangerie noel"}, ["employer"]),
        ({"surname": "Roy", "employer": "X"}, {"surname": "Roy", "employer": "x"}, ["surname", "employer"]),
        ({}, {}, []),
        ({"surname": "", "address": " ", "employer": "-"}, {"surname": "", "address": " ", "employer": "-"}, []),
    ],
)
def test_what_is_shared_raises_a_question(reviewer, applicant, codes):
    found = suggestions([Known(key="Anna", **reviewer)], [Known(key="K7", **applicant)])

    reasons = [reason for one in found for reason in one.reasons]
    assert [reason.code.rsplit(".", 1)[1] for reason in reasons] == codes
    assert {(reason.answer, reason.remedy) for reason in reasons} <= {(Answer.UNKNOWN, "ask_reviewer")}
    assert {str(reason.facts) for reason in reasons} <= {"{}"}


def test_all_pairs_are_found_in_order():
    reviewers = [Known(key="Bea", surname="Roy"), Known(key="Anna", surname="Roy")]
    applicants = [Known(key=key, surname="Roy") for key in ("K9", "K7")]

    found = suggestions(reviewers, applicants)

    assert [(one.reviewer, one.file) for one in found] == [("Anna", "K7"), ("Anna", "K9"), ("Bea", "K7"), ("Bea", "K9")]
