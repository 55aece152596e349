"""Small pieces: no source file above 400 lines, no function above 60."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

import repository

MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 60
# What stands before the brace of something that is not a function.
NOT_A_FUNCTION = re.compile(r"^\s*(?:(?:inline\s+)?namespace|(?:typedef\s+)?(?:struct|class|union|enum)\b(?!.*\)\s*(?:const)?\s*$)|extern\s*\"\")"
                            r"|=\s*$", re.DOTALL)


@dataclass
class Function:
    name: str
    line: int
    lines: int


def is_source(path: str) -> bool:
    return path.endswith((".cpp", ".hpp", ".py", ".sh", ".cmake", "CMakeLists.txt")) or path.startswith(("runners/", ".ci/"))


def functions_of_cpp(text: str) -> list[Function]:
    """Every outermost body that follows a closing parenthesis; what stands inside it counts as part of it."""
    code = re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", lambda m: "\n" * m.group().count("\n"), repository.code_only(text),
                  flags=re.MULTILINE)
    found, open_braces, start = [], [], 0
    for position, letter in enumerate(code):
        if letter == "{":
            head = code[start:position]
            is_body = ")" in head and not NOT_A_FUNCTION.search(head) and not any(open_braces)
            if is_body:
                label = re.match(r"\s*(?:(?:public|private|protected)\s*:\s*)*", head)
                began = start + (label.end() if label else 0)
                name = re.search(r"([\w:~]+|operator\S+)\s*\(", head)
                here = (began, name.group(1) if name else head.split()[-1])
            open_braces.append(here if is_body else None)
            start = position + 1
        elif letter == "}" and open_braces:
            body = open_braces.pop()
            if body:
                first = repository.line_of(code, body[0])
                found.append(Function(body[1], first, repository.line_of(code, position) - first + 1))
            start = position + 1
        elif letter == ";":
            start = position + 1
    return found


def functions_of_python(text: str) -> list[Function]:
    return [Function(node.name, node.lineno, (node.end_lineno or node.lineno) - node.lineno + 1)
            for node in ast.walk(ast.parse(text)) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]


def functions_of_shell(text: str) -> list[Function]:
    found = []
    for match in re.finditer(r"^([\w-]+)\(\) \{\n.*?^\}$", text, re.MULTILINE | re.DOTALL):
        found.append(Function(match.group(1), repository.line_of(text, match.start()), match.group().count("\n") + 1))
    return found


def functions(path: str, text: str) -> list[Function]:
    if path.endswith((".cpp", ".hpp")):
        return functions_of_cpp(text)
    if path.endswith(".py"):
        return functions_of_python(text)
    return functions_of_shell(text) if text.startswith("#!") else []


def problems(files: dict[str, str]) -> list[str]:
    found = []
    for path, text in files.items():
        if not is_source(path):
            continue
        lines = text.count("\n")
        if lines > MOST_LINES_OF_A_FILE:
            found.append(f"{path}: {lines} lines, more than {MOST_LINES_OF_A_FILE}")
        found += [f"{path}:{function.line}: {function.name} has {function.lines} lines, more than {MOST_LINES_OF_A_FUNCTION}"
                  for function in functions(path, text) if function.lines > MOST_LINES_OF_A_FUNCTION]
    return found


def test_files_and_functions_are_small():
    assert problems(repository.texts()) == []


def test_functions_are_counted():
    counted = [function for path, text in repository.sources(repository.texts(), "model").items()
               for function in functions(path, text)]
    assert len(counted) > 150


def test_a_long_file_is_found():
    assert problems({"model/long.cpp": "// A line.\n" * 401}) == ["model/long.cpp: 401 lines, more than 400"]
    assert problems({"model/long.cpp": "// A line.\n" * 400, "docs/long.md": "A line.\n" * 500}) == []


def body(lines: int) -> str:
    return "    work();\n" * lines


def test_a_long_function_is_found():
    plain = "namespace piste {\nint f(int a)\n{\n" + body(58) + "}\n}\n"
    assert problems({"model/f.cpp": plain}) == ["model/f.cpp:2: f has 61 lines, more than 60"]
    inside = "class A {\npublic:\n    int f() const\n    {\n        if (true) {\n" + body(60) + "        }\n    }\n};\n"
    assert problems({"model/f.hpp": inside}) == ["model/f.hpp:3: f has 65 lines, more than 60"]
    constructor = "A::A(int x)\n    : x_{x}, y_(2)\n{\n" + body(60) + "}\n"
    assert len(problems({"model/f.cpp": constructor})) == 1
    lambda_inside = "int f()\n{\n    auto g = [](int x) {\n" + body(59) + "    };\n}\n"
    assert len(problems({"model/f.cpp": lambda_inside})) == 1
    assert len(problems({"analysis/f.py": "def f():\n" + "    work()\n" * 60})) == 1
    assert len(problems({"runners/f": "#!/usr/bin/env bash\nf() {\n" + body(60) + "}\n"})) == 1


def test_what_is_not_a_function_may_be_long():
    table = "namespace {\nstruct A {\n" + "    int a = f(3);\n" * 80 + "};\nint const b[] = {\n" + "    (1),\n" * 80 + "};\n}\n"
    assert problems({"model/f.cpp": table}) == []
    assert problems({"model/f.cpp": "namespace {\n" + "void f()\n{\n    work();\n}\n\n" * 30 + "}\n"}) == []
