"""Progress and colours, on a pseudo-terminal and without one: terminal.py CHECKER FOLDER"""

import os
import pathlib
import pty
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from terminal_output import read_all

checker, folder = sys.argv[1], pathlib.Path(sys.argv[2])
HEADER = """#pragma once
struct [[clang::annotate("valuetask::single_await")]] once { once(); once(once &&); };
"""
(folder / "once.h").write_text(HEADER)
names = [f"unit{number}.cpp" for number in range(14)]
for name in names:
    # Each takes a moment, so that there is something to tell of.
    body = "#include <optional>\nstatic std::optional<once> kept;\n"
    (folder / name).write_text('#include "once.h"\n' + body)


def on_terminal(*options, environment=None, columns=80):
    """What it writes to a terminal, on stdout and stderr together."""
    parent, child = pty.openpty()
    command = [checker, "-j2", "--no-cache", *options, *names, "--", "-std=c++20"]
    script = f"stty cols {columns}; exec \"$@\""
    done = subprocess.Popen(
        ["sh", "-c", script, "sh", *command], cwd=folder, stdin=child, stdout=child, stderr=child,
        env={**{k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "CI")}, "TERM": "xterm-256color", **(environment or {})},
    )
    os.close(child)
    written = read_all(parent)
    if done.wait() != 1:
        sys.exit(f"exit code {done.returncode}: {written}")
    return written


def drawings(text):
    return re.findall(r"\r\x1b\[K(\d+)/14 files(?P<left>, about \d+ (?:s|min) left)?([^\r\n]*)", text)


def fail_unless(condition, what, text):
    if not condition:
        sys.exit(f"{what}:\n{text!r}")


text = on_terminal()
drawn = drawings(text)
fail_unless(len(drawn) >= 2, "no progress", text)
counts = [int(count) for count, _, _ in drawn]
fail_unless(counts == sorted(counts), "it goes back", text)
fail_unless(all(bool(left) == (int(count) >= 5) for count, left, _ in drawn), "an estimate without enough files, or none", text)
fail_unless(text.startswith("valuetask-check: 14 files, 2 jobs\r\n"), "it doesn't say how much there is to do", text)
fail_unless(text.count("\r\x1b[K") == len(drawn) + 1, "the line isn't cleared", text)
last = text.rindex("\r\x1b[K")
fail_unless("warning:" not in text[:last] and "warning:" in text[last:], "findings in between", text)
fail_unless("\x1b[0;1;35mwarning: " in text, "no colours", text)
fail_unless("valuetask-check: 14 findings in 14 files; " in text, "no summary", text)

narrow = on_terminal(columns=44)
# (Without the first line, which isn't drawn again.)
lines = [line for piece in narrow[: narrow.rindex("\r\x1b[K")].split("\r\x1b[K") for line in piece.split("\n")]
fail_unless(all(len(line) < 44 for line in lines), "a progress line that wraps", narrow)

plain = on_terminal(environment={"NO_COLOR": "1"})
fail_unless("\x1b[0;1;35m" not in plain and "warning:" in plain, "colours in spite of NO_COLOR", plain)
quiet = on_terminal("--quiet")
fail_unless(not drawings(quiet) and "valuetask-check:" not in quiet, "not quiet", quiet)

command = [checker, "-j2", "--no-cache", *names, "--", "-std=c++20"]
log = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
fail_unless("\x1b" not in log.stdout + log.stderr and "\r" not in log.stderr, "a log isn't plain", log.stderr)
fail_unless(log.stderr.startswith("valuetask-check: 14 files, 2 jobs\n"), "a log doesn't say how much there is to do", log.stderr)
log = subprocess.run([*command[:1], "--quiet", *command[1:]], cwd=folder, capture_output=True, text=True, check=False)
fail_unless(not log.stderr, "a quiet log", log.stderr)

for when, coloured in (("always", True), ("never", False), ("auto", False)):
    log = subprocess.run([*command[:1], f"--color={when}", "--exclude=nothing", *command[1:]], cwd=folder, capture_output=True, text=True, check=False)
    fail_unless(("\x1b[0;1;35mwarning: " in log.stdout) == coloured, f"--color={when}: the report", log.stdout)
    fail_unless(("\x1b[0;1;35mwarning: " in log.stderr) == coloured, f"--color={when}: the messages", log.stderr)
never = on_terminal("--color=never")
fail_unless("\x1b[0;1;35m" not in never and "warning:" in never, "colours in spite of --color=never", never)
