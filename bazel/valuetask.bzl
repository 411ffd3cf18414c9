"""Checks each C++ source in an action of its own, and joins the results in a test. docs/build-systems.md shows the use."""

load("@bazel_tools//tools/build_defs/cc:action_names.bzl", "CPP_COMPILE_ACTION_NAME")
load("@bazel_tools//tools/cpp:toolchain_utils.bzl", "find_cpp_toolchain")

ValueTaskInfo = provider(
    doc = "What was checked of a target and of all that it depends on.",
    fields = {
        "units": "depset of Files: a JSON report for each source",
        "quoted": "depset of Files: the sources and headers; a report in text quotes their lines",
        "moved": "depset of strings: a header in _virtual_includes, a tab, and the file that it stands for",
    },
)

_DEPENDENCIES = ["deps", "implementation_deps", "interface_deps"]

# The flags of modules name files that only the compile actions have.
_MODULES = ["layering_check", "module_maps", "use_header_modules"]

def _is_external(path):
    folders = path.split("/")
    return folders[0] == "external" or (folders[0] == "bazel-out" and folders[3:4] == ["external"])

def _own(folders):
    return [folder for folder in folders.to_list() if not _is_external(folder)]

def _external(folders):
    return [folder for folder in folders.to_list() if _is_external(folder)]

def _targets(attr, name):
    value = getattr(attr, name, None) or []
    return [each for each in (value if type(value) in ["list", "dict"] else [value]) if type(each) == "Target"]

def _copts(ctx):
    """The flags that the target itself has, expanded and split as for its compile actions."""
    attr = ctx.rule.attr
    variables = {}
    for toolchain in _targets(attr, "toolchains"):
        if platform_common.TemplateVariableInfo in toolchain:
            variables.update(toolchain[platform_common.TemplateVariableInfo].variables)
    labels = _targets(attr, "additional_compiler_inputs") + _targets(attr, "srcs")
    copts = []
    for flag in getattr(attr, "copts", []) + getattr(attr, "cxxopts", []):
        flag = ctx.expand_make_variables("copts", ctx.expand_location(flag, labels), variables)
        copts += [flag] if "no_copts_tokenization" in ctx.features else ctx.tokenize(flag)
    return copts

def _flags(ctx, toolchain, context, local_defines):
    features = cc_common.configure_features(
        ctx = ctx,
        cc_toolchain = toolchain,
        requested_features = ctx.features,
        unsupported_features = ctx.disabled_features + _MODULES,
    )

    # In system headers nothing is reported. Bazel has the folders of 'includes' as such, and those of external
    # repositories only in part; here it is what is external that decides.
    variables = cc_common.create_compile_variables(
        cc_toolchain = toolchain,
        feature_configuration = features,
        user_compile_flags = ctx.fragments.cpp.copts + ctx.fragments.cpp.cxxopts + _copts(ctx),
        quote_include_directories = depset(_own(context.quote_includes)),
        include_directories = depset(_own(context.includes) + _own(context.system_includes)),
        system_include_directories = depset(
            _external(context.quote_includes) + _external(context.includes) + _external(context.system_includes),
        ),
        framework_include_directories = context.framework_includes,
        preprocessor_defines = depset(transitive = [context.defines, local_defines]),
    )
    what = dict(feature_configuration = features, action_name = CPP_COMPILE_ACTION_NAME, variables = variables)
    command_line = cc_common.get_memory_inefficient_command_line(**what)
    return struct(
        command_line = command_line,
        environment = cc_common.get_environment_variables(**what),
    )

def _moved(ctx, context):
    """Bazel copies a header for strip_include_prefix and include_prefix; a finding belongs to the one in the tree."""
    attr = ctx.rule.attr
    prefix = getattr(attr, "include_prefix", "") or ""
    strip = getattr(attr, "strip_include_prefix", "") or ""
    base = strip[1:] if strip.startswith("/") else ctx.label.package + "/" + strip
    base = base.strip("/")
    originals = {file.short_path: file.path for file in context.direct_headers}
    moved = []
    for file in context.direct_headers:
        name = file.path.partition("/_virtual_includes/%s/" % ctx.label.name)[2]
        if prefix and name.startswith(prefix + "/"):
            name = name[len(prefix) + 1:]
        original = originals.get((base + "/" + name).strip("/"))
        if name and original:
            moved.append("%s\t%s" % (file.path, original))
    return moved

