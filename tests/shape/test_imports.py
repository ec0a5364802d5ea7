"""Who may import whom (DESIGN §4), and that the core is pure. Imports in functions and under TYPE_CHECKING count."""

import ast

from source_tree import modules

ROWS = (
    {"core"},
    {"tasks", "edge", "accounts"},
    {"wire"},
    {"reading"},
    {"stories", "pictures", "translations"},
    {"publishing"},
    {"watches", "comments", "searching"},
    {"edition"},
    {"destinations"},
    {"desk", "public"},
    {"runner"},
)
ROW_OF = {folder: row for row, folders in enumerate(ROWS) for folder in folders}
# Settings stand outside the rows: read at the top, and by whoever serves the web; they know the value of a newsroom.
SETTINGS = "config"
IMPURE = {
    *("django", "socket", "ssl", "http", "urllib.request", "httpcore", "subprocess", "threading", "multiprocessing"),
    *("asyncio", "time", "random", "secrets", "uuid", "os", "pathlib", "shutil", "tempfile", "io", "sqlite3"),
    *("logging", "sys", "uvicorn", "PIL"),
}
CLOCKS = {"now", "utcnow", "today", "time", "monotonic"}
FILES = {"open", "read_bytes", "write_text", "write_bytes", "mkdir", "unlink", "iterdir"}


def folder_of(name: str) -> str | None:
    """The folder of ours that an imported name lies in; None for other people's."""
    parts = name.split(".")
    return parts[1] if parts[0] == "wireroom" and len(parts) > 1 else None


def test_every_folder_has_its_row():
    folders = {module.folder for module in modules()} - {"", SETTINGS}
    assert folders <= ROW_OF.keys()


def test_a_folder_imports_only_itself_and_rows_strictly_below():
    wrong = [
        f"{module.path}:{line} imports {name}"
        for module in modules()
        if module.folder not in ("", SETTINGS)
        for name, line in module.imports()
        if (target := folder_of(name)) in ROW_OF and target != module.folder and ROW_OF[target] >= ROW_OF[module.folder]
    ]
    assert wrong == []


def test_only_the_runner_imports_edge():
    wrong = [
        f"{module.path}:{line}"
        for module in modules()
        if module.folder not in ("runner", "edge")
        for name, line in module.imports()
        if folder_of(name) == "edge"
    ]
    assert wrong == []


def test_settings_know_no_app_and_only_the_top_rows_read_the_newsrooms_value():
    wrong = [
        f"{module.path}:{line} imports {name}"
        for module in modules()
        for name, line in module.imports()
        if (module.folder == SETTINGS and folder_of(name) not in (None, SETTINGS, "core"))
        or (folder_of(name) == SETTINGS and module.folder not in (SETTINGS, "runner", "public", "desk", "edition"))
    ]
    assert wrong == []


def test_the_core_imports_nothing_that_has_effects():
    wrong = [
        f"{module.path}:{line} imports {name}"
        for module in modules()
        if module.folder == "core"
        for name, line in module.imports()
        if any(name == impure or name.startswith(f"{impure}.") for impure in IMPURE)
    ]
    assert wrong == []


def test_the_core_asks_no_clock_and_opens_no_file():
    wrong = []
    for module in modules():
        if module.folder != "core":
            continue
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Call):
                continue
            called = node.func
            if isinstance(called, ast.Name) and called.id in ("open", "print", "input", "__import__", "eval", "exec"):
                wrong.append(f"{module.path}:{node.lineno} calls {called.id}")
            if isinstance(called, ast.Attribute):
                on = called.value.id if isinstance(called.value, ast.Name) else ""
                if (called.attr in CLOCKS and on in ("datetime", "date", "time")) or called.attr in FILES:
                    wrong.append(f"{module.path}:{node.lineno} calls {on}.{called.attr}")
    assert wrong == []


def test_the_web_side_never_reaches_for_the_network():
    network = ("httpcore", "urllib.request", "http.client", "socket", "requests")
    wrong = [
        f"{module.path}:{line} imports {name}"
        for module in modules()
        if module.folder in ("public", "desk", "edition", "destinations", "publishing", "comments", "wire", "pictures")
        for name, line in module.imports()
        if name in network
    ]
    assert wrong == []
