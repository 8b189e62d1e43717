#include "graph/import/read_model.h"

#include <map>
#include <optional>
#include <set>
#include <utility>

#include "graph/import/input_ref.h"
#include "graph/import/limits.h"
#include "graph/import/name_checks.h"
#include "graph/import/names.h"

namespace synfire {
namespace {

using google::protobuf::Message;

class ModelFile {
 public:
  ModelFile(const FieldLocations& locations, Errors& errors)
      : locations_(locations), errors_(errors), names_(errors) {}

  void AddImported(const proto::Model& model, const std::string& filename,
                   ModelText& text) {
    if (!model.name().empty() || model.has_steps() || model.param_size() > 0 ||
        model.input_size() > 0 || model.layer_size() > 0 ||
        model.has_output() || model.has_base() || model.set_size() > 0) {
      errors_.Add({filename, 0},
                  "an imported file may hold 'import' and 'block' only");
    }
    AddBlocks(model, text);
  }

  void AddMain(const proto::Model& model, const std::string& filename,
               ModelText& text) {
    text.location = {filename, 0};
    text.name = model.name();
    if (model.has_base()) {
      errors_.Add(At(model, proto::Model::kBaseFieldNumber),
                  "'base' cannot be set from outside of the file");
    }
    if (model.set_size() > 0) {
      errors_.Add(At(model, proto::Model::kSetFieldNumber),
                  "'set' changes a 'base', and there is none");
    }
    names_.CheckPathName("model", text.name,
                         At(model, proto::Model::kNameFieldNumber));
    text.steps = model.steps();
    if (!model.has_steps()) {
      errors_.Add(text.location, "'steps' is missing");
    } else if (text.steps < 1 || text.steps > kMaxSteps) {
      errors_.Add(At(model, proto::Model::kStepsFieldNumber),
                  "steps = ", text.steps, " is out of range; expected 1 to ",
                  kMaxSteps);
    }
    text.params =
        Params("", model, proto::Model::kParamFieldNumber, model.param());
    AddInputs(model, text);
    AddBlocks(model, text);
    text.layers =
        Layers("", model, proto::Model::kLayerFieldNumber, model.layer());
    if (text.layers.empty()) {
      errors_.Add(text.location, "the model has no layers");
    }
    text.output = model.output();
    text.output_location = At(model, proto::Model::kOutputFieldNumber);
  }

 private:
  Location At(const Message& message, int field, int index = 0) const {
    return locations_.Of(message, field, index);
  }

  std::optional<Expression> ParseExpression(absl::string_view what,
                                            const std::string& text,
                                            const Location& location) {
    auto expression = Expression::Parse(text);
    if (expression.ok()) return *std::move(expression);
    errors_.Add(location, what, ": ", expression.status().message());
    return std::nullopt;
  }

  // An error where `names` has `name`, which is not known `where`.
  void Forbid(const std::set<std::string>& names, const char* name,
              absl::string_view what, const Location& location,
              absl::string_view known) {
    if (names.count(name) > 0) {
      errors_.Add(location, what, ": '", name, "' is known only in ", known);
    }
  }

  // `block` is the block's name, empty for the model.
  template <typename List>
  std::vector<ParamText> Params(const std::string& block, const Message& parent,
                                int field, const List& list) {
    std::vector<ParamText> params;
    std::map<std::string, Location> seen;
    for (int i = 0; i < list.size() && !errors_.full(); ++i) {
      const proto::Param& from = list[i];
      ParamText param;
      param.name = from.name();
      param.location = At(parent, field, i);
      const std::string what = absl::StrCat("param '", param.name, "'");
      if (!names_.CheckSpecName("param", param.name, param.location)) continue;
      if (param.name == kStepsName || param.name == kIndexName ||
          param.name == kInChannelsName) {
        errors_.Add(param.location, what, ": the name has a meaning already");
      }
      names_.CheckNew("param", param.name, param.location, seen);
      if (from.has_value()) {
        const Location location = At(from, proto::Param::kValueFieldNumber);
        param.value = ParseExpression(what, from.value(), location);
        if (param.value.has_value()) {
          const auto names = NamesIn(*param.value);
          Forbid(names, kIndexName, what, location, "layers with 'repeat'");
          if (block.empty()) {
            Forbid(names, kInChannelsName, what, location, "layers and blocks");
          }
        }
      } else if (block.empty()) {
        errors_.Add(param.location, what, ": 'value' is missing");
      }
      // From here on it matters where the value comes from.
      param.location = At(from, proto::Param::kValueFieldNumber);
      params.push_back(std::move(param));
    }
    return params;
  }

