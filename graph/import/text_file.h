// A text file that a person wrote, read whole.
#ifndef SYNFIRE_GRAPH_IMPORT_TEXT_FILE_H_
#define SYNFIRE_GRAPH_IMPORT_TEXT_FILE_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "core/status.h"

namespace synfire {

constexpr int64_t kMaxTextFileBytes = int64_t{16} << 20;

// The contents of the regular file `path`.  Errors, each naming the path: it
// is missing, unreadable, a directory or device, larger than
// kMaxTextFileBytes (told by its size, without reading it), or CheckText
// refuses it.
absl::StatusOr<std::string> ReadTextFile(const std::string& path);

// OK for text; an error that begins with `name` where `text` is empty or blank,
// longer than kMaxTextFileBytes, or holds a NUL byte or what is not UTF-8.
absl::Status CheckText(absl::string_view text, absl::string_view name);

// Whether `text` is well-formed UTF-8 (RFC 3629).  On false, *line is the
// line, from 1, of the first byte that is not.
bool IsUtf8(absl::string_view text, int* line);

// The path of `file` as written in the file `from`: relative to its folder
// unless absolute.
std::string PathRelativeTo(const std::string& from, const std::string& file);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_IMPORT_TEXT_FILE_H_
