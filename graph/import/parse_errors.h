// The parser's complaints in our words.
#ifndef SYNFIRE_GRAPH_IMPORT_PARSE_ERRORS_H_
#define SYNFIRE_GRAPH_IMPORT_PARSE_ERRORS_H_

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/tokenizer.h>

#include <string>

#include "absl/strings/string_view.h"
#include "graph/import/errors.h"

namespace synfire {

// Adds each error of parsing `text` to `errors` as "file:line:column: words",
// and likewise each warning: the parser only warns of a field that it does not
// know, so that it can go on and find more of them.
class ParseErrors : public google::protobuf::io::ErrorCollector {
 public:
  // `type` is that of the message parsed.  All arguments must outlive this.
  ParseErrors(absl::string_view text, const std::string& filename,
              const google::protobuf::Descriptor& type, Errors& errors)
      : text_(text), filename_(filename), type_(type), errors_(errors) {}

  // `line` and `column` count from 0; tabs advance to multiples of 8.
  void AddError(int line, int column, const std::string& message) override;
  void AddWarning(int line, int column, const std::string& message) override;

 private:
  void Add(int line, int column, absl::string_view message);

  const absl::string_view text_;
  const std::string& filename_;
  const google::protobuf::Descriptor& type_;
  Errors& errors_;
};

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_IMPORT_PARSE_ERRORS_H_
