#!/usr/bin/env python3
"""Holds the include rules of the rooms, and the sizes of files and functions.

    check_layers.py [ROOT]        exit status 1 and one line per violation if there are any
    check_layers.py --self-test   plants violations in a copy of the sources; each must be caught

A room is a folder: core/base, core/io, widgets, app/cli, ... What a room may include is in ROOMS below; what is not
written there is forbidden. Quoted includes are looked up in ROOMS, angled ones in LIBRARIES.
"""
import re
import sys
from functools import cache
from pathlib import Path

SOURCE_FOLDERS = ("core", "app", "widgets", "tests")
LONGEST_FILE = 400
LONGEST_FUNCTION = 60
REASON = "// long because:"

CHAIN = ["core/mapping", "core/tiling", "core/cost", "core/schedule", "core/metrics", "core/evaluate"]
VALUES = ["core/base", "core/workload", "core/hardware"]
ENGINE = VALUES + CHAIN
# Nothing lies in core/explore itself. Searching needs no sweep, and sweeping no search.
EXPLORE = ["core/explore/sweep", "core/explore/front", "core/explore/study", "core/explore/insight", "core/explore/search"]

# Room -> rooms it may include besides itself.
ROOMS = {
    "core/base": [],
    "core/workload": ["core/base"],
    "core/hardware": ["core/base"],
    "core/graph": ["core/base", "core/workload"],
    **{room: VALUES + CHAIN[:place] for place, room in enumerate(CHAIN)},
    "core/explore/sweep": ENGINE,
    "core/explore/front": ENGINE + ["core/explore/sweep"],
    "core/explore/study": ENGINE + ["core/explore/sweep", "core/explore/front"],
    "core/explore/insight": ENGINE + ["core/explore/sweep"],
    "core/explore/search": ENGINE,
    "core/session": ENGINE,
    "core/io": ENGINE + EXPLORE + ["core/graph"],
    "widgets": ENGINE + EXPLORE + ["core/graph", "core/session"],
    "app/options": ENGINE + EXPLORE + ["core/io"],
    "app/study": ENGINE + EXPLORE + ["core/io"],
    "app/sweep": ENGINE + EXPLORE + ["core/io", "app/options"],
    "app/cli": ENGINE + EXPLORE + ["core/io", "app/options", "app/study", "app/sweep"],
    "app": ENGINE + EXPLORE + ["core/graph", "core/session", "core/io", "widgets"],
    "tests": ENGINE + EXPLORE + ["core/graph", "core/session", "core/io", "widgets", "app", "app/options", "app/study",
                                 "app/sweep", "app/cli"],
}

# Family of library headers -> how they look. The first match wins.
LIBRARIES = {
    "onnx": re.compile(r"(onnx|google/protobuf)/"),
    "qt": re.compile(r"(Q[A-Z]|Qt|q[a-z0-9]+\.h$)"),
    "formats": re.compile(r"(yaml-cpp|nlohmann|SQLiteCpp)/|sqlite3\.h$"),
    "options": re.compile(r"CLI/"),
    "parallel": re.compile(r"(tbb|oneapi|pagmo)/"),
    "testing": re.compile(r"(rapidcheck|benchmark)([./]|$)"),
    "result": re.compile(r"tl/expected\.hpp$"),
    "text": re.compile(r"fmt/"),
    "posix": re.compile(r"(sys/)?[a-z]+\.h$"),
    "standard": re.compile(r"[a-z_0-9]+$"),
}
ENGINE_LIBRARIES = {"standard", "result", "text"}
ROOM_LIBRARIES = {
    "core/base": {"standard", "result"},
    "core/io": ENGINE_LIBRARIES | {"formats", "posix"},
    "widgets": ENGINE_LIBRARIES | {"qt"},
    "app/options": ENGINE_LIBRARIES | {"options"},
    "app/study": ENGINE_LIBRARIES,
    "app/sweep": ENGINE_LIBRARIES | {"formats"},
    "app/cli": ENGINE_LIBRARIES | {"options", "formats", "posix"},
    "app": ENGINE_LIBRARIES | {"options", "formats", "posix", "parallel", "qt"},
    "tests": set(LIBRARIES) - {"onnx"},
}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
OPAQUE = re.compile(r'R"(\w*)\(.*?\)\1"|//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'', re.DOTALL)


def room_of(path):
    """The longest room that holds the path; none for what lies in no room."""
    rooms = [room for room in ROOMS if path == room or path.startswith(room + "/")]
    return max(rooms, key=len) if rooms else None


def libraries_of(path, room):
    families = ROOM_LIBRARIES.get(room, ENGINE_LIBRARIES)
    return families | {"onnx"} if path.startswith(("core/io/onnx", "core/io/models", "tests/fuzz/one_node")) else families


def include_violation(path, opening, header):
    """What is wrong with one include of the file at `path`, or none."""
    room = room_of(path)
    if room is None:
        return "lies in no room"
    if opening == '"':
        if path.startswith("tests/") and "/" not in header:
            return None  # a test's own moc file, or the builders beside it
        target = room_of(header)
        if target is None:
            return f'"{header}" lies in no room; includes are written from the top of the project'
        if target == room or target in ROOMS[room] or (room == "app" and target.startswith("app/")):
            return None
        return f'{room} must not include {target} ("{header}")'
    family = next((name for name, look in LIBRARIES.items() if look.match(header)), None)
    if family is None:
        return f"<{header}> belongs to no library that is known here"
    return None if family in libraries_of(path, room) else f"{room} must not include {family} headers (<{header}>)"


def blank_opaque(text):
    """Comments, strings and characters replaced by blanks, line breaks kept, so that braces can be counted."""
    return OPAQUE.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)


