# What the scripts share: words on the screen, and the installation of what is missing. Sourced, not run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then bold=$'\e[1m' red=$'\e[31m' plain=$'\e[0m'; else bold= red= plain=; fi
started=$SECONDS

say() { printf '%s== %s (%d s)%s\n' "$bold" "$*" $((SECONDS - started)) "$plain"; }
die() { printf '%serror:%s %s\n' "$red" "$plain" "$*" >&2; exit 1; }

# Runs a step, gives what it prints to a filter, and shows all of it when it fails: run_step filter 'what it is' command...
run_step() {
  local filter=$1 what=$2 log; shift 2
  say "$what"
  log=$(mktemp)
  if ! "$@" 2>&1 | tee "$log" | "$filter"; then
    tail -n 200 "$log"
    rm -f "$log"
    die "failed: $what. The command was: $*"
  fi
  rm -f "$log"
}
# Quietly: step 'what it is' command arguments...
step() { run_step swallow "$@"; }
swallow() { cat >/dev/null; }
# What ninja does, with how much of it is done: a line that moves on a terminal; elsewhere one every half a minute.
step_with_progress() { NINJA_STATUS='[%f/%t] ' run_step show_progress "$@"; }
show_progress() {
  local line shown=$SECONDS
  while IFS= read -r line; do
    [[ $line =~ ^\[[0-9]+/[0-9]+\] ]] || continue
    if [ -t 1 ]; then
      printf '\r   %s ' "${BASH_REMATCH[0]}"
    elif [ $((SECONDS - shown)) -ge 30 ]; then
      printf '   %s (%d s)\n' "${BASH_REMATCH[0]}" $((SECONDS - started)); shown=$SECONDS
    fi
  done
  if [ -t 1 ]; then printf '\r%20s\r' ''; fi
}

# Debian's packages. The first list builds and runs the project; the second is for its site, the third for its tests alone
# (among it another LLVM, which must not be in the way), the fourth is the newest LLVM that the checker is for, the fifth is
# for the packages, the sixth for the program that scripts/demo --scenarios runs, and the seventh for the benchmarks.
build_packages=(
  cmake ninja-build g++ clang-19 clang-tidy-19 llvm-19-dev libclang-19-dev libclang-cpp19-dev llvm-19-tools
  libasio-dev help2man
)
docs_packages=(python3-sphinx python3-myst-parser python3-yaml furo python3-breathe doxygen)
test_packages=(
  libgtest-dev googletest libbenchmark-dev libboost-dev libcapnp-dev qcoro-qt5-dev libclang-rt-19-dev libc++-19-dev
  libc++abi-19-dev clang-16 clang-format-19 clang-tidy-16
  llvm-16-dev curl git make meson pkg-config python3 "${docs_packages[@]}"
)
newest_packages=(clang-22 clang-tidy-22 llvm-22-dev libclang-22-dev libclang-cpp22-dev llvm-22-tools)
package_packages=(libzstd-dev lintian python3 python3-wheel)
scenarios_packages=(cmake ninja-build g++ clang-19 libasio-dev)
bench_packages=(libbenchmark-dev gnuplot-nox)

# For what only 'scripts/test --all' runs. A Node.js from elsewhere brings its own npm, and Debian's conflicts with it.
heavy_packages=(bazel-bootstrap bazel-rules-java bazel-rules-proto chromium chromium-driver python3-selenium debootstrap)
command -v npm >/dev/null || heavy_packages+=(npm)

# Prints those of the named packages that are missing, a line each.
missing_packages() {
  local package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || echo "$package"
  done
}

# Installs those of the named packages that are missing, as root or through sudo.
install_packages() {
  local missing as_root=()
  mapfile -t missing < <(missing_packages "$@")
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null ||
    die "these packages are missing, and there is no apt-get to install them with: ${missing[*]}"
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || die "as root, run: apt-get install ${missing[*]}"
    as_root=(sudo)
  fi
  step "looking up packages" "${as_root[@]}" apt-get update -q
  step "installing ${missing[*]}" "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -qy --no-install-recommends "${missing[@]}"
}

# Configures and builds a preset, and shows how far it is: build PRESET [-DVARIABLE=VALUE...] [target...]
build() {
  local preset=$1 definitions=(); shift
  while [[ ${1:-} = -D* ]]; do definitions+=("$1"); shift; done
  step "configuring '$preset'" cmake --preset "$preset" "${definitions[@]}"
  step_with_progress "building '$preset'" cmake --build --preset "$preset" ${1:+--target "$@"}
}

# Passes a preset's lit tests, or those in one of its folders: run_lit PRESET[/FOLDER] arguments...
run_lit() {
  local tests=build/${1%%/*}/test; [[ $1 != */* ]] || tests+=/${1#*/}; shift
  python3 /usr/lib/llvm-19/build/utils/lit/lit.py "$@" "$tests" # of llvm-19-tools
}
