#include "tools/commands/network_file.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/text_format.h>

#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "graph/import/file_chain.h"
#include "graph/import/text_file.h"
#include "graph/proto/model.pb.h"
#include "graph/proto/training.pb.h"

namespace synfire {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::io::ArrayInputStream;
using google::protobuf::io::ErrorCollector;
using google::protobuf::io::Tokenizer;

// The reader of the file proper will say what is wrong.
class IgnoreErrors : public ErrorCollector {
 public:
  void AddError(int, google::protobuf::io::ColumnNumber,
                const std::string&) override {}
};

// The names that stand outside of all brackets, without values.
std::vector<std::string> OutermostFields(const std::string& text) {
  ArrayInputStream stream(text.data(), static_cast<int>(text.size()));
  IgnoreErrors ignore;
  Tokenizer tokenizer(&stream, &ignore);
  tokenizer.set_comment_style(Tokenizer::SH_COMMENT_STYLE);
  tokenizer.set_allow_multiline_strings(true);
  std::vector<std::string> names;
  int depth = 0;
  bool value = false;  // the next word is a field's value
  while (tokenizer.Next()) {
    const Tokenizer::Token& token = tokenizer.current();
    const std::string& word = token.text;
    if (word == "{" || word == "<" || word == "[") ++depth;
    if (word == "}" || word == ">" || word == "]") --depth;
    if (token.type == Tokenizer::TYPE_IDENTIFIER && depth == 0 && !value) {
      names.push_back(word);
    }
    value = word == ":";
  }
  return names;
}

std::set<std::string> FieldsOf(const Descriptor& message) {
  std::set<std::string> names;
  for (int i = 0; i < message.field_count(); ++i) {
    names.insert(message.field(i)->name());
  }
  return names;
}

// Whether the fields speak for a training file; none where they say nothing.
std::optional<bool> KindOf(const std::string& text) {
  const std::set<std::string> model = FieldsOf(*proto::Model::descriptor());
  const std::set<std::string> training =
      FieldsOf(*proto::Training::descriptor());
  int speaks_for_model = 0, speaks_for_training = 0;
  for (const std::string& name : OutermostFields(text)) {
    if (name == "model") return true;
    const bool in_model = model.count(name) > 0;
    const bool in_training = training.count(name) > 0;
    if (in_model && !in_training) ++speaks_for_model;
    if (in_training && !in_model) ++speaks_for_training;
  }
  if (speaks_for_model == 0 && speaks_for_training == 0) return std::nullopt;
  return speaks_for_training > speaks_for_model;
}

// The file that one is based on, of either kind; "" where there is none.
std::string BaseOf(const std::string& text) {
  IgnoreErrors ignore;
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&ignore);
  parser.AllowUnknownField(true);
  proto::Model fields;
  parser.ParseFromString(text, &fields);
  return fields.base();
}

}  // namespace

absl::StatusOr<bool> IsTrainingFile(const std::string& text,
                                    const std::string& path) {
  std::string at = path, contents = text;
  for (int files = 0; files < FileChain::kMaxLength; ++files) {
    const std::optional<bool> kind = KindOf(contents);
    if (kind.has_value()) return *kind;
    const std::string base = BaseOf(contents);
    if (base.empty()) break;
    at = PathRelativeTo(at, base);
    absl::StatusOr<std::string> next = ReadTextFile(at);
    if (!next.ok()) return Annotate(next.status(), path + ": base: ");
    contents = *std::move(next);
  }
  return UserError(path,
                   ": neither a model nor a training file; a model has "
                   "fields such as 'steps', 'input' and 'layer', a training "
                   "file 'model', 'train' and 'optimizer'");
}

absl::Status NetworkFile::Locate(const absl::Status& status) const {
  if (absl::StrContains(status.message(), path + ":") ||
      absl::StrContains(status.message(), model.location.file + ":")) {
    return status;
  }
  return Annotate(status, path + ": ");
}

absl::StatusOr<NetworkFile> ReadNetworkFile(const std::string& path,
                                            const Settings& settings) {
  SYNFIRE_ASSIGN_OR_RETURN(const std::string text, ReadTextFile(path));
  SYNFIRE_ASSIGN_OR_RETURN(const bool is_training, IsTrainingFile(text, path));
  NetworkFile file;
  file.path = path;
  if (!is_training) {
    SYNFIRE_ASSIGN_OR_RETURN(file.model, ParseModelText(text, path, settings));
    return file;
  }
  SYNFIRE_ASSIGN_OR_RETURN(file.training,
                           ParseTrainingText(text, path, settings));
  const TrainingText& training = *file.training;
  const absl::StatusOr<std::string> model = ReadTextFile(training.model_path);
  if (!model.ok()) {
    return Annotate(
        model.status(),
        absl::StrCat(training.model_location.ToString(), ": model: "));
  }
  SYNFIRE_ASSIGN_OR_RETURN(
      file.model,
      ParseModelText(*model, training.model_path, training.model_settings));
  return file;
}

}  // namespace synfire
