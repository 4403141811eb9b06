"""What a test speaks of: the words of its code and of the helpers under tests/ that it leans on.

Read from the source alone, so that nothing has to be collected or run. Annotations, docstrings and
imports say nothing about what is tested, so they do not count.
"""

import ast
import gc
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parents[1]
WORD = re.compile(r"[\w.-]+")

Place = tuple[Path, str]
"""A definition at the top of a module under tests/: the file and the name."""


@dataclass(frozen=True)
class Source:
    """The top of a module: what it defines, and what it takes from others under tests/."""

    path: Path
    defined: dict[str, list[ast.stmt]] = field(default_factory=dict)
    imported: dict[str, Place] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    modules: dict[str, Path] = field(default_factory=dict)

    def place(self, name: str) -> Place | None:
        """Return where a name leads to: here, elsewhere under tests/, a fixture, or nowhere."""
        head, _, tail = name.partition(".")
        if tail:
            return source(self.modules[head]).place(tail) if head in self.modules else None
        if name in self.defined:
            return self.path, name
        if name in self.imported:
            path, original = self.imported[name]
            return source(path).place(original)
        return _fixture(self.path, name)


def parsed(path: Path) -> ast.Module:
    """Return the syntax of a file, with no garbage collected meanwhile.

    What asyncio says of a lost future it also parses, and CPython 3.11 breaks off a parse within a
    parse (gh-106905).
    """
    gc.disable()
    try:
        return ast.parse(path.read_text("utf-8"))
    finally:
        gc.enable()


@cache
def source(path: Path) -> Source:
    """Return the top of a module."""
    found = Source(path)
    for node in parsed(path).body:
        if isinstance(node, ast.ImportFrom):
            _take(found, node)
        for name in _names(node):
            found.defined.setdefault(name, []).append(node)
    return found


def mentions(path: Path, test: str) -> frozenset[str]:
    """Return every word that a test and its helpers say; raises KeyError if it is not there.

    Of an attribute the last two names are a word (`Mode.ASSISTED`), and the last one alone; a name
    that is only the left side of one is none. Of a text each of its words is one.
    """
    reached: set[Place] = set()
    ahead, words = [(path, test)], set[str]()
    while ahead:
        place = ahead.pop()
        if place not in reached:
            reached.add(place)
            said, leads = _spoken(*place)
            words |= said
            ahead += leads
    return frozenset(words)


@cache
def _spoken(path: Path, name: str) -> tuple[frozenset[str], tuple[Place, ...]]:
    """Return the words of one definition, and the definitions that it leans on."""
    module = source(path)
    nodes = [each for top in module.defined[name] for each in _code(top)]
    owners = {id(each.value) for each in nodes if isinstance(each, ast.Attribute)}
    said = [each for each in nodes if not (isinstance(each, ast.Name) and id(each) in owners)]
    words = {module.renamed.get(word, word) for each in said for word in _words(each)}
    places = [module.place(used) for each in nodes for used in _used(each)]
    return frozenset(words), tuple([each for each in places if each])


def _words(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(name) | ast.keyword(str(name)):
            yield name
        case ast.Attribute(owner, name):
            yield name
            yield f"{ast.unparse(owner).rpartition('.')[2]}.{name}"
        case ast.Constant(str(text)):
            yield from WORD.findall(text)


def _used(node: ast.AST) -> Iterator[str]:
    """Yield the names by which a node may lead to a definition of the test's own."""
    match node:
        case ast.Name(name) | ast.arg(name):
            yield name
        case ast.Attribute(ast.Name(owner), name):
            yield f"{owner}.{name}"


def _code(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a node and those below it, without annotations and docstrings."""
    yield node
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_talk(name, child):
                yield from _code(child)


def _is_talk(name: str, node: ast.AST) -> bool:
    match node:
        case ast.Expr(ast.Constant(str())):
            return True
        case _:
            return name in {"annotation", "returns"}


def _take(found: Source, node: ast.ImportFrom) -> None:
    """Note what a module takes by another name, and what from under tests/: also whole modules."""
    found.renamed.update({each.asname: each.name for each in node.names if each.asname})
    if not (node.module or "").startswith("tests."):
        return
    place = TESTS.parent.joinpath(*(node.module or "").split("."))
    for alias in node.names:
        name, module = alias.asname or alias.name, place / f"{alias.name}.py"
        if module.is_file():
            found.modules[name] = module
        else:
            found.imported[name] = (place.with_suffix(".py"), alias.name)


def _names(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.FunctionDef(name) | ast.AsyncFunctionDef(name) | ast.ClassDef(name):
            yield name
        case ast.Assign() | ast.AnnAssign():
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for each in [part for target in targets for part in ast.walk(target)]:
                if isinstance(each, ast.Name):
                    yield each.id


def _fixture(path: Path, name: str) -> Place | None:
    """Return the fixture of that name in the nearest conftest.py, if there is one."""
    for folder in path.parents:
        conftest = folder / "conftest.py"
        if conftest != path and conftest.is_file() and name in source(conftest).defined:
            return conftest, name
        if folder == TESTS:
            break
    return None
