"""--since in a repository of its own: since.py CHECKER FOLDER"""

import pathlib
import re
import subprocess
import sys

checker, folder = sys.argv[1], pathlib.Path(sys.argv[2])


def git(*arguments):
    identity = ["-c", "user.name=nobody", "-c", "user.email=nobody@example.com", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def expect(what, files, findings, *options):
    """So many files analysed, and findings in exactly these 'file:line'."""
    rules = "--checks=valuetask-double-await,valuetask-stored-in-field"
    names = sorted(path.name for path in folder.glob("*.cpp"))
    command = [checker, rules, f"--project-root={folder}", *options, *names, "--", "-std=c++20"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    found = [f"{m[1]}:{m[2]}" for m in re.finditer(r"^.*?([^/]*):(\d+):\d+: warning:", done.stdout, re.M)]
    analysed = re.search(r"in (\d+) files?", done.stderr)
    if found != findings or not analysed or int(analysed[1]) != files or done.returncode != bool(findings):
        sys.exit(f"{what}: {found} in {analysed and analysed[1]} files, exit code {done.returncode}\n{done.stdout}{done.stderr}")


def edit(name, old, new):
    text = (folder / name).read_text()
    if old not in text:
        sys.exit(f"{name} has no {old!r}")
    (folder / name).write_text(text.replace(old, new))


git("init")
git("add", ".")
git("commit", "-m", "old sins")
everything = ["a.cpp:2", "a.cpp:8", "b.cpp:2", "c.cpp:2", "shared.h:2"]
expect("without it", 3, everything)
expect("nothing changed", 0, [], "--since=HEAD")

edit("b.cpp", "in_b;", "in_b; // still")
expect("one line", 1, ["b.cpp:2"], "--since=HEAD")
edit("b.cpp", "#include", "\n#include")
edit("b.cpp", " // still", "")
expect("a line that moved is no change", 1, [], "--since=HEAD")
git("checkout", ".")

edit("a.cpp", "int sum = value.result()", "int sum = 0 + value.result()")
expect("a step of the path", 1, ["a.cpp:8"], "--since=HEAD")
git("checkout", ".")
edit("a.cpp", "sum += 1", "sum += 2")
expect("a line between", 1, [], "--since=HEAD")
git("checkout", ".")

# A hunk of several lines has a first, a last and one between; the lines next to it aren't touched.
edit("c.cpp", "in_c;", "in_c;\nstatic once second;\nstatic once third;\nstatic once fourth;")
git("commit", "-am", "more of them")
for count in (2, 3):
    for first in range(2, 6 - count + 1):
        lines = (folder / "c.cpp").read_text().splitlines()
        touched = range(first, first + count)
        marked = [line + " // touched" if number in touched else line for number, line in enumerate(lines, 1)]
        (folder / "c.cpp").write_text("\n".join(marked) + "\n")
        expect(f"lines {touched}", 1, [f"c.cpp:{number}" for number in touched], "--since=HEAD")
        git("checkout", ".")
# Lines that came, and lines that went: what is beside them isn't touched.
edit("c.cpp", "static once third;", "static once new_one;\nint x;\nstatic once new_two;\nstatic once third;")
expect("lines that are new", 1, ["c.cpp:4", "c.cpp:6"], "--since=HEAD")
git("checkout", ".")
edit("c.cpp", "static once second;\nstatic once third;\n", "")
expect("lines that went", 1, [], "--since=HEAD")
git("checkout", ".")
# Two hunks in a file, the second by its new line numbers.
edit("c.cpp", "#include", "// A line.\n// Another.\n#include")
edit("c.cpp", "third;\nstatic once fourth;", "third;  \nstatic once fourth;  ")
expect("two hunks", 1, ["c.cpp:6", "c.cpp:7"], "--since=HEAD")
git("checkout", ".")
# A step of the path on the last line of a hunk.
edit("a.cpp", "  auto value = load(key);\n  int sum = value", "  auto  value = load(key);\n  int sum =  value")
expect("a step on the last line", 1, ["a.cpp:8"], "--since=HEAD")
git("checkout", ".")
git("reset", "--hard", "HEAD~1")

edit("shared.h", "field; }", "field;\n}")
expect("a header: one that includes it", 1, ["shared.h:2"], "--since=HEAD")
expect("a header: all that include it", 2, ["shared.h:2"], "--since=HEAD", "--since-headers=all")
git("commit", "-am", "changed")
expect("since the last", 0, [], "--since=HEAD")
expect("since the one before", 1, ["shared.h:2"], "--since=HEAD~1")

(folder / "new file.cpp").write_text('#include "once.h"\nstatic once in_new;\n')
expect("a file that git doesn't know", 1, ["new file.cpp:2"], "--since=HEAD")
(folder / ".gitignore").write_text("new*\n")
expect("one that it ignores", 0, [], "--since=HEAD")
(folder / "new file.cpp").unlink()
# A folder by another name than git has for it.
edit("b.cpp", "in_b;", "in_b; // changed")
link = folder.parent / f"{folder.name}.link"
link.unlink(missing_ok=True)
link.symlink_to(folder)
real, folder = folder, link
expect("through a link", 1, ["b.cpp:2"], "--since=HEAD")
folder = real
git("checkout", ".")

git("rm", "c.cpp")
expect("one that is gone", 0, [], "--since=HEAD")
