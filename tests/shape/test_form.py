"""The form of modules: sizes, names, docstrings, parameters; models say their kind; only commands print."""

import ast
import inspect
import re

import pytest
from django.apps import apps
from source_tree import Module, modules

LONGEST = 400
FORBIDDEN = {"utils", "helpers", "common", "misc", "manager", "handler", "processor", "base", "types"}
KINDS = ("Received", "Decided", "Derived", "Working", "Sent")
MOST_PARAMETERS, MOST_BY_POSITION = 5, 3
# Django looks for a database under this name.
NAMED_BY_DJANGO = {"edge/sqlite/base.py"}
# httpcore calls this with the parameters it names.
NAMED_BY_OTHERS = {"edge/http/network.py connect_tcp"}
MAY_PRINT = ("runner/commands/",)


def public_definitions(module: Module):
    """Functions and classes that others may use: not private, not inside a function, methods of public classes too."""
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                for inner in node.body:
                    if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef) and not inner.name.startswith("_"):
                        yield inner


def test_no_module_is_longer_than_four_hundred_lines():
    assert {module.path: module.lines for module in modules() if module.lines > LONGEST} == {}


def test_no_module_has_a_name_that_says_nothing():
    empty = {module.path for module in modules() if FORBIDDEN & set(module.name.split(".")[1:])}
    assert empty == NAMED_BY_DJANGO


def test_every_module_says_in_its_first_line_what_it_does():
    first = {
        module.path: (ast.get_docstring(module.tree) or "").partition("\n")[0]
        for module in modules()
        if module.tree.body
    }
    assert {path: line for path, line in first.items() if not is_sentence(line)} == {}


def is_sentence(line: str) -> bool:
    """Three words and more that begin as a sentence does, or with a name that is written small."""
    begins = line[:1].isupper() or line.startswith(("`", "robots.txt"))
    return begins and len(line.split()) >= 3


def test_every_public_class_and_function_says_what_it_is():
    silent = [
        f"{module.path}: {node.name} (line {node.lineno})"
        for module in modules()
        for node in public_definitions(module)
        if not ast.get_docstring(node) and not explains_itself(node, module)
    ]
    assert silent == []


def explains_itself(node: ast.AST, module: Module) -> bool:
    """What a framework or a protocol names and defines: Django's parts, properties of a setting, a verb's two parts."""
    if isinstance(node, ast.ClassDef):
        return node.name == "Meta" or any("AppConfig" in ast.unparse(base) for base in node.bases)
    one_line = len(node.body) == 1
    command = module.path.startswith("runner/commands/") and node.name in ("add_arguments", "run")
    told_by_class = one_line and any(ast.unparse(mark) == "property" for mark in node.decorator_list)
    protocol = module.path == "core/ports.py" or node.name.startswith("do_") or node.name in ("ready", "log_message")
    short = one_line and isinstance(node.body[0], ast.Return)
    return command or told_by_class or protocol or short


def test_no_public_function_takes_more_than_five_parameters_and_few_by_position():
    wrong = []
    for module in modules():
        for node in public_definitions(module):
            if isinstance(node, ast.ClassDef) or f"{module.path} {node.name}" in NAMED_BY_OTHERS:
                continue
            every = (*node.args.posonlyargs, *node.args.args)
            by_position = [argument.arg for argument in every if argument.arg not in ("self", "cls")]
            count = len(by_position) + len(node.args.kwonlyargs)
            if count > MOST_PARAMETERS or len(by_position) > MOST_BY_POSITION:
                wrong.append(f"{module.path}: {node.name} takes {count}, {len(by_position)} by position")
    assert wrong == []


@pytest.mark.parametrize(
    "model",
    [model for model in apps.get_models() if model.__module__.startswith("wireroom.")],
    ids=lambda model: model.__name__,
)
def test_every_model_says_first_of_which_kind_its_rows_are(model):
    first = (inspect.getdoc(model) or "").split()[0].rstrip(":,")
    assert first in KINDS


def test_only_commands_print():
    prints = [
        f"{module.path}:{node.lineno}"
        for module in modules()
        if not module.path.startswith(MAY_PRINT)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert prints == []


def test_nothing_is_left_for_later():
    assert [module.path for module in modules() if leaves_something(module)] == []


def leaves_something(module: Module) -> bool:
    """Whether code or docstrings hold a mark of what was to be done yet."""
    docs = " ".join(
        ast.get_docstring(node) or ""
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
    )
    in_code = re.search(r"\bNotImplementedError\b|\bTODO\b|\bFIXME\b|\bXXX\b", ast.unparse(module.tree))
    return bool(in_code or re.search(r"\bTODO\b|\bFIXME\b", docs))


def test_no_signal_is_used():
    used = [
        f"{module.path}: {name}"
        for module in modules()
        for name, _ in module.imports()
        if name.startswith("django.db.models.signals") or name == "django.dispatch.receiver"
    ]
    assert used == []


def test_no_model_does_work_when_saved():
    models = [module for module in modules() if module.path.endswith("models.py")]
    assert models
    methods = [
        f"{module.path}: {node.name}"
        for module in models
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef) and node.name in ("save", "delete")
    ]
    assert methods == []
