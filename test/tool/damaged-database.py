"""Damages a compile database in many ways: damaged-database.py CHECKER FOLDER SEED ROUNDS

Whatever is in it, the checker ends by itself, doesn't crash, and names what it can't use. An entry that is whole is
analysed as ever, or the whole database is refused; it is never left out in silence.
"""

import collections
import copy
import json
import os
import pathlib
import random
import re
import subprocess
import sys

checker, folder, seed, rounds = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
dice = random.Random(seed)
here = "/HERE"  # stands for the folder, so that the same is done on every machine
good = [
    {"directory": here, "file": "bad.cpp", "command": "g++ -std=c++20 -fconcepts -o bad.o -c bad.cpp"},
    {"directory": here, "file": "wörse.cpp", "arguments": ["c++", "-std=c++20", "-c", "wörse.cpp"], "output": "w.o"},
    {"directory": f"{here}/sub", "file": "../plain.cpp", "command": "ccache g++ -c ../plain.cpp"},
    {"directory": here, "file": f"{here}/two words.cpp", "command": 'g++ @flags.rsp -c "two words.cpp"'},
]


def placed(database):
    return database.replace(here.encode(), bytes(folder))


# What is wrong today: the rule that a run breaks, and a word of what the checker said. Such a run is counted, not
# refused. What is mended must go from here; with the test's own seed, which shows each of them, it is an error else.
BUGS = {
    ("line", "recursive expansion of"): "what LLVM says of a response file has no end of line",
    ("line", "cannot not open file"): "the same, of a folder",
}

# What a generator gets wrong: values, and whole entries.
RUBBISH = [None, True, -1, 1e400, 10**400, "", " ", [], {}, [[]], [1, None], {"a": {}}, "\0", "\udcff", "x" * 1000000]
VALUES = {
    "directory": ["/nowhere", f"{here}/bad.cpp", ".", "sub", "~", f"{here}/sub/../", "d/" * 5000, "\n"],
    "file": ["gone.cpp", "sub", ".", "/", "/dev/null", "sub/../bad.cpp", "x" * 5000, "once.h", "@flags.rsp", "-"],
    "command": [
        *("g++", "-", "'' ''", "ccache", "distcc ccache", "@self.rsp", "@", "clang-cl /c bad.cpp", "g++ -c gone.cpp"),
        *("g++ -c bad.cpp plain.cpp", "g++ -c 'bad.cpp", 'g++ -c "bad.cpp\\', "g++ -c \\" + "\\" * 999),
        *(f"g++ @{name} -c bad.cpp" for name in ("self.rsp", "ping.rsp", "gone.rsp", "zero.rsp", "sub", "bad.cpp")),
        *(f"g++ -c bad.cpp {end}" for end in ("-include", "-Xclang -include-pch", "-resource-dir", "-x", "--")),
        "g++ -c bad.cpp" + " -DX" * 5000,
    ],
    "arguments": [
        *([""], ["", ""], ["g++"], [1, 2], ["g++", None, True], ["g++", ["-c"], "bad.cpp"], ["@ping.rsp"]),
        *(["--", "--"], ["-include-pch"], ["ccache", "ccache"], ["g++", "-c", "bad.cpp\0"], ["g++", "\udcff", "-c"]),
        *(["g++", "-c", "bad.cpp", "-D" + "x" * 1000000], "g++ -c bad.cpp"),
    ],
    "output": [["bad.o"]],
    "language": ["c++"],
}


def value(keys, to):
    return f"{'/'.join(keys)} is {to!r:.60}", lambda entries: dice.choice(entries).update({dice.choice(keys): to})


def missing(key):
    return f"no {key}", lambda entries: dice.choice([entry for entry in entries if key in entry]).pop(key)


def other_command(entries):
    entry = dict(dice.choice(entries), directory=dice.choice([here, f"{here}/sub", "/nowhere", "sub", ""]))
    entries.insert(dice.randrange(len(entries) + 1), entry)


