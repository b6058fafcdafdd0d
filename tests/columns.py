"""Every column of every table: the page where whoever decides reads it, or why nobody has to.

A key that begins with / is a route of the app; any other is a reason. The
tests of the rooms read back on that page what was written.
"""

APPLICATION = "/app/staff/applications/<int:application_id>/"
QUEUE = "/app/staff/applications/"
ENTERPRISE = "/app/staff/enterprises/<reference>/"
APPROVE = (
    "/app/staff/enterprises/<reference>/<any(approve, suspend, restore, revoke):step>/"
)
CALLS = "/app/staff/calls/"
INSPECTIONS = "/app/staff/inspections/"
POSTERS = "/app/staff/posters/"
PERSON = "/app/staff/enterprises/<reference>/people/<int:number>/"
CASE = "/app/staff/isolation/<int:case_id>/"
ALARM = "/app/staff/alarms/<int:alarm_id>/"
HINTS = "/app/staff/hints/"
REPORTS = "/app/staff/reports/<reference>/"
READINGS = "/app/staff/reports/<reference>/readings.xlsx"
GATES = "/app/staff/gates/"
SHIFTS = "/app/staff/gates/<point>/shifts/"
LOOK_BACK = "/app/staff/gates/<point>/look-back/"
VISIT = "/app/staff/visits/<int:visit_id>/"
ITEM = "/app/staff/items/<int:item_id>/"
DUTY = "/app/staff/rounds/<int:duty_id>/"
MEETING = "/app/staff/meetings/<int:meeting_id>/"
MATERIAL = "/app/staff/publicity/<int:material_id>/"
GROUP = "/app/staff/publicity/groups/<int:group_id>/"
LIST = "/app/staff/lists/<name>/"
SHEET = "/app/staff/lists/<name>.xlsx"
ENTRY = "/app/staff/supplies/<int:entry_id>/"
SWEEP = "/app/staff/sweeps/<int:sweep_id>/"
TRAINING = "/app/staff/training/<int:training_id>/"
POST = "/app/staff/posts/<int:post_id>/"
VOLUNTEER = "/app/staff/volunteers/<int:volunteer_id>/"
DAY = "/app/staff/day/<community>/<day>/"
RETENTION = "/app/staff/retention/"
COUNTERSIGN = "/app/staff/countersigns/<int:countersign_id>/"
CERTIFICATE = "/app/staff/retention/<certificate>/"
ACCOUNTS = "/app/staff/accounts/"
DAY_ACCOUNTS = "/app/staff/accounts/day/"
ACCOUNT = "/app/staff/accounts/<int:account_id>/"
EXPORT = "/app/staff/exports/<int:export_id>/"
UPLOAD = "/app/staff/lists/<name>/upload/<int:upload_id>/"
OWN_PEOPLE = "/app/my/people/"
OWN_IMPORT = "/app/my/people/import/<int:import_id>/"
OWN_MESSAGES = "/app/my/messages/"
MESSAGE = "/app/staff/messages/<int:message_id>/"
REGISTER = "/app/register/<any(who, where, contact):page>/"

KEY = "the key of the row"
LINK = "leads to another row, which is read by its name"
PLACE = (
    "where it belongs: decides who sees the row, and is read as the name of the place"
)
CAMPAIGN = "the campaign it belongs to: by its rules the row is read, and its name stands where an office has several"
FOUND_BY = "found by, never printed"
SECRET = "a secret or its digest: nobody reads it"
GUARD = "a version, lease or fence: keeps two writers apart"
ONCE = "made by the device: kept once, however often it is sent"
CHAIN = "evidence: the audit trail is proved by it (`kaigong audit verify`)"
BELONGS = "whose database it is: compared with keys and folder before it is opened"
RULE = "evidence: which version of a rule it was decided by"
WHEN = "evidence: when it was written down; what it is about has a time of its own that is read"
WORK = "how far work has come; the work reads it"

