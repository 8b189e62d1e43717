#include "graph/import/text_file.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "absl/strings/ascii.h"

namespace synfire {
namespace {

std::string TooLarge(int64_t bytes) {
  return absl::StrCat(": the file has ", bytes, " bytes; a text file may have ",
                      kMaxTextFileBytes);
}

// Bytes of the UTF-8 character that `text` begins with, 0 where there is none.
size_t Utf8Length(absl::string_view text) {
  const auto byte = [text](size_t i) {
    return static_cast<unsigned char>(text[i]);
  };
  const unsigned char first = byte(0);
  if (first < 0x80) return 1;
  const size_t length = first < 0xC2   ? 0  // a continuation, or overlong
                        : first < 0xE0 ? 2
                        : first < 0xF0 ? 3
                        : first < 0xF5 ? 4
                                       : 0;  // beyond U+10FFFF
  if (length == 0 || text.size() < length) return 0;
  for (size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  const unsigned char second = byte(1);
  if (first == 0xE0 && second < 0xA0) return 0;  // overlong
  if (first == 0xED && second > 0x9F) return 0;  // a surrogate
  if (first == 0xF0 && second < 0x90) return 0;  // overlong
  if (first == 0xF4 && second > 0x8F) return 0;  // beyond U+10FFFF
  return length;
}

}  // namespace

bool IsUtf8(absl::string_view text, int* line) {
  *line = 1;
  while (!text.empty()) {
    const size_t length = Utf8Length(text);
    if (length == 0) return false;
    if (text[0] == '\n') ++*line;
    text.remove_prefix(length);
  }
  return true;
}

absl::Status CheckText(absl::string_view text, absl::string_view name) {
  if (text.size() > static_cast<size_t>(kMaxTextFileBytes)) {
    return UserError(name, TooLarge(text.size()));
  }
  if (absl::StripAsciiWhitespace(text).empty()) {
    return UserError(name, ": the file is empty");
  }
  if (text.find('\0') != absl::string_view::npos) {
    return UserError(name,
                     ": the file is binary (it holds a NUL byte); expected "
                     "protobuf text");
  }
  int line = 0;
  if (!IsUtf8(text, &line)) {
    return UserError(name, ":", line,
                     ": the file is not UTF-8; expected protobuf text");
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> ReadTextFile(const std::string& path) {
  if (path.empty()) return UserError("the path of a file is empty");
  // stat comes first: to open a pipe would wait for its writer.
  struct stat info;
  if (stat(path.c_str(), &info) != 0) {
    return UserError(path, ": cannot open the file: ", std::strerror(errno));
  }
  if (S_ISDIR(info.st_mode)) {
    return UserError(path, ": this is a directory; expected a text file");
  }
  if (!S_ISREG(info.st_mode)) {
    return UserError(path, ": this is no regular file; expected a text file");
  }
  if (info.st_size > kMaxTextFileBytes) {
    return UserError(path, TooLarge(info.st_size));
  }
  const std::unique_ptr<FILE, int (*)(FILE*)> file(
      std::fopen(path.c_str(), "rb"), &std::fclose);
  if (file == nullptr) {
    return UserError(path, ": cannot open the file: ", std::strerror(errno));
  }
  // Past the limit by a buffer at most, so that a file which grew is noticed.
  std::string text;
  char buffer[1 << 16];
  while (text.size() <= static_cast<size_t>(kMaxTextFileBytes)) {
    const size_t got = std::fread(buffer, 1, sizeof(buffer), file.get());
    if (got == 0) break;
    text.append(buffer, got);
  }
  if (std::ferror(file.get())) {
    return UserError(path, ": cannot read the file: ", std::strerror(errno));
  }
  SYNFIRE_RETURN_IF_ERROR(CheckText(text, path));
  return text;
}

std::string PathRelativeTo(const std::string& from, const std::string& file) {
  const size_t slash = from.rfind('/');
  if (slash == std::string::npos || file.empty() || file[0] == '/') return file;
  return from.substr(0, slash + 1) + file;
}

}  // namespace synfire
