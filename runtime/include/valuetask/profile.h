/// \file
/// What profiled mode measured, on request.
#ifndef VALUETASK_PROFILE_H
#define VALUETASK_PROFILE_H

#include <string>
#include <system_error>
#include <valuetask/detail/config.h>

namespace valuetask::inline VALUETASK_MODE {

/// Writes what profiled mode has counted so far, in all threads, as JSON: for each function that
/// made a `task` or a `value_task`, how often, how often with a result that was there already, and
/// what memory it asked for. docs/runtime/profile.md has the schema. At exit the same goes to the
/// file that the environment variable VALUETASK_PROFILE names, if it is set: after static objects
/// have been destroyed, so that what their destructors call is in it. Functions of a plugin that
/// has been closed are in it, too.
///
/// `%p` in the path stands for the process's number. The file is complete or not there: it is
/// written beside its place and then renamed. In the other modes there is nothing to write: the
/// error is std::errc::not_supported.
///
/// A child that fork() made counts from zero, and its parent goes on with what it had. If the path
/// in VALUETASK_PROFILE has no `%p`, such a child appends a dot and its number to it at exit, and
/// does not replace its parent's profile.
///
/// A program and its shared libraries have one profile between them, even if several are linked
/// with a copy of the library. The exception is a plugin that does not see the program's symbols,
/// or hides those of its copy: it has a profile of its own, which it writes when it is closed, and
/// where two are written to one file, the later stays.
///
/// Thread-safe: what other threads count at the same time may be in it or not. O(functions
/// times threads at once).
std::error_code write_profile(const std::string &path);

/// Sets all counters to zero: for a program that wants to leave its start out of the profile.
/// Thread-safe; what other threads count at the same time may be left out or not. O(functions
/// times threads at once).
void reset_profile() noexcept;

} // namespace valuetask::inline VALUETASK_MODE

#endif
