// The options that several subcommands share.
#ifndef SYNFIRE_TOOLS_COMMANDS_MODEL_OPTIONS_H_
#define SYNFIRE_TOOLS_COMMANDS_MODEL_OPTIONS_H_

#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/dtype.h"
#include "core/status.h"
#include "graph/compile.h"
#include "graph/import/setting.h"
#include "graph/import/training_text.h"

namespace synfire {

struct ModelOptions {
  std::string file;
  std::vector<std::string> set;

  // How it is compiled.
  std::string kernels = "fastest";
  std::string unroll = "feedback";
  std::string dump_passes;  // a folder; "": none
  std::vector<std::string> disabled_passes;
  std::optional<int64_t> memory_limit;  // bytes
  bool explain = false;

  // What it runs on.
  std::optional<int> threads;
  std::optional<uint64_t> seed;
  std::optional<std::string> precision;       // "fp32", ...; else the file's
  std::optional<std::string> device;          // "cpu", "cuda"; else the file's
  std::string device_from = "--device cuda";  // who says so, in messages
  bool wait_for_each_layer = false;
  std::string plans;  // the file of measured plans; "": the user's cache

  Settings settings() const { return SettingsFromFlags(set); }
  DType dtype() const {
    return precision == "fp64" ? DType::kF64 : DType::kF32;
  }
};

// --set.
void AddSetOption(CLI::App* app, ModelOptions* options);
// The file, as a positional argument called `name`, and --set.
void AddFileOptions(CLI::App* app, const std::string& name,
                    const std::string& description, ModelOptions* options);
// --kernels, --unroll, --dump-passes, --disable-pass, --no-fuse,
// --memory-limit, --explain.
void AddCompileOptions(CLI::App* app, ModelOptions* options);
// --machine FLOPS,BYTES: both a second, or none.
CLI::Option* AddMachineOption(CLI::App* app, const std::string& description,
                              std::vector<double>* machine);
// --device, --plans, --wait-for-each-layer.
void AddDeviceOption(CLI::App* app, ModelOptions* options);
// --threads and those of AddDeviceOption.
void AddDeviceOptions(CLI::App* app, ModelOptions* options);
// --seed, for what a training file does not say.
void AddSeedOption(CLI::App* app, ModelOptions* options);
// --precision, for commands that run a network once: fp32, bf16, fp64.
void AddPrecisionOption(CLI::App* app, ModelOptions* options);
// --precision, for those that train: fp32, bf16.
void AddTrainingPrecisionOption(CLI::App* app, ModelOptions* options);

// Takes only the values given; an error names the nearest one.
CLI::Validator OneOf(std::vector<std::string> values);

// Where --device was not given, the device that the training file names.
void UseDeviceOf(const TrainingText& text, ModelOptions* options);

// Where --precision was not given, the one that the training file names.
void UsePrecisionOf(const TrainingText& text, ModelOptions* options);

// The options as they are, but for import.batch, import.training and the
// objective.  Opens the device, makes the folder of --dump-passes and sets the
// number of threads.
// Errors: a precision that the kernels do not have; a folder that cannot be
// made.  Unavailable: the device, with how the program was built and what is
// missing.
absl::StatusOr<CompileOptions> ApplyModelOptions(const ModelOptions& options);

// Writes to stderr which kernel each node has and why, where --explain asks.
void ExplainIfAsked(const ModelOptions& options, const Graph& graph,
                    const std::vector<KernelChoice>& kernels);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_MODEL_OPTIONS_H_