COLUMNS = {
    "account_roles": {LINK: "account_id role_id"},
    "accounts": {
        KEY: "id",
        ACCOUNTS: "username name active communities grids points last_sign_in created_at",
        DAY_ACCOUNTS: "until",
        SECRET: "password fs_uniquifier",
        GUARD: "must_change",
    },
    "alarm_steps": {KEY: "id", LINK: "alarm_id", ALARM: "kind at by note"},
    "applications": {
        KEY: "id",
        CAMPAIGN: "campaign",
        LINK: "enterprise_id",
        APPLICATION: "number stage form answers suggested_class suggested_by priority batch squad first_submitted_at "
        "submitted_at accepted_at decided_at taken_by taken_at returned_items",
        QUEUE: "due_at",
        "counted for the public; the page prints the answers it is the sum of": "workers",
        "evidence: when somebody began to fill it in": "started_at",
        "evidence: the privacy notice that was agreed to": "privacy_notice",
        GUARD: "version",
    },
    "attachments": {
        KEY: "id",
        LINK: "enterprise_id person_id belongs_to",
        PLACE: "community grid",
        APPLICATION: "kind size made_at",
        SECRET: "file sealed_hash",
        "evidence: the audit entry of it is in the history": "made_by",
    },
    "audit_entries": {
        KEY: "number",
        ENTERPRISE: "at actor_id action basis",
        LINK: "subject",
        "evidence: by whose clock `at` was hashed": "utc_offset",
        CHAIN: "actor_kind details reason_hash previous_hash entry_hash scheme",
    },
    "audit_head": {KEY: "id", CHAIN: "number entry_hash seal"},
    "audit_reasons": {KEY: "entry_number", ENTERPRISE: "text", SECRET: "salt"},
    "authenticators": {
        KEY: "account_id",
        SECRET: "secret",
        GUARD: "last_period",
        ACCOUNT: "since",
    },
    "calls": {
        KEY: "id",
        CAMPAIGN: "campaign",
        LINK: "enterprise_id",
        CALLS: "text at outcome note",
        ENTERPRISE: "done_at done_by",
        "its text says it": "about",
    },
    "commitments": {
        KEY: "id",
        LINK: "application_id",
        APPLICATION: "version lines made_at made_by",
    },
    "day_codes": {
        LINK: "account_id",
        SECRET: "code_hash",
        FOUND_BY: "place batch",
    },
    "message_choices": {
        LINK: "enterprise_id",
        OWN_MESSAGES: "email language without",
        ENTERPRISE: "phone_confirmed",
        WHEN: "changed_at",
    },
    "messages": {
        KEY: "id",
        CAMPAIGN: "campaign",
        LINK: "enterprise_id event",
        MESSAGE: "kind channel title text at state why answer sent_to attempts next_try_at tried_at settled_at",
        GUARD: "version",
    },
    "day_closes": {KEY: "id", DAY: "community day closed_at closed_by figures head"},
    "day_left": {KEY: "id", LINK: "close_id key", DAY: "of title reason"},
    "deletion_batches": {
        KEY: "number",
        CERTIFICATE: "at kind count certificate",
        "the line of the rule, printed as what it says": "row",
    },
    "determinations": {
        KEY: "id",
        LINK: "person_id",
        PERSON: "at outcome sentence basis days ends_on note note_en overridden_to overridden_reason overridden_by "
        "overridden_at",
        RULE: "origin regions region_row isolation isolation_row",
    },
    "corrections": {
        KEY: "id",
        LINK: "enterprise_id",
        "/app/staff/corrections/": "given asked_at",
        "/app/my/registration/": "outcome reason",
        "decides whether it is open; the enterprise's history says when and by whom": "decided_at decided_by",
    },
    "appointments": {
        KEY: "id",
        CAMPAIGN: "campaign",
        LINK: "enterprise_id application_id recheck_id",
        "what it was agreed for: without it nobody could tell whether it still holds": "since",
        "counted: how many places of a row are taken, how often it was set and moved": "pool number moves",
        ENTERPRISE: "begins_at ends_at",
        "the enterprise's history says when and by whom": "set_at set_by",
    },
    "quarantined": {
        KEY: "id",
        PLACE: "community",
        "/app/staff/junk/": "form reason sent_at given decision decided_at decided_by why_not",
    },
    "unusual_readings": {
        KEY: "id",
        "/app/staff/looks/": "why who began_at number",
        "decides whether it is still to be looked into; the audit trail says by whom": "seen_at seen_by",
    },
    "confirmations": {
        KEY: "id",
        LINK: "countersign_id",
        COUNTERSIGN: "account at is_alone entry_number seen_at seen_by",
    },
    "countersigns": {
        KEY: "id",
        CAMPAIGN: "campaign",
        LINK: "reference",
        PLACE: "community",
        COUNTERSIGN: "path writer began_at ended_at",
        GUARD: "text_hash",
        "what became of it: the history of what the file is about says the same": "ended",
    },
    "rechecks": {
        KEY: "id",
        CAMPAIGN: "campaign",
        LINK: "enterprise_id",
        ENTERPRISE: "said asked_at",
    },
    "designated_places": {
        KEY: "id",
        PLACE: "community",
        "/app/staff/isolation/places/": "name rooms closed_at",
        GUARD: "version",
    },
    "duties": {
        KEY: "id",
        LINK: "enterprise_id need_id",
        PLACE: "community grid",
        DUTY: "kind place task times owner is_public code ends_on",
        SHEET: "starts_on",
        "decides which times count as missing": "since",
        GUARD: "version",
    },
    "enterprises": {
        KEY: "id",
        LINK: "managed_by",
        ENTERPRISE: "reference name code kind trade community grid address place place_public contact_name "
        "contact_phone safety_manager channel consent registered_at",
        "says that staff are to look at the grid, which was guessed": "grid_by",
        FOUND_BY: "name_key search_key address_key phone_index",
        SECRET: "access_hash access_version link_used",
        GUARD: "version",
    },
    "exports": {
        KEY: "id",
        EXPORT: "kind state rows percent",
        LINK: "subject asked_by",
        WORK: "given language office_time asked_at ready_at",
        GUARD: "lease_until fence sealed_hash",
    },
    "feedback": {
        KEY: "id",
        LINK: "item_id",
        ITEM: "number about page phone also",
        SECRET: "code_hash",
        "decides who is still to be called; the trail says when and by whom": "told_at",
    },
    "gate_bus_trips": {
        KEY: "id",
        LINK: "enterprise_id",
        PLACE: "point",
        ONCE: "client_id",
        LOOK_BACK: "direction route plate disinfected passengers",
        "the time of each passage of it": "at",
        WHEN: "received_at",
        "decides whose screen has its answer; each passage of it names who wrote it": "by",
    },
    "gate_passages": {
        KEY: "id",
        LINK: "person_id visitor_id trip_id",
        PLACE: "point community",
        ONCE: "client_id",
        LOOK_BACK: "kind direction reason celsius plate vehicle heads outcome why at by",
        GATES: "decision decision_note handled_at handled_by",
        WHEN: "received_at",
    },
    "gate_shifts": {
        KEY: "id",
        PLACE: "point",
        SHIFTS: "account name planned_from planned_to on_at off_at",
        GUARD: "version",
    },
    "gate_visitors": {
        KEY: "id",
        PLACE: "point",
        FOUND_BY: "phone_index",
        LOOK_BACK: "name phone place arrived_on",
        GUARD: "version",
    },
    "group_messages": {
        KEY: "id",
        LINK: "group_id slug",
        GROUP: "title text state why attempts asked_at next_try_at settled_at",
        SHEET: "asked_by",
        "keeps a notice from being sent twice": "notice_version",
        GUARD: "version",
    },
    "hand_outs": {
        KEY: "id",
        LINK: "material_id",
        MATERIAL: "community grid count qualifier day",
        SHEET: "by",
        GUARD: "version",
    },
    "health_alarms": {
        KEY: "id",
        LINK: "person_id enterprise_id",
        PLACE: "community grid",
        ALARM: "kind state raised_at again_by closed_at",
        GUARD: "version",
    },
    "home_services": {
        KEY: "id",
        LINK: "item_id case_id need_id",
        "/app/staff/isolation/<int:case_id>/service/": "kind what",
    },
    "identity": {
        KEY: "id",
        BELONGS: "office canary standing went_to objects sealing_key",
    },
    "intents": {
        KEY: "id",
        CAMPAIGN: "campaign",
        LINK: "reference",
        ENTERPRISE: "action actor_id reason at settled",
        "evidence: with which right it was asked for": "actor_role",
        GUARD: "expected_hash new_hash",
        "finishes an edit after a crash; the page prints the file": "new_text",
    },
    "isolation_cases": {
        KEY: "id",
        LINK: "person_id enterprise_id determination_id designated_place_id",
        PLACE: "community grid",
        CASE: "state mode place starts_on due_on enterprise_supervisor grid_supervisor follow_up closed_at",
        SECRET: "link_hash",
        WHEN: "opened_at",
        GUARD: "version",
    },
    "isolation_events": {
        KEY: "id",
        LINK: "case_id",
        CASE: "kind day at by code note from_at until_at done_at done_by struck_at struck_by struck_reason",
    },
    "items": {
        KEY: "id",
        LINK: "enterprise_id origin part_of",
        PLACE: "community grid",
        ITEM: "kind title text answer measure outcome status owner due_at raised_at raised_by finished_at finished_by",
        GUARD: "version",
    },
    "joint_group_members": {LINK: "group_id enterprise_id"},
    "joint_groups": {KEY: "id", GROUP: "community name", SECRET: "robot"},
    "materials": {KEY: "id", LINK: "slug", MATERIAL: "community kind title since"},
    "meeting_items": {LINK: "meeting_id item_id", SHEET: "outcome"},
    "looks": {KEY: "entry_number of"},
    "versions": {
        KEY: "sequence",
        "public: what was accepted stands on the site": "path text revision verdict",
        GUARD: "hash host",
    },
    "journal": {
        KEY: "sequence",
        "public: what was accepted stands on the site": "line",
    },
    "lease": {KEY: "id", GUARD: "holder epoch until"},
    "releases": {
        KEY: "sequence",
        "public: names what stands on the site": "number line",
        "when the publisher of a host said last that it is the newest": "said_at",
        GUARD: "tag",
    },
    "job_runs": {
        KEY: "name",
        GUARD: "epoch holder until",
        "what kaigong jobs and kaigong doctor say": "began_at ended_at failed done_at",
        "when the next run is due": "is_asked asked_at",
    },
    "offers": {
        KEY: "host path",
        "content on its way: on the staff page of publishing where it is faulty": "text",
        GUARD: "base hash taken offered",
        "the trail names who saved it": "author",
        "on the staff page of publishing where it waits": "state",
    },
    "shared_faults": {
        KEY: "id",
        "on the staff page of publishing, as faults.json and held.json of one machine": "told held",
    },
    "confirmed_removals": {KEY: "area", GUARD: "keys"},
    "meetings": {
        KEY: "id",
        MEETING: "community day mode chair bodies opened_at closed_at",
        GUARD: "version",
    },
    "missing_calls": {
        KEY: "id",
        LINK: "enterprise_id",
        REPORTS: "day slot at by outcome note",
    },
    "movements": {
        KEY: "id",
        LINK: "person_id",
        PERSON: "kind day reported_at reported_by",
    },
    "passkeys": {
        KEY: "id",
        LINK: "account_id",
        "/app/second-step/": "device since used_at",
        FOUND_BY: "credential_hash",
        SECRET: "credential public_key",
        GUARD: "uses",
    },
    "people": {
        KEY: "id",
        LINK: "enterprise_id",
        PERSON: "number name phone stayed origin area place arrived_on room symptoms confirmed left_on outcome ends_on "
        "transport last_day per_room source added_at",
        FOUND_BY: "phone_index",
        RULE: "notice",
        GUARD: "version",
    },
    "permissions": {
        KEY: "id",
        LINK: "enterprise_id",
        CAMPAIGN: "campaign",
        ENTERPRISE: "status checking pilot public_since",
        POSTERS: "since poster_posted_at poster_posted_by",
        "/app/staff/enterprises/<reference>/poster/": "batch",
        GUARD: "revision",
    },
    "posters": {
        KEY: "id",
        LINK: "enterprise_id",
        CAMPAIGN: "campaign",
        POSTERS: "serial since at",
    },
    "postings": {
        KEY: "id",
        LINK: "material_id enterprise_id",
        PLACE: "community grid",
        MATERIAL: "place spot",
        LIST: "posted_at acknowledged_at",
        SHEET: "posted_by acknowledged_how",
        GUARD: "version",
    },
    "posts": {
        KEY: "id",
        PLACE: "community grid",
        POST: "title place begins ends needed closed_at",
        GUARD: "version",
    },
    "presses": {
        KEY: "key",
        SECRET: "answer",
        "decides when it is forgotten": "pressed_at",
    },
    "publishing_state": {
        KEY: "id",
        WORK: "ingested",
    },
    "readings": {
        KEY: "id",
        LINK: "report_id person_id",
        READINGS: "day slot celsius unwell absent",
        WHEN: "received_at",
    },
    "rebuild_requests": {KEY: "id", WORK: "because subject at"},
    "recovery_codes": {KEY: "id", LINK: "account_id", SECRET: "code_hash"},
    "registration_drafts": {
        KEY: "id",
        LINK: "enterprise_id",
        SECRET: "secret_hash",
        REGISTER: "answers",
        "decides when a draft is deleted": "updated_at",
    },
    "report_hints": {
        KEY: "id",
        LINK: "enterprise_id person_id",
        HINTS: "day kind",
        "takes it off the list": "seen_at",
    },
    "roles": {KEY: "id", ACCOUNTS: "name"},
    "roster_imports": {
        KEY: "id",
        LINK: "enterprise_id",
        OWN_IMPORT: "rows told",
        OWN_PEOPLE: "made_at",
        "evidence: the audit entry names it": "source",
        GUARD: "version",
    },
    "rosters": {
        KEY: "enterprise_id",
        OWN_PEOPLE: "informed_on notice complete_on",
        SECRET: "wall_hash",
        GUARD: "version",
        "numbers the next person": "last_number",
    },
    "second_step_resets": {
        LINK: "account_id",
        ACCOUNT + "second-step/": "asked_by asked_at reason",
    },
    "sessions": {
        KEY: "id",
        "/app/staff/password/": "device began_at seen_at",
        FOUND_BY: "owner",
        SECRET: "secret_hash data",
        GUARD: "ends_at",
    },
    "sheet_uploads": {
        KEY: "id",
        LINK: "listing",
        UPLOAD: "changes",
        "only who made it may open it": "made_by",
        "decides when it is deleted": "made_at",
    },
    "sign_in_addresses": {KEY: "entry_number", ACCOUNT: "address"},
    "site_checks": {
        KEY: "id",
        CAMPAIGN: "campaign",
        LINK: "enterprise_id application_id",
        APPROVE: "purpose lines due notes answers visitors confirmed passed visited_at recorded_at recorded_by",
        INSPECTIONS: "due_on",
        RULE: "rule",
        ONCE: "client_id",
        "/app/staff/checks/conflicts/": "conflicts_with",
        "takes it off the list": "settled_at",
    },
    "slot_reports": {
        KEY: "id",
        LINK: "enterprise_id",
        ONCE: "client_id",
        REPORTS: "day slot received_at is_late by",
        WHEN: "written_at",
        "/app/my/report/<int:report_id>/": "source covers nobody follows",
    },
    "supply_entries": {
        KEY: "id",
        LINK: "enterprise_id corrects_id",
        PLACE: "community",
        ENTRY: "item kind amount qualifier donor_kind donor_name may_name public_name day note by",
        LIST: "receiver",
        WHEN: "at",
    },
    "sweep_people": {KEY: "id", LINK: "unit_id person_id", WHEN: "found_at"},
    "sweep_units": {
        KEY: "id",
        LINK: "sweep_id enterprise_id",
        SWEEP: "grid label result visited_at visited_by note",
    },
    "sweeps": {
        KEY: "id",
        SWEEP: "title closed_at",
        "/app/staff/sweeps/": "community begun_at",
        GUARD: "version",
    },
    "trainings": {
        KEY: "id",
        PLACE: "community",
        TRAINING: "title topic at place trainer paper seats called_off_at",
        GUARD: "version",
    },
    "visits": {
        KEY: "id",
        LINK: "enterprise_id conflicts_with",
        ONCE: "client_id",
        VISIT: "at recorded_at by channel visitors outcome next_try answers materials_left note set_aside",
        "takes it off the list": "settled_at",
        RULE: "rule",
        GUARD: "base",
    },
    "volunteers": {
        KEY: "id",
        PLACE: "community",
        FOUND_BY: "phone_index",
        VOLUNTEER: "squad name phone registered_at confirmed_at confirmed_by left_at",
        SECRET: "link_hash",
        GUARD: "version",
    },
}