GENERATOR = [
    *(value([key], to) for key, values in VALUES.items() for to in values),
    *(value(["directory", "file", "command", "arguments"], to) for to in RUBBISH),
    *(missing(key) for key in ("directory", "file", "command", "arguments")),
    ("a value in place of an entry", lambda entries: entries.insert(dice.randrange(4), dice.choice(RUBBISH))),
    ("an entry twice", lambda entries: entries.append(dice.choice(entries))),
    ("all twice", lambda entries: entries.extend(entries[:])),
    ("another order", dice.shuffle),
    ("one less", lambda entries: entries.pop(dice.randrange(4))),
    ("none", lambda entries: entries.clear()),
    ("another command", other_command),
    ("files that are gone", lambda entries: entries.extend({**good[0], "file": f"{n}.cpp"} for n in range(1000))),
]

# What a disk, an editor, or a script that joins databases gets wrong: bytes.
PIECES = ["null", "-1", "{", "}", "[", "]", '"', "'", ",", ":", "\\", "\0", "\udcff", "\ufeff", "\\u0000", "#", "//"]
PIECES += ["&a ", "*a", "!!binary ", "- ", "? ", "|\n", "---\n", "...\n", "\t", "\r\n", "<<<<<<< HEAD\n"]
PIECES += ["[" * 50000, '{"a":' * 50000]


def text_of(entries):
    return json.dumps(entries, ensure_ascii=False, indent=1).encode("utf-8", "surrogateescape")


def piece():
    return dice.choice(PIECES).encode("utf-8", "surrogateescape")


BYTES = {  # what stands there, and after it, becomes
    "cut": lambda there, after: b"",
    "flip": lambda there, after: bytes([there[0] ^ 1 << dice.randrange(8)]) + there[1:] + after,
    "remove": lambda there, after: after,
    "repeat": lambda there, after: there + there + after,
    "swap": lambda there, after: after[: len(there)] + there + after[len(there) :],
    "zero": lambda there, after: bytes(len(there)) + after,
    "insert": lambda there, after: piece() + there + after,
    "replace": lambda there, after: piece() + after,
}


def damage(number):
    """What is done, and the database after it. All that a generator gets wrong comes first, each once."""
    if number < len(GENERATOR) or number % 4 == 0:
        entries, names = copy.deepcopy(good), []
        for name, change in [GENERATOR[number]] if number < len(GENERATOR) else dice.sample(GENERATOR, 2):
            if len(entries) > 3 and all(isinstance(entry, dict) and len(entry) > 2 for entry in entries):
                names.append(name)
                change(entries)
        return names, text_of(entries)
    database, names = text_of(good), []
    if number % 16 == 1:
        encoding = dice.choice(["utf-16", "utf-32", "utf-8-sig", "latin-1"])
        return [encoding], placed(database).decode().encode(encoding, "replace")
    if number % 16 == 2:
        first = dice.randrange(1, 4)
        return ["join"], text_of(good[:first]) + dice.choice([b"", b"\n", b",", b"\n---\n"]) + text_of(good[first:])
    for _ in range(dice.choice([1, 1, 2, 3])):
        if database:
            at = dice.randrange(len(database))
            end = at + dice.choice([1, 10, 100])
            kind = dice.choice(list(BYTES))
            names.append(f"{kind} {at}-{end}")
            database = database[:at] + BYTES[kind](database[at:end], database[end:])
    return names, database


def run(path):
    command = [checker, "--no-cache", f"--project-root={folder}", "-p", path]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=60, check=False)
    except subprocess.TimeoutExpired:
        return None, set(), ""
    out, err = (text.decode("utf-8", "surrogateescape") for text in (done.stdout, done.stderr))
    return done.returncode, set(re.findall(r"^.+?:\d+:\d+: warning: .*$", out, re.MULTILINE)), err


def parsed(database):
    """The entries, or None where that is not valid JSON. A BOM and other bytes than UTF-8 are let pass."""
    try:
        found = json.loads(database.decode("utf-8-sig", "surrogateescape"))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, list) else [found]


