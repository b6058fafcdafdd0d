"""Every route with who may open it. A route that is not here, or differs, fails the test that reads this."""

STAFF = "staff: admin, grid_worker, office, reviewer"
REVIEW = "staff: admin, office, reviewer"
ADMIN = "staff: admin"

TABLE = {
    "/app/healthz": "public",
    "/app/metrics": "token",
    "/app/register/": "public",
    "/app/register/<any(who, community, where, contact):page>/": "public",
    "/app/my/sign-in/": "public",
    "/app/my/sign-out/": "public",
    "/app/my/r/<reference>/<code>": "public",
    "/app/apply/": "public",
    "/app/apply/<any(people, supplies, measures):page>/": "enterprise",
    "/app/apply/after/<any(people, supplies, measures):page>/": "enterprise",
    "/app/apply/check/": "enterprise",
    "/app/apply/receipt/": "enterprise",
    "/app/my/": "enterprise",
    "/app/my/cancel/": "enterprise",
    "/app/my/poster/": "enterprise",
    "/app/staff/sign-in/": "public",
    "/app/staff/sign-out/": STAFF,
    "/app/staff/": STAFF,
    "/app/staff/password/": STAFF,
    "/app/staff/register/": STAFF,
    "/app/staff/applications/": STAFF,
    "/app/staff/applications/<int:application_id>/": STAFF,
    "/app/staff/applications/<int:application_id>/take/": REVIEW,
    "/app/staff/applications/<int:application_id>/accept/": REVIEW,
    "/app/staff/applications/<int:application_id>/return/": REVIEW,
    "/app/staff/applications/<int:application_id>/refuse/": REVIEW,
    "/app/staff/check/<reference>/": STAFF,
    "/app/staff/enterprises/": STAFF,
    "/app/staff/enterprises/<reference>/": STAFF,
    "/app/staff/enterprises/<reference>/<any(approve, suspend, restore, revoke):step>/": REVIEW,
    "/app/staff/enterprises/<reference>/access-code/": REVIEW,
    "/app/staff/enterprises/<reference>/poster/": STAFF,
    "/app/staff/enterprises/<reference>/posted/": STAFF,
    "/app/staff/calls/": STAFF,
    "/app/staff/calls/<int:call_id>/": STAFF,
    "/app/staff/publishing/": REVIEW,
    "/app/staff/publishing/removals/<community>/": REVIEW,
    "/app/staff/accounts/": ADMIN,
    "/app/staff/accounts/<int:account_id>/close/": ADMIN,
    # Flask-Security brings these; nobody may open them
    "/app/staff/verify": "nobody",
    "/app/staff/fs-static/<path:filename>": "nobody",
}
SCOPED = ("<int:application_id>", "<reference>", "<int:call_id>")
EVERYBODY_OF_STAFF = "staff: admin, grid_worker, office, reviewer"
