#include "data/aedat/header.h"

#include <algorithm>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"

namespace synfire {
namespace {

constexpr absl::string_view kEndOfHeader = "#!END-HEADER";

// Reads the lines of a header, a block of the file at a time.
class Lines {
 public:
  explicit Lines(const RandomAccess& file) : file_(file) {}

  int64_t position() const { return position_; }

  // Whether the file goes on with '#'.
  absl::StatusOr<bool> AtComment() {
    SYNFIRE_RETURN_IF_ERROR(Buffer(position_ + 1));
    return position_ < end_of_buffer() && text_[position_] == '#';
  }

  // The next line, without its end; valid until the next call.
  absl::StatusOr<absl::string_view> Next() {
    int64_t searched = position_;
    while (true) {
      const size_t newline = text_.find('\n', static_cast<size_t>(searched));
      if (newline != std::string::npos) {
        absl::string_view line(text_);
        line = line.substr(position_, newline - position_);
        position_ = static_cast<int64_t>(newline) + 1;
        absl::ConsumeSuffix(&line, "\r");
        return line;
      }
      searched = end_of_buffer();
      if (searched >= kLongestAedatHeader) {
        return UserError(file_.name(), ": byte ", position_,
                         ": the header does not end within ",
                         kLongestAedatHeader, " bytes");
      }
      if (searched == file_.size()) {
        return UserError(file_.name(), ": byte ", position_,
                         ": the file ends within a line of its header");
      }
      SYNFIRE_RETURN_IF_ERROR(Buffer(searched + 1));
    }
  }

 private:
  static constexpr int64_t kFirstBlock = 4096;

  int64_t end_of_buffer() const { return static_cast<int64_t>(text_.size()); }

  // Reads on until the buffer reaches `end`, or the file is at its end.
  absl::Status Buffer(int64_t end) {
    end = std::min(end, file_.size());
    if (end <= end_of_buffer()) return absl::OkStatus();
    const int64_t from = end_of_buffer();
    const int64_t to =
        std::min(file_.size(), std::max({end, 4 * from, kFirstBlock}));
    text_.resize(static_cast<size_t>(to));
    return file_.Read(
        from, absl::MakeSpan(reinterpret_cast<uint8_t*>(&text_[0]) + from,
                             static_cast<size_t>(to - from)));
  }

  const RandomAccess& file_;
  std::string text_;  // the file's first bytes
  int64_t position_ = 0;
};

std::string Shown(absl::string_view line) {
  constexpr size_t kLongest = 24;
  return absl::CHexEscape(line.substr(0, kLongest));
}

}  // namespace

absl::StatusOr<std::string> AedatVersion(const RandomAccess& file) {
  constexpr size_t kVersion = 3;
  std::string start(kAedatMagic.size() + kVersion, '\0');
  if (file.size() < static_cast<int64_t>(start.size())) return std::string();
  SYNFIRE_RETURN_IF_ERROR(file.Read(
      0, absl::MakeSpan(reinterpret_cast<uint8_t*>(&start[0]), start.size())));
  if (!absl::StartsWith(start, kAedatMagic)) return std::string();
  return start.substr(kAedatMagic.size());
}

absl::StatusOr<int64_t> FindAedatHeaderEnd(const RandomAccess& file,
                                           absl::string_view version) {
  const std::string first = absl::StrCat(kAedatMagic, version);
  // Before looking for the end of a line: a foreign file may have none.
  std::string start(std::min<int64_t>(file.size(), first.size()), '\0');
  SYNFIRE_RETURN_IF_ERROR(file.Read(
      0, absl::MakeSpan(reinterpret_cast<uint8_t*>(&start[0]), start.size())));
  const auto foreign = [&] {
    return UserError(file.name(), ": byte 0: the file begins '", Shown(start),
                     "', expected '", first, "'");
  };
  if (start != first) return foreign();
  Lines lines(file);
  SYNFIRE_ASSIGN_OR_RETURN(absl::string_view line, lines.Next());
  start = std::string(line);
  if (start != first) return foreign();
  const bool marked = version == "3.1";
  while (true) {
    SYNFIRE_ASSIGN_OR_RETURN(const bool comment, lines.AtComment());
    if (!comment) {
      if (!marked) return lines.position();
      return UserError(file.name(), ": byte ", lines.position(),
                       ": the header has no line '", kEndOfHeader, "'");
    }
    SYNFIRE_ASSIGN_OR_RETURN(line, lines.Next());
    if (marked && line == kEndOfHeader) return lines.position();
  }
}

}  // namespace synfire
