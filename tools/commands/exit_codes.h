// What the program's exit status means to a shell.
#ifndef SYNFIRE_TOOLS_COMMANDS_EXIT_CODES_H_
#define SYNFIRE_TOOLS_COMMANDS_EXIT_CODES_H_

#include "core/status.h"

namespace synfire {

enum ExitCode {
  kExitSuccess = 0,
  kExitOurFault = 1,     // a bug of this program
  kExitUserMistake = 2,  // the command line, a file, the data, the machine
  kExitInterrupted = 3,  // stopped by a signal; progress is saved
  kExitNoDevice = 4      // the device asked for is not there
};

// kCancelled: interrupted.  kUnavailable: no device.  kInternal, kUnknown and
// kUnimplemented: our fault.  Anything else: the user's mistake.
ExitCode ExitCodeOf(const absl::Status& status);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_EXIT_CODES_H_
