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

# What imports from above itself and is still to be loosened.
KNOTS = {"forms_app/base/attachments/queries.py", "forms_app/base/accounts/forms.py"}


def name_of(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def room_of(path: Path) -> str:
    """Its wing and its room, such as "permits.grid"."""
    return ".".join(path.relative_to(APP).parts[:2])


def imports(path: Path) -> set[str]:
    """The modules a module imports when it is loaded."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


@pytest.mark.parametrize("path", APP.rglob("rules.py"), ids=name_of)
def test_rules_import_the_standard_library_only(path) -> None:
    outside = {name.partition(".")[0] for name in imports(path)} - set(sys.stdlib_module_names) - {"__future__"}
    assert outside == set()


@pytest.mark.parametrize("path", APP.rglob("public.py"), ids=name_of)
def test_what_is_public_knows_no_form_and_no_view(path) -> None:
    assert not any(name.endswith((".forms", ".views", ".staff_views")) for name in imports(path))


@pytest.mark.parametrize("path", [path for path in MODULES if room_of(path) in ORDER], ids=name_of)
def test_imports_run_one_way_between_features(path) -> None:
    """Views may lead to one another's pages; what they are built on may not look up."""
    if path.name.endswith("views.py") or path.name == "__init__.py" or name_of(path) in KNOTS:
        return
    above = ORDER[ORDER.index(room_of(path)) + 1 :]
    above = {name for name in imports(path) if ".".join(name.split(".")[1:3]) in above}
    assert above == set()


def test_people_are_never_published() -> None:
    assert not [path for wing in ("people", "base/attachments") for path in (APP / wing).rglob("public.py")]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_and_functions_stay_small_and_say_what_they_are(path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "every module opens with what it is"
    assert text.count("\n") <= (300 if "publishing" in path.parts else 350), "split by noun"
    assert path.stem not in {"util", "utils", "helper", "helpers", "common", "misc", "manager"}
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1}"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > 45
    ]
    assert long == []


@pytest.mark.parametrize("path", APP.rglob("operations.py"), ids=name_of)
def test_every_operation_takes_an_actor_and_now_and_leaves_one_entry(path) -> None:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_") or node.name in {"initials"}:
            continue
        given = {argument.arg for argument in [*node.args.args, *node.args.kwonlyargs]}
        assert {"actor", "now"} <= given, node.name
        source = ast.unparse(node)
        assert source.count("audit.record(") + source.count("_entry(") == 1, node.name


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_templates_hold_nothing_inline_and_every_form_its_token(path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son(?:click|change|submit|load)=|<script(?![^>]*src=)|\|\s*safe", text)
    for form in re.findall(r'<form[^>]*method="post".*?</form>', text, re.S):
        assert "csrf_token" in form or "csrf()" in form or "token(" in form
    for imported in re.findall(r"{% from \"[^\"]+\" import ([^%]+) %}", text):
        for name in (part.split(" as ")[-1].strip() for part in imported.split(",")):
            assert len(re.findall(rf"\b{name}\b", text)) > 1, f"{name} is imported and not used"


def test_only_base_has_an_html_element() -> None:
    assert [
        name_of(path)
        for path in TEMPLATES
        if "<html" in re.sub(r"{#.*?#}", "", path.read_text(encoding="utf-8"), flags=re.S)
    ] == ["theme/templates/base.html"]


def test_readme_commands_answer_help() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    for script in sorted(set(re.findall(r"python3 (scripts/(?:run|bench)\.py)", readme))):
        assert subprocess.run([sys.executable, script, "--help"], cwd=PROJECT, capture_output=True).returncode == 0


def test_the_readme_tree_names_every_folder() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    features = {path.parent.name for path in APP.glob("*/__init__.py")} - {"migrations", "translations"}
    assert not [name for name in sorted(features) if f"{name}/" not in readme]


def test_no_test_function_is_never_collected() -> None:
    for path in (PROJECT / "tests").rglob("*.py"):
        names = [
            node.name for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)
        ]
        assert len(names) == len(set(names)), path
        if not path.name.startswith("test_"):
            assert not [name for name in names if name.startswith("test_")], path
