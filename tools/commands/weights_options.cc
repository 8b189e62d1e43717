#include "tools/commands/weights_options.h"

#include "tools/commands/model_options.h"
#include "tools/commands/report.h"

namespace synfire {

void AddClassOrderOption(CLI::App* app, const std::string& file,
                         std::string* class_order) {
  app->add_option("--class-order", *class_order,
                  absl::StrCat("The order of the classifier's rows in ", file,
                               "; text: 0, 1, 10, 2, ..., as the published "
                               "weights for DVS Gesture have it"))
      ->type_name("")
      ->check(OneOf({"number", "text"}))
      ->capture_default_str();
}

CLI::Option* AddWeightsOptions(CLI::App* app, const std::string& name,
                               const std::string& purpose,
                               WeightsSource* source) {
  CLI::Option* option =
      app->add_option(name, source->path,
                      absl::StrCat(purpose,
                                   "parameters and running statistics, a "
                                   "checkpoint, or a file of PyTorch (.pth)"))
          ->type_name("FILE");
  AddClassOrderOption(app, name, &source->class_order);
  return option;
}

absl::StatusOr<LoadedWeights> LoadWeightsAloud(const WeightsSource& source,
                                               const Network& network,
                                               VariableStore* variables) {
  absl::StatusOr<LoadedWeights> loaded =
      LoadWeights(source, network, variables);
  if (!loaded.ok()) return loaded;
  for (const std::string& note : loaded->notes) {
    ReportNote(absl::StrCat(source.path, ": ", note));
  }
  return loaded;
}

}  // namespace synfire
