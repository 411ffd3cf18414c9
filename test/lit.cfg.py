# The lit suite. Substitutions, so that a test says what it means:
#   %both FILE         findings of FILE through the plugin and through the checker, which must be the same bytes (in
#                      all builds but one, and scripts/check, through the checker alone); takes '--types NAMES' and, after '--', further compiler flags
#   %three FILE        the same, and through the compiler plugin, which must print the same bytes as well
#   %compile           the compiler with its plugin, and the runtime's headers
#   %fixes FILE        FILE with all fixes applied, after which it must compile and have no new finding
#   %match FILE        FileCheck against FILE's comments; a finding or note that none of them expects fails
#   %checker, %tidy    valuetask-check; clang-tidy with the plugin loaded, and nothing but our checks
#   %loaded-tidy       clang-tidy with the plugin loaded, and the checks that the configuration says
#   %bare-tidy         clang-tidy as it is
#   %launcher          valuetask-tidy, which runs a clang-tidy with the plugin
#   %exits CODE ...    a command that must end with exactly that code: 1 is what findings give, 2 wrong usage, 3 not analysed
#   %FileCheck         FileCheck, in which [[LLVM]] is the major version of LLVM
#   %flags             the compiler flags for a file that includes the runtime
#   %light-flags       those for one that includes stand-ins for its types instead, which takes a fifth of the time
#   %light-compile     the compiler with its plugin, and those stand-ins
#   %qcoro-flags       those for a file that includes QCoro's own headers
import atexit
import glob
import os
import pty
import shutil
import subprocess
import tempfile

import lit.formats

config.name = "valuetask"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".cpp", ".test", ".md"]
config.excludes = ["Inputs", "heavy", "lib", "runtime", "CMakeLists.txt"]
is_whole = "VALUETASK_TEST_ALL" in os.environ
if config.is_second:
    config.excludes.append("fixes.cpp")
    if not is_whole:  # the libraries' files are the same in each build
        config.excludes.append("dialects")
if any(config.folders):
    config.excludes += {"dialects", "docs", "own", "plugin", "rules", "tool"}.difference(config.folders)
