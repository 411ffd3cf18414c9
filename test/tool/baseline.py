"""Damages a baseline in 200 ways: never a crash, never half of it taken: baseline.py CHECKER BASELINE SOURCE"""

import pathlib
import random
import subprocess
import sys

checker, baseline, source = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
dice = random.Random(4)
good = baseline.read_bytes()
for number in range(200):
    damaged = bytearray(good)
    for _ in range(dice.randrange(1, 4)):
        kind, at = dice.randrange(4), dice.randrange(len(damaged))
        if kind == 0:
            del damaged[at:]
            damaged += b"\n"
        elif kind == 1:
            damaged[at] ^= 1 << dice.randrange(8)
        elif kind == 2:
            del damaged[at : at + dice.randrange(40)]
            damaged += b"\n"
        else:
            damaged[at:at] = dice.choice([b"null", b"-1", b"{", b"]", b'"', b"99999999999999999999", b"\xff"])
    baseline.write_bytes(damaged)
    done = subprocess.run(
        [checker, f"--baseline={baseline}", source, "--"], capture_output=True, text=True, check=False
    )
    # A change within a string leaves it a baseline, of something else.
    if done.returncode not in (0, 2) or (done.returncode == 2) != ("is no baseline" in done.stderr):
        sys.exit(f"round {number}: exit code {done.returncode}\n{done.stderr}\n{bytes(damaged)}")
baseline.write_bytes(good)
