"""House rules: what a module may import, how large it may grow, what a template may hold."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

from tests.conftest import PROJECT

APP = PROJECT / "forms_app"
MODULES = [path for path in APP.rglob("*.py") if "versions" not in path.parts]
TEMPLATES = [*APP.rglob("*.html"), *(PROJECT / "theme").rglob("*.html")]
WINGS = {
    "base": [
        "contentfile",
        "sheets",
        "objects",
        "jobs",
        "sessions",
        "presses",
        "accounts",
        "second_step",
        "day_accounts",
        "exports",
        "attachments",
        "documents",
        "offline",
        "quarantine",
    ],
    "permits": [
        "grid",
        "enterprises",
        "campaigns",
        "messages",
        "resumption",
        "tenants",
        "inspection",
        "corrections",
        "rechecks",
        "appointments",
    ],
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
    "office": [
        "statistics",
        "looks",
        "junk",
        "desk",
        "retention",
        "keys",
        "copying",
        "doctor",
    ],
    "publishing": [
        "intake",
        "site",
        "release",
        "public_log",
        "search",
        "history",
        "service",
        "campaigns",
        "editor",
    ],
}
ORDER = [f"{wing}.{room}" for wing, rooms in WINGS.items() for room in rooms]


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(text_of(path))


def name_of(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def room_of(path: Path) -> str:
    """Its wing and its room, such as "permits.grid"."""
    return ".".join(path.relative_to(APP).parts[:2])


def imports(path: Path, everywhere: bool = False) -> set[str]:
    """The modules a module imports when it is loaded, or also later."""
    tree = parsed(path)
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


PURE = ("forms_app.base.flow", "forms_app.base.quantity", "forms_app.base.typed")


def test_rules_import_the_standard_library_only() -> None:
    """And what is as pure: a workflow's table, how exactly a number was counted, what
    was typed."""
    rules = sorted(APP.rglob("*rules.py"))
    outside = {
        f"{name_of(path)} imports {name}"
        for path in rules
        for name in imports(path)
        if name.partition(".")[0] not in {*sys.stdlib_module_names, "__future__"}
        and not name.startswith(PURE)
    }
    assert outside == set()
    assert len(rules) > 15


def test_what_is_public_knows_no_form_and_no_view() -> None:
    public = sorted(APP.rglob("public.py"))
    assert not [
        f"{name_of(path)} imports {name}"
        for path in public
        for name in imports(path)
        if name.endswith((".forms", ".views", ".staff_views"))
    ]
    assert len(public) > 5


def test_imports_run_one_way_between_rooms() -> None:
    """Views may lead to one another's pages; what they are built on may not look up."""
    up: list[str] = []
    walked = 0
    for path in MODULES:
        room = room_of(path)
        is_view = path.name.endswith("views.py") or path.name == "__init__.py"
        if room not in ORDER or is_view:
            continue
        walked += 1
        above = ORDER[ORDER.index(room) + 1 :]
        up += [
            f"{name_of(path)} imports {name}"
            for name in imports(path)
            if ".".join(name.split(".")[1:3]) in above
        ]
    assert up == []
    assert walked > 250


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


def test_every_module_opens_with_what_it_is() -> None:
    assert [
        name_of(path) for path in MODULES if not ast.get_docstring(parsed(path))
    ] == []


def test_no_module_is_named_after_nothing() -> None:
    nothing = {"util", "utils", "helper", "helpers", "common", "misc", "manager"}
    assert [name_of(path) for path in MODULES if path.stem in nothing] == []


def test_modules_stay_small() -> None:
    """Split by noun what is longer than 300 lines."""
    assert [name_of(path) for path in MODULES if text_of(path).count("\n") > 300] == []


def test_functions_stay_small() -> None:
    """Split by noun what is longer than 40 lines."""
    assert [
        f"{name_of(path)}: {node.name}"
        for path in MODULES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > 40
    ] == []


def test_a_statement_is_a_line_of_its_own() -> None:
    """No `a, b = x, y`: a reader of one value must not count commas."""
    tests = sorted((PROJECT / "tests").rglob("*.py"))
    assert [
        f"{name_of(path)}:{node.lineno}"
        for path in [*MODULES, *tests]
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Tuple)
        and isinstance(node.targets[0], ast.Tuple)
    ] == []
    assert len(tests) > 150


def test_every_operation_takes_an_actor_and_now_and_leaves_one_entry() -> None:
    faults: list[str] = []
    walked = 0
    for path in sorted(APP.rglob("*operations.py")):
        for node in parsed(path).body:
            is_step = isinstance(node, ast.FunctionDef) and node.name[0] != "_"
            if not is_step:
                continue
            walked += 1
            given = {one.arg for one in [*node.args.args, *node.args.kwonlyargs]}
            source = ast.unparse(node)
            entries = source.count("audit.record(") + source.count("_entry(")
            if not {"actor", "now"} <= given or entries != 1:
                faults.append(f"{name_of(path)}: {node.name}")
    assert faults == []
    assert walked > 60


def test_lines_of_templates_are_read_without_scrolling() -> None:
    assert [
        f"{name_of(path)}:{number}"
        for path in TEMPLATES
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if len(line) > 160
    ] == []
    assert len(TEMPLATES) > 150


def test_templates_hold_nothing_inline() -> None:
    inline = r"<style|\sstyle=|\son(?:click|change|submit|load)=|<script(?![^>]*src=)|\|\s*safe"
    assert [
        name_of(path) for path in TEMPLATES if re.search(inline, text_of(path))
    ] == []


# A press of them is never answered by what was kept of an earlier one; or the key
# goes along with what is sent again.
WITHOUT_KEY = ("/sign_in.html", "/errors/error.html")


def test_every_form_that_is_sent_has_its_token_and_its_key() -> None:
    without: list[str] = []
    walked = 0
    for path in TEMPLATES:
        for form in re.findall(
            r'<form[^>]*method="post".*?</form>', text_of(path), re.S
        ):
            walked += 1
            carries = (
                "csrf_token"
                if name_of(path).endswith(WITHOUT_KEY)
                else r"csrf\(\)|\btoken\("
            )
            if not re.search(carries, form):
                without.append(name_of(path))
    assert without == []
    assert walked > 100


def test_no_template_imports_what_it_does_not_use() -> None:
    unused: list[str] = []
    for path in TEMPLATES:
        text = text_of(path)
        for imported in re.findall(r"{% from \"[^\"]+\" import ([^%]+) %}", text):
            names = [part.split(" as ")[-1].strip() for part in imported.split(",")]
            unused += [
                f"{name_of(path)} imports {name}"
                for name in names
                if len(re.findall(rf"\b{name}\b", text)) == 1
            ]
    assert unused == []


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
