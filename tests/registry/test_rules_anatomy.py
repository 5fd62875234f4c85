"""What the generated page reads off the code of the rules."""

from cementiris.registry.rules.anatomy import choices_read, severities
from cementiris.registry.rules.catalogue import rule_modules


def test_the_choices_that_a_rule_reads_are_found_through_what_it_calls() -> None:
    assert choices_read("r1_a_new_term_stays_under_the_cap", rule_modules()) == ("max_term_years",)


def test_a_rule_that_no_town_may_change_reads_no_choice() -> None:
    assert choices_read("r49_ashes_have_their_certificate", rule_modules()) == ()


def test_a_sentence_is_known_to_stop_to_warn_or_to_do_either() -> None:
    known = severities(rule_modules())
    assert known["R1", "no_term"] == {"stop"}
    assert known["R1", "unknown"] == {"warn"}
    assert known["R41", "longer"] == {"stop", "warn"}
