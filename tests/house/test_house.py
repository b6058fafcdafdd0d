"""House rules: what a module may import, how large it may grow, what a template may hold."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT

APP = PROJECT / "forms_app"
MODULES = [path for path in APP.rglob("*.py") if "versions" not in path.parts]
TEMPLATES = [*APP.rglob("*.html"), *(PROJECT / "theme").rglob("*.html")]
WINGS = {
    "base": ["contentfile", "sheets", "accounts", "exports", "attachments"],
    "permits": ["grid", "enterprises", "resumption"],
    "people": ["health_rules", "rosters", "isolation", "gates"],
    "ledger": [
        "lists",
        "items",
        "sweeps",
        "meetings",
        "suggestions",
        "feedback",
        "publicity",
        "visits",
        "supplies",
        "training",
        "rounds",
        "volunteering",
    ],
    "office": ["statistics", "desk", "retention", "rotation"],
    "publishing": ["intake", "site", "release", "service"],
}
ORDER = [f"{wing}.{room}" for wing, rooms in WINGS.items() for room in rooms]

# What is still to be split. A line goes from here when its module or function is short enough.
LONG_MODULES = {
    "forms_app/base/personal.py",
    "forms_app/base/slips.py",
    "forms_app/base/backup.py",
    "forms_app/base/contentfile/rows.py",
    "forms_app/ledger/publicity/group_operations.py",
    "forms_app/ledger/publicity/operations.py",
    "forms_app/office/retention/nightly.py",
    "forms_app/people/isolation/case_operations.py",
    "forms_app/people/isolation/operations.py",
    "forms_app/people/isolation/queries.py",
    "forms_app/people/isolation/views.py",
    "forms_app/people/rosters/judging.py",
    "forms_app/people/rosters/operations.py",
    "forms_app/permits/resumption/operations.py",
    "forms_app/permits/resumption/views.py",
    "forms_app/publishing/intake/accept.py",
    "forms_app/publishing/intake/check.py",
    "forms_app/publishing/release/log.py",
    "forms_app/publishing/release/releaser.py",
    "forms_app/publishing/service/publisher.py",
    "forms_app/supervise.py",
}
LONG_FUNCTIONS = {
    ("forms_app/people/isolation/own_views.py", "_link_page"),
    ("forms_app/permits/resumption/decisions.py", "ask"),
    ("forms_app/__init__.py", "create_app"),
    ("forms_app/base/accounts/operations.py", "open_account"),
    ("forms_app/base/audit.py", "record"),
    ("forms_app/base/backup.py", "backup"),
    ("forms_app/base/contentfile/frontmatter.py", "_read_line"),
    ("forms_app/base/contentfile/rows.py", "fault"),
    ("forms_app/base/errors.py", "init_app"),
    ("forms_app/ledger/items/listing.py", "_columns"),
    ("forms_app/ledger/items/operations.py", "raise_item"),
    ("forms_app/ledger/meetings/operations.py", "open_meeting"),
    ("forms_app/ledger/publicity/group_operations.py", "put_into"),
    ("forms_app/ledger/publicity/group_operations.py", "ask_to_send"),
    ("forms_app/ledger/supplies/operations.py", "correct"),
    ("forms_app/ledger/sweeps/operations.py", "begin"),
    ("forms_app/ledger/visits/operations.py", "record_visit"),
    ("forms_app/ledger/volunteering/services.py", "ask"),
    ("forms_app/office/desk/operations.py", "close_day"),
    ("forms_app/office/retention/operations.py", "erase_person"),
    ("forms_app/office/retention/operations.py", "erase_enterprise"),
    ("forms_app/office/rotation/commands.py", "rotate_keys"),
    ("forms_app/people/gates/passages.py", "keep_person"),
    ("forms_app/people/gates/passages.py", "keep_bus"),
    ("forms_app/people/gates/receiving.py", "_keep"),
    ("forms_app/people/health_rules/rules.py", "determine"),
    ("forms_app/people/isolation/case_operations.py", "open_case"),
    ("forms_app/people/isolation/case_operations.py", "release"),
    ("forms_app/people/isolation/operations.py", "report"),
    ("forms_app/people/isolation/operations.py", "step"),
    ("forms_app/people/isolation/queries.py", "who_is_missing"),
    ("forms_app/people/rosters/operations.py", "take"),
    ("forms_app/permits/enterprises/content.py", "read_enterprise"),
    ("forms_app/permits/enterprises/operations.py", "register"),
    ("forms_app/permits/grid/content.py", "read_community"),
    ("forms_app/permits/resumption/ingest.py", "apply"),
    ("forms_app/permits/resumption/operations.py", "record_check"),
    ("forms_app/permits/resumption/staff_views.py", "_show"),
    ("forms_app/publishing/intake/accept.py", "_withdraw"),
    ("forms_app/publishing/intake/authors.py", "_committers"),
    ("forms_app/publishing/intake/documents.py", "_faults_beside"),
    ("forms_app/publishing/intake/judge.py", "is_unchecked"),
    ("forms_app/publishing/release/releaser.py", "release_kept"),
    ("forms_app/publishing/service/warm.py", "frame"),
    ("forms_app/supervise.py", "check"),
}


def name_of(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def room_of(path: Path) -> str:
    """Its wing and its room, such as "permits.grid"."""
    return ".".join(path.relative_to(APP).parts[:2])


def imports(path: Path, everywhere: bool = False) -> set[str]:
    """The modules a module imports when it is loaded, or also later."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree) if everywhere else tree.body:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {
                node.module,
                *(f"{node.module}.{alias.name}" for alias in node.names),
            }
    return found


