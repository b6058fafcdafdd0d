"""What is sent to the office from outside, and its bounds: the tests that hold each."""

LANES = "tests/publishing/test_lanes.py"
BOUNDS = "tests/publishing/test_bounds.py"
HOSTS = "tests/base/test_hosts_and_cookies.py"
LIMITS = "tests/base/test_limits.py"
SESSIONS = "tests/base/sessions/test_sessions.py"
SHEETS = "tests/people/rosters/test_sheets.py"
SIGN_IN = "tests/base/accounts/test_sign_in.py"
UPLOADS = "tests/base/attachments/test_attachments.py"

LIMITED = {
    "how often one address may try, by form": (
        f"{LIMITS}::test_without_a_proxy_nobody_is_believed_to_be_somebody_else",
        f"{LIMITS}::test_what_one_form_takes_is_not_taken_from_another",
        f"{SIGN_IN}::test_one_address_does_not_try_one_password_on_every_account",
        f"{SIGN_IN}::test_a_network_of_ipv6_is_one_address",
    ),
    "how often a code or a password may be wrong": (
        f"{SIGN_IN}::test_guessing_access_codes_is_throttled",
        f"{SIGN_IN}::test_wrong_passwords_keep_nobody_out_but_whoever_typed_them",
        f"{SIGN_IN}::test_a_known_device_may_not_guess_for_ever_either",
    ),
    "the same behind a proxy, and past it": (
        f"{LIMITS}::test_behind_a_proxy_what_a_visitor_writes_before_its_address_does_not_count",
        f"{LIMITS}::test_past_the_proxy_nobody_is_believed_either",
        f"{LIMITS}::test_a_proxy_is_on_this_machine_or_in_a_private_network",
        f"{LANES}::test_a_header_cannot_pass_for_another",
    ),
    "the same over two hosts": (
        f"{LIMITS}::test_two_hosts_on_one_database_count_together",
    ),
}
SENT = {
    "the length of a body": (
        f"{LANES}::test_a_large_body_is_read_only_of_whoever_may_be_signed_in",
        f"{LANES}::test_of_a_body_that_is_too_large_only_the_beginning_is_read",
        f"{UPLOADS}::test_each_bad_file_is_refused_in_words_and_papers_are_taken_out_until_they_are_handed_in",
    ),
    "the length of a text": (
        f"{BOUNDS}::test_a_text_is_no_longer_than_a_form_may_hold",
        "tests/base/test_unsent.py::test_a_text_that_is_too_long_is_not_offered_again",
    ),
    "the number of fields": (
        f"{BOUNDS}::test_a_form_has_so_many_fields_and_no_more",
        f"{BOUNDS}::test_many_times_the_same_field_is_as_many_fields",
    ),
    "the number of parts": (
        f"{BOUNDS}::test_a_form_with_files_has_so_many_parts_and_no_more",
    ),
    "how deep JSON may be": (
        "tests/base/test_sent_json.py::test_no_address_breaks_on_json_that_no_page_sends",
    ),
    "the size and number of headers": (
        f"{BOUNDS}::test_a_head_is_no_longer_than_its_bound_and_has_a_hundred_lines_at_most",
    ),
    "how slowly a head or a body may come": (
        f"{BOUNDS}::test_a_head_that_comes_too_slowly_is_given_up",
        f"{LANES}::test_a_body_that_stops_is_given_up_and_a_slow_one_is_not",
        f"{LANES}::test_bodies_that_never_come_keep_no_form_waiting",
    ),
    "what an archive may unpack to": (
        f"{SHEETS}::test_what_is_broken_hostile_or_no_sheet_gets_one_sentence",
        f"{UPLOADS}::test_a_file_that_eats_time_is_stopped",
        "tests/corpus/test_doors.py::test_every_file_is_refused_in_words_or_kept_without_what_it_hides",
    ),
}
SESSION = {
    "the name and flags of cookies on https": (
        f"{HOSTS}::test_on_https_no_other_host_and_no_plain_page_can_set_our_cookies",
        f"{HOSTS}::test_on_this_machine_cookies_are_plain",
    ),
    "another secret at sign-in": (
        f"{SESSIONS}::test_signing_in_gives_the_browser_another_secret",
        f"{SESSIONS}::test_a_copied_cookie_opens_nothing_once_its_session_was_ended",
    ),
    "private pages that no browser keeps": (
        "tests/base/test_caching.py::test_no_private_page_is_kept_by_a_browser",
        "tests/base/test_caching.py::test_what_everybody_may_open_may_be_kept_until_somebody_is_known",
    ),
    "the host that is asked": (
        f"{HOSTS}::test_nobody_is_led_to_the_name_that_a_request_says",
        f"{HOSTS}::test_an_address_that_is_set_is_the_one_that_is_trusted",
    ),
    "where signing in leads": (
        f"{SIGN_IN}::test_signing_in_leads_only_to_our_own_pages",
        "tests/permits/enterprises/test_sign_ins.py::test_whoever_signs_in_gets_the_page_they_came_for",
    ),
}
TABLE = LIMITED | SENT | SESSION
