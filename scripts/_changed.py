"""Which test files a change can reach, by what imports what.

A test file is reached when it changed itself, when something it imports changed, or
something that imports, or when a file of the room it mirrors did (a template, a rule).
What every change may break comes along: the house rules and the catalogue. A change of
what everything is made from reaches everything.
"""

import ast
import subprocess
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
ALWAYS = ("tests/house", "tests/base/test_catalogue.py")
EVERYTHING = ("tests/conftest.py", "pyproject.toml", "tests/requirements.txt")
# What is not Python, and the tests that look at it.
BESIDE = {
    "theme/": ("tests/publishing/site", "tests/test_loop.py"),
    "content/": ("tests/publishing/test_rule_files.py", "tests/sample"),
    "pelicanconf.py": ("tests/publishing",),
    "scripts/": ("tests/scripts",),
    "README.md": ("tests/scripts", "tests/test_contributing.py"),
    "CONTRIBUTING.md": ("tests/test_contributing.py",),
}


def changed_files(since="HEAD"):
    """Paths below the project that differ from a commit, new ones included."""
    differ = ["git", "diff", "--name-only", since]
    new = ["git", "ls-files", "--others", "--exclude-standard"]
    found = set()
    for command in (differ, new):
        done = subprocess.run(
            command, cwd=PROJECT, capture_output=True, text=True, check=True
        )
        found |= set(done.stdout.splitlines())
    return sorted(found)


def reached(changed, project=PROJECT):
    """Test files and folders for pytest; None where it is all of them."""
    if any(path in EVERYTHING for path in changed):
        return None
    imports = _imports(project)
    modules = _that_import({_module(path) for path in changed}, imports)
    found = set(ALWAYS)
    for path in (project / "tests").rglob("test_*.py"):
        name = path.relative_to(project).as_posix()
        if name in changed or imports.get(_module(name), set()) & modules:
            found.add(name)
    for path in changed:
        found |= set(_mirrors(path, project))
        for start, tests in BESIDE.items():
            if path.startswith(start):
                found |= set(tests)
    there = {one for one in found if (project / one).exists()}
    return sorted(one for one in there if not there & set(map(str, Path(one).parents)))


def _module(path):
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _imports(project):
    """Of each module, the modules it imports, at once or later."""
    found = {}
    for folder in ("forms_app", "tests"):
        for path in (project / folder).rglob("*.py"):
            name = _module(path.relative_to(project).as_posix())
            found[name] = set(_imported(path))
    return found


def _imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _that_import(modules, imports):
    """These modules and all that need them; tests and conftest lead no further."""
    reached_now = set(modules)
    while True:
        more = {
            name
            for name, needs in imports.items()
            if name.startswith("forms_app.") and needs & reached_now
        } - reached_now
        if not more:
            return reached_now
        reached_now |= more


def _mirrors(path, project):
    """The folder of tests of the room a file lies in, or of its wing."""
    parts = Path(path).parts
    if parts[0] != "forms_app":
        return
    for depth in (3, 2):
        folder = Path("tests", *parts[1:depth])
        if len(parts) > depth and (project / folder).is_dir():
            yield folder.as_posix()
            return
