"""The model is a pure function with the same bits everywhere: nothing in model/ may depend on library, machine or moment."""

from __future__ import annotations

import re

import pytest
import repository

FORBIDDEN = [
    (r"\bstd::(?:exp|exp2|expm1|log|log2|log10|log1p|pow|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|cbrt|hypot|erf|erfc"
     r"|tgamma|lgamma|round|lround|nearbyint|rint|fma|fmod|remainder)f?\b",
     "differs between mathematical libraries: exponential and logarithm are in model/elementary.hpp"),
    (r"(?<![\w.>:])(?:exp|exp2|expm1|log|log2|log10|log1p|pow|sin|cos|tan|tgamma|lgamma|erf)\s*\(\s*[^)\s]",
     "differs between mathematical libraries: exponential and logarithm are in model/elementary.hpp"),
    (r"\b__builtin_\w+", "is the compiler's own"),
    (r"\bstd::\w+_distribution\b", "differs between standard libraries: distributions are our own"),
    (r"\bstd::(?:mt19937(?:_64)?|minstd_rand0?|random_device|default_random_engine|rand|srand)\b|(?<![\w:.>])s?rand\s*\(",
     "random numbers have an address: model/random.hpp"),
    (r"#\s*include\s*<(?:chrono|ctime|random|iostream|fstream|ostream|istream|sstream|iomanip|cstdio|filesystem|thread"
     r"|mutex|atomic|future|shared_mutex|condition_variable|unordered_map|unordered_set|locale|cfenv|execution)>",
     "time, files, threads, library randomness and unordered containers stay outside the model"),
    (r"\bstd::unordered_\w+|\bstd::(?:reduce|transform_reduce)\b", "has no fixed order"),
    (r"\bstd::hash\b", "differs between standard libraries: entity_id and mix are in model/"),
    (r"\b(?:getenv|secure_getenv|time|clock|gettimeofday|clock_gettime)\s*\((?!\s*\w+\s+\w)", "depends on the moment or the place"),
    (r"\bfloat\b|\blong\s+double\b", "the model computes in integers and double"),
    (r"\breinterpret_cast\s*<\s*(?:std::)?u?intptr_t|\bstd::u?intptr_t\b", "addresses of memory differ from run to run"),
    (r"\bthread_local\b", "a run owns all its state"),
    (r"\basm\b|#\s*pragma\s+(?:omp|GCC|STDC)", "changes what the compiler makes of it"),
    (r"\bstd::(?:cout|cerr|clog|printf|fprintf|puts)\b|(?<![\w:.>])f?printf\s*\(", "the model is silent"),
]
# A variable that lives longer than a call and may change.
STATIC_LOCAL = re.compile(r"\bstatic\s+(?!const\b|constexpr\b|constinit\s+const\b|inline\s+const)[\w:<>,\s*&]+?\s\w+\s*(?:=|;|\{|\[)")
BEGINS_A_SCOPE = re.compile(r"^\s*(?:inline\s+)?namespace\b|^\s*extern\s*$")
NOT_A_VARIABLE = re.compile(
    r"^\s*(?:#|using\b|typedef\b|struct\b|class\b|union\b|enum\b|template\b|static_assert\b|friend\b|namespace\b"
    r"|(?:extern|inline|static|\s)*(?:const|constexpr)\b|extern\s+[\w:<>,\s]+\bconst\b|[\w:<>,\s]+\s+const\s+\w+)")


def namespace_level_statements(code: str):
    """Yields (position, text) of what stands in a namespace but in no other braces, up to its ; or its {."""
    scopes, start = [], 0
    for position, letter in enumerate(code):
        in_namespace = all(scopes)
        if letter == "{":
            if in_namespace:
                head = code[start:position]
                is_namespace = BEGINS_A_SCOPE.search(head.strip("\n ")) is not None
                if not is_namespace:
                    yield start, head
                scopes.append(is_namespace)
                start = position + 1
            else:
                scopes.append(False)
        elif letter == "}":
            if scopes:
                scopes.pop()
            start = position + 1
        elif letter == ";" and in_namespace:
            yield start, code[start:position]
            start = position + 1


def mutable_globals(code: str):
    without_directives = re.sub(r"^[ \t]*#[^\n]*", "", code, flags=re.MULTILINE)
    for position, statement in namespace_level_statements(without_directives):
        text = re.sub(r"\[\[.*?\]\]", "", statement, flags=re.DOTALL)
        declares = text.split("=")[0]
        if len(text.split()) >= 2 and "(" not in declares and not NOT_A_VARIABLE.match(text):
            yield position + len(statement) - len(statement.lstrip()), " ".join(text.split())
    for match in STATIC_LOCAL.finditer(code):
        yield match.start(), " ".join(match.group().split())


def problems(files: dict[str, str]) -> list[str]:
    found = []
    for path, text in repository.sources(files, "model").items():
        code = repository.code_only(text)
        for pattern, why in FORBIDDEN:
            found += [f"{path}:{repository.line_of(code, match.start())}: {match.group().strip()}: {why}"
                      for match in re.finditer(pattern, code)]
        found += [f"{path}:{repository.line_of(code, position)}: {what}: nothing outside a run may change"
                  for position, what in mutable_globals(code)]
    return found


def test_the_model_is_pure():
    assert problems(repository.texts()) == []


@pytest.mark.parametrize("line", [
    "double f(double x) { return std::exp(x); }",
    "double f(double x) { return std::pow(x, 2.0); }",
    "double f(double x) { return log(x); }",
    "auto d = [] { std::normal_distribution<double> n; return n; };",
    "#include <chrono>", "#include <iostream>", "#include <unordered_map>", "#include <thread>", "#include <random>",
    "long f() { return time(nullptr); }", 'char* f() { return getenv("HOME"); }',
    "double f(double x) { return std::fma(x, x, x); }",
    "float f();", "long double f();", "int f() { return static_cast<int>(std::hash<int>{}(3)); }",
    "int counter = 0;", "std::vector<int> cache;", "static int counter;", "namespace piste { double total{0.0}; }",
    "int f() { static int calls = 0; return ++calls; }", "thread_local int t = 0;",
    "namespace { std::array<int, 3> table = {1, 2, 3}; }", "extern int shared_count;",
    "#pragma omp parallel for", "int f() { return rand(); }",
    "void f() { std::printf(\"x\"); }",
])
def test_what_is_impure_is_found(line):
    assert problems({"model/example.cpp": f"#include <vector>\nnamespace piste {{\nint one();\n}}\n{line}\n"}) != []


@pytest.mark.parametrize("line", [
    "// std::exp, float and time(nullptr) are not used here.", "constexpr int limit = 10'000;",
    "static constexpr int none = 3;", "inline constexpr double half = 0.5;", "const int a = 1, b = 2;",
    "extern std::array<int, 3> const table;", "std::array<int, 2> const pair = {1, 2};",
    "using Words = std::array<int, 4>;", "enum class Kind : int { a, b };",
    "struct Person { int purse = 0; static Person make(int); };", "int f(int x = 0);", "int f() { int y = 0; return y; }",
    'constexpr char const* text = "std::exp(float)";', "double g(double x) { return exponential(x) + x.log(3); }",
    "template <class T> T zero();",
    "auto h(int a) -> int { return a; }", "struct Audit { int log() const; };", "static_assert(sizeof(int) == 4);",
])
def test_what_is_pure_is_left_alone(line):
    assert problems({"model/example.cpp": f"namespace piste {{\n{line}\n}}\n"}) == []