@pytest.mark.parametrize("path", sorted(APP.rglob("*rules.py")), ids=name_of)
def test_rules_import_the_standard_library_only(path) -> None:
    outside = (
        {name.partition(".")[0] for name in imports(path)}
        - set(sys.stdlib_module_names)
        - {"__future__"}
    )
    assert outside == set()


@pytest.mark.parametrize("path", sorted(APP.rglob("public.py")), ids=name_of)
def test_what_is_public_knows_no_form_and_no_view(path) -> None:
    assert not any(
        name.endswith((".forms", ".views", ".staff_views")) for name in imports(path)
    )


@pytest.mark.parametrize(
    "path", [path for path in MODULES if room_of(path) in ORDER], ids=name_of
)
def test_imports_run_one_way_between_rooms(path) -> None:
    """Views may lead to one another's pages; what they are built on may not look up."""
    if path.name.endswith("views.py") or path.name == "__init__.py":
        return
    above = ORDER[ORDER.index(room_of(path)) + 1 :]
    assert not {
        name for name in imports(path) if ".".join(name.split(".")[1:3]) in above
    }


def test_no_arrow_between_wings_runs_up() -> None:
    """Not of views either, nor of an import inside a function."""
    wings = [*WINGS]
    up: list[str] = []
    walked = 0
    for path in MODULES:
        wing = path.relative_to(APP).parts[0]
        if wing not in wings:
            continue
        walked += 1
        above = wings[wings.index(wing) + 1 :]
        up += [
            f"{name_of(path)} imports {name}"
            for name in imports(path, everywhere=True)
            if name.startswith("forms_app.") and name.split(".")[1] in above
        ]
    assert up == []
    assert walked > 400


def test_people_are_never_published() -> None:
    assert not [
        path
        for wing in ("people", "base/attachments")
        for path in (APP / wing).rglob("public.py")
    ]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_and_functions_stay_small_and_say_what_they_are(path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "every module opens with what it is"
    assert path.stem not in {
        "util",
        "utils",
        "helper",
        "helpers",
        "common",
        "misc",
        "manager",
    }
    assert (text.count("\n") > 300) == (name_of(path) in LONG_MODULES), (
        "split by noun, or off the list"
    )
    long = {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > 40
    }
    assert long == {name for of, name in LONG_FUNCTIONS if of == name_of(path)}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_statement_is_a_line_of_its_own(path) -> None:
    """No `a, b = x, y`: a reader of one value must not count commas."""
    packed = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Tuple)
        and isinstance(node.targets[0], ast.Tuple)
    ]
    assert packed == []


@pytest.mark.parametrize("path", sorted(APP.rglob("*operations.py")), ids=name_of)
def test_every_operation_takes_an_actor_and_now_and_leaves_one_entry(path) -> None:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if (
            not isinstance(node, ast.FunctionDef)
            or node.name.startswith("_")
            or node.name in {"initials"}
        ):
            continue
        given = {argument.arg for argument in [*node.args.args, *node.args.kwonlyargs]}
        assert {"actor", "now"} <= given, node.name
        source = ast.unparse(node)
        assert source.count("audit.record(") + source.count("_entry(") == 1, node.name


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_templates_hold_nothing_inline_and_every_form_its_token(path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(
        r"<style|\sstyle=|\son(?:click|change|submit|load)=|<script(?![^>]*src=)|\|\s*safe",
        text,
    )
    for form in re.findall(r'<form[^>]*method="post".*?</form>', text, re.S):
        assert "csrf_token" in form or "csrf()" in form or "token(" in form
    for imported in re.findall(r"{% from \"[^\"]+\" import ([^%]+) %}", text):
        for name in (part.split(" as ")[-1].strip() for part in imported.split(",")):
            assert len(re.findall(rf"\b{name}\b", text)) > 1, (
                f"{name} is imported and not used"
            )


def test_only_base_has_an_html_element() -> None:
    assert [
        name_of(path)
        for path in TEMPLATES
        if "<html"
        in re.sub(r"{#.*?#}", "", path.read_text(encoding="utf-8"), flags=re.S)
    ] == ["theme/templates/base.html"]


def test_readme_commands_answer_help() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    for script in sorted(
        set(re.findall(r"python3 (scripts/(?:run|bench)\.py)", readme))
    ):
        assert (
            subprocess.run(
                [sys.executable, script, "--help"], cwd=PROJECT, capture_output=True
            ).returncode
            == 0
        )


def test_the_readme_tree_names_every_folder() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    features = {path.parent.name for path in APP.glob("*/__init__.py")} - {
        "migrations",
        "translations",
    }
    assert not [name for name in sorted(features) if f"{name}/" not in readme]


def test_no_test_function_is_never_collected() -> None:
    for path in (PROJECT / "tests").rglob("*.py"):
        names = [
            node.name
            for node in ast.parse(path.read_text(encoding="utf-8")).body
            if isinstance(node, ast.FunctionDef)
        ]
        assert len(names) == len(set(names)), path
        if not path.name.startswith("test_"):
            assert not [name for name in names if name.startswith("test_")], path
