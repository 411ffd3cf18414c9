"""Runs scripts/mutate on a project of one script and one test, with faults of every kind."""

import pathlib
import shutil
import subprocess
import sys

SOURCE, WORK = map(pathlib.Path, sys.argv[1:3])

PROGRAM = "limit=3\nif [ $1 -gt $limit ]; then echo more; fi\necho end\n"
GROUPS = """
[all]
prepare = "true"
build = "bash -n program.sh"
test = '''if [ "$BY" = end ]; then bash program.sh 1 | grep end; else bash program.sh 4 | grep more; bash program.sh 3 | { ! grep more; }; fi'''
seconds = 2
"""
FAULTS = {
    "caught": ("-gt", "-ge", ""),
    "caught-by-the-group": ("limit=3", "limit=4", "end"),
    "hangs": ("echo end", "sleep 100", "end"),
    "survives": ("echo end", "echo ends", "end"),
    "does-not-build": ("; then", "", ""),
}
GONE = ("gone", ("no such text", "another", ""))


def write(faults):
    text = ""
    for name, (old, new, by) in faults:
        text += f"[[fault]]\nname = '{name}'\nfile = 'program.sh'\nold = '{old}'\nnew = '{new}'\ngroup = 'all'\nby = '{by}'\n"
    (WORK / "test" / "mutants" / "faults.toml").write_text(text)


def mutate(*arguments):
    done = subprocess.run(
        [SOURCE / "scripts" / "mutate", "--source", WORK, *arguments], capture_output=True, text=True, check=False
    )
    assert not done.stderr or done.stderr.startswith("error: "), done.stderr
    assert (WORK / "program.sh").read_text() == PROGRAM
    return done.returncode, done.stdout + done.stderr


def expect(code, *lines, of):
    assert of[0] == code, of
    for line in lines:
        assert any(one.startswith(line) for one in of[1].splitlines()), (line, of[1])


shutil.rmtree(WORK, ignore_errors=True)
(WORK / "test" / "mutants").mkdir(parents=True)
subprocess.run(["git", "init", "-q", WORK], check=True)
(WORK / ".gitignore").write_text("/build/\n")
(WORK / "program.sh").write_text(PROGRAM)
(WORK / "test" / "mutants" / "groups.toml").write_text(GROUPS)
write(FAULTS.items())

expect(0, "caught ", "hangs ", of=mutate("--list"))
expect(0, "5 faults, 0 problems", of=mutate("--check"))
right = [f"--only={name}" for name in ("caught", "caught-by-the-group", "hangs", "survives")]
all_right = (
    "[1/4] caught: caught (by all; ",
    "[2/4] caught-by-the-group: caught (by all; ",
    "[3/4] hangs: caught (it took too long; ",
    "[4/4] survives: survived (all of all; ",
    "survived: survives",
    "3 caught, 1 survived",
)
expect(0, *all_right, of=mutate(*right, "--allow=1"))
expect(1, *all_right, of=mutate(*right, "--allow=0"))
assert (WORK / "build" / "mutants" / "tree" / "program.sh").read_text() == PROGRAM
expect(1, "[1/1] does-not-build: does not build", "0 caught, 0 survived, 1 not tried", of=mutate("--only=does-not-build"))
expect(1, "error: there is no fault 'another'", of=mutate("--only=another"))

# What fails without a fault catches nothing.
(WORK / "test" / "mutants" / "groups.toml").write_text(GROUPS.replace("program.sh 4", "program.sh 3"))
expect(1, "error: without a fault, tests '' of group 'all' fail", of=mutate("--only=caught"))
(WORK / "test" / "mutants" / "groups.toml").write_text(GROUPS)

# A table that has rotted.
write([GONE, ("caught", ("echo", "print", ""))])
expect(
    1,
    "error: gone: 'no such text' is in 'program.sh' 0 times, and must be there once",
    "error: caught: 'echo' is in 'program.sh' 2 times",
    "2 faults, 2 problems",
    of=mutate("--check"),
)
expect(1, "[1/1] gone: does not apply", "0 caught, 0 survived, 1 not tried", of=mutate("--only=gone"))
