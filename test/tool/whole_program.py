"""Writes the databases, and holds every way of analysing a program in parts, and the plugin, against one run.

whole_program.py CHECKER FOLDER TIDY
"""

import json
import pathlib
import random
import shlex
import subprocess
import sys

checker, folder, tidy = sys.argv[1], pathlib.Path(sys.argv[2]), shlex.split(sys.argv[3])


def write_database(where, names, to="compile_commands.json"):
    entries = [
        {"directory": str(where), "file": str(where / name), "command": f"clang++ -std=c++20 -c {where / name}"}
        for name in names
    ]
    (where / to).write_text(json.dumps(entries))


def run(*command, codes=(0, 1)):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode not in codes:
        sys.exit(f"exit code {done.returncode} of {command}:\n{done.stdout}{done.stderr}")
    return done.stdout


def check(*options, codes=(0, 1)):
    return run(checker, f"--project-root={folder}", "--quiet", *options, codes=codes)


def same(one, other, what):
    if one != other:
        sys.exit(f"{what} differ\n--- one\n{one}\n--- other\n{other}")


for where in (folder, *(folder / name for name in ("virtual", "local", "differ"))):
    write_database(where, sorted(each.name for each in where.glob("*.cpp")))
names = sorted(each.name for each in folder.glob("*.cpp"))
whole = check("-p", ".", "--no-cache", "--facts-output=facts.txt")
if whole.count("warning:") < 10:
    sys.exit(f"too few findings to say anything:\n{whole}")

# In whatever order the files are named.
for seed in range(3):
    random.Random(seed).shuffle(names)
    write_database(folder, names)
    same(check("-p", ".", "--no-cache", "--facts-output=again.txt"), whole, "two orders")
    same((folder / "again.txt").read_text(), (folder / "facts.txt").read_text(), "the facts of two orders")

# Kept results: all of them, and with a part that is new.
for _ in range(2):
    same(check("-p", ".", "--cache-dir=cache"), whole, "what was kept and what was found")
(folder / "1.cpp").write_text((folder / "1.cpp").read_text() + "\n")
same(check("-p", ".", "--cache-dir=cache"), whole, "what was kept and what was found")

# In shards, and file by file; merged elsewhere, where there are no sources.
report = check("-p", ".", "--no-cache", "--format=json")
sarif = check("-p", ".", "--no-cache", "--format=sarif")
if '"open"' in report + sarif:
    sys.exit("a whole report has something open")
for kind in ("json", "sarif"):
    parts = []
    for number in (1, 2, 3):
        parts.append(f"{number}.{kind}")
        check("-p", ".", "--no-cache", f"--shard={number}/3", f"--format={kind}", f"--output={parts[-1]}")
    for order in (parts, parts[::-1]):
        same(check("merge", "--format=json", *order), report, f"shards in {kind}")
        same(check("merge", "--format=sarif", *order), sarif, f"shards in {kind}")
units = []
for name in names:
    units.append(f"{name}.result")
    check("-p", ".", f"--unit-output={units[-1]}", name)
same(check("merge", "--format=json", "--facts-output=merged.txt", *units), report, "single files")
same((folder / "merged.txt").read_text(), (folder / "facts.txt").read_text(), "the facts of single files")
damaged = json.loads((folder / units[0]).read_text())
damaged["open"] = {"results": "{", "places": []}
(folder / "damaged.result").write_text(json.dumps(damaged))
check("merge", "damaged.result", codes=(2,))

# Through the plugin, and through the checker with one file at a time: the same findings. (clang-tidy reports a
# header's once for each file that includes it.)
options = {"CheckOptions": {"valuetask.Facts": str(folder / "facts.txt")}}
(folder / "with-facts").write_text(json.dumps(options))
seen, from_plugin = set(), []
for name in sorted(names):
    one = check("-p", ".", "--no-cache", "--config-file=with-facts", name)
    plugin = run(*tidy, "-p", ".", "--header-filter=.*", f"--config={json.dumps(options)}", name)
    same(one, plugin, f"checker and plugin on {name}")
    from_plugin += [line for line in plugin.splitlines() if "warning:" in line]
same(sorted(set(from_plugin)), sorted(line for line in whole.splitlines() if "warning:" in line), "plugin and run")

# A result depends on the facts: with others it is found again, and a build system is told of the file.
cached = ("-p", ".", "--cache-dir=cache-with-facts", "--config-file=with-facts", "callers.cpp")
first = check(*cached)
(folder / "facts.txt").rename(folder / "facts.kept")
check("-p", ".", "--no-cache", "--facts-output=facts.txt", "2.cpp")
if check(*cached) == first:
    sys.exit("a result of other facts was given back")
(folder / "facts.kept").rename(folder / "facts.txt")
same(check(*cached), first, "results of the same facts")
check("-p", ".", "--config-file=with-facts", "--unit-output=one.result", "--depfile=one.d", "callers.cpp")
if "facts.txt" not in (folder / "one.d").read_text():
    sys.exit("the facts aren't among the files that the result depends on")

# A damaged file is told of, once, and isn't guessed at.
text = (folder / "facts.txt").read_text()
for name, content, problem in (
    ("cut", text[: len(text) // 2], "is damaged: it isn't what valuetask-check wrote; write it again"),
    ("none", "int main() {}\n", "holds no facts; --facts-output of valuetask-check writes such a file"),
    ("new", text.replace("valuetask-facts 1", "valuetask-facts 2", 1), "was written by another version"),
):
    (folder / name).write_text(content)
    for file in (name, "absent"):
        bad = {"CheckOptions": {"valuetask.Facts": str(folder / file)}}
        (folder / "bad-config").write_text(json.dumps(bad))
        for command in (
            (*tidy, "-p", ".", f"--config={json.dumps(bad)}", "1.cpp"),
            (checker, "--no-cache", "-p", ".", "--config-file=bad-config", "1.cpp"),
        ):
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
            words = problem if file == name else "can't be read: No such file or directory"
            told = (done.stdout + done.stderr).count(words)
            if told != 1 or (command[0] == checker and done.returncode != 2):
                sys.exit(f"{command} ended with {done.returncode} and told {told} times:\n{done.stdout}{done.stderr}")
