"""Runs runtime/examples/scenarios for a short time, and looks at what it prints.

scenarios_test.py PROGRAM [--without-counts]: where a sanitizer keeps operator new to itself.
"""

import os
import pathlib
import pty
import re
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from terminal_output import read_all

REQUESTS = 2000
MISSES = REQUESTS // 5
NUMBER = r"\d{1,3}(?:,\d{3})*"
ROW = re.compile(
    rf"^  (task|value_task(?:, \w+)?) +[\d.]+ s +({NUMBER}) +({NUMBER}) +({NUMBER}) +[\d.]+ [num]s +[\d.]+ [num]s$"
)
TITLES = ("cached API, 80% hits", "always asynchronous", "awaited three times, the same API")
# What each row asks the heap for, where nothing is recycled.
BLOCKS = {
    (TITLES[0], "task"): REQUESTS,  # a hit's task, or the frame of a miss
    (TITLES[0], "value_task"): MISSES,  # nothing for a hit
    (TITLES[1], "task"): REQUESTS,
    (TITLES[1], "value_task"): REQUESTS,
    (TITLES[2], "task"): 2 * REQUESTS,  # the page's own frame, and what the API asks for
    (TITLES[2], "value_task, shared"): 2 * REQUESTS,
    (TITLES[2], "value_task, kept"): REQUESTS + MISSES,
}
NETWORK = dict(zip(TITLES, (MISSES, REQUESTS, MISSES)))


def environment(**changes):
    result = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")}
    return {**result, "TERM": "xterm-256color", **changes}


def piped(*arguments, **changes):
    return subprocess.run(
        [PROGRAM, *arguments], env=environment(**changes), capture_output=True, text=True, timeout=250
    )


def on_terminal(**changes):
    """What it writes to a terminal, whose own line ends are taken away."""
    try:
        terminal, other = pty.openpty()
    except OSError as error:  # a container without /dev/pts has none
        raise unittest.SkipTest(f"no pseudo terminal: {error}")
    with subprocess.Popen(
        [PROGRAM, f"--iterations={REQUESTS}"], env=environment(**changes), stdout=other, stderr=other
    ) as running:
        os.close(other)
        written = read_all(terminal)
    assert running.returncode == 0, written
    return written.replace("\r\n", "\n")


def expected_blocks(blocks):
    return dict.fromkeys(blocks, 0) if WITHOUT_COUNTS else blocks


def number(text):
    return int(text.replace(",", ""))


def table(text):
    """What a row asks for: {(title, row): (blocks, bytes)}."""
    rows, title = {}, None
    for line in text.splitlines():
        if line in TITLES:
            title = line
        elif match := ROW.match(line):
            rows[title, match[1]] = (number(match[3]), number(match[4]))
    return rows


class Scenarios(unittest.TestCase):
    def expect_narrow(self, text):
        for line in re.split(r"[\r\n]", re.sub(r"\033\[\d*m", "", text)):
            self.assertLessEqual(len(line), 80, line)

    def test_table(self):
        run = piped(f"--iterations={REQUESTS}")
        self.assertEqual((run.returncode, run.stderr), (0, ""), run.stdout)
        self.assertEqual({row: blocks for row, (blocks, _) in table(run.stdout).items()}, expected_blocks(BLOCKS))
        for blocks, size in table(run.stdout).values():
            self.assertGreaterEqual(size, 16 * blocks)
        for title, requests in NETWORK.items():
            sentence = f"  {requests:,} of {REQUESTS:,} requests went over the network, as the server counts."
            self.assertIn(f"\n{title}\n{sentence}\n", run.stdout)
        less = "as many blocks" if WITHOUT_COUNTS else f"{REQUESTS - MISSES:,} blocks less"
        self.assertIn(less, re.sub(r"\s+", " ", run.stdout))
        self.assertNotRegex(run.stdout, r"[\r\033]")
        self.expect_narrow(run.stdout)

    def test_misuse(self):
        run = piped(f"--iterations={REQUESTS}", "--scenario=awaited-again")
        self.assertEqual((run.returncode, run.stderr), (0, ""), run.stdout)
        self.assertEqual({title for title, _ in table(run.stdout)}, {TITLES[2]})
        self.assertIn("value_task consumed twice", run.stdout)
        self.assertRegex(run.stdout, r"created at cached.h:\d+\n +first consumed at misuse.cpp:\d+\n")
        self.assertIn("violations counted: 1\n", run.stdout)
        self.expect_narrow(run.stdout)

    def test_one_scenario(self):
        run = piped("--iterations=7", "--clients=3", "--scenario", "cached")
        self.assertEqual((run.returncode, run.stderr), (0, ""), run.stdout)
        # Two visits, of five pages and of two.
        expected = {(TITLES[0], "task"): 7, (TITLES[0], "value_task"): 2}
        self.assertEqual({row: blocks for row, (blocks, _) in table(run.stdout).items()}, expected_blocks(expected))
        self.assertNotIn("consumed twice", run.stdout)

    def test_terminal(self):
        text = on_terminal()
        self.assertIn("\033[1m", text)
        self.assertIn("\rcached: measuring", text)
        self.expect_narrow(text)

    def test_terminal_without_colours(self):
        text = on_terminal(NO_COLOR="1")
        self.assertNotIn("\033", text)
        self.assertIn("\rcached: measuring", text)
        self.assertEqual(set(table(text)), set(BLOCKS))
        self.expect_narrow(text)

    def test_dumb_terminal(self):
        text = on_terminal(TERM="dumb")
        self.assertNotRegex(text, r"[\r\033]")
        self.assertEqual(set(table(text)), set(BLOCKS))
        self.expect_narrow(text)

    def test_help(self):
        run = piped("--help")
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        for option in ("--iterations N", "--scenario NAME", "--clients N"):
            self.assertIn(option, run.stdout)
        self.expect_narrow(run.stdout)

    def test_wrong_usage(self):
        for arguments, why in {
            ("--iterations=0",): "--iterations wants a number from 1 to 10000000, not '0'",
            ("--iterations", "many"): "--iterations wants a number from 1 to 10000000, not 'many'",
            ("--iterations=10x",): "--iterations wants a number from 1 to 10000000, not '10x'",
            ("--iterations=99999999999999",): "not '99999999999999'",
            ("--iterations",): "--iterations wants a value",
            ("--clients=-1",): "--clients wants a number from 1 to 256, not '-1'",
            ("--scenario=fast",): "there is no scenario 'fast': choose cached, always-async or awaited-again",
            ("--fast",): "unknown option '--fast'",
            ("--help=yes",): "--help takes no value",
            ("-xh",): "unknown option '-xh'",
            ("cached",): "unknown argument 'cached'",
        }.items():
            with self.subTest(arguments):
                run = piped(*arguments)
                self.assertEqual((run.returncode, run.stdout), (2, ""))
                self.assertIn(why, run.stderr)
                self.assertRegex(run.stderr, r"^error: .*; scenarios --help shows the usage\n$")


if __name__ == "__main__":
    WITHOUT_COUNTS = "--without-counts" in sys.argv
    if WITHOUT_COUNTS:
        sys.argv.remove("--without-counts")
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