# Where no run has recorded times, those in this folder's '.lit_test_times.txt' say which tests are started first: the longest.
config.test_source_root = os.path.join(config.source_dir, "test")
config.test_exec_root = os.path.join(config.build_dir, "test")
config.environment["LANG"] = "C.UTF-8"
# Of this run alone: what an earlier one found is no test, and others may run beside it.
config.environment["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="valuetask-test-cache-")
atexit.register(shutil.rmtree, config.environment["XDG_CACHE_HOME"], ignore_errors=True)

# Where Debian has QCoro and Qt, which depends on the machine.
qcoro_folders = [
    folder
    for pattern in ("qcoro5/qcoro", "*/qt5", "*/qt5/QtCore")
    for folder in glob.glob(f"/usr/include/{pattern}")
]
flags = f"-std=c++20 -I{config.source_dir}/runtime/include"
light_flags = f"-std=c++20 -I{config.test_source_root}/tool/Inputs/light"
# One analysis is behind both front ends, whatever compiler or LLVM it was built with: that they say the same, one build shows,
# and that each fix is right. The others show that the analysis finds the same; plugin/compiler-same compares the front ends
# there, for a sample.
is_alone = config.is_second or "VALUETASK_CHECKER_ALONE" in os.environ
checker_alone = f"{config.python} {config.test_source_root}/both.py --checker {config.checker} --flags '{flags}'"
with_tidy = checker_alone if is_alone else f"{checker_alone} --tidy {config.clang_tidy} --plugin {config.plugin}"
both = checker_alone if config.joined and not is_whole else with_tidy
compiler_plugin = f" --compiler {config.clangxx} --compiler-plugin {config.compiler_plugin}"
if "VALUETASK_COMPILER_TOO" in os.environ:  # in all of the rules' tests, not in a sample
    both = with_tidy + compiler_plugin
fixes = (
    f"{config.python} {config.test_source_root}/fixes.py --tidy {config.clang_tidy} --plugin {config.plugin}"
    f" --compiler {config.clangxx} --flags '{flags}'"
)
match = (
    f"{config.filecheck} --implicit-check-not=warning: --implicit-check-not=error:"
    " --implicit-check-not=note:"
)
# scripts/bless wants what %match would read.
if folder := os.environ.get("VALUETASK_BLESS"):
    match = f"{config.python} {config.source_dir}/scripts/bless --record {folder}"

config.substitutions += [
    ("%both", both),
    ("%three", with_tidy + compiler_plugin),
    ("%compiler-rules", config.compiler_plugin.replace("-clang-", "-clang-rules-")),
    ("%far-clangxx", config.far_clangxx),
    ("%compiler-plugin", config.compiler_plugin),
    ("%compile", f"{config.clangxx} {flags} -fplugin={config.compiler_plugin}"),
    ("%light-compile", f"{config.clangxx} {light_flags} -fplugin={config.compiler_plugin}"),
    ("%match", match),
    ("%fixes", fixes),
    ("%checker", config.checker),
    ("%exits", f"{config.python} {config.test_source_root}/tool/exit_code.py"),
    ("%tidy", f"{config.clang_tidy} -load {config.plugin} --checks='-*,valuetask-*'"),
    ("%bare-tidy", config.clang_tidy),
    ("%loaded-tidy", f"{config.clang_tidy} -load {config.plugin}"),
    ("%other-tidy", config.other_clang_tidy),
    ("%far-tidy", config.far_clang_tidy),
    ("%launcher", config.launcher),
    ("%rules", config.rules),
    ("%llvm-major", config.llvm_major),
    ("%other-clangxx", config.other_clangxx),
    ("%gxx", config.gxx),
    ("%plugin", config.plugin),
    ("%flags", flags),
    ("%light-flags", light_flags),
    ("%qcoro-flags", " ".join(["-fPIC", *(f"-isystem {folder}" for folder in qcoro_folders)])),
    ("%FileCheck", f"{config.filecheck} -DLLVM={config.llvm_major}"),
    ("%clangxx", config.clangxx),
    ("%clang-format", os.path.join(config.llvm_tools, "clang-format")),
    ("%cmake", config.cmake),
    ("%python", config.python),
    ("%source", config.source_dir),
    ("%build", config.build_dir),
    ("%not", os.path.join(config.llvm_tools, "not")),
    ("%split-file", os.path.join(config.llvm_tools, "split-file")),
    ("%readelf", os.path.join(config.llvm_tools, "llvm-readelf")),
    ("%count", os.path.join(config.llvm_tools, "count")),
]


def has_pseudo_terminal():
    """A container without /dev/pts has none."""
    try:
        for end in pty.openpty():
            os.close(end)
    except OSError:
        return False
    return True


def has_packages(names):
    """Whether Debian's packages of a list in scripts/lib.sh are all installed."""
    script = f'. scripts/lib.sh; missing_packages "${{{names}[@]}}"'
    try:
        done = subprocess.run(["bash", "-c", script], cwd=config.source_dir, capture_output=True, text=True, check=False)
    except OSError:
        return False
    return done.returncode == 0 and not done.stdout + done.stderr


def is_found(program):
    return bool(program) and not program.endswith("NOTFOUND")


if has_pseudo_terminal():
    config.available_features.add("pseudo-terminal")
config.available_features.add(f"llvm-{config.llvm_major}")
if is_whole:
    config.available_features.add("all")
# What scripts/test installs, and a test may want.
for feature, is_there in [
    # Libraries with a dialect, whose own headers the tests of test/dialects read as well.
    ("libasio-dev", os.path.exists("/usr/include/asio/awaitable.hpp")),
    ("libboost-dev", os.path.exists("/usr/include/boost/asio/awaitable.hpp")),
    ("libcapnp-dev", os.path.exists("/usr/include/capnp/capability.h")),
    ("qcoro-qt5-dev", len(qcoro_folders) == 3),
    ("docs-packages", has_packages("docs_packages")),
    ("other-clang-tidy", is_found(config.other_clang_tidy)),
    ("far-clang-tidy", is_found(config.far_clang_tidy)),
    ("far-clangxx", is_found(config.far_clangxx)),
    ("other-clangxx", is_found(config.other_clangxx)),
    ("gxx", is_found(config.gxx)),
    ("meson", shutil.which("meson") is not None),
]:
    if is_there:
        config.available_features.add(feature)
    elif os.environ.get("VALUETASK_TEST_WHOLE"):
        lit_config.fatal(f"'{feature}' is missing, which scripts/test installs: no test may be skipped for want of it")
