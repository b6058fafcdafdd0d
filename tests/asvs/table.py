"""Requirement by requirement: how it is met, in both languages, and the tests that show it; or that it is not, and why."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

BASE = "tests/base"
ACCESS = f"{BASE}/test_access.py"
ATTACHMENTS = f"{BASE}/attachments/test_attachments.py"
ACCOUNTS = f"{BASE}/accounts/test_accounts.py"
CONFIRMATION = f"{BASE}/accounts/test_confirmation.py"
COOKIES = f"{BASE}/test_hosts_and_cookies.py"
DATABASE_AWAY = "tests/test_database_away.py"
DIRECT = "tests/asvs/test_asvs.py"
HOUSE = "tests/house/test_house.py"
LANES = "tests/publishing/test_lanes.py"
MANUAL = "tests/scripts/test_manual.py"
MEDIA = "tests/publishing/test_media.py"
NGINX = "tests/publishing/test_nginx.py"
PROOF = "tests/publishing/test_proof.py"
RELEASE = "tests/publishing/test_release.py"
SECOND_STEP = f"{BASE}/second_step/test_second_step.py"
SESSIONS = f"{BASE}/sessions/test_sessions.py"
SIGN_IN = f"{BASE}/accounts/test_sign_in.py"
SITE = "tests/publishing/site/test_site.py"
ROBOTS = "tests/ledger/publicity/test_groups.py"
# no test of ours, but a judge that runs before them on every change (scripts/test.py)
RUFF = "ruff"
MYPY = "mypy"
JUDGES = {RUFF, MYPY}


class State(StrEnum):
    MET = "met"
    PARTLY = "partly"
    NOT = "not"
    OFFICE = "office"
    NONE = "none"


class Row(NamedTuple):
    """One requirement, or several in a row of which the same is true ("10.1.1-10.7.3")."""

    state: State
    how: str
    how_en: str
    tests: tuple[str, ...] = ()


def met(how: str, how_en: str, *tests: str) -> Row:
    return Row(State.MET, how, how_en, tests)


def partly(how: str, how_en: str, *tests: str) -> Row:
    return Row(State.PARTLY, how, how_en, tests)


def lacking(how: str, how_en: str) -> Row:
    return Row(State.NOT, how, how_en)


def by_office(how: str, how_en: str, *tests: str) -> Row:
    return Row(State.OFFICE, how, how_en, tests)


def no_such(how: str, how_en: str) -> Row:
    return Row(State.NONE, how, how_en)


TABLE: dict[str, Row] = {
    "1.1.1": met("地址和表格由 Werkzeug 解码一次，先解码后检查", "Addresses and forms are decoded once, by Werkzeug, before they are looked at", f"{ACCESS}::test_an_odd_address_is_no_page_and_never_an_error_of_ours"),
    "1.1.2": met("存的是原文，印出来时由模板转义", "What is kept is what was typed; templates escape it as they print", f"{SITE}::test_markup_in_a_name_or_remark_stays_text_and_so_does_a_formula_in_the_csv"),
    "1.2.1": met("模板一律自动转义；没有内嵌的脚本和样式", "Templates escape everything; no script or style stands inline", f"{SITE}::test_markup_in_a_name_or_remark_stays_text_and_so_does_a_formula_in_the_csv", f"{HOUSE}::test_templates_hold_nothing_inline"),
    "1.2.2": met("地址由程序拼；文章里只留 http、https、mailto、tel", "Addresses are built by the program; texts keep http, https, mailto and tel alone", f"{PROOF}::test_raw_html_acts_no_more_in_a_proof_than_on_the_site"),
    "1.2.3": met("不拼脚本；数据是单独的 JSON 文件", "No script is put together; data are JSON files of their own", f"{HOUSE}::test_templates_hold_nothing_inline"),
    "1.2.4": met("SQLAlchemy，值都是参数", "SQLAlchemy; every value is a parameter", RUFF, "tests/permits/enterprises/test_register.py::test_hostile_names_are_text_or_refused"),
    "1.2.5": met("启动别的程序不经过命令行解释器", "Other programs are started without a shell", RUFF),
    "1.2.6-1.2.8": no_such("没有 LDAP、XPath、LaTeX", "There is no LDAP, XPath or LaTeX"),
    "1.2.9": met("只有查找的词会成为模式，标点先去掉", "Only words that are looked for become a pattern; marks are taken out first", f"{DIRECT}::test_marks_that_somebody_looks_for_are_no_pattern"),
    "1.3.1": met("文章里的 HTML 用 nh3 清理", "HTML in texts is cleaned by nh3", f"{PROOF}::test_raw_html_acts_no_more_in_a_proof_than_on_the_site"),
    "1.3.2": met("不执行文字", "No text is executed", RUFF),
    "1.3.3": met("看不见的字符、公式的开头、太长的，都拒绝或去掉", "Unseen characters, signs of a formula and what is too long are refused or taken out", f"{BASE}/test_unseen.py::test_what_nobody_sees_is_in_no_name", f"{BASE}/test_unseen.py::test_no_sign_of_a_formula_begins_a_cell"),
    "1.3.4": met("不收 SVG", "SVG is not taken", f"{ATTACHMENTS}::test_each_bad_file_is_refused_in_words_and_papers_are_taken_out_until_they_are_handed_in"),
    "1.3.5": met("Markdown 生成以后再清理", "Markdown is cleaned after it is made", f"{PROOF}::test_raw_html_acts_no_more_in_a_proof_than_on_the_site"),
    "1.3.6": met("只连设置里写明的主机，只用 https", "Only hosts that the settings name are asked, by https alone", f"{ROBOTS}::test_only_robots_of_allowed_hosts_are_asked"),
    "1.3.7": met("模板只来自程序；文章里的模板记号只是文字", "Templates come from the program alone; marks of templates in a text are text", f"{DIRECT}::test_marks_of_a_template_in_a_name_are_printed"),
    "1.3.8-1.3.9": no_such("没有 JNDI、memcache", "There is no JNDI or memcache"),
    "1.3.10": met("格式串都是程序自己的，译文的占位和原文一样", "Formats are the program's own; translations have the same values", f"{BASE}/test_catalogue.py::test_every_message_has_its_english_with_the_same_values"),
    "1.3.11": met("邮件用标准库的邮件对象拼，地址不对的不发", "Mail is built as an object of the standard library; an address that is none is not used", "tests/permits/messages/test_service.py::test_an_address_that_is_none_is_no_error_of_ours"),
    "1.4.1-1.4.3": met("Python 写的；打开图片、PDF、表格的库在有时间和内存限制的进程里", "Written in Python; libraries that open pictures, PDFs and sheets run in processes with bounds", f"{ATTACHMENTS}::test_a_file_that_eats_time_is_stopped", "tests/fuzz/test_uploads.py::test_a_sheet_is_read_or_refused_in_its_time"),
    "1.5.1": met("表格里的 XML 不取外部内容，炸弹有限制", "XML in sheets fetches nothing from outside, and bombs meet their bounds", "tests/people/rosters/test_sheets.py::test_what_is_broken_hostile_or_no_sheet_gets_one_sentence"),
    "1.5.2": met("只收 JSON，逐项判断；不用 pickle", "Only JSON is taken, judged field by field; no pickle", RUFF, f"{BASE}/test_sent_json.py::test_no_address_breaks_on_json_that_no_page_sends"),
    "2.1.1": met("内容文件的每一项印在“内容文件里能写什么”；表格写在每一栏旁边", "Every key of content files stands on “What content files may say”; forms say it beside the field", "tests/publishing/site/test_files.py::test_every_kind_of_file_and_key_is_printed_with_its_meaning"),
    "2.1.2": partly("几栏之间的规则写在出错的话里，没有集中写出", "Rules between fields are told where they are broken, and listed nowhere", "tests/permits/resumption/test_application_form.py::test_a_question_with_a_condition_is_kept_only_where_it_is_asked"),
    "2.1.3": partly("次数和大小的限制写在程序里，手册只写了主要的", "Limits of number and size stand in the code; the manual has the main ones", f"{LANES}::test_a_flood_of_sign_ins_is_turned_away_and_keeps_no_page_waiting"),
    "2.2.1": met("电话、日期、编号、温度等各有一种读法，读不懂就问", "Phones, days, numbers and the like have one reading each; what is unclear is asked again", f"{BASE}/notions/test_notions.py::test_what_is_none_is_refused_with_what_to_write_instead"),
    "2.2.2": met("都由服务器判断；没有脚本也一样", "The server judges everything; without scripts it is the same", "tests/browser/test_report_offline.py::test_without_scripts_the_plain_form_does_the_same"),
    "2.2.3": met("几栏合起来判断", "Fields are judged together", "tests/people/rosters/test_judging.py::test_who_stayed_needs_no_place_and_no_day"),
    "2.3.1": met("每一步从哪里到哪里是一张表，表里没有的拒绝", "Steps are a table; what it does not have is refused", "tests/permits/resumption/test_rules.py::test_every_action_leads_on_or_is_refused"),
    "2.3.2": met("名额、认领、提交各有上限", "Places, claims and what is handed in have their limits", "tests/ledger/volunteering/test_volunteering.py::test_who_is_not_confirmed_yet_cannot_claim_everything"),
    "2.3.3": met("一件事一个事务，断了什么也不留下", "One deed is one transaction; cut off, it leaves nothing", f"{DATABASE_AWAY}::test_a_writer_that_is_cut_off_leaves_nothing_and_says_so"),
    "2.3.4": met("同时抢最后几个名额，也只给那么多", "Many at once get the last places and no more", "tests/ledger/volunteering/test_volunteering.py::test_sixteen_at_once_claim_the_last_three_places_and_exactly_three_have_them"),
    "2.4.1": met("每个地址限制次数，办事、登录、上传分开排队；程序发来的另放一处，由人看", "Addresses are limited; forms, sign-ins and uploads queue apart; what programs send is set aside for a person to look at", "tests/office/junk/test_junk.py::test_junk_pushes_nothing_real_off_the_desk", f"{SIGN_IN}::test_guessing_access_codes_is_throttled", f"{LANES}::test_a_full_lane_answers_at_once_and_the_public_site_as_ever"),
    "3.2.1": met("附件在沙箱策略下打开，类型不靠浏览器猜", "Attachments open under a sandbox policy, and no type is guessed", f"{ATTACHMENTS}::test_a_photo_loses_its_place_is_turned_shrunk_sealed_and_seen_by_those_who_may"),
    "3.2.2": met("脚本只写文字；写内容文件的页面放进服务器转义好的一段", "Scripts write text; the page for content files takes a piece that the server has escaped", "tests/browser/test_editor.py::test_a_notice_is_written_in_the_browser_from_nothing_to_the_public_page"),
    "3.3.1-3.3.4": met("https 上每个 cookie 都是 __Host-、Secure、HttpOnly、SameSite", "On https every cookie is __Host-, Secure, HttpOnly and SameSite", f"{COOKIES}::test_on_https_no_other_host_and_no_plain_page_can_set_our_cookies"),
    "3.4.1": met("一年，带子域；程序和手册里的 nginx 都有", "A year, with subdomains, by the program and by the nginx of the manual", f"{RELEASE}::test_addresses_lead_where_they_should_and_every_answer_has_the_headers", f"{NGINX}::test_nginx_serves_the_site_with_the_configuration_of_the_manual"),
    "3.4.2": met("没有 CORS", "There is no CORS", f"{DIRECT}::test_no_answer_lets_another_origin_read_it"),
    "3.4.3-3.4.6": met("静态页和办事页都带：默认什么都不许，base-uri、frame-ancestors 是 none，nosniff，same-origin", "Static and dynamic pages alike: nothing by default, no base, no frames, nosniff, same-origin", f"{RELEASE}::test_addresses_lead_where_they_should_and_every_answer_has_the_headers"),
    "3.5.1": met("每个提交都要表单的记号", "Every POST needs its token", f"{ACCESS}::test_every_post_needs_its_token"),
    "3.5.2": no_such("不靠 CORS 的预检", "Nothing rests on preflights"),
    "3.5.3": met("改变什么的都是 POST", "What changes something is a POST", f"{SIGN_IN}::test_a_link_shows_whose_door_it_is_and_opens_it_once"),
    "3.5.4": lacking("公开的网站和办事页面在同一个主机名下", "The public site and the pages of staff share a host name"),
    "3.5.5": no_such("不用 postMessage", "postMessage is not used"),
    "3.7.1": met("只有 HTML、CSS、脚本", "HTML, CSS and scripts alone", f"{SITE}::test_pages_load_nothing_from_elsewhere_and_have_nothing_inline"),
    "3.7.2": met("登录以后只回到自己的页面", "Signing in leads to own pages alone", f"{SIGN_IN}::test_signing_in_leads_only_to_our_own_pages"),
    "4.1.1": met("类型和字符集都写明", "Types and character sets are told", f"{RELEASE}::test_a_table_is_served_as_a_table"),
    "4.1.2": partly("手册里的 nginx 把 http 都引到 https，也包括给程序读的文件", "The nginx of the manual leads all of http to https, files for programs too", f"{NGINX}::test_nginx_gives_tables_their_type_and_leads_http_to_https"),
    "4.1.3": met("只认设置里写明的几层代理", "Only as many proxies as the settings name are believed", f"{LANES}::test_a_header_cannot_pass_for_another"),
    "4.2.1": met("由 granian 判断一个请求到哪里为止；前面是 nginx", "granian, behind nginx, tells where a request ends", f"{LANES}::test_a_body_arrives_whole_also_without_its_length"),
    "4.3.1-4.4.4": no_such("没有 GraphQL、WebSocket", "There is no GraphQL or WebSocket"),
    "5.1.1": met("能传什么、多大，写在栏旁和“内容文件里能写什么”", "What may be sent, and how large, stands at the field and on “What content files may say”", "tests/publishing/site/test_files.py::test_every_kind_of_file_and_key_is_printed_with_its_meaning"),
    "5.2.1": met("太大的只读开头；同时传的有限", "Of what is too large only the beginning is read; uploads at once are bounded", f"{LANES}::test_of_a_body_that_is_too_large_only_the_beginning_is_read", f"{LANES}::test_many_uploads_at_once_keep_no_page_waiting"),
    "5.2.2": met("看内容，不看后缀；图片重新画，PDF 重新写", "Contents count, not names; pictures are drawn anew, PDFs written anew", f"{ATTACHMENTS}::test_each_bad_file_is_refused_in_words_and_papers_are_taken_out_until_they_are_handed_in", "tests/corpus/test_doors.py::test_every_file_is_refused_in_words_or_kept_without_what_it_hides"),
    "5.2.3": met("解开以前先看有多大、多少个", "Size and number are looked at before anything is unpacked", "tests/fuzz/test_uploads.py::test_a_sheet_is_read_or_refused_in_its_time"),
    "5.3.1": met("公开的文件夹里没有程序；上传的加密存放", "No program lies in the public folder; uploads are sealed", f"{MEDIA}::test_what_is_no_picture_and_no_attachment_is_told_and_kept_off_the_site"),
    "5.3.2": met("文件名由程序定", "Names of files are made by the program", f"{BASE}/attachments/test_deposits.py::test_what_is_held_is_sealed_without_its_name_and_nobody_opens_it"),
    "5.4.1-5.4.2": met("下载的名字由程序写，编码过", "The name of a download is written, and encoded, by the program", f"{MEDIA}::test_an_attachment_is_downloaded_by_its_name_with_kind_and_size_told"),
    "5.4.3": lacking("不查病毒：图片和 PDF 重新写过，表格只读数字和文字", "No scanner: pictures and PDFs are written anew, sheets give words and numbers alone"),
    "6.1.1": met("写在这里：猜错的人自己慢下来，不锁账号，管理员能放行", "Here: whoever types wrong ones is slowed down, no account is locked, an administrator lets in", f"{SIGN_IN}::test_wrong_passwords_keep_nobody_out_but_whoever_typed_them"),
    "6.1.2": partly("有一份（程序里的 password.py），没有每个办公室的名字", "There is a list (password.py), without the names of each office", f"{SIGN_IN}::test_a_password_that_is_guessed_first_is_refused_everywhere"),
    "6.1.3": partly("工作人员：密码加一步，或通行密钥；一天的账号：卡片上的码；单位：编号加查询码。写在各自的手册里，不在一处", "Staff: password and a step, or a passkey; one-day accounts: the code on a card; enterprises: number and code. Each in its manual, not in one place", f"{BASE}/second_step/test_passkeys.py::test_a_passkey_takes_the_place_of_password_and_code"),
    "6.2.1": met("至少 10 个字符", "At least 10 characters", f"{SIGN_IN}::test_a_password_that_is_guessed_first_is_refused_everywhere"),
    "6.2.2-6.2.3": met("自己改，要填现在的", "One's own to change, by typing the present one", f"{SIGN_IN}::test_a_new_password_signs_out_everywhere"),
    "6.2.4": met("最常见的 56,000 个不收，加了数字也不收", "None of the 56,000 most common, with digits added neither", f"{SIGN_IN}::test_a_password_that_is_guessed_first_is_refused_everywhere"),
    "6.2.5": partly("不要求大小写和符号；但全是数字的、不同的字符太少的不收", "No rule of capitals or signs; but digits alone, or few different characters, are refused", f"{SIGN_IN}::test_a_few_words_that_have_nothing_to_do_with_each_other_are_taken"),
    "6.2.6": met("密码栏遮住", "Fields of passwords are masked", f"{DIRECT}::test_every_field_of_a_password_is_masked_and_may_be_pasted_into"),
    "6.2.7": met("能粘贴，能用密码管理器", "Pasting and password managers work", f"{DIRECT}::test_every_field_of_a_password_is_masked_and_may_be_pasted_into"),
    "6.2.8": partly("不截断，不改大小写；同一个字的不同编码算同一个（NFKD）", "Nothing is cut or changed in case; different encodings of a sign count as one (NFKD)", f"{DIRECT}::test_a_long_password_counts_to_its_last_sign"),
    "6.2.9": met("可以很长", "It may be long", f"{DIRECT}::test_a_long_password_counts_to_its_last_sign"),
    "6.2.10": met("不要求定期换", "Nobody has to change it by the calendar", f"{DIRECT}::test_an_old_password_is_still_good"),
    "6.2.11": met("账号名、社区、网格员等词不能当密码", "The account's name and words of the trade are refused", f"{SIGN_IN}::test_a_password_that_is_guessed_first_is_refused_everywhere"),
    "6.2.12": partly("对照一份本地的常见密码；不问外面的泄露库", "Held against a local list of common ones; no service for leaked ones is asked", f"{SIGN_IN}::test_a_password_that_is_guessed_first_is_refused_everywhere"),
    "6.3.1": met("按账号和地址减慢，一个密码试所有账号的也拦", "Slowed down by account and address; one password on all accounts is stopped too", f"{SIGN_IN}::test_one_address_does_not_try_one_password_on_every_account"),
    "6.3.2": met("新办公室没有账号", "A fresh office has no account", f"{DIRECT}::test_a_fresh_office_has_no_account"),
    "6.3.3": partly("管理员和办公室必须两步；别的角色看规则；单位只用编号和查询码", "Two steps for administrators and the office; other roles by rule; enterprises have number and code alone", f"{SECOND_STEP}::test_without_a_rule_those_who_see_everything_need_two_steps"),
    "6.3.4": met("没有别的入口；库带来的页面也声明、也限制", "There is no other way in; routes of libraries are declared and limited too", f"{SIGN_IN}::test_every_route_of_a_library_is_declared_and_limited"),
    "6.4.1": partly("一次性密码只能用来改密码，但不到期，体检会提醒；单位的查询码一直能用，可以换", "A one-time password opens only its change, but does not expire (the doctor tells); an access code stays until it is changed", f"{ACCOUNTS}::test_a_one_time_password_opens_nothing_but_the_page_that_changes_it"),
    "6.4.2": met("没有提示问题", "There are no hints and no secret questions", f"{DIRECT}::test_nothing_asks_for_a_hint"),
    "6.4.3": met("管理员给一次性密码，两步验证照旧", "An administrator gives a one-time password; the second step stays", f"{ACCOUNTS}::test_a_forgotten_password_is_reset_once_and_survives_a_reload"),
    "6.4.4": met("两位管理员写明理由重设；是不是本人，由他们当面核对", "Two administrators reset it with a reason, having seen who asks", f"{BASE}/second_step/test_resets.py::test_whose_it_is_does_not_confirm_it"),
    "6.5.1": met("验证码、恢复码都只用一次", "Codes of the app and recovery codes are taken once", f"{SECOND_STEP}::test_a_code_is_taken_once", f"{SECOND_STEP}::test_a_recovery_code_stands_in_for_the_phone_once"),
    "6.5.2": partly("恢复码是加了钥匙的哈希，没有用密码的慢哈希；试的次数有限", "Recovery codes are kept as keyed hashes, not by a slow one; tries are limited", f"{SECOND_STEP}::test_recovery_codes_are_kept_as_hashes_and_replaced_all_at_once"),
    "6.5.3-6.5.4": met("系统的随机数；恢复码 12 个字符", "From the system's randomness; recovery codes have 12 characters", f"{SECOND_STEP}::test_recovery_codes_are_kept_as_hashes_and_replaced_all_at_once"),
    "6.5.5": partly("30 秒一个，手机的钟快慢各放一格", "One for 30 seconds; a phone may be one period early or late", f"{SECOND_STEP}::test_a_code_of_another_time_is_not_taken"),
    "6.6.1-6.6.3": no_such("不用短信登录；短信里的码只核对号码", "Nobody signs in by text message; its code only confirms a number"),
    "6.8.1-6.8.4": no_such("没有外面的身份服务", "There is no identity provider"),
    "7.1.1": met("写在这里：工作人员 2 小时不用、最多 12 小时，角色可以另写；单位 7 天、30 天", "Here: staff 2 hours unused, 12 at most, a role by rule otherwise; enterprises 7 and 30 days", f"{DIRECT}::test_sessions_last_as_this_page_says"),
    "7.1.2": met("写在这里：一个账号可以在几台设备上登录，不限几台，自己看得到", "Here: an account may be signed in on any number of devices, and sees them", f"{SESSIONS}::test_one_device_is_ended_on_the_own_page_and_no_one_elses"),
    "7.1.3": no_such("没有单点登录", "There is no single sign-on"),
    "7.2.1-7.2.3": met("会话在服务器上；cookie 里只有随机编号", "Sessions are kept by the server; the cookie holds a random number", f"{SESSIONS}::test_the_cookie_tells_nothing_of_what_it_opens"),
    "7.2.4": met("登录时换新的", "Signing in gives another one", f"{SESSIONS}::test_signing_in_gives_the_browser_another_secret"),
    "7.3.1-7.3.2": met("闲置和总时长都到期", "They end unused, and after their longest time", f"{SESSIONS}::test_a_session_ends_when_nobody_uses_it_and_however_much_it_is_used"),
    "7.4.1": met("退出以后，抄走的 cookie 也打不开", "After signing out a copied cookie opens nothing", f"{SESSIONS}::test_a_copied_cookie_opens_nothing_once_its_session_was_ended"),
    "7.4.2": met("停用账号，当时就出去", "Closing an account puts it out at once", f"{ACCOUNTS}::test_a_closed_account_is_out_and_is_opened_again_with_another_password"),
    "7.4.3": met("改了密码，别处都退出", "A new password signs out everywhere else", f"{SIGN_IN}::test_a_new_password_signs_out_everywhere"),
    "7.4.4": met("每一页的上面", "At the top of every page", f"{BASE}/test_staff_pages.py::test_the_masthead_names_the_account_and_its_place"),
    "7.4.5": met("管理员能让一个账号在所有设备上退出", "An administrator signs an account out on all devices", f"{CONFIRMATION}::test_accounts_and_keys_ask"),
    "7.5.1": met("改密码要现在的密码；通行密钥、两步验证超过十分钟再问一次", "A new password needs the present one; passkeys and the second step ask again after ten minutes", f"{CONFIRMATION}::test_accounts_and_keys_ask"),
    "7.5.2": partly("自己看得到，能一个个退出；退出时不再问密码", "One sees them and ends them one by one; ending asks for no password", f"{SESSIONS}::test_one_device_is_ended_on_the_own_page_and_no_one_elses"),
    "7.6.1-7.6.2": no_such("没有单点登录", "There is no single sign-on"),
    "8.1.1": met("手册的表和“谁做什么，在哪里做”；程序里每条路径一行", "The table of the manual and “Who does what, where”; in the code a line for every route", f"{ACCESS}::test_the_table_names_every_route_with_its_access"),
    "8.1.2": met("每个表的每一栏，谁在哪一页看，写在 tests/columns.py", "Every column of every table, and on which page it is read, in tests/columns.py", "tests/test_columns.py::test_every_column_has_its_page_or_its_reason"),
    "8.2.1": met("没有声明的谁也打不开；每个角色都试过每一条", "What is not declared opens for nobody; each role tries each route", f"{ACCESS}::test_each_role_meets_exactly_what_the_table_says", f"{ACCESS}::test_a_route_without_a_declaration_answers_nobody"),
    "8.2.2": met("别的社区、别的单位的，打不开也改不了", "What is of another community or enterprise neither opens nor changes", f"{BASE}/test_foreign_records.py::test_staff_open_and_change_nothing_of_another_community", f"{BASE}/test_foreign_records.py::test_an_enterprise_opens_and_changes_nothing_of_another"),
    "8.2.3": met("每张表格只收自己的栏", "A form takes its own fields alone", f"{SIGN_IN}::test_nobody_is_remembered_for_a_year_by_a_field_the_form_does_not_have"),
    "8.3.1": met("都由服务器判断", "The server decides", f"{ACCESS}::test_each_role_meets_exactly_what_the_table_says"),
    "8.4.1": met("一个程序一个办公室；社区之间见 8.2.2", "One program is one office; for communities see 8.2.2", f"{BASE}/test_identity.py::test_the_database_of_another_office_is_not_opened"),
    "9.1.1-9.2.4": no_such("会话是随机编号，不用自带内容的令牌", "Sessions are random numbers; no token carries what it says"),
    "10.1.1-10.7.3": no_such("没有 OAuth、OIDC", "There is no OAuth or OIDC"),
    "11.1.1": partly("手册第十二节：怎样换、什么不换；没有照 SP 800-57 写", "Section 12 of the manual: how keys are changed and which are not; not written by SP 800-57", f"{BASE}/test_identity.py::test_a_rotated_key_still_belongs"),
    "11.1.2": met("写在这里：栏目、附件、表格 AES-256-GCM；索引、查询码、操作记录 HMAC-SHA-256；密码 Argon2id；备份 scrypt；公开日志 Ed25519；网站 TLS", "Here: columns, attachments, tables AES-256-GCM; index, codes, audit trail HMAC-SHA-256; passwords Argon2id; backups scrypt; the public log Ed25519; the site TLS", f"{BASE}/test_config.py::test_a_value_moved_to_another_column_does_not_decrypt"),
    "11.2.1": met("cryptography、argon2-cffi、标准库", "cryptography, argon2-cffi, the standard library", f"{SIGN_IN}::test_passwords_are_kept_with_argon2"),
    "11.2.2": partly("密钥能换，资料跟着重新加密；算法要换程序", "Keys can be changed and data sealed anew; another algorithm is another version", "tests/office/keys/test_rotate_keys.py::test_a_rotation_cut_short_at_any_step_goes_on_while_people_work"),
    "11.2.3": met("都在 128 位以上", "All have 128 bits or more", f"{BASE}/test_config.py::test_a_value_moved_to_another_column_does_not_decrypt"),
    "11.3.1-11.3.3": met("AES-256-GCM，连放在哪一栏一起验", "AES-256-GCM, with the place of a value under the seal", f"{BASE}/test_config.py::test_a_value_moved_to_another_column_does_not_decrypt"),
    "11.4.1": partly("SHA-256；手机验证器的标准用 HMAC-SHA-1", "SHA-256; authenticator apps use HMAC-SHA-1 by their standard", f"{SECOND_STEP}::test_the_codes_are_those_that_every_app_shows"),
    "11.4.2": met("Argon2id", "Argon2id", f"{SIGN_IN}::test_passwords_are_kept_with_argon2"),
    "11.4.3": met("SHA-256", "SHA-256", "tests/publishing/public_log/test_merkle.py::test_the_roots_are_those_that_the_logs_of_certificates_have"),
    "11.4.4": partly("备份的口令用 scrypt，N 是 2 的 15 次方，比现在的建议少", "Passphrases of backups go through scrypt with N = 2^15, less than is advised today", f"{BASE}/test_backup_key.py::test_a_whole_backup_is_closed_to_others_and_restores"),
    "11.5.1": partly("会话、密钥、一次性密码够；查询码 12 个字符，大约 52 位，靠限制次数", "Sessions, keys and one-time passwords have them; access codes have about 52 bits, and tries are limited", f"{SIGN_IN}::test_guessing_access_codes_is_throttled"),
    "11.6.1": met("Ed25519", "Ed25519", "tests/publishing/public_log/test_verify_list.py::test_openssl_alone_tells_a_right_signature_from_a_wrong_one"),
    "12.1.1": by_office("手册里的 nginx：TLS 1.2、1.3", "The nginx of the manual: TLS 1.2 and 1.3", f"{NGINX}::test_nginx_serves_the_site_with_the_configuration_of_the_manual"),
    "12.1.2": by_office("手册没有写，用系统的 OpenSSL 默认的", "The manual does not say; those of the system's OpenSSL"),
    "12.1.3": no_such("不用客户端证书", "Client certificates are not used"),
    "12.2.1": met("对外的地址不是 https，服务不启动（封闭的试验网可以写明）", "With an outward address that is not https nothing starts, unless a closed test network is named", f"{BASE}/test_config.py::test_an_unsafe_value_is_named_with_an_example"),
    "12.2.2": by_office("手册用 certbot 换成正式的证书", "The manual gets a trusted one by certbot"),
    "12.3.1": partly("往外只用 https；数据库在别的机器上的，由地址说明；服务和 nginx 在同一台机器上，不加密", "Outwards https alone; a database elsewhere by what its address says; nginx to the service on one machine is plain", f"{ROBOTS}::test_plain_http_is_allowed_to_this_machine_alone"),
    "12.3.2": met("往外连的都核对证书", "Certificates of others are checked", f"{ROBOTS}::test_plain_http_is_allowed_to_this_machine_alone"),
    "12.3.3-12.3.4": lacking("nginx 到服务不加密：在同一台机器上，不出网卡", "nginx to the service is plain: on one machine, off the network"),
    "13.1.1": partly("往外连什么写在手册第十四、十五节和设置的表里", "What is asked outside stands in sections 14 and 15 of the manual and its table of settings", f"{MANUAL}::test_every_setting_stands_in_the_tables_of_both_manuals"),
    "13.2.1": partly("同一台机器上的 PostgreSQL 认系统用户；别的机器上用口令，放在文件里", "PostgreSQL on one machine knows the system's user; elsewhere a password from a file", f"{BASE}/test_settings.py::test_the_database_is_named_by_a_file_that_only_the_service_reads"),
    "13.2.2": met("自己的系统用户，没有特权；手册的单元再限制", "A system user of its own without privileges; the unit of the manual limits further", f"{MANUAL}::test_systemd_takes_the_units_of_the_manual"),
    "13.2.3": met("没有默认的口令", "There are no default credentials", f"{DIRECT}::test_a_fresh_office_has_no_account"),
    "13.2.4-13.2.5": met("只连设置里写明的主机", "Only hosts that the settings name are asked", f"{ROBOTS}::test_only_robots_of_allowed_hosts_are_asked"),
    "13.3.1": lacking("密钥在只有服务能读的文件里，没有保险库；不在程序和数据库里", "Keys lie in a file that the service alone reads, in no vault; in neither code nor database"),
    "13.3.2": met("别人能读的，服务不启动，体检也说", "What others may read stops the start, and the doctor tells", f"{BASE}/test_settings.py::test_a_secret_in_the_clear_is_refused_and_not_repeated", "tests/office/doctor/test_doctor.py::test_an_office_with_one_fault_is_told_of_that_one"),
    "13.4.1": met("公开的只有生成好的网站，程序的文件夹不在里面", "Only the site that was made is served; the folder of the program is not in it", f"{RELEASE}::test_any_file_server_serves_the_whole_site_and_a_revocation_needs_only_the_publisher"),
    "13.4.2": met("出错的页面不说里面的事", "Pages of errors tell nothing of the inside", f"{BASE}/test_unsent.py::test_after_a_fault_of_ours_the_typed_text_is_there"),
    "13.4.3": met("不列文件夹", "Folders are not listed", f"{DIRECT}::test_no_folder_is_listed_and_no_trace_is_answered"),
    "13.4.4": met("TRACE 不回答", "TRACE is not answered", f"{DIRECT}::test_no_folder_is_listed_and_no_trace_is_answered"),
    "13.4.5": met("测量的页面要口令；healthz 有意公开", "Measurements need a token; healthz is meant for everybody", f"{ACCESS}::test_metrics_are_shown_for_the_token_only"),
    "14.1.1": met("每一种资料都声明，印在“资料放在哪里，留多久”", "Every kind of data is declared, and printed on “Which data, where, for how long”", "tests/publishing/site/test_kept.py::test_every_kind_that_is_deleted_stands_on_the_page"),
    "14.1.2": partly("加密不加密、留多久在那一页；查看和记录的规矩在安全说明里", "Sealed or not, and how long, on that page; who reads and what is logged under Security", "tests/publishing/site/test_kept.py::test_every_kind_that_is_deleted_stands_on_the_page"),
    "14.2.1": partly("名字、电话不进地址；纸上的链接带查询码，只用一次，日志里遮住", "No name or phone stands in an address; a link on paper has a code, taken once and masked in logs", "tests/people/rosters/test_roster.py::test_a_name_is_looked_for_without_standing_in_an_address", "tests/people/gates/test_gate.py::test_no_code_of_a_person_stands_in_the_log"),
    "14.2.2": met("办事页面谁也不缓存", "Nobody caches the pages of people", f"{BASE}/test_caching.py::test_no_private_page_is_kept_by_a_browser"),
    "14.2.3": met("页面不从别处取任何东西", "Pages fetch nothing from elsewhere", f"{SITE}::test_pages_load_nothing_from_elsewhere_and_have_nothing_inline"),
    "14.2.4": met("姓名、电话只在加密的栏里", "Names and phones stand in sealed columns alone", "tests/test_loop.py::test_personal_data_is_nowhere_but_encrypted_in_the_database"),
    "14.3.1": partly("退出时清掉手机上存的；没有 Clear-Site-Data", "Signing out clears what the phone kept; there is no Clear-Site-Data", "tests/browser/test_last_seen.py::test_what_was_last_seen_is_shown_without_a_network_until_somebody_signs_out"),
    "14.3.2": met("no-store", "no-store", f"{BASE}/test_caching.py::test_no_private_page_is_kept_by_a_browser"),
    "14.3.3": partly("没有网络时填的存在手机上，加密，脚本取不出钥匙", "What is filled in without a network lies on the phone, sealed by a key no script takes out", "tests/browser/test_report_offline.py::test_without_a_network_it_waits_on_the_phone_sealed"),
    "15.1.1": lacking("没有写明漏洞几天里修", "No time is promised within which a flaw of a library is mended"),
    "15.1.2": met("锁定文件带哈希；每次发布附 CycloneDX 清单（scripts/sbom.py）", "A lock file with hashes; a CycloneDX list with each release (scripts/sbom.py)", "tests/scripts/test_sbom.py::test_every_package_of_the_lock_file_is_in_it_with_all_its_hashes"),
    "15.1.3": partly("手册第五节：分开排队、收多久、多大", "Section 5 of the manual: lanes, patience, sizes", f"{LANES}::test_nobody_waits_for_ever_for_a_place"),
    "15.2.1": lacking("没有写明的时间可以对照；体检只看是不是锁定的版本", "There is no time to hold it against; the doctor looks for the locked versions alone"),
    "15.2.2": met("公开的网页、办事、登录、上传互不耽误", "The site, forms, sign-ins and uploads do not hold each other up", f"{LANES}::test_bodies_that_never_come_keep_no_page_waiting", "tests/publishing/test_in_the_way.py::test_a_suspension_by_the_button_is_public_at_once_beside_bodies_that_never_come"),
    "15.2.3": partly("测试和示例随程序一起，网页上打不开", "Tests and the sample come with the program; no page opens them", "tests/fresh/test_laid_out.py::test_what_is_served_of_a_fresh_office_is_nobody_elses"),
    "15.3.1": met("公开的每一项都列明", "Every public field is on a list", f"{SITE}::test_data_rows_have_these_keys_and_no_others"),
    "15.3.2": met("往外连的不跟着跳转", "Redirects of others are not followed", f"{ROBOTS}::test_only_robots_of_allowed_hosts_are_asked"),
    "15.3.3": met("每张表格只收自己的栏", "A form takes its own fields alone", f"{SIGN_IN}::test_nobody_is_remembered_for_a_year_by_a_field_the_form_does_not_have"),
    "15.3.4": met("来人的地址只取自写明的代理，而且要在本机或内网；IPv6 按网段", "A visitor's address is believed of named proxies alone, on this machine or in a private network; of IPv6 the network", f"{BASE}/test_limits.py::test_past_the_proxy_nobody_is_believed_either", f"{LANES}::test_a_header_cannot_pass_for_another", f"{SIGN_IN}::test_a_network_of_ipv6_is_one_address"),
    "15.3.5": met("类型检查", "Types are checked", MYPY),
    "15.3.6": partly("脚本里按名字存的用 Map；没有逐个查过", "Scripts keep by name in a Map; not each was looked through", "tests/browser/test_questions_offline.py::test_questions_are_asked_kept_sealed_and_mended_where_the_office_says"),
    "15.3.7": met("表格的只从表格读，地址的只从地址读", "Fields are read from the form, arguments from the address", f"{BASE}/test_sent_json.py::test_a_field_of_an_entry_is_a_text_or_a_list_of_texts"),
    "16.1.1": partly("写在这里：操作、登录、查看在数据库，按规则删除；请求和出错在系统日志，保存多久由系统定", "Here: deeds, sign-ins and looks in the database, deleted by rule; requests and errors in the system's journal, kept as that says", f"{BASE}/test_read_log.py::test_a_page_that_shows_somebody_is_one_entry_with_ids_and_no_names"),
    "16.2.1": met("什么时候、哪个账号、从哪里、做了什么", "When, which account, from where, what", f"{SIGN_IN}::test_signing_in_out_and_failing_are_kept_with_account_and_address"),
    "16.2.2": met("都带时区", "All with their offset", f"{BASE}/test_zone.py::test_another_zone_moves_nothing_that_was_written"),
    "16.2.3": met("只写数据库和标准错误", "The database and standard error alone", f"{BASE}/test_background.py::test_what_fails_is_logged_with_its_reason_and_begun_again"),
    "16.2.4": met("一行一个 JSON", "A JSON object a line", f"{BASE}/test_background.py::test_what_fails_is_logged_with_its_reason_and_begun_again"),
    "16.2.5": met("没有姓名、电话、口令；链接里的码遮住", "No name, phone or password; codes of links are masked", "tests/people/gates/test_gate.py::test_no_code_of_a_person_stands_in_the_log"),
    "16.3.1": met("登录、退出、失败都记", "Signing in, out and failing", f"{SIGN_IN}::test_signing_in_out_and_failing_are_kept_with_account_and_address"),
    "16.3.2": partly("被拒绝的在请求日志里，有路径和 403，没有账号", "What is refused stands in the log of requests with its path and 403, without the account", f"{BASE}/test_staff_pages.py::test_what_staff_may_not_open_or_find_keeps_the_navigation_and_says_whom_to_ask"),
    "16.3.3": partly("试密码、太多次、不寻常的查看都记；填错的栏不记", "Guessing, too many tries and unusual reading are; a wrong field is not", "tests/office/looks/test_looks.py::test_many_within_an_hour_stand_on_the_desk_until_somebody_else_looked_into_it"),
    "16.3.4": met("出错都写进日志，连同为什么", "Errors are logged with their reason", f"{BASE}/test_background.py::test_what_fails_is_logged_with_its_reason_and_begun_again"),
    "16.4.1": met("JSON，换行也写成文字", "JSON; a line break is written as text", f"{DIRECT}::test_a_line_break_makes_no_second_line_of_the_log"),
    "16.4.2": met("操作记录前后相扣，带钥匙，和发布、日结、公开日志对照", "The audit trail is chained and keyed, and held against releases, day sheets and the public log", f"{BASE}/test_audit.py::test_who_has_no_key_rewrites_no_chain", "tests/publishing/test_evidence.py::test_a_tail_that_was_dropped_is_told_by_the_public_log"),
    "16.4.3": lacking("不自己发到别的机器；请用系统的日志转发", "Nothing is sent elsewhere by itself; the system's journal can be forwarded"),
    "16.5.1": met("只说没有做成、下一步怎么办", "Only that it was not done, and the next step", f"{BASE}/test_unsent.py::test_after_a_fault_of_ours_the_typed_text_is_there"),
    "16.5.2": met("数据库停了，网站照常，撤销照常", "With the database away the site goes on, and so do withdrawals", f"{DATABASE_AWAY}::test_a_taking_away_goes_live_without_the_database_which_follows_when_it_is_back"),
    "16.5.3": met("记不下查看，就不给看；查不清状态，就不显示“准予”", "A look that cannot be entered shows nothing; a state that is unknown is not shown as open", f"{BASE}/test_read_log.py::test_a_look_that_cannot_be_entered_shows_nothing", "tests/publishing/test_accept.py::test_an_unreadable_file_over_an_approved_one_shows_being_checked"),
    "17.1.1-17.3.2": no_such("没有 WebRTC", "There is no WebRTC"),
}  # fmt: skip
