"""Each mechanism: the test that shows it, and the page where whoever decides reads what came of it."""

TABLE = {
    "C1": (
        "tests/test_loop.py::test_the_loop_from_registration_to_the_public_list_by_the_button",
        "/app/apply/",
    ),
    "C2": (
        "tests/permits/resumption/test_triage.py::test_the_first_row_that_fits_gives_the_class_and_its_reason",
        "/app/staff/applications/<id>/",
    ),
    "C3": (
        "tests/permits/enterprises/test_register.py::test_a_grid_worker_registers_on_one_page_and_sees_doubles",
        "/communities/<slug>/",
    ),
    "C5": (
        "tests/sample/test_demo.py::test_xunmei_has_five_grids_and_chengdong_its_pilot",
        "/enterprises/<reference>/",
    ),
    "C6": (
        "tests/permits/resumption/test_checks.py::test_checks_are_a_list_by_result_community_and_day",
        "/app/staff/checks/",
    ),
    "C7": (
        "tests/permits/resumption/test_supervision.py::test_supplies_below_the_rule_are_flagged_and_become_a_line_of_the_check",
        "/app/apply/",
    ),
    "H1": (
        "tests/base/contentfile/test_frontmatter.py::test_reported_figures_keep_their_qualifier",
        "/communities/tonghai/",
    ),
    "H3": (
        "tests/publishing/site/test_drawing.py::test_the_four_levels_are_drawn_each_unit_above_its_own",
        "/communities/tonghai/",
    ),
    "H9": (
        "tests/ledger/sweeps/test_sweeps.py::test_somebody_without_an_employer_is_registered_at_a_unit_and_counted_by_class",
        "/app/staff/sweeps/<id>/",
    ),
    "H15": (
        "tests/ledger/supplies/test_supplies.py::test_what_came_in_goes_out_and_a_slip_is_mended_once",
        "/app/staff/supplies/",
    ),
    "C4": (
        "tests/people/isolation/test_movements.py::test_an_enterprise_without_records_is_listed_until_it_says_all_are_there",
        "/app/staff/arrivals/without-records/",
    ),
    "C9": (
        "tests/people/rosters/test_roster.py::test_a_person_added_by_hand_gets_a_determination_with_its_rows",
        "/app/my/people/<number>/",
    ),
    "C10": (
        "tests/people/isolation/test_places.py::test_a_case_takes_a_room_and_the_list_says_how_many_are_free",
        "/app/staff/isolation/places/",
    ),
    "C8": (
        "tests/people/gates/test_gate.py::test_a_temperature_is_never_guessed",
        "/app/gate/<point>/",
    ),
    "C15": (
        "tests/people/isolation/test_temperatures.py::test_a_reading_noted_from_the_case_is_on_every_page_where_somebody_decides",
        "/app/staff/reports/<reference>/",
    ),
    "H7": (
        "tests/people/gates/test_gate.py::test_a_bus_with_forty_passengers_names_only_the_exceptions",
        "/app/staff/gates/<point>/<id>/",
    ),
    "X1": (
        "tests/people/gates/test_gate.py::test_a_stranger_is_registered_and_known_the_next_time",
        "/app/gate/<point>/",
    ),
    "X2": (
        "tests/people/gates/test_gate.py::test_who_came_back_healthy_is_told_to_the_enterprise_as_its_next_step",
        "/app/my/people/<number>/",
    ),
    "X4": (
        "tests/people/gates/test_gate.py::test_shifts_are_planned_signed_on_and_off",
        "/app/staff/gates/<point>/shifts/",
    ),
    "X6": (
        "tests/ledger/visits/test_survey.py::test_totals_count_each_enterprise_by_its_newest_answer",
        "/app/staff/visits/survey/",
    ),
    "X8": (
        "tests/ledger/visits/test_visits.py::test_from_two_taps_to_a_public_question",
        "/app/staff/visits/",
    ),
    "X9": (
        "tests/ledger/visits/test_receiving.py::test_it_is_kept_once_by_its_own_time_with_a_request_and_one_entry",
        "/app/staff/visits/<reference>/",
    ),
    "X10": (
        "tests/ledger/visits/test_visits.py::test_from_two_taps_to_a_public_question",
        "/app/staff/lists/request/",
    ),
    "Y10": (
        "tests/ledger/visits/test_visits.py::test_an_enterprise_raises_a_request_under_one_of_five_heads",
        "/app/my/requests/new/",
    ),
    "Q6": (
        "tests/ledger/visits/test_receiving.py::test_needs_help_is_a_request_without_a_sentence_too",
        "/app/staff/visits/<reference>/",
    ),
    "C14": (
        "tests/people/isolation/test_movements.py::test_an_arrival_is_listed_with_its_delay",
        "/app/staff/arrivals/",
    ),
    "C11": (
        "tests/people/isolation/test_cases.py::test_two_supervisors_a_place_and_one_who_follows_up_are_required",
        "/app/staff/isolation/open/<reference>/<number>/",
    ),
    "X3": (
        "tests/people/rosters/test_residents.py::test_a_resident_is_followed_and_reported_on_in_a_case_like_anybody",
        "/app/staff/isolation/<id>/",
    ),
    "G1": (
        "tests/people/health_rules/test_rule_files.py::test_the_public_table_is_the_rule",
        "/policies/isolation-by-origin/",
    ),
    "N2": (
        "tests/permits/resumption/test_evidence.py::test_the_commitments_are_read_with_their_version_who_and_when",
        "/app/staff/applications/<id>/",
    ),
    "N3": (
        "tests/ledger/rounds/test_rounds.py::test_a_key_place_is_on_the_list_with_its_last_check_and_what_was_found",
        "/app/staff/lists/key-places/",
    ),
    "N4": (
        "tests/ledger/supplies/test_supplies.py::test_nearly_3000_masks_stay_nearly_on_the_public_page",
        "/communities/nanpu/",
    ),
    "N5": (
        "tests/publishing/test_accept.py::test_a_bad_edit_is_told_with_its_line_and_never_keeps_a_permission_alive",
        "/enterprises/<reference>/",
    ),
    "N6": (
        "tests/permits/resumption/test_rules.py::test_every_action_leads_on_or_is_refused",
        "/app/my/",
    ),
    "N11": (
        "tests/permits/resumption/test_evidence.py::test_both_lines_of_responsibility_stand_side_by_side",
        "/app/staff/enterprises/<reference>/",
    ),
    "Y1": (
        "tests/sample/test_demo.py::test_tongyuan_has_the_figures_it_reported",
        "/communities/tongyuan/",
    ),
    "Y2": (
        "tests/ledger/meetings/test_meetings.py::test_an_item_from_an_application_stays_on_until_it_has_both",
        "/app/staff/meetings/<id>/",
    ),
    "Y3": (
        "tests/ledger/meetings/test_meetings.py::test_what_is_open_is_on_the_next_meeting_whatever_happened",
        "/statistics/",
    ),
    "H8": (
        "tests/ledger/meetings/test_meetings.py::test_an_item_from_an_application_stays_on_until_it_has_both",
        "/app/staff/meetings/open/",
    ),
    "H14": (
        "tests/ledger/suggestions/test_suggestions.py::test_boxed_lunches_are_suggested_accepted_and_done",
        "/app/my/items/",
    ),
    "Q2": (
        "tests/permits/tenants/test_tenants.py::test_tenants_are_added_and_applied_for_one_after_the_other",
        "/app/my/tenants/",
    ),
    "Y5": (
        "tests/permits/resumption/test_checks.py::test_every_line_note_and_word_of_the_check_is_where_one_decides",
        "/app/staff/applications/<id>/",
    ),
    "Y6": (
        "tests/permits/resumption/test_evidence.py::test_whose_poster_is_missing_is_a_list_and_says_who_put_it_up",
        "/app/staff/posters/",
    ),
    "Y7": (
        "tests/office/statistics/test_statistics.py::test_received_decided_and_left_are_counted_by_community",
        "/statistics/",
    ),
    "Y8": (
        "tests/sample/test_demo.py::test_tongyuan_has_the_figures_it_reported",
        "/statistics/",
    ),
    "Y9": (
        "tests/permits/resumption/test_checks.py::test_every_line_note_and_word_of_the_check_is_where_one_decides",
        "/app/staff/enterprises/<reference>/approve/",
    ),
    "X5": (
        "tests/sample/test_demo.py::test_xunmei_has_five_grids_and_chengdong_its_pilot",
        "/communities/xunmei/",
    ),
    "X7": (
        "tests/test_loop.py::test_taking_away_by_button_by_file_and_by_deletion",
        "/app/staff/enterprises/<reference>/",
    ),
    "Q1": (
        "tests/sample/test_demo.py::test_qiantou_has_the_figures_it_reported",
        "/communities/qiantou/",
    ),
    "Q3": (
        "tests/browser/test_journey.py::test_from_registration_to_the_public_list_and_away_again",
        "/app/apply/",
    ),
    "Q4": (
        "tests/office/statistics/test_statistics.py::test_received_decided_and_left_are_counted_by_community",
        "/statistics/",
    ),
    "Q5": (
        "tests/permits/resumption/test_apply.py::test_the_receipt_promises_a_time_in_office_hours",
        "/app/apply/receipt/",
    ),
    "Q7": (
        "tests/sample/test_demo.py::test_qiantou_has_the_figures_it_reported",
        "/statistics/",
    ),
    "Q8": (
        "tests/sample/test_demo.py::test_qiantou_has_the_figures_it_reported",
        "/enterprises/qiantou/",
    ),
    "Q9": (
        "tests/office/statistics/test_statistics.py::test_workers_are_exact_but_never_those_of_one_enterprise",
        "/statistics/",
    ),
    "Q10": (
        "tests/permits/enterprises/test_register.py::test_an_old_number_and_none_are_taken",
        "/app/register/",
    ),
    "N1": (
        "tests/publishing/site/test_daily.py::test_measures_stand_in_two_groups_each_with_its_basis_and_day",
        "/measures/",
    ),
    "N8": (
        "tests/publishing/site/test_daily.py::test_measures_stand_in_two_groups_each_with_its_basis_and_day",
        "/",
    ),
    "N9": (
        "tests/publishing/site/test_daily.py::test_shops_stand_by_community_with_what_is_open_first_and_closed_said",
        "/shops/",
    ),
    "N10": (
        "tests/publishing/site/test_daily.py::test_benefits_that_end_soonest_come_first_and_past_ones_are_an_archive",
        "/policies/",
    ),
    "H2": (
        "tests/publishing/site/test_daily.py::test_a_plan_names_its_bodies_version_and_days",
        "/plans/",
    ),
    "H16": (
        "tests/publishing/site/test_daily.py::test_a_notice_says_what_kind_it_is_and_where_else_it_went",
        "/notices/<slug>/",
    ),
    "C16": (
        "tests/publishing/site/test_daily.py::test_a_notice_says_what_kind_it_is_and_where_else_it_went",
        "/notices/",
    ),
    "G2": (
        "tests/office/statistics/test_statistics.py::test_received_decided_and_left_are_counted_by_community",
        "/statistics/",
    ),
    "C12": (
        "tests/ledger/publicity/test_publicity.py::test_nobody_is_left_out_until_all_is_posted_and_acknowledged",
        "/app/staff/publicity/<id>/",
    ),
    "C13": (
        "tests/ledger/publicity/test_groups.py::test_a_notice_goes_to_a_group_once_and_nobody_waits",
        "/app/staff/publicity/groups/",
    ),
    "H5": (
        "tests/ledger/publicity/test_publicity.py::test_sheets_are_counted_as_exactly_as_they_were_and_put_right_by_excel",
        "/statistics/",
    ),
    "C17": (
        "tests/ledger/training/test_training.py::test_an_enterprise_enrols_attends_by_the_code_and_lacks_it_no_more",
        "/app/my/training/",
    ),
    "N7": (
        "tests/ledger/training/test_training.py::test_the_trainer_ticks_the_list_and_a_session_is_called_off_only_before",
        "/app/staff/training/",
    ),
    "H4": (
        "tests/ledger/volunteering/test_volunteering.py::test_a_squad_says_how_many_are_in_it_and_who_is_on_duty",
        "/app/staff/lists/squads/",
    ),
    "H6": (
        "tests/ledger/rounds/test_rounds.py::test_bins_hang_on_needs_are_counted_and_never_placed",
        "/app/staff/rounds/",
    ),
    "H10": (
        "tests/ledger/volunteering/test_volunteering.py::test_sixteen_at_once_claim_the_last_three_places_and_exactly_three_have_them",
        "/volunteer/",
    ),
    "H11": (
        "tests/ledger/volunteering/test_volunteering.py::test_a_service_shows_its_address_to_the_one_who_took_it_and_until_it_is_done",
        "/app/own/help/",
    ),
    "H12": (
        "tests/ledger/volunteering/test_volunteering.py::test_a_squad_says_how_many_are_in_it_and_who_is_on_duty",
        "/app/staff/lists/squads/",
    ),
    "H13": (
        "tests/ledger/rounds/test_rounds.py::test_a_duty_is_laid_out_once_done_with_two_taps_overdue_until_then_and_missing_when_nobody_laid_it_out",
        "/statistics/",
    ),
    "Y4": (
        "tests/ledger/volunteering/test_volunteering.py::test_the_roster_of_a_squad_is_a_list_of_its_own_community",
        "/app/staff/lists/squad-shifts/",
    ),
}
