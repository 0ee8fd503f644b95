"""What changes when dates change: appears, leaves, answers otherwise, says otherwise."""

from datetime import date

from hypothesis import given

from compagnon.engines.legal import Change, LegalFacts, Outcome, differences, pack_of
from tests.engines.legal.cases import TODAY, pack
from tests.engines.legal.test_pack import stays

MINOR = {"birth_date": "2009-03-12", "with_parent": False, "with_adult": True}


def changes(before, after):
    return {(one.rule, one.before and one.before.regime): one for one in differences(before.findings, after.findings)}


def test_the_same_stay_differs_in_nothing():
    assert differences(pack(**MINOR).findings, pack(**MINOR).findings) == ()


def test_leaving_after_the_birthday_frees_from_all_that_is_for_minors():
    changed = changes(pack(**MINOR), pack(**MINOR, departure_on="2027-03-12"))

    released = {
        rule
        for (rule, _), one in changed.items()
        if one.change is Change.ANSWERS_OTHERWISE and one.after.outcome is Outcome.DOES_NOT_APPLY
    }
    assert released == {"exit_authorisation", "parent_identity_copy"}
    signs = changed["representative_signs", None]
    assert (signs.change, signs.after.outcome) == (Change.ANSWERS_OTHERWISE, Outcome.UNKNOWN)
    assert changed["hours", "secondment"].change is Change.LEAVES
    assert changed["hours", "secondment"].before.reason.facts["until_on"] == date(2027, 3, 11)


def test_a_stay_made_too_long_says_which_limit_breaks_and_by_which_figures():
    changed = changes(pack(), pack(return_on="2028-02-01"))

    one_year = changed["one_year", None]
    assert (one_year.change, one_year.before.outcome, one_year.after.outcome, one_year.changed) == (
        Change.ANSWERS_OTHERWISE,
        Outcome.MET,
        Outcome.NOT_MET,
        ("days", "total_days"),
    )
    assert changed["alternation_suspended", None].change is Change.SAYS_OTHERWISE
    assert changed["alternation_suspended", None].changed == ("until_on",)


def test_differences_come_in_the_order_of_the_new_pack_and_what_leaves_last():
    before, after = pack(**MINOR), pack(**MINOR, departure_on="2027-03-12")
    changed = differences(before.findings, after.findings)

    present = [after.findings.index(one.after) for one in changed if one.after]
    assert present == sorted(present)
    assert [one.change is Change.LEAVES for one in changed] == sorted(one.change is Change.LEAVES for one in changed)


def test_a_contract_that_ends_takes_its_rules_with_it():
    changed = differences(pack().findings, pack(contract="none").findings)

    left = {one.rule for one in changed if one.change is Change.LEAVES}
    assert {"one_year", "pay", "mobility_agreement"} <= left
    assert not {"health_card", "identity_document"} & left


@given(stays(), stays())
def test_the_differences_lead_exactly_from_one_pack_to_the_other(first, second):
    before, after = (pack_of(LegalFacts(**facts), today=TODAY).findings for facts in (first, second))
    held = {(one.rule, one.regime, one.band): one for one in before}

    for change in differences(before, after):
        old, new = change.before, change.after
        if old is not None:
            assert held.pop((old.rule, old.regime, old.band)) == old
        if new is not None:
            held[new.rule, new.regime, new.band] = new

    assert held == {(one.rule, one.regime, one.band): one for one in after}
