//===--- StandardStreams.h - errors of stdout and stderr --------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_OUTPUT_STANDARDSTREAMS_H
#define VALUETASK_CHECK_OUTPUT_STANDARDSTREAMS_H

#include <vector>

namespace valuetask {

/// The signals that whoever started the program wants to be ignored: 'nohup' does so, and a shell
/// for what runs in the background. LLVM's handlers forget that, remove the temporary files, and
/// let the program go on. So this is to be called before they are set.
std::vector<int> ignoredSignals();

/// Makes what can't be written an error of the stream, where the system would end the program: a
/// pipe that nobody reads any more, a file larger than allowed. To be called before any file is
/// opened, and after LLVM has set its signal handlers.
///
/// \param Ignored  is ignored again
void prepareStandardStreams(const std::vector<int> &Ignored);

/// Ends all output. Reports on stderr if something that was printed to stdout got lost.
///
/// \returns false if something got lost, on either of them
bool flushStandardStreams();

} // namespace valuetask

#endif // VALUETASK_CHECK_OUTPUT_STANDARDSTREAMS_H
