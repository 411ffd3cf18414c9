"""What Ctrl-C says, and what it leaves: interrupted.py CHECKER FOLDER"""

import os
import pathlib
import re
import signal
import subprocess
import sys
import time

checker, folder = sys.argv[1], pathlib.Path(sys.argv[2])
NUMBER = 12
HEADER = """#pragma once
struct [[clang::annotate("valuetask::single_await")]] once { once(); once(once &&); };
"""
(folder / "once.h").write_text(HEADER)
names = [f"unit{number}.cpp" for number in range(NUMBER)]
for name in names:
    (folder / name).write_text(f'#include "once.h"\n#include <optional>\nint {name[:-4]};\nstatic std::optional<once> kept;\n')


def hear_signals():
    """As in a terminal, whoever runs this test."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


def begin(*options):
    return subprocess.Popen(
        [checker, "-j1", *options, "--format=json", "--output=report.json", *names, "--", "-std=c++20"],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        preexec_fn=hear_signals,
    )


def interrupt(number, to_all, cache, *options):
    """Sends the signal when some of the files are done. The answer is what it says of them."""
    run = begin(*options)
    deadline = time.monotonic() + 60
    while sum(1 for file in cache.rglob("*") if file.is_file()) < 2 and cache != folder and time.monotonic() < deadline:
        time.sleep(0.01)
    # The first worker comes after whoever hears the signal.
    while cache == folder and not pathlib.Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().strip():
        time.sleep(0.01)
    (os.killpg if to_all else os.kill)(run.pid, number)
    out, err = run.communicate(timeout=60)
    if run.returncode != -number:
        sys.exit(f"it ended with {run.returncode}, not by signal {number}:\n{out}{err}")
    if (folder / "report.json").exists() or out:
        sys.exit(f"a report in spite of the signal:\n{out}{err}")
    return err


# A terminal sends it to all processes, 'kill' to one. Either way it is said once.
for number, to_all in ((signal.SIGINT, True), (signal.SIGTERM, False)):
    cache = folder / f"cache{number}"
    said = interrupt(number, to_all, cache, f"--cache-dir={cache}")
    found = re.fullmatch(
        r"valuetask-check: 12 files, 1 job\nvaluetask-check: interrupted; no report is written; (\d+) of 12 files are analysed, and their results are in the cache\n", said
    )
    if not found or not 0 < int(found[1]) < NUMBER:
        sys.exit(f"it said {said!r}")
    again = begin(f"--cache-dir={cache}")
    _, err = again.communicate(timeout=120)
    kept = re.search(r"(\d+) from the cache", err)
    if again.returncode != 1 or not kept or int(kept[1]) < int(found[1]):
        sys.exit(f"after {found[1]} files, the next run ends with {again.returncode}:\n{err}")
    (folder / "report.json").unlink()

said = interrupt(signal.SIGINT, True, folder, "--no-cache")
if not re.fullmatch(r"valuetask-check: 12 files, 1 job\nvaluetask-check: interrupted; no report is written; \d+ of 12 files were analysed, and without a cache nothing is kept\n", said):
    sys.exit(f"without a cache it said {said!r}")
said = interrupt(signal.SIGINT, True, folder, "--no-cache", "--quiet")
if said:
    sys.exit(f"with --quiet it said {said!r}")
