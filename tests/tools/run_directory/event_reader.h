// Reads event files back, as the format (event_writer.h) says.
#ifndef SYNFIRE_TESTS_TOOLS_RUN_DIRECTORY_EVENT_READER_H_
#define SYNFIRE_TESTS_TOOLS_RUN_DIRECTORY_EVENT_READER_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/status.h"
#include "tools/run_directory/event.pb.h"

namespace synfire {

// All events of a file's bytes.  An error for a wrong checksum, a record that
// is cut short or that holds no event.
absl::StatusOr<std::vector<tensorboard::Event>> ReadEvents(
    absl::string_view bytes);

}  // namespace synfire

#endif  // SYNFIRE_TESTS_TOOLS_RUN_DIRECTORY_EVENT_READER_H_
