"""Damages copies of rules' tests in a suite of its own, blesses them, and wants the originals back."""

import os
import pathlib
import re
import shutil
import subprocess
import sys

SOURCE, BUILD, WORK = map(pathlib.Path, sys.argv[1:4])

shutil.rmtree(WORK, ignore_errors=True)
RULES = WORK / "source" / "test" / "rules"
RULES.mkdir(parents=True)
for name in ("runtime", "scripts"):
    (WORK / "source" / name).symlink_to(SOURCE / name)
for name in ("lit.cfg.py", "both.py", "fixes.py", "phrases.txt"):
    (WORK / "source" / "test" / name).symlink_to(SOURCE / "test" / name)
SUITE = WORK / "build" / "test"
SUITE.mkdir(parents=True)
site = (BUILD / "test" / "lit.site.cfg.py").read_text()
# What is built stays where it is.
for variable, folder in (("source_dir", WORK / "source"), ("build_dir", WORK / "build")):
    site = re.sub(rf'^config.{variable} = ".*"$', f'config.{variable} = "{folder}"', site, flags=re.M)
(SUITE / "lit.site.cfg.py").write_text(site.replace(f'"{SOURCE}/test/lit.cfg.py"', f'"{WORK}/source/test/lit.cfg.py"'))
shutil.copy(BUILD / "CMakeCache.txt", WORK / "build")


def bless(*names):
    environment = os.environ | {"VALUETASK_CHECKER_ALONE": "1"}
    environment.pop("VALUETASK_TEST_WHOLE", None)
    done = subprocess.run(
        [SOURCE / "scripts" / "bless", "--suite", SUITE, *names],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert not done.stderr, done.stderr
    return done.returncode, done.stdout


def expect(code, last, of):
    assert of[0] == code and of[1].rstrip().split("\n")[-1] == last, of
    return of[1]


def without_line(number):
    """Of the comments that have a place, without the number-th."""

    def damage(text):
        lines = text.split("\n")
        comments = [index for index, line in enumerate(lines) if ":[[#@LINE" in line and line.startswith("// CHECK")]
        del lines[comments[number]]
        return "\n".join(lines)

    return damage


branches = "double-await/branches.cpp"
damages = [
    (branches, lambda text: text.replace("is awaited more than once", "is awaited again")),
    (branches, lambda text: text.replace(" note: first awaited here", " note: awaited here", 1)),
    (branches, lambda text: re.sub(r"@LINE-1\]\]:(\d+): warning", r"@LINE-2]]:\g<1>9: warning", text, count=3)),
    (branches, without_line(0)),
    (branches, without_line(1)),
    (branches, without_line(-1)),
    # A comment too many; a whole finding that nothing expects.
    (branches, lambda text: text.replace("// CHECK: ", "// CHECK: :[[#@LINE+5]]:3: note: something else\n// CHECK: ", 1)),
    (branches, lambda text: re.sub(r"(?m)(^// CHECK: .*\n){3}", "", text, count=1)),
    # Patterns stay, and so do the comments of another run.
    ("double-await/correct-conditions.cpp", lambda text: re.sub(r"(// CHECK: .*)@LINE-3(.*first awaited)", r"\1@LINE-2\2", text)),
    ("stored-in-field/fields-statics-captures.cpp", without_line(2)),
]
originals = {}
for number, (test, damage) in enumerate(damages):
    path = RULES / test.replace(".cpp", f"-{number}.cpp")
    path.parent.mkdir(exist_ok=True)
    originals[path] = (SOURCE / "test" / "rules" / test).read_text()
    damaged = damage(originals[path])
    assert damaged != originals[path], test
    path.write_text(damaged)
shown = expect(0, f"{len(damages)} tests, {len(damages)} failed, {len(damages)} rewritten", bless())
for path, original in originals.items():
    assert f"+++ b/{path.relative_to(RULES.parent)}" in shown, shown
    assert path.read_text() == original, (path, shown)
    path.unlink()

# What fits is left alone.
shutil.copy(SOURCE / "test" / "rules" / branches, RULES / branches)
expect(0, "1 tests, 0 failed, 0 rewritten", bless(branches))
(RULES / branches).unlink()

# What doesn't compile is refused, and so is what expects something by other means. Neither is touched.
broken = RULES / "double-await" / "broken.cpp"
other = RULES / "double-await" / "other.cpp"
broken.write_text("// RUN: %both %s | %match %s\n#include <valuetask/value_task.h>\nint main() { return no_such_name; }\n")
other.write_text("// RUN: %both %s | %FileCheck %s\nint main() {}\n// CHECK: something else\n")
before = broken.read_text(), other.read_text()
shown = expect(1, "2 tests, 2 failed, 0 rewritten", bless())
assert "not rewritten: rules/double-await/broken.cpp: valuetask-check ended with 3" in shown, shown
assert "not rewritten: rules/double-await/other.cpp: it expects nothing by %match" in shown, shown
assert (broken.read_text(), other.read_text()) == before
