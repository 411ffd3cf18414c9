"""Gives each option of --help that takes a value none, an empty one, and another option: values.py CHECKER SOURCE"""

import re
import subprocess
import sys

checker, source = sys.argv[1:]
mistakes = []


def expect(words, complaint):
    done = subprocess.run([checker, *words], capture_output=True, text=True, check=False)
    wanted = f"valuetask-check: error: {complaint}\n"
    if done.returncode != 2 or done.stderr != wanted or done.stdout:
        mistakes.append(f"{words}: exit code {done.returncode}, {done.stderr!r}, not {wanted!r}")


text = subprocess.run([checker, "--help"], capture_output=True, text=True, check=True).stdout
options = re.findall(r"^  (--?[a-z-]+)[ =]?(<[^>]+>)", text, re.MULTILINE)
if len(options) < 25:
    sys.exit(f"--help lists only {options}")
for name, meta in options:
    usage = f"{name}={meta}" if name.startswith("--") else f"{name} {meta}"
    expect([source, name], f"'{name}' needs a value; write {usage}")
    empty = f"the value of '{name}' is empty; write {usage}, or leave the option out"
    expect([name, "", source, "--"], empty)
    if name.startswith("--"):
        expect([f"{name}=", source, "--"], empty)
        usage = None
    others = ("--quiet", "--output=x", "--unheard-of", "-p", "-j4", "-h") if name in ("--report", "-p") else ("--quiet",)
    for other in others:
        instead = usage or f"'{name}={other}' if it is the value"
        expect([name, other, source, "--"], f"'{name}' needs a value, and '{other}' looks like an option; write {instead}")
sys.exit("\n".join(mistakes) or 0)