  void AddInputs(const proto::Model& model, ModelText& text) {
    for (int i = 0; i < model.input_size() && !errors_.full(); ++i) {
      const proto::Input& from = model.input(i);
      InputText input;
      input.name = from.name();
      input.location = At(model, proto::Model::kInputFieldNumber, i);
      input.temporal = from.temporal();
      if (!names_.CheckPathName("input", input.name, input.location)) continue;
      names_.CheckNew("input", input.name, input.location, model_names_);
      const auto size = [&](bool there, int value, const char* name, int field,
                            std::optional<int64_t>& to) {
        if (!there) return;
        to = value;
        if (value < 1) {
          errors_.Add(At(from, field), "input '", input.name, "': ", name,
                      " = ", value, " is out of range; expected 1 or more");
        }
      };
      using Input = proto::Input;
      size(from.has_channels(), from.channels(), "channels",
           Input::kChannelsFieldNumber, input.channels);
      size(from.has_height(), from.height(), "height",
           Input::kHeightFieldNumber, input.height);
      size(from.has_width(), from.width(), "width", Input::kWidthFieldNumber,
           input.width);
      size(from.has_features(), from.features(), "features",
           Input::kFeaturesFieldNumber, input.features);
      const int image =
          from.has_channels() + from.has_height() + from.has_width();
      if (image != (from.has_features() ? 0 : 3)) {
        errors_.Add(input.location, "input '", input.name,
                    "': expected either 'features', or 'channels', 'height' "
                    "and 'width'");
      }
      text.inputs.push_back(std::move(input));
    }
  }

  void AddBlocks(const proto::Model& model, ModelText& text) {
    std::map<std::string, Location> seen;
    for (const BlockText& block : text.blocks) {
      seen.emplace(block.name, block.location);
    }
    for (int i = 0; i < model.block_size() && !errors_.full(); ++i) {
      const proto::Block& from = model.block(i);
      BlockText block;
      block.name = from.name();
      block.location = At(model, proto::Model::kBlockFieldNumber, i);
      if (!names_.CheckSpecName("block", block.name, block.location)) continue;
      names_.CheckNew("block", block.name, block.location, seen);
      block.params = Params(block.name, from, proto::Block::kParamFieldNumber,
                            from.param());
      block.layers = Layers(block.name, from, proto::Block::kLayerFieldNumber,
                            from.layer());
      if (from.layer().empty()) {
        errors_.Add(block.location, "block '", block.name, "' has no layers");
      }
      block.output = from.output();
      block.output_location = At(from, proto::Block::kOutputFieldNumber);
      text.blocks.push_back(std::move(block));
    }
  }

  template <typename List>
  std::vector<LayerText> Layers(const std::string& block, const Message& parent,
                                int field, const List& list) {
    std::vector<LayerText> layers;
    std::map<std::string, Location> seen;
    if (block.empty()) seen = model_names_;
    for (int i = 0; i < list.size() && !errors_.full(); ++i) {
      LayerText layer;
      layer.name = list[i].name();
      layer.location = At(parent, field, i);
      if (!names_.CheckPathName("layer", layer.name, layer.location)) continue;
      if (!block.empty() && BlockInputIndex(layer.name) >= 0) {
        errors_.Add(layer.location, "layer '", layer.name,
                    "': in a block this is the name of an input");
      }
      names_.CheckNew("layer", layer.name, layer.location, seen);
      FillLayer(list[i], layer);
      layers.push_back(std::move(layer));
    }
    return layers;
  }

  void FillLayer(const proto::Layer& from, LayerText& layer) {
    const std::string what = absl::StrCat("layer '", layer.name, "': ");
    layer.op_location = At(from, proto::Layer::kOpFieldNumber);
    layer.when_location = At(from, proto::Layer::kWhenFieldNumber);
    layer.repeat_location = At(from, proto::Layer::kRepeatFieldNumber);
    if (from.op().empty()) {
      errors_.Add(layer.location, what, "'op' is missing");
    } else if (auto op = Call::Parse(from.op()); op.ok()) {
      layer.op = *std::move(op);
    } else {
      errors_.Add(layer.op_location, what, "op: ", op.status().message());
    }
    for (int i = 0; i < from.input_size(); ++i) {
      const Location at = At(from, proto::Layer::kInputFieldNumber, i);
      if (auto ref = ParseInputRef(from.input(i), at); ref.ok()) {
        layer.inputs.push_back(*std::move(ref));
      } else {
        errors_.Add(at, what, ref.status().message());
      }
    }
    if (from.has_when()) {
      layer.when =
          ParseExpression(what + "when", from.when(), layer.when_location);
    }
    if (from.has_repeat()) {
      layer.repeat = ParseExpression(what + "repeat", from.repeat(),
                                     layer.repeat_location);
    }
    constexpr absl::string_view kKnown = "layers with 'repeat'";
    if (!from.has_repeat()) {
      Forbid(NamesIn(layer.op), kIndexName, what + "op", layer.op_location,
             kKnown);
    }
    if (layer.when.has_value() && !from.has_repeat()) {
      Forbid(NamesIn(*layer.when), kIndexName, what + "when",
             layer.when_location, kKnown);
    }
    if (layer.repeat.has_value()) {
      Forbid(NamesIn(*layer.repeat), kIndexName, what + "repeat",
             layer.repeat_location, "'op' and 'when'");
    }
  }

  const FieldLocations& locations_;
  Errors& errors_;
  NameChecks names_;
  std::map<std::string, Location> model_names_;  // the model's inputs
};

}  // namespace

void AddModelFile(const proto::Model& model, const std::string& filename,
                  const FieldLocations& locations, bool imported,
                  ModelText& text, Errors& errors) {
  ModelFile file(locations, errors);
  if (imported) {
    file.AddImported(model, filename, text);
  } else {
    file.AddMain(model, filename, text);
  }
}

}  // namespace synfire
