#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fails on a source file that lacks its licence line or breaks a rule that text can show.

    check_sources.py spdx   [ROOT]    every file we wrote names its licence in its first lines
    check_sources.py habits [ROOT]    the rules in HABITS, each with its reason
"""

import pathlib
import re
import subprocess
import sys

TAG = "SPDX-License-Identifier: AGPL-3.0-or-later"
CODE = {".h", ".cc", ".cmake", ".py", ".sh"}

# (what is forbidden, why, files it does not bind)
HABITS = [
    (r"\bstd::sto(i|l|ul|ll|ull|f|d|ld)\b", "use std::from_chars: the locale must not matter",
     r"tests/.*"),
    (r"\b(std::)?(tolower|toupper|isalpha|isalnum|isspace|isdigit|ispunct)\(",
     "depends on the locale: use base/text.h or compare characters", r""),
    (r"\bsystem_clock::now\(", "no module reads the clock: take the time as an argument",
     r"src/base/dates\.cc|.*/main\.cc|bench/.*"),
    (r"\bstd::random_device\b|\b(s?rand|random)\(\)", "the same input must give the same bytes", r""),
    (r"\bstd::(cout|cerr)\b|\bprintf\(", "libraries do not print: return a value",
     r"src/(cli|server)/.*|.*/main\.cc|bench/.*|fuzz/.*|tests/.*"),
    (r"\busing namespace (?!std::\w*literals;)", "name what you use", r""),
    (r"\b(TODO|XXX|HACK)\b", "FIXME: with what would close it, or nothing", r""),
]


def tracked(root):
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"],
                            cwd=root, capture_output=True, text=True)
    if listed.returncode == 0:
        return [root / name for name in listed.stdout.splitlines() if (root / name).is_file()]
    return [path for path in root.rglob("*") if path.is_file() and "build" not in path.parts]


def is_ours(path):
    if path.suffix in CODE or path.name == "CMakeLists.txt":
        return True
    try:
        return path.suffix == "" and path.read_bytes()[:2] == b"#!"
    except OSError:
        return False


def spdx(root):
    for path in tracked(root):
        if is_ours(path) and TAG not in "\n".join(path.read_text().splitlines()[:3]):
            yield f"{path.relative_to(root)}:1: lacks {TAG}"


def habits(root):
    for path in tracked(root):
        if path.suffix not in {".h", ".cc"}:
            continue
        name = str(path.relative_to(root))
        lines = path.read_text().splitlines()
        if path.suffix == ".h" and "#pragma once" not in lines:
            yield f"{name}:1: lacks #pragma once"
        for number, line in enumerate(lines, 1):
            code = line.split("//", 1)[0] if "TODO" not in line else line
            for pattern, why, except_in in HABITS:
                if re.search(pattern, code) and not re.fullmatch(except_in, name):
                    yield f"{name}:{number}: {re.search(pattern, code)[0]}: {why}"


def main():
    root = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else ".").resolve()
    found = list({"spdx": spdx, "habits": habits}[sys.argv[1]](root))
    print("\n".join(found) or "clean")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
