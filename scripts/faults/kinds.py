"""The kinds of faults, and the codes that answer each."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from faults import facts, people
from faults.case import Case

Plant = Callable[[Case, Random], str | None]

KINDS: dict[str, tuple[Plant, frozenset[str]]] = {
    plant.__name__: (plant, frozenset(codes.split()))
    for plant, codes in (
        (facts.yes_count, "vote.count_differs"),
        (facts.no_count, "vote.count_differs"),
        (facts.result_sentence, "vote.count_differs"),
        (facts.tally_above_members, "vote.exceeds_members"),
        (people.voter_is_a_stranger, "person.not_listed"),
        (people.voter_twice, "vote.twice"),
        (people.voter_missing, "vote.count_differs"),
        (people.absent_member_votes, "vote.voter_absent"),
        (people.listener_votes, "vote.voter_not_serving"),
        (people.recused_votes, "vote.recused"),
        (people.mover_is_a_stranger, "person.not_listed"),
        (people.absent_member_moves, "person.absent"),
        (people.dissenter_is_a_stranger, "person.not_listed"),
        (people.absent_member_dissents, "person.absent"),
        (people.name_misspelled, "person.name_differs"),
        (people.party_changed, "party.disagrees"),
        (people.adjuster_is_a_stranger, "adjuster.not_listed adjuster.not_elected"),
        (people.adjuster_is_another_member, "adjuster.not_elected"),
        (people.adjuster_was_away, "adjuster.not_listed adjuster.not_elected"),
        (people.chair_is_a_stranger, "chair.not_listed"),
        (people.signer_is_a_stranger, "signature.not_listed"),
        (people.substitute_for_somebody_present, "presence.seat_twice"),
        (people.part_beyond_the_minutes, "presence.unknown_paragraph"),
        (people.listed_as_present_and_absent, "attendance.present_and_absent presence.seat_twice"),
        (facts.paragraph_removed, "items.missing_number"),
        (facts.paragraph_twice, "items.duplicate_number"),
        (facts.paragraph_number, "items.missing_number items.duplicate_number"),
        (facts.contents_title, "contents.title_differs"),
        (facts.contents_entry_missing, "contents.extra_item"),
        (facts.contents_entry_extra, "contents.missing_item"),
        (facts.range_of_the_front, "range.body_mismatch range.contents_mismatch"),
        (facts.notice_date, "date.disagrees"),
        (facts.notice_order, "notice.order"),
        (facts.weekday, "date.weekday_differs"),
        (facts.approved_before_the_meeting, "date.adjusted_before"),
        (facts.ends_before_it_starts, "time.ends_before_start"),
        (facts.opening_hour, "time.opening_differs"),
        (facts.break_outside, "time.break_outside"),
        (facts.table_sum, "money.sum_differs"),
        (facts.table_row, "money.sum_differs"),
        (facts.part_of_a_sum, "money.part_exceeds"),
        (facts.left_over, "text.template"),
        (facts.decision_number, "decision.number_gap"),
        (facts.decision_without_text, "decision.empty"),
    )
}
