#include "tools/commands/convert.h"

#include <cstdio>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_join.h"
#include "data/safetensors/writer.h"
#include "ops/all_ops.h"
#include "tools/commands/amounts.h"
#include "tools/commands/model_options.h"
#include "tools/commands/network_file.h"
#include "tools/commands/weights_options.h"
#include "tools/weights/conversion.h"

namespace synfire {
namespace {

struct ConvertCommandOptions {
  std::string in, out, model, scheme;
  std::string dtype = "keep";
  std::string class_order = "number";
  std::vector<std::string> set;
};

constexpr char kFooter[] =
    "Namings (--scheme): published, of the SEW paper's code "
    "(layer1.0.conv1.module.0.weight, conv.1.conv.0.0.module.0.weight); "
    "torchvision, as newer SpikingJelly has them (layer1.0.conv1.weight); "
    "synfire, the model's own. train --init, eval, predict and probe take the "
    "same files as they are. Nothing in a PyTorch file is run: its tensors are "
    "read, its other objects are named and left.";

absl::StatusOr<std::vector<ModelLayer>> ReadLayers(
    const ConvertCommandOptions& options) {
  SYNFIRE_ASSIGN_OR_RETURN(
      const NetworkFile file,
      ReadNetworkFile(options.model, SettingsFromFlags(options.set)));
  const absl::StatusOr<CompiledGraph> compiled =
      CompileGraph(file.model, AllOps(), {});
  if (!compiled.ok()) return file.Locate(compiled.status());
  return LayersOf(compiled->layers, compiled->neurons,
                  ShapesOf(compiled->graph));
}

void PrintResult(const ConvertCommandOptions& options, const WeightsFile& file,
                 const Conversion& conversion) {
  const auto line = [](const std::string& text) {
    std::printf("  %s\n", text.c_str());
  };
  std::printf("%s: %s, %zu tensors\n", options.in.c_str(),
              file.from_torch() ? "PyTorch" : "safetensors",
              file.tensors().size());
  for (const std::string& note : conversion.notes) line(note);
  int64_t numbers = 0;
  std::set<std::string> types;
  for (const TensorToWrite& tensor : conversion.tensors) {
    numbers += tensor.shape.size();
    types.insert(std::string(Name(tensor.dtype)));
  }
  std::printf("%s: %zu tensors, %s numbers, %s\n", options.out.c_str(),
              conversion.tensors.size(), Grouped(numbers).c_str(),
              absl::StrJoin(types, " ").c_str());
  if (conversion.naming.has_value()) {
    line(absl::StrCat("names: ", Name(*conversion.naming)));
  }
}

absl::Status Convert(const ConvertCommandOptions& options) {
  ConversionOptions how;
  how.f32 = options.dtype == "f32";
  SYNFIRE_ASSIGN_OR_RETURN(how.class_order,
                           ClassOrderFromName(options.class_order));
  if (!options.scheme.empty()) {
    SYNFIRE_ASSIGN_OR_RETURN(how.naming, NamingFromName(options.scheme));
  }
  if (options.model.empty() && !options.set.empty()) {
    return UserError("--set changes the file of --model, which is not given");
  }
  SYNFIRE_ASSIGN_OR_RETURN(const WeightsFile file,
                           WeightsFile::Open(options.in));
  absl::StatusOr<Conversion> conversion = absl::UnknownError("");
  if (options.model.empty()) {
    conversion = ConvertAlone(file, options.in, how);
  } else {
    SYNFIRE_ASSIGN_OR_RETURN(const std::vector<ModelLayer> layers,
                             ReadLayers(options));
    conversion = ConvertForModel(file, options.in, layers, how);
  }
  if (!conversion.ok()) return conversion.status();
  std::map<std::string, std::string> metadata;
  if (conversion->naming.has_value()) {
    metadata[std::string(kNamingKey)] = std::string(Name(*conversion->naming));
  }
  SYNFIRE_RETURN_IF_ERROR(
      WriteSafetensors(options.out, conversion->tensors, metadata));
  PrintResult(options, file, *conversion);
  return absl::OkStatus();
}

}  // namespace

void AddConvertCommand(CLI::App* app, Command* command) {
  auto options = std::make_shared<ConvertCommandOptions>();
  CLI::App* convert = app->add_subcommand(
      "convert",
      "Write the weights of a PyTorch or safetensors file as safetensors, with "
      "the names of this or another program");
  convert->add_option("IN", options->in, "The file of weights")
      ->type_name("")
      ->required();
  convert->add_option("--out", options->out, "The file to write")
      ->type_name("SAFETENSORS")
      ->required();
  convert
      ->add_option("--model", options->model,
                   "A model or training file; its variables must all be there, "
                   "and nothing else")
      ->type_name("PROTOTXT");
  convert
      ->add_option("--set", options->set,
                   "Change a field of the model's file; may be repeated")
      ->type_name("PATH=VALUE")
      ->allow_extra_args(false);
  convert
      ->add_option("--scheme", options->scheme,
                   "The names to write (default: the model's own; without "
                   "--model those of the file)")
      ->type_name("")
      ->check(OneOf({"published", "torchvision", "synfire"}));
  convert
      ->add_option("--dtype", options->dtype,
                   "f32: numbers of 64 and 16 bits become f32")
      ->type_name("")
      ->check(OneOf({"keep", "f32"}))
      ->capture_default_str();
  AddClassOrderOption(convert, "IN", &options->class_order);
  convert->footer(kFooter);
  convert->callback([=] { *command = [=] { return Convert(*options); }; });
}

}  // namespace synfire
