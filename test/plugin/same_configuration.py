"""Does a .clang-tidy file mean the same to valuetask-check and to clang-tidy with the plugin?

usage: same_configuration.py FOLDER CHECKER CLANG_TIDY PLUGIN

Each row is what a file above the source says, what one beside it says, and which rules report then. A row whose last
column is an error is one in both.
"""
import pathlib
import re
import subprocess
import sys

SOURCE = """
struct [[clang::annotate("valuetask::single_await")]] once {
  bool await_ready() const;
  void await_suspend(void *);
  int await_resume();
};
once kept;
once make();
void use(once &&);
void dropped() { make(); }
void twice(once value) { use(static_cast<once &&>(value)); use(static_cast<once &&>(value)); }
struct named {};
named kept_too;
"""

FIELD, DROPPED, TWICE = "stored-in-field", "unconsumed", "double-await"
ALL = {FIELD, DROPPED, TWICE}
TYPES = "CheckOptions: {valuetask.SingleAwaitTypes: named}"
CASES = [
    ("", "Checks: 'valuetask-*'", ALL),
    ("", "Checks: '*'", ALL),
    ("", "Checks: '-*,valuetask-*'", ALL),
    ("", "Checks: '-*,*'", ALL),
    ("", "Checks: '-*,valuetask-unconsumed'", {DROPPED}),
    ("", "Checks: '-*, valuetask-unconsumed, valuetask-double-await'", {DROPPED, TWICE}),
    ("", "Checks: >\n  -*,\n  bugprone-*,\n  valuetask-unconsumed\n", {DROPPED}),
    ("", "Checks:\n  - '-*'\n  - valuetask-double-await\n", {TWICE}),
    ("", "Checks: '-*,valuetask-*,-valuetask-unconsumed'", {FIELD, TWICE}),
    ("", "Checks: 'bugprone-*,valuetask-*,-valuetask-d*'", {FIELD, DROPPED}),
    ("", "Checks: '-*,*await*'", {TWICE}),
    ("", "Checks: '*,-valuetask-stored-in-field'", {DROPPED, TWICE}),
    ("", "Checks: 'valuetask-*,-*,valuetask-unconsumed'", {DROPPED}),
    ("", "Checks: 'valuetask-*,-*,bugprone-*'", set()),
    ("Checks: '-*,valuetask-unconsumed'", "", {DROPPED}),
    ("Checks: '-*,valuetask-unconsumed'", "Checks: 'valuetask-double-await'", {TWICE}),
    ("Checks: '-*,valuetask-unconsumed'", "Checks: 'valuetask-double-await'\nInheritParentConfig: true", {DROPPED, TWICE}),
    ("Checks: 'valuetask-*'", "Checks: '-*,bugprone-*,valuetask-d*'\nInheritParentConfig: true", {TWICE}),
    ("Checks: 'valuetask-*'", "Checks: '-valuetask-unconsumed'\nInheritParentConfig: true", {FIELD, TWICE}),
    (f"Checks: '-*,valuetask-stored*'\n{TYPES}", "", {FIELD}),
    (f"Checks: '-*,valuetask-*'\n{TYPES}", "Checks: '-valuetask-un*'\nInheritParentConfig: true", {FIELD, TWICE}),
    ("", "Checks: '-*,valuetask-unconsumed'\nCheckOptions: {valuetask.SingleAwaitType: named}", "did you mean 'valuetask.SingleAwaitTypes'?"),
    ("", "Checks: 'valuetask-*'\nCheckOptions: {valuetask-double-await.SingleAwaitTypes: named}", "did you mean 'valuetask.SingleAwaitTypes'?"),
    ("", "Checks: 'valuetask-*'\nCheckOptions: {SingleAwaitTypes: named}", "did you mean 'valuetask.SingleAwaitTypes'?"),
    ("", "Checks: 'valuetask-*'\nCheckOptions: {Valuetask.singleawaittypes: named}", "did you mean 'valuetask.SingleAwaitTypes'?"),
    ("", "Checks: 'valuetask-*'\nCheckOptions: {valuetsk.MinCalls: 3}", "did you mean 'valuetask.MinCalls'?"),
    ("", "Checks: 'valuetask-*'\nCheckOptions: {valuetask.Something: 3}", "the options are valuetask.SingleAwaitTypes, "),
    ("", "Checks: 'valuetask-*'\nCheckOptions: {valuetask.UseSolver: maybe}", "write true or false"),
    ("", "Checks: 'valuetask-*,valuetask-unconsumd'", "did you mean 'valuetask-unconsumed'?"),
    ("Checks: 'valuetask-*'\nCheckOptions: {bugprone-argument-comment.StrictMode: true, other.Types: x, Facts: y}", "", ALL),
]
# What clang-tidy runs nothing of: for a program that is about these rules alone, such files are about other checks.
OTHERS = [
    ("", "", ALL),
    ("", "Checks: '-*,bugprone-*'", ALL),
    ("", "Checks: '-*'", ALL),
    ("", "Checks: 'bugprone-*,-valuetask-unconsumed'", {FIELD, TWICE}),
]


def write(file, text):
    if text:
        file.write_text(text + "\n", encoding="utf-8")
    else:
        file.unlink(missing_ok=True)


def rules_in(text):
    return set(re.findall(r"\[valuetask-([a-z-]+)(?:,.*)?\]$", text, re.M))


def main():
    folder, checker, tidy, plugin = pathlib.Path(sys.argv[1]), *sys.argv[2:]
    source = folder / "inner" / "a.cpp"
    source.parent.mkdir(parents=True)
    source.write_text(SOURCE, encoding="utf-8")
    wrong = 0
    for above, beside, expected in CASES + OTHERS:
        write(folder / ".clang-tidy", above or "Checks: ''")
        write(source.parent / ".clang-tidy", beside)
        commands = {"checker": [checker, "--quiet", "--no-cache", str(source), "--", "-std=c++20"]}
        if (above, beside, expected) in CASES:
            commands["plugin"] = [tidy, "-load", plugin, "--quiet", str(source), "--", "-std=c++20"]
        for name, command in commands.items():
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if isinstance(expected, str):
                is_right = expected in done.stdout + done.stderr and done.returncode == (2 if name == "checker" else 1)
            elif name == "plugin" and not expected:
                is_right = rules_in(done.stdout) == expected
            elif name == "checker" and not expected:
                is_right = done.returncode == 2 and "no rule is enabled for any file" in done.stderr
            else:
                is_right = rules_in(done.stdout) == expected and "clang-tidy-config" not in done.stdout
            if not is_right:
                wrong += 1
                print(f"{name}, with {above!r} above {beside!r}: wanted {expected}, got {done.returncode}, {rules_in(done.stdout)}:\n"
                      + done.stdout + done.stderr)
    print(f"{len(CASES)} configurations through both, {len(OTHERS)} through the checker, {wrong} wrong")
    sys.exit(bool(wrong))


main()