def comparable(path):
    return re.sub("/+", "/", path.replace("\\", "/")).encode("ascii", "ignore").decode()


def files_of(entries):
    for entry in entries:
        if isinstance(entry, dict):
            names = map(entry.get, ("directory", "file"))
            yield os.path.normpath(os.path.join(folder, *(n if isinstance(n, str) else json.dumps(n) for n in names)))


def meanings(entries):
    """What they say of which file, in one spelling; where the output goes doesn't matter."""
    for entry in entries:
        if isinstance(entry, dict) and isinstance(entry.get("output", ""), str):
            entry = {key: entry[key] for key in entry if key != "output"}
            if all(isinstance(entry.get(key), str) for key in ("directory", "file")):
                entry["directory"] = os.path.normpath(os.path.join(folder, entry["directory"]))
                entry["file"] = os.path.normpath(os.path.join(entry["directory"], entry["file"]))
        yield entry


def broken_rule(path, database, code, found, err):
    """The rule that this run breaks, and how."""
    if code not in (0, 1, 2, 3):
        return "crash", f"exit code {code}" if code else "it doesn't end"
    for word in ("PLEASE submit a bug report", "Stack dump", "LLVM ERROR", "please report it"):
        if word in err:
            return "crash", word
    entries = parsed(database)
    said, meant = list(meanings(entries or [])), list(meanings(undamaged))
    nothing_new = entries is not None and all(entry in meant for entry in said)
    names = [comparable(name) for name in [path, *files_of(entries or [])]]
    if code > 1 and entries is not None and not any(f"error: '{name}' " in comparable(err) for name in names):
        return "name", "no error names the database or a file that it has"
    if any("valuetask-check: error: " in line[1:] for line in err.splitlines()):
        return "line", "an error begins within a line"
    if code == 2:
        whole = nothing_new and all(entry in said for entry in meant)
        return ("refused", "though nothing is wrong with it") if whole else None
    if entries is None:
        # A comma or a comment too much may be read over; but then all of it is read.
        lost = [entry["file"] for entry in undamaged if text_of([entry])[2:-2] in database and truth_of(entry) - found]
        return ("part", f"nothing of {lost}") if lost or "YAML:" in err else None
    for entry in meant:
        if entry not in said or not truth_of(entry) - found:
            continue
        # Another command of the same file may keep it from being analysed; but then it is named.
        alone = all(each in meant for each in said if isinstance(each, dict) and each.get("file") == entry["file"])
        if alone or code != 3 or f"error: '{entry['file']}' " not in err:
            return "silent", f"nothing of {entry['file']}"
    if nothing_new and (not found <= truth or code != bool(found)):
        return "invented", f"{found - truth}"
    return None


def truth_of(entry):
    name = pathlib.Path(entry["file"]).name
    return {finding for finding in truth if f"/{name}:" in finding}


(folder / "whole.json").write_bytes(placed(text_of(good)))
undamaged = json.loads((folder / "whole.json").read_bytes())
code, truth, err = run("whole.json")
if code != 1 or [len(truth_of(entry)) for entry in undamaged] != [1, 1, 0, 1]:
    sys.exit(f"undamaged: exit code {code}, {truth}\n{err}")
seen = collections.Counter()
for number in range(rounds):
    names, database = damage(number)
    database = placed(database)
    (folder / "damaged.json").write_bytes(database)
    code, found, err = run("damaged.json")
    broken = broken_rule("damaged.json", database, code, found, err)
    if not broken:
        continue
    bug = next((bug for bug in BUGS if bug[0] == broken[0] and bug[1] in err), None)
    if not bug:
        sys.exit(
            f"seed {seed}, round {number}: {', '.join(names)}: {folder}/damaged.json\n"
            f"{broken[0]}: {broken[1]}; exit code {code}, {len(found)} findings\n{err[:2000]}"
        )
    seen[bug] += 1
print(rounds, "databases;", dict(seen))
if seed == 1 and (mended := BUGS.keys() - seen.keys()):
    sys.exit(f"mended, so that it must go from the list: {mended}")
