// What goes to stderr.  Results go to stdout, so that one can be read without
// the other.
#ifndef SYNFIRE_TOOLS_COMMANDS_REPORT_H_
#define SYNFIRE_TOOLS_COMMANDS_REPORT_H_

#include "absl/strings/string_view.h"
#include "core/status.h"

namespace synfire {

// "synfire: error: MESSAGE".  Each line of the message has that prefix, except
// for indented ones, which go on with the line before.
void ReportError(const absl::Status& status);

// "synfire: MESSAGE": what was understood, or left out.
void ReportNote(absl::string_view message);

// "synfire: warning: MESSAGE", likewise.
void ReportWarning(absl::string_view message);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_REPORT_H_
