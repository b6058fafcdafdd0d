"""What once let somebody in, kept a taking-away waiting or left no trace: the tests that would see it come back."""

ACCOUNTS = "tests/base/accounts/test_accounts.py"
AUDIT = "tests/base/test_audit.py"
ENTERPRISES = "tests/permits/enterprises/test_sign_ins.py"
EVIDENCE = "tests/publishing/test_evidence.py"
EXPORTS = "tests/base/exports/test_exports.py"
FOREIGN = "tests/base/test_foreign_records.py"
HOSTS = "tests/base/test_hosts_and_cookies.py"
IN_THE_WAY = "tests/publishing/test_in_the_way.py"
LANES = "tests/publishing/test_lanes.py"
LINKS = "tests/base/contentfile/test_links.py"
READ_LOG = "tests/base/test_read_log.py"
SESSIONS = "tests/base/sessions/test_sessions.py"
SIGN_IN = "tests/base/accounts/test_sign_in.py"
STANDSTILL = "tests/publishing/test_standstill.py"
STRANGE = "tests/publishing/test_strange_files.py"
UNSEEN = "tests/base/test_unseen.py"
VOLUNTEERING = "tests/ledger/volunteering/test_volunteering.py"

PUBLISHING = {
    "a pipe, a device, a huge file or a name that is not UTF-8 among the content files stopped publishing": (
        f"{STRANGE}::test_beside_a_strange_file_a_suspension_is_public_at_once_and_the_file_is_told",
        f"{STRANGE}::test_in_the_place_of_an_approved_file_it_does_not_say_valid",
        f"{STRANGE}::test_reading_follows_no_link_and_waits_for_nobody",
    ),
    "the watcher ended by an exception, and no edit was seen again": (
        f"{STRANGE}::test_a_watcher_that_fails_listens_again_and_misses_nothing",
        f"{STRANGE}::test_what_is_saved_while_the_watcher_does_not_listen_is_noticed_when_it_does",
        "tests/publishing/test_alive.py::test_what_no_event_tells_of_is_found_by_walking",
    ),
    "a thread in the background ended, and nobody noticed": (
        "tests/base/test_background.py::test_what_fails_is_logged_with_its_reason_and_begun_again",
        "tests/base/test_background.py::test_no_thread_begins_where_nobody_looks_after_it",
    ),
    "healthz said working of a publisher that heard nothing": (
        "tests/publishing/test_alive.py::test_an_edit_of_healthz_is_noticed_and_is_no_content",
        "tests/publishing/test_alive.py::test_a_publisher_that_listens_and_hears_nothing_is_called_deaf",
    ),
    "a publisher that got on no more was never ended": (
        f"{STANDSTILL}::test_what_stands_still_is_ended_with_its_file_named_and_begun_again",
        f"{STANDSTILL}::test_a_stopped_process_is_ended_too_and_one_that_gets_on_is_not",
        f"{STANDSTILL}::test_a_publisher_that_is_stopped_is_replaced_and_takes_away",
    ),
    "a notice of brackets kept the publisher busy for minutes": (
        f"{STRANGE}::test_what_keeps_the_reader_busy_for_minutes_is_too_much",
        f"{STANDSTILL}::test_a_notice_that_renders_for_ever_is_set_aside_by_name_and_all_else_goes_on",
    ),
    "a file of 500 MB was read whole before it was refused": (
        f"{STRANGE}::test_of_a_file_that_is_far_too_large_nothing_is_held",
    ),
    "a second name of a secret was read, and its lines stood in the list of faults": (
        f"{STRANGE}::test_beside_a_strange_file_a_suspension_is_public_at_once_and_the_file_is_told",
        f"{STRANGE}::test_a_linked_file_is_read_where_whoever_may_link_it_could_read_it",
    ),
    "a picture from another website was published": (
        f"{LINKS}::test_a_picture_from_elsewhere_is_a_fault_at_its_line",
        "tests/publishing/site/test_site.py::test_pages_load_nothing_from_elsewhere_and_have_nothing_inline",
    ),
    "a link to a file that is not there was published as it was typed": (
        f"{LINKS}::test_what_is_not_there_is_told_with_its_line_and_what_to_do",
        f"{LINKS}::test_a_notice_is_judged_by_what_it_links_to",
    ),
    "a cell of the public table began with a formula in wide signs": (
        f"{UNSEEN}::test_no_sign_of_a_formula_begins_a_cell",
        "tests/publishing/site/test_site.py::test_markup_in_a_name_or_remark_stays_text_and_so_does_a_formula_in_the_csv",
    ),
    "a name was taken with signs that nobody sees or that turn it around": (
        f"{UNSEEN}::test_what_nobody_sees_is_in_no_name",
    ),
    "the public figures told of fewer than five volunteers": (
        f"{UNSEEN}::test_places_left_tell_of_six_volunteers_or_of_none",
        f"{VOLUNTEERING}::test_a_volunteer_registers_claims_a_post_and_the_public_sees_vacancies_and_no_name",
    ),
    "what a public page refuses was answered without the headers that protect it": (
        "tests/publishing/test_release.py::test_addresses_lead_where_they_should_and_every_answer_has_the_headers",
    ),
}
REQUESTS = {
    "bodies that never came kept the public site and the forms waiting": (
        f"{LANES}::test_bodies_that_never_come_keep_no_page_waiting",
        f"{LANES}::test_bodies_that_never_come_keep_no_form_waiting",
        f"{LANES}::test_a_body_that_stops_is_given_up_and_a_slow_one_is_not",
        f"{LANES}::test_a_full_lane_answers_at_once_and_the_public_site_as_ever",
        f"{IN_THE_WAY}::test_a_suspension_by_the_button_is_public_at_once_beside_bodies_that_never_come",
    ),
    "many sign-ins at once made every form slow": (
        f"{LANES}::test_a_flood_of_sign_ins_is_turned_away_and_keeps_no_page_waiting",
        f"{LANES}::test_the_lane_of_sign_ins_is_where_staff_sign_in",
    ),
    "odd JSON was an error of ours": (
        "tests/base/test_sent_json.py::test_no_address_breaks_on_json_that_no_page_sends",
        "tests/base/test_sent_json.py::test_a_field_of_an_entry_is_a_text_or_a_list_of_texts",
    ),
    "a redirect led to the host that the request named": (
        f"{HOSTS}::test_nobody_is_led_to_the_name_that_a_request_says",
    ),
    "a private page could be kept, or said so in a header nobody understands": (
        "tests/base/test_caching.py::test_no_private_page_is_kept_by_a_browser",
        "tests/base/test_caching.py::test_an_unknown_address_tells_no_cache_who_asked",
    ),
}
DOORS = {
    "wrong passwords of somebody else locked an account": (
        f"{SIGN_IN}::test_wrong_passwords_keep_nobody_out_but_whoever_typed_them",
        f"{SIGN_IN}::test_a_known_device_may_not_guess_for_ever_either",
    ),
    "nobody could let in again whoever was locked out or had forgotten the password": (
        f"{SIGN_IN}::test_somebody_who_was_slowed_down_is_let_in_again",
        f"{ACCOUNTS}::test_a_forgotten_password_is_reset_once_and_survives_a_reload",
        f"{ACCOUNTS}::test_the_command_line_does_all_that_the_page_does",
    ),
    "one address tried one password on every account": (
        f"{SIGN_IN}::test_one_address_does_not_try_one_password_on_every_account",
        f"{SIGN_IN}::test_a_network_of_ipv6_is_one_address",
    ),
    "a route that a library brings had no limit": (
        f"{SIGN_IN}::test_every_route_of_a_library_is_declared_and_limited",
    ),
    "a password that is guessed first was taken, by the command line too": (
        f"{SIGN_IN}::test_a_password_that_is_guessed_first_is_refused_everywhere",
        f"{ACCOUNTS}::test_the_command_line_refuses_what_the_page_refuses",
    ),
    "the first password never had to be changed": (
        f"{ACCOUNTS}::test_a_one_time_password_opens_nothing_but_the_page_that_changes_it",
    ),
    "the last admin could close its own account": (
        f"{ACCOUNTS}::test_the_last_admin_can_neither_close_nor_demote_itself",
    ),
    "a field that the form does not have opened the pages for a year": (
        f"{SIGN_IN}::test_nobody_is_remembered_for_a_year_by_a_field_the_form_does_not_have",
    ),
    "on https a cookie went without its flags": (
        f"{HOSTS}::test_on_https_no_other_host_and_no_plain_page_can_set_our_cookies",
    ),
    "a copied cookie opened the desk after signing out": (
        f"{SESSIONS}::test_a_copied_cookie_opens_nothing_once_its_session_was_ended",
        f"{SESSIONS}::test_an_enterprise_that_signs_out_leaves_nothing_behind",
    ),
    "a session that nobody used stayed open for thirty days": (
        f"{SESSIONS}::test_a_desk_that_was_left_is_signed_out_after_two_hours",
        f"{SESSIONS}::test_a_page_that_is_opened_keeps_the_session_going_but_not_for_ever",
    ),
    "nobody saw where the account was signed in": (
        f"{SESSIONS}::test_one_device_is_ended_on_the_own_page_and_no_one_elses",
    ),
    "the cookie carried codes that anybody could read": (
        f"{SESSIONS}::test_the_cookie_tells_nothing_of_what_it_opens",
    ),
    "a code that a link carries stood in the log": (
        "tests/people/gates/test_gate.py::test_no_code_of_a_person_stands_in_the_log",
    ),
    "a link with an access code worked for ever, and by looking at it": (
        f"{SIGN_IN}::test_a_link_shows_whose_door_it_is_and_opens_it_once",
    ),
}
RECORDS = {
    "the test of access tried few of the routes with a record, and took a refused form for a pass": (
        f"{FOREIGN}::test_staff_open_and_change_nothing_of_another_community",
        f"{FOREIGN}::test_an_enterprise_opens_and_changes_nothing_of_another",
        f"{FOREIGN}::test_a_visitor_is_sent_to_sign_in_from_every_record",
    ),
    "pages showed personal data to staff and left no entry": (
        "tests/base/test_looks_on_every_page.py::test_wherever_somebody_is_shown_a_look_is_entered",
        f"{READ_LOG}::test_a_look_that_cannot_be_entered_shows_nothing",
    ),
    "a case, an alarm and a roster were open without saying what for": (
        "tests/people/isolation/test_purpose.py::test_a_case_an_alarm_and_a_roster_ask_what_for",
        f"{READ_LOG}::test_a_roster_asks_what_for_once_an_hour_and_goes_on_there",
    ),
    "a name that was looked for stood in the address": (
        "tests/people/rosters/test_roster.py::test_a_name_is_looked_for_without_standing_in_an_address",
        "tests/people/rosters/test_residents.py::test_only_the_office_and_the_workers_of_the_grid_see_a_resident",
        f"{READ_LOG}::test_who_looks_for_a_name_is_entered_without_the_name",
    ),
    "no record said who signed in, out, or failed to": (
        f"{SIGN_IN}::test_signing_in_out_and_failing_are_kept_with_account_and_address",
        f"{ENTERPRISES}::test_an_enterprise_signing_in_out_and_failing_is_kept_with_the_address",
    ),
    "no record said who took a table away": (
        f"{EXPORTS}::test_a_large_table_is_made_by_whoever_is_alive_and_fetched_by_who_asked",
    ),
    "a trail that was changed, cut short or made anew was called whole": (
        f"{AUDIT}::test_whatever_is_changed_or_missing_is_found",
        f"{AUDIT}::test_a_dropped_tail_is_found_though_the_head_was_set_back",
        f"{AUDIT}::test_who_has_no_key_rewrites_no_chain",
    ),
    "the trail was not compared with the releases and the closed days that name it": (
        f"{AUDIT}::test_a_head_that_was_written_down_elsewhere_must_be_in_the_trail",
        f"{EVIDENCE}::test_a_trail_that_was_emptied_does_not",
        f"{EVIDENCE}::test_the_sheet_of_a_closed_day_is_asked_too",
    ),
    "reasons could be erased from the trail by no rule": (
        f"{EVIDENCE}::test_a_reason_that_went_by_no_rule_is_missed",
        f"{AUDIT}::test_a_changed_reason_is_found",
    ),
    "a backup with another database in it was restored as whole": (
        "tests/base/test_backup_key.py::test_another_database_in_a_backup_is_no_whole_backup",
    ),
    "others on the machine could read the database and a backup": (
        "tests/base/test_backup_key.py::test_a_whole_backup_is_closed_to_others_and_restores",
        "tests/base/test_backup_key.py::test_the_database_of_an_earlier_version_is_closed_at_the_next_start",
    ),
}
TABLE = PUBLISHING | REQUESTS | DOORS | RECORDS