def kind_of_block(head, before):
    """What an opening brace at namespace or class level opens: a scope, a function, or an initialiser."""
    if re.search(r"\bnamespace\b", head) or (re.search(r"\b(class|struct|union|enum)\b", head) and "(" not in head):
        return "scope"
    return "function" if "(" in head and before in " \n" and not head.rstrip().endswith("=") else "other"


def functions(text):
    """(first line, last line) of each function body at namespace or class level, lines counted from 1."""
    found, stack, head, line = [], [], "", 1
    for place, letter in enumerate(text):
        line += letter == "\n"
        outside = all(kind == "scope" for kind, _ in stack)
        if letter == "{":
            kind = kind_of_block(head, text[place - 1]) if outside else "inner"
            stack.append((kind, line))
            head = "" if kind in ("scope", "function") else head
        elif letter == "}" and stack:
            kind, first = stack.pop()
            if kind == "function":
                found.append((first, line))
            head = "" if kind in ("scope", "function") else head
        elif outside:
            head = "" if letter == ";" else head + letter
    return found


def size_violations(text):
    """(line, message) for a file or a function that is too long."""
    lines = text.splitlines()
    if len(lines) > LONGEST_FILE:
        yield LONGEST_FILE, f"file of {len(lines)} lines; the limit is {LONGEST_FILE}"
    for first, last in functions(blank_opaque(text)):
        length = last - first + 1
        if length > LONGEST_FUNCTION and not any(REASON in near for near in lines[max(0, first - 4):last]):
            yield first, f"function of {length} lines; the limit is {LONGEST_FUNCTION} without a '{REASON}' beside it"


@cache  # the self-test looks at the same files many times
def violations_in(path, text):
    """One line of text per violation in the file at `path`."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        include = INCLUDE.match(line)
        wrong = include_violation(path, *include.groups()) if include else None
        if wrong:
            found.append(f"{path}:{number}: {wrong}")
    return found + [f"{path}:{number}: {wrong}" for number, wrong in size_violations(text)]


def violations(root):
    """One line of text per violation, in order of paths."""
    found = []
    for folder in SOURCE_FOLDERS:
        for file in sorted((root / folder).rglob("*")):
            if file.suffix not in (".h", ".cpp"):
                continue
            found += violations_in(file.relative_to(root).as_posix(), file.read_text(encoding="utf-8"))
    return found


def main(arguments):
    root = Path(__file__).resolve().parents[2]
    if arguments == ["--self-test"]:
        from planted_violations import self_test
        return self_test(root, violations)
    if arguments:
        root = Path(arguments[0])
    found = violations(root)
    for line in found:
        print(line)
    files = sum(1 for folder in SOURCE_FOLDERS for file in (root / folder).rglob("*") if file.suffix in (".h", ".cpp"))
    print(f"layering: {files} files, {len(found)} violations")
    return 1 if found or files == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
