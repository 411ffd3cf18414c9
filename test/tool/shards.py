"""Splits an analysis, joins the reports, and holds that against one run: shards.py CHECKER FOLDER"""

import json
import pathlib
import re
import subprocess
import sys

checker, folder = sys.argv[1], pathlib.Path(sys.argv[2])
names = ["a.cpp", "b.cpp", "c.cpp", "d.cpp", "e.cpp", "gone.cpp"]
database = [{"directory": str(folder), "file": name, "command": f"clang++ -std=c++20 -c {name}"} for name in names]
(folder / "compile_commands.json").write_text(json.dumps(database))
formats = ("json", "sarif", "github", "junit")


def run(*options):
    command = [checker, f"--project-root={folder}", *options]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def outputs(prefix):
    return [option for name in formats for option in (f"--format={name}", f"--output={prefix}.{name}")]


def summary(done):
    """What is said of the whole run at its end, but for what each run has its own of."""
    found = re.search(r"^valuetask-check: (\d+ findings? in .*?)(; \d+ from the cache)?; [\d.]+ s$", done.stderr, re.M)
    return found[1] if found else sys.exit(f"no summary:\n{done.stderr}")


whole = run("-p", ".", *outputs("whole"))
if whole.returncode != 3:
    sys.exit(f"exit code {whole.returncode}:\n{whole.stderr}")
if len(json.loads((folder / "whole.json").read_text())["findings"]) < 4:
    sys.exit("too few findings to say anything")
for count in (1, 2, 3, 7):
    parts, analysed = [], []
    for number in range(1, count + 1):
        part = f"part-{number}-of-{count}"
        done = run("-p", ".", f"--shard={number}/{count}", *outputs(part))
        if done.returncode not in (0, 1, 3):
            sys.exit(f"exit code {done.returncode}:\n{done.stderr}")
        parts.append(part)
        report = json.loads((folder / f"{part}.json").read_text())
        analysed += report["files"]
        properties = json.loads((folder / f"{part}.sarif").read_text())["runs"][0]["properties"]
        record = {"index": number, "count": count} if count > 1 else None
        if report.get("shard") != record or properties.get("shard") != record:
            sys.exit(f"{part} says that it is {report.get('shard')} and {properties.get('shard')}")
    if sorted(analysed) != names[:-1]:
        sys.exit(f"{count} shards analysed {analysed}")
    for kind, order in (("json", parts), ("json", parts[::-1]), ("sarif", parts), ("sarif", parts[::-1])):
        merged = run("merge", *(f"{part}.{kind}" for part in order), *outputs("merged"))
        if merged.returncode != whole.returncode:
            sys.exit(f"{count} shards: exit code {merged.returncode}:\n{merged.stderr}")
        if summary(merged) != summary(whole):
            sys.exit(f"{count} shards: the summary is\n{summary(merged)}\nof one run it is\n{summary(whole)}")
        for name in formats:
            one, other = (folder / f"{prefix}.{name}" for prefix in ("whole", "merged"))
            if one.read_text() != other.read_text():
                sys.exit(f"{count} shards of {kind}: {name} differs\n{one.read_text()}\n{other.read_text()}")


def merge(arguments, code, complaint):
    """Merges, and wants this exit code, and one error that is this; nothing where it is empty."""
    merged = run("merge", "--quiet", *arguments, *outputs("lost"))
    errors = [line.split("error: ", 1)[1] for line in merged.stderr.splitlines() if "error: " in line]
    if merged.returncode != code or errors != ([complaint] if complaint else []):
        sys.exit(f"merge {arguments}: exit code {merged.returncode}, {errors}")


# A lost shard is no success, whatever the others found. d.cpp and f.cpp have no finding.
(folder / "f.cpp").write_text("int f() { return 1; }\n")
sources = ["d.cpp", "f.cpp", "b.cpp"]
for number in (1, 2, 3):
    for kind in ("json", "sarif"):
        run(f"--shard={number}/3", f"--format={kind}", f"--output={number}.{kind}", *sources, "--", "-std=c++20")
run("--shard=1/2", "--format=json", "--output=half.json", *sources, "--", "-std=c++20")
run("--format=json", "--output=all.json", *sources, "--", "-std=c++20")
advice = "run 'merge' with the reports of all shards"
merge(["1.json", "2.sarif", "3.json"], 1, "")
merge(["all.json"], 1, "")
for kind in ("json", "sarif"):
    merge([f"1.{kind}", f"3.{kind}"], 3, f"shard 2 of 3 is missing; {advice}")
    merge([f"2.{kind}"], 3, f"shard 1 of 3 and shard 3 of 3 are missing; {advice}")
    # The reports of that merge say the same, and so does a merge of them.
    lost = json.loads((folder / "lost.json").read_text())
    if (lost["exitCode"], lost["missingShards"]) != (3, ["shard 1 of 3", "shard 3 of 3"]) or "shard" in lost:
        sys.exit(f"a merge of one shard reports {lost}")
    invocation = json.loads((folder / "lost.sarif").read_text())["runs"][0]["invocations"][0]
    notes = [note["message"]["text"] for note in invocation["toolExecutionNotifications"]]
    if invocation["executionSuccessful"] or notes != [f"shard 1 of 3 and shard 3 of 3 are missing; {advice}"]:
        sys.exit(f"a merge of one shard reports {invocation}")
    if "::error title=not analysed::shard 1 of 3 and" not in (folder / "lost.github").read_text():
        sys.exit("GitHub is told nothing")
    if 'name="shard 3 of 3">' not in (folder / "lost.junit").read_text():
        sys.exit("JUnit is told nothing")
    (folder / f"lost.{kind}").rename(folder / f"again.{kind}")
    merge([f"again.{kind}"], 3, f"shard 1 of 3 and shard 3 of 3 are missing; {advice}")
run("--shard=1/13", "--format=json", "--output=many.json", "d.cpp", "--", "-std=c++20")
merge(["many.json"], 3, ", ".join(f"shard {k} of 13" for k in range(2, 12)) + f" and 2 more are missing; {advice}")
merge(["1.json", "half.json"], 2, "'half.json' is shard 1 of 2, but '1.json' is shard 1 of 3; merge the shards of one run")
merge(["1.json", "2.json", "1.sarif"], 2, "'1.sarif' and '1.json' are both shard 1 of 3; give each shard once")

# What a build system left out is known to who names the database.
for name in ("d.cpp", "f.cpp"):
    run(f"--unit-output={name}.json", name, "--", "-std=c++20")
database = [{"directory": str(folder), "file": name, "command": f"clang++ -c {name}"} for name in ("d.cpp", "f.cpp", "b.cpp")]
(folder / "build").mkdir()
(folder / "build/compile_commands.json").write_text(json.dumps(database))
units = ["d.cpp.json", "f.cpp.json"]
merge(units, 0, "")
merge([*units, "-p", "build", "--exclude=/b[.]cpp$"], 0, "")
merge(["all.json", "-p", "build"], 1, "")
left_out = f"'{folder}/b.cpp' is in the compile database, but in no report; leave it out with --exclude if it isn't to be analysed"
merge([*units, "-p", "build"], 3, left_out)
if [failed["file"] for failed in json.loads((folder / "lost.json").read_text())["failed"]] != ["b.cpp"]:
    sys.exit("a unit without a report is in no list")
merge([*units, "--exclude=b.cpp"], 2, "--exclude is for an analysis; merge takes it only with -p")
