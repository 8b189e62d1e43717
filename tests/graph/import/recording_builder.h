// A NetworkBuilder that writes down what it is told.
#ifndef SYNFIRE_TESTS_GRAPH_IMPORT_RECORDING_BUILDER_H_
#define SYNFIRE_TESTS_GRAPH_IMPORT_RECORDING_BUILDER_H_

#include <set>
#include <string>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "graph/import/expand.h"

namespace synfire {

// Knows a few layers: conv(channels), which sets the channels; norm, if, lif
// and add, which keep those of their first input; flatten, after which they
// are not known; and broken, which is an error.  Each line of lines() is one
// call, with attributes evaluated and inputs by name:
//   image = input
//   layer1.0.conv = conv(channels = 64) <- image
class RecordingBuilder : public NetworkBuilder {
 public:
  bool IsLayer(absl::string_view op) const override {
    for (const std::string& name : LayerNames()) {
      if (name == op) return true;
    }
    return false;
  }

  std::vector<std::string> LayerNames() const override {
    return {"add", "broken", "conv", "flatten", "if", "lif", "norm"};
  }

  absl::StatusOr<Handle> Input(const InputText& input) override {
    lines_.push_back(absl::StrCat(input.name, " = input"));
    return Add(input.name,
               input.channels.has_value() ? *input.channels : *input.features);
  }

  absl::StatusOr<Handle> Layer(const std::string& path, const Call& op,
                               const Scope& scope,
                               const std::vector<Handle>& inputs,
                               const Location&) override {
    if (op.name == "broken") return UserError("conv2d: it broke");
    Attrs attrs;
    for (const Argument& argument : op.arguments) {
      SYNFIRE_ASSIGN_OR_RETURN(AttrValue value, argument.value.Evaluate(scope));
      attrs.Set(argument.name, value);
    }
    std::string line = absl::StrCat(path, " = ", op.name);
    if (!op.arguments.empty()) absl::StrAppend(&line, "(", attrs.ToText(), ")");
    const char* separator = " <- ";
    for (const Handle input : inputs) {
      absl::StrAppend(&line, separator, values_[input].name);
      separator = ", ";
    }
    lines_.push_back(line);
    int64_t channels = values_[inputs[0]].channels;
    if (op.name == "conv") {
      const int64_t* given = nullptr;
      if (attrs.Has("channels")) {
        given = std::get_if<int64_t>(&attrs.Get("channels"));
      }
      if (given == nullptr) return UserError("conv: 'channels' is missing");
      channels = *given;
    }
    if (op.name == "flatten") channels = -1;
    paths_.insert(path);
    return Add(path, channels);
  }

  absl::StatusOr<int64_t> Channels(Handle value) const override {
    if (values_[value].channels < 0) return UserError("not known here");
    return values_[value].channels;
  }

  absl::StatusOr<Handle> Delayed(const std::string& path, int steps,
                                 const Location&) override {
    delayed_.insert(path);
    return Add(absl::StrCat(path, "[t-", steps, "]"), -1);
  }

  void BlockEnd(const std::string& path, Handle value) override {
    blocks_.push_back(absl::StrCat(path, ": ", values_[value].name));
  }

  absl::Status Output(Handle value, const Location&) override {
    lines_.push_back(absl::StrCat("return ", values_[value].name));
    return absl::OkStatus();
  }

  const std::vector<std::string>& lines() const { return lines_; }
  // "PATH: OUTPUT" for each block, as they ended.
  const std::vector<std::string>& blocks() const { return blocks_; }

  // What expand.h promises of Delayed().
  bool EveryDelayedPathIsALayer() const {
    for (const std::string& path : delayed_) {
      if (paths_.count(path) == 0) return false;
    }
    return true;
  }

 private:
  struct Value {
    std::string name;
    int64_t channels;  // -1: not known
  };

  Handle Add(const std::string& name, int64_t channels) {
    values_.push_back({name, channels});
    return static_cast<Handle>(values_.size()) - 1;
  }

  std::vector<Value> values_;
  std::vector<std::string> lines_, blocks_;
  std::set<std::string> paths_, delayed_;
};

}  // namespace synfire

#endif  // SYNFIRE_TESTS_GRAPH_IMPORT_RECORDING_BUILDER_H_
