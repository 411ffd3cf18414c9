"""Damages a baseline, of a file that has findings: it is refused as a whole, or hides what it says: baseline.py CHECKER SOURCE"""

import collections
import json
import pathlib
import random
import re
import subprocess
import sys

checker, source, baseline = sys.argv[1], sys.argv[2], pathlib.Path("damaged.json")
dice = random.Random(4)


def run(*options):
    rules = "--checks=valuetask-double-await,valuetask-stored-in-field"
    command = [checker, rules, "--project-root=.", *options, source, "--", "-std=c++20"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def kinds(text):
    """How many a baseline has of each kind. (Messages are for its readers.)"""
    known = collections.Counter()
    for entry in json.loads(text)["findings"]:
        known[entry["rule"], entry["file"], entry["function"]] += entry["count"]
    return known


def check(what, damaged, may_be_good=False):
    """Refused, with nothing done; or, where that is possible, taken for what it says."""
    baseline.write_bytes(damaged)
    done = run(f"--baseline={baseline}", "--prune-baseline")
    if done.returncode == 2 and f"'{baseline}' is not a valid baseline" in done.stderr:
        if baseline.read_bytes() != damaged or done.stdout:
            sys.exit(f"{what}: refused, and used all the same\n{done.stdout}{done.stderr}\n{damaged}")
        return False
    if not may_be_good or done.returncode not in (0, 1):
        sys.exit(f"{what}: exit code {done.returncode}\n{done.stderr}\n{damaged}")
    known = kinds(damaged)
    hidden = sum(min(count, known[kind]) for kind, count in truth.items())
    said = re.search(r"(\d+) suppressed by the baseline", done.stderr)
    shown = done.stdout.count(" warning: ")
    if (int(said[1]) if said else 0, shown) != (hidden, truth.total() - hidden) or done.returncode != bool(shown):
        sys.exit(f"{what}: {shown} findings, expected {truth.total() - hidden}\n{done.stdout}{done.stderr}\n{damaged}")
    return True


if run(f"--write-baseline={baseline}").returncode != 0:
    sys.exit("no baseline was written")
good = baseline.read_bytes()
truth = kinds(good)
if len(truth) < 3:
    sys.exit(f"too few kinds to say anything: {truth}")
if not check("as it was written", good, may_be_good=True):
    sys.exit("what was written is refused")

# Entries that are none, behind others that are: those are not taken either.
last = json.loads(good)["findings"][-1]
wrong = [None, [], "text", 1, {}, {**last, "count": 0}, {**last, "count": -1}, {**last, "count": 2**32}]
wrong += [{**last, "count": "1"}, {**last, "count": 1.5}, {**last, "message": None}]
wrong += [{key: value for key, value in last.items() if key != left_out} for left_out in last]
for entry in wrong:
    document = json.loads(good)
    document["findings"].append(entry)
    check(f"with {entry}", json.dumps(document).encode())
for change in ({"schema": 2}, {"schema": "1"}, {"findings": {}}, {"findings": None}):
    check(f"with {change}", json.dumps(json.loads(good) | change).encode())

# Bytes that went, changed and came.
taken = 0
for kind in range(4):
    for number in range(8):
        damaged, at = bytearray(good), dice.randrange(len(good) - 2)
        if kind == 0:
            del damaged[at:]
        elif kind == 1:
            damaged[at] ^= 1 << dice.randrange(8)
        elif kind == 2:
            del damaged[at : at + dice.randrange(1, 40)]
        else:
            damaged[at:at] = dice.choice([b"null", b"-1", b"{", b"]", b'"', b"99999999999999999999", b"\xff"])
        # A change within a string leaves it a baseline, of something else.
        taken += check(f"kind {kind}, number {number}", bytes(damaged), may_be_good=kind != 0)
if not 0 < taken < 16:
    sys.exit(f"{taken} of 32 were taken")
