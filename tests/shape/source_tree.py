"""The project's source as syntax trees, for tests of its shape. Imports nothing of it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "wireroom"


@dataclass(frozen=True, slots=True)
class Module:
    """One file of the package: its path in the package, dotted name and tree."""

    path: str
    name: str
    tree: ast.Module
    lines: int

    @property
    def folder(self) -> str:
        """The top folder it lies in: core, wire, …; "" for the package itself."""
        return self.path.partition("/")[0] if "/" in self.path else ""

    def imports(self) -> Iterator[tuple[str, int]]:
        """Every module it names in an import, wherever in the file, with the line; relative ones made absolute."""
        package = self.name if self.path.endswith("__init__.py") else self.name.rpartition(".")[0]
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
                module = ".".join([*base, *([node.module] if node.module else [])])
                yield module, node.lineno
                yield from ((f"{module}.{alias.name}", node.lineno) for alias in node.names)


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the package but migrations, which Django writes."""
    found = []
    for file in sorted(PACKAGE.rglob("*.py")):
        path = file.relative_to(PACKAGE).as_posix()
        if "/migrations/" in path or "__pycache__" in path:
            continue
        text = file.read_text("utf-8")
        name = "wireroom." + path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        found.append(Module(path, name.removesuffix(".__init__"), ast.parse(text, path), text.count("\n")))
    return tuple(found)