def _check(ctx, source, inputs, flags):
    report = ctx.actions.declare_file("_valuetask/%s/%s.json" % (ctx.label.name, source.short_path.replace("../", "")))
    arguments = ctx.actions.args()
    arguments.add("--project-root=.")
    arguments.add(ctx.file._config, format = "--config-file=%s")
    arguments.add(report, format = "--unit-output=%s")
    arguments.add(source)
    arguments.add("--")
    arguments.add_all(flags.command_line)
    ctx.actions.run(
        mnemonic = "ValueTask",
        progress_message = "Checking %s" % source.short_path,
        executable = ctx.executable._checker,
        arguments = [arguments],
        env = flags.environment,
        inputs = depset([source, ctx.file._config], transitive = [inputs]),
        outputs = [report],
    )
    return report

def _aspect_impl(target, ctx):
    attr = ctx.rule.attr
    below = [
        dep[ValueTaskInfo]
        for name in _DEPENDENCIES
        for dep in _targets(attr, name)
        if ValueTaskInfo in dep
    ]
    units, quoted, moved = [], [], []
    headers = depset()
    if CcInfo in target and hasattr(attr, "srcs") and not ctx.label.workspace_root:
        toolchain = find_cpp_toolchain(ctx)
        own = target[CcInfo].compilation_context

        # What is only for the implementation isn't in what the target offers to others.
        context = cc_common.merge_cc_infos(
            cc_infos = [dep[CcInfo] for dep in [target] + _targets(attr, "implementation_deps") if CcInfo in dep],
        ).compilation_context
        headers = context.headers
        flags = _flags(ctx, toolchain, context, own.local_defines)
        inputs = depset(
            getattr(ctx.rule.files, "additional_compiler_inputs", []),
            transitive = [headers, toolchain.all_files],
        )
        quoted = [file for file in ctx.rule.files.srcs if file.extension in ["cc", "cpp", "cxx", "c++", "C"]]
        units = [_check(ctx, source, inputs, flags) for source in quoted]
        moved = _moved(ctx, own)
    info = ValueTaskInfo(
        units = depset(units, transitive = [each.units for each in below]),
        quoted = depset(quoted, transitive = [headers] + [each.quoted for each in below]),
        moved = depset(moved, transitive = [each.moved for each in below]),
    )
    return [info, OutputGroupInfo(valuetask = info.units)]

valuetask_aspect = aspect(
    implementation = _aspect_impl,
    doc = "Checks each C++ source of the workspace's own targets; the output group 'valuetask' has the reports.",
    attr_aspects = _DEPENDENCIES,
    attrs = {
        "_checker": attr.label(default = "//:checker", executable = True, allow_files = True, cfg = "exec"),
        "_config": attr.label(default = "//:config", allow_single_file = True),
        "_cc_toolchain": attr.label(default = "@bazel_tools//tools/cpp:current_cc_toolchain"),
    },
    fragments = ["cpp"],
    toolchains = ["@bazel_tools//tools/cpp:toolchain_type"],
)

