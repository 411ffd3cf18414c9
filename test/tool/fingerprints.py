"""What a fingerprint depends on, and what it doesn't: fingerprints.py CHECKER FOLDER

The file of the test is changed in one way at a time, and analysed again. In SARIF and in JSON, the findings that a
change is not about keep their fingerprints, and those that it is about get others.
"""

import json
import pathlib
import subprocess
import sys

checker, folder = sys.argv[1], pathlib.Path(sys.argv[2])
base = (folder / "base.cpp").read_text()


def fingerprints(text, name="code.cpp", place="work"):
    """The fingerprints of a text's findings, by rule and function, in order."""
    root = folder / place
    root.mkdir(exist_ok=True)
    (root / name).write_text(text)
    (root / "once.h").write_text((folder / "once.h").read_text())
    rules = "--checks=valuetask-double-await,valuetask-stored-in-field"
    outputs = ["--format=json", "--output=r.json", "--format=sarif", "--output=r.sarif"]
    command = [checker, "--quiet", "--no-cache", rules, f"--project-root={root}", *outputs, name, "--", "-std=c++20"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode != 1:
        sys.exit(f"exit code {done.returncode}:\n{done.stdout}{done.stderr}")
    plain = json.loads((root / "r.json").read_text())["findings"]
    [run] = json.loads((root / "r.sarif").read_text())["runs"]
    sarif = [result["partialFingerprints"]["valuetaskFinding/v2"] for result in run["results"]]
    if [each["fingerprint"] for each in plain] != sarif:
        sys.exit(f"SARIF and JSON differ: {sarif}\n{plain}")
    if len(set(sarif)) != len(sarif):
        sys.exit(f"two findings with one fingerprint: {plain}")
    found = {}
    for each in plain:
        found.setdefault((each["rule"], each["function"]), []).append(each["fingerprint"])
    return found


def everything(found):
    return sorted(one for each in found.values() for one in each)


def changed(old, new):
    if old not in base:
        sys.exit(f"the file has no {old!r}")
    return base.replace(old, new)


before = fingerprints(base)
# Two double awaits, with one message, in two functions; and two fields with one message, outside of any.
if sorted(map(len, before.values())) != [1, 1, 2] or {function for _, function in before} != {"first", "second", ""}:
    sys.exit(f"other findings than this test is about: {before}")


def expect_same(what, text, **place):
    after = fingerprints(text, **place)
    if after != before:
        sys.exit(f"{what}: other fingerprints\n{before}\n{after}")


def expect_changed(what, text, count, more=0, **place):
    """So many of the fingerprints are gone, and so many more are there than before."""
    after = everything(fingerprints(text, **place))
    kept = set(after) & set(everything(before))
    if len(kept) != 4 - count or len(after) != 4 + more:
        sys.exit(f"{what}: {len(kept)} fingerprints were kept, of {len(after)}\n{before}\n{after}")


expect_same("again", base)
expect_same("a line and a comment in front", "\n// A comment.\n" + base)
expect_same("lines between", changed("  int sum", "\n  // A comment.\n\n  int sum"))
expect_same("other columns", changed("  auto value", "      auto value").replace("once field", "    once field"))
expect_same("one line", changed("\n  return", " return"))
expect_same("behind other code", changed("int first(", "int unconcerned(int x) { return x; }\nint first("))
expect_same("another variable's name, which is in the message", changed("value", "other"))
expect_same("another field's name", changed("field", "other"))
expect_same("in another folder", base, place="elsewhere")
lines = base.split("// ----\n")
expect_same("functions in another order", lines[0] + lines[2] + lines[1] + lines[3])

expect_changed("another function's name", changed("int first(", "int renamed("), 1)
expect_changed("in a namespace", changed("int first(", "namespace n { int first(").replace("// ----\nint second", "}\nint second"), 1)
expect_changed("another file", base, 4, name="renamed.cpp")
expect_changed("one more of a kind", changed("struct a {", "struct c { once field; };\nstruct a {"), 0, more=1)
expect_changed("one less of a kind", changed("struct a { once field; };", ""), 1, more=-1)
