"""Functions that come near to a bound of the search, and such that go beyond it: bounds.py CHECKER FOLDER FLAGS

At about 80 % of each bound, the answer is the right one; at about 120 % it is what docs/architecture.md says, so that a
bound which is larger or smaller than it says is seen. How often a block is visited is counted in the comments.
"""

import pathlib
import re
import shlex
import subprocess
import sys

checker, folder, flags = sys.argv[1], pathlib.Path(sys.argv[2]), shlex.split(sys.argv[3])
begin = """#include <valuetask/task.h>
#include <valuetask/value_task.h>
using valuetask::task;
using valuetask::value_task;
value_task<int> load();
void work(int);
void consume(value_task<int> &value [[clang::annotate("valuetask::consumes")]]);
"""


def run(name, text, *options):
    """The lines on which something is found, and how many candidates were dropped."""
    file = folder / f"{name}.cpp"
    file.write_text(text)
    command = [checker, "--no-cache", "--stats", "--checks=-*,valuetask-double-await", *options, str(file), "--", *flags]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    dropped = re.search(r"candidates dropped: +(\d+)", done.stderr)
    if done.returncode not in (0, 1) or not dropped:
        sys.exit(f"{name}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    lines = text.splitlines()
    found = [lines[int(each) - 1].strip() for each in re.findall(r":(\d+):\d+: warning: ", done.stdout)]
    return found, int(dropped[1])


def blocks(conditions, length):
    """What is known of the conditions is different on each of 2^n paths, each of which goes through the length.

    With 8 conditions these are 4,250 blocks, and 3 * 256 more with each step of the length.
    """
    names = [f"b{each}" for each in range(conditions)]
    parameters = ", ".join(f"bool {each}" for each in ["early", *names, *(f"x{each}" for each in range(length))])
    asked = "".join(f"  if ({each}) work(0);\n" for each in names)
    between = "".join(f"  if (x{each}) work(1);\n" for each in range(length))
    # The mistake is on the path that is looked at last.
    return begin + f"""task<void> large({parameters}) {{
  auto value = load();
  if (early)
    work(2);
  else
    co_await value;
{asked}{between}{asked}  if (!early)
    co_await value; // mistake
}}
"""


def unmerged_blocks(doublings, length):
    """The solver refutes a path into which the mistake's was merged; before that is looked at alone, there are 2^n others.

    With 8 doublings these are 800 blocks, and 256 more with each step of the length.
    """
    parameters = ", ".join(["bool early", "int n", *(f"bool x{each}" for each in range(doublings + length))])
    doubled = "".join(f"    if (x{each}) work(0);\n" for each in range(doublings))
    tail = "".join(f"    if (x{each}) return;\n" for each in range(doublings, doublings + length))
    return begin + f"""task<void> large({parameters.replace("return", "co_return")}) {{
  auto value = load();
  int next = n + 1;
  if (early) {{
{doubled}{tail.replace("return", "co_return")}  }} else {{
    co_await value;
    if (n > 5)
      work(2);
    else
      work(3);
  }}
  if (!early && next < 3)
    co_await value; // mistake
}}
"""


def questions(refuted):
    """So many paths are refuted by the solver before the one that has the mistake."""
    cases = "".join(f"  case {each}: co_await value; n = n * 2; break;\n" for each in range(refuted))
    return begin + f"""task<void> large(int which, int n) {{
  auto value = load();
  switch (which) {{
{cases}  default:
    co_await value;
  }}
  if (n & 1)
    co_await value; // mistake
}}
"""


def undecided(count):
    """So many questions that the solver can't decide, before one that it can."""
    hard = "".join(
        f"""  if (which == {each}) {{
    auto value = load();
    if ((x ^ y * 3) % 1000003 == {each + 7} && (y ^ x * 5) % 999983 == 11)
      co_await value;
    if ((x + y * 7) % 1000033 == 13 && (x - y) / 77777 == 123456789)
      co_await value; // undecided
    co_return;
  }}
"""
        for each in range(count)
    )
    return begin + f"""task<void> large(int which, unsigned long x, unsigned long y, int n) {{
{hard}  auto value = load();
  int next = n + 1;
  if (n > 5)
    co_await value;
  if (next < 3)
    co_await value; // refuted
}}
"""


def rounds(parameters):
    """Each round takes one parameter from what the function consumes on every path: of one it is certain in the end."""
    names = [f"p{each}" for each in range(parameters)]
    declared = ", ".join(f"value_task<int> &{each}" for each in names)
    consumed = "".join(f"    consume({each});\n" for each in names[:-1])
    others = "".join(f"  auto {each} = load();\n" for each in names)
    return begin + f"""void turn(value_task<int> &always, {declared}, int n) {{
  if (n == 0) {{
    consume(always);
{consumed}    return;
  }}
  turn(always, {", ".join(names[1:] + names[:1])}, n - 1);
}}
task<void> both(int n) {{
  auto always = load();
{others}  turn(always, {", ".join(names)}, n);
  co_await {names[-2]}; // correct
  co_await always; // mistake
}}
"""


def fields(count):
    """A copy of a struct agrees with it, as long as it is followed field by field. Beyond, nothing is said of it."""
    declared = "".join(f"  bool f{each};\n" for each in range(count))
    return begin + f"""struct flags {{
{declared}}};
task<void> correct(const flags &given) {{
  const flags copy = given;
  auto value = load();
  if (given.f1)
    co_await value;
  if (!copy.f1)
    co_await value; // correct
}}
task<void> wrong(const flags &given) {{
  const flags copy = given;
  auto value = load();
  if (given.f1)
    co_await value;
  if (copy.f1)
    co_await value; // mistake
}}
"""


def chain(length):
    """A name in an option that leads to its class by so many aliases."""
    aliases = "".join(f"template <class T> using a{each + 1} = a{each}<T>;\n" for each in range(length))
    return f"""#include <valuetask/task.h>
template <class T> struct named {{
  named();
  named(named &&);
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  T await_resume();
}};
template <class T> using a0 = named<T>;
{aliases}named<int> load();
valuetask::task<void> twice() {{
  auto value = load();
  co_await value;
  co_await value; // mistake
}}
"""


def expect(name, text, found, dropped, *options):
    answer = run(name, text, *options)
    if answer != (found, dropped):
        sys.exit(f"{name}: found {answer[0]}, and dropped {answer[1]}; expected {found} and {dropped}\n{text}")


MISTAKE = ["co_await value; // mistake"]
expect("BlockBudget-80", blocks(8, 15), MISTAKE, 0)
expect("BlockBudget-120", blocks(8, 26), [], 1)
expect("UnmergedBudget-80", unmerged_blocks(8, 9), MISTAKE, 0)
expect("UnmergedBudget-120", unmerged_blocks(8, 16), [], 1)
expect("MostQuestions-80", questions(51), MISTAKE, 0)
expect("MostQuestions-120", questions(77), [], 1)
# Those that the solver can't decide are reported. Beyond the bound it isn't asked about one that it would refute.
UNDECIDED = ["co_await value; // undecided"]
expect("MostUndecided-80", undecided(6), UNDECIDED * 6, 0)
expect("MostUndecided-120", undecided(10), [*UNDECIDED * 10, "co_await value; // refuted"], 0)
expect("MostRounds-80", rounds(26), ["co_await always; // mistake"], 0)
expect("MostRounds-120", rounds(40), [], 0)
expect("MaximalFields-80", fields(13), MISTAKE, 0)
expect("MaximalFields-120", fields(20), [], 2)
expect("LongestChain-80", chain(26), MISTAKE, 0, "--single-await-types=a26")
expect("LongestChain-120", chain(40), [], 0, "--single-await-types=a40")