# A finding in a header that Bazel copied is put where the header is written, and is one with the same finding there.
# Text has absolute paths, which here are those of a sandbox. Findings aren't this action's failure, but the test's.
_MERGE = """
set -eu
checker=$1 moved=$2 json=$3 sarif=$4 text=$5 exit_code=$6 baseline=$7
shift 7
merge() {
  code=0
  "$checker" merge --quiet --project-root=. "$@" >"$text.raw" 2>&1 || code=$?
  case $code in 0 | 1 | 3) ;; *) cat "$text.raw" >&2; exit 1 ;; esac
}
merge --format=json --output="$json.raw" "$@"
awk 'FILENAME == ARGV[1] { tab = index($0, "\\t"); to[substr($0, 1, tab - 1)] = substr($0, tab + 1); next }
     match($0, /^ *"file": "/) {
       name = substr($0, RLENGTH + 1)
       end = match(name, /",?$/)
       if (substr(name, 1, end - 1) in to)
         $0 = substr($0, 1, length($0) - length(name)) to[substr(name, 1, end - 1)] substr(name, end)
     }
     { print }' "$moved" "$json.raw" >"$json"
merge --format=text --format=sarif --output="$sarif" ${baseline:+"--baseline=$baseline"} "$json"
while IFS= read -r line; do printf '%s\\n' "${line//"$PWD/"/}"; done <"$text.raw" >"$text"
rm "$json.raw" "$text.raw"
echo "$code" >"$exit_code"
"""

_TEST = """#!/bin/sh
cat '{text}'
exit "$(cat '{exit_code}')"
"""

def _test_impl(ctx):
    name = ctx.label.name
    infos = [target[ValueTaskInfo] for target in ctx.attr.targets]
    units = depset(transitive = [info.units for info in infos])
    if not units.to_list():
        fail("there is no C++ source of this workspace in the targets")
    moved, json, sarif, text, exit_code = [
        ctx.actions.declare_file(name + ending)
        for ending in [".moved", ".json", ".sarif", ".txt", ".exit"]
    ]
    lines = ctx.actions.args()
    lines.set_param_file_format("multiline")
    lines.add_all(depset(transitive = [info.moved for info in infos]))
    ctx.actions.write(moved, lines)

    files = ctx.actions.args()
    files.add_all([ctx.executable._checker, moved, json, sarif, text, exit_code])
    files.add(ctx.file.baseline or "")
    reports = ctx.actions.args()
    reports.use_param_file("@%s")
    reports.set_param_file_format("shell")
    reports.add_all(units)
    ctx.actions.run_shell(
        mnemonic = "ValueTaskMerge",
        progress_message = "Joining the reports of %s" % ctx.label,
        command = _MERGE,
        arguments = [files, reports],
        inputs = depset([moved] + ctx.files.baseline, transitive = [units] + [info.quoted for info in infos]),
        tools = [ctx.executable._checker],
        outputs = [json, sarif, text, exit_code],
    )
    script = ctx.actions.declare_file(name)
    ctx.actions.write(
        script,
        _TEST.format(text = text.short_path, exit_code = exit_code.short_path),
        is_executable = True,
    )
    return [DefaultInfo(
        executable = script,
        files = depset([json, sarif]),
        runfiles = ctx.runfiles([text, exit_code]),
    )]

valuetask_test = rule(
    implementation = _test_impl,
    doc = "Fails with the findings in the targets and in what they depend on. NAME.sarif has them for other tools.",
    attrs = {
        "targets": attr.label_list(mandatory = True, aspects = [valuetask_aspect], providers = [CcInfo]),
        "baseline": attr.label(allow_single_file = True, doc = "findings that are known; made from NAME.json"),
        "_checker": attr.label(default = "//:checker", executable = True, allow_files = True, cfg = "exec"),
    },
    test = True,
)

def _local_impl(repository_ctx):
    path = repository_ctx.attr.path
    program = repository_ctx.path(path) if path else repository_ctx.which("valuetask-check")
    if not program or not program.exists:
        fail("there is no '%s' on this machine" % (path or "valuetask-check"))
    repository_ctx.symlink(program, "valuetask-check")
    repository_ctx.file("BUILD", 'exports_files(["valuetask-check"])\n')

valuetask_local = repository_rule(
    implementation = _local_impl,
    doc = "A valuetask-check that is installed on this machine. The headers of clang that it needs are no inputs.",
    attrs = {"path": attr.string(doc = "where it is; without it, one is looked for in PATH")},
    environ = ["PATH"],
    local = True,
)
