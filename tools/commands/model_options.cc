#include "tools/commands/model_options.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <limits>
#include <system_error>
#include <utility>

#include "absl/strings/str_join.h"
#include "core/parallel.h"
#include "core/spec/nearest_name.h"
#include "ops/backend/cuda/backend.h"

namespace synfire {
namespace {

constexpr int kMaxThreads = 1024;

absl::Status MakeFolder(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (!error) return absl::OkStatus();
  return UserError("--dump-passes: cannot make the folder ", path, ": ",
                   error.message());
}

void AddPrecisions(CLI::App* app, std::vector<std::string> precisions,
                   const std::string& more, ModelOptions* options) {
  app->add_option("--precision", options->precision,
                  "bf16: operands of convolutions and linear layers, and what "
                  "norms and neurons read of them, are rounded to bfloat16" +
                      more + " (default: what a training file says, else fp32)")
      ->type_name("")
      ->check(OneOf(std::move(precisions)));
}

}  // namespace

CLI::Validator OneOf(std::vector<std::string> values) {
  const std::string listed = absl::StrJoin(values, "|");
  return CLI::Validator(
      [values = std::move(values)](std::string& value) -> std::string {
        if (std::count(values.begin(), values.end(), value) > 0) return "";
        return absl::StrCat("'", value, "' is not known",
                            Suggestion(value, values));
      },
      listed);
}

void AddSetOption(CLI::App* app, ModelOptions* options) {
  app->add_option("--set", options->set,
                  "Change a field of the file: epochs=3, param.g=AND, "
                  "layer.fc.op='linear(features = 5)'; may be repeated")
      ->type_name("PATH=VALUE")
      ->allow_extra_args(false);
}

void AddFileOptions(CLI::App* app, const std::string& name,
                    const std::string& description, ModelOptions* options) {
  app->add_option(name, options->file, description)->type_name("")->required();
  AddSetOption(app, options);
}

void AddCompileOptions(CLI::App* app, ModelOptions* options) {
  const std::string group = "Compilation";
  app->add_option("--kernels", options->kernels,
                  "fastest: the best kernel that takes a node; reference: "
                  "the plain loops that the others are tested against")
      ->type_name("")
      ->check(OneOf({"fastest", "reference"}))
      ->capture_default_str()
      ->group(group);
  app->add_option("--unroll", options->unroll,
                  "feedback: clone over time only what a delayed input "
                  "closes into a loop; full: everything (slow; the meaning "
                  "that the other must equal)")
      ->type_name("")
      ->check(OneOf({"feedback", "full"}))
      ->capture_default_str()
      ->group(group);
  app->add_option("--dump-passes", options->dump_passes,
                  "Write the graph after each pass into this folder, which "
                  "is made where it is not there")
      ->type_name("FOLDER")
      ->group(group);
  app->add_option("--disable-pass", options->disabled_passes,
                  "Leave out a pass that the graph runs without; may be "
                  "repeated")
      ->type_name("NAME")
      ->allow_extra_args(false)
      ->group(group);
  app->add_flag_callback(
         "--no-fuse",
         [options] { options->disabled_passes.push_back("fuse-norm"); },
         "Compute every layer by itself: --disable-pass fuse-norm")
      ->group(group);
  app->add_option("--memory-limit", options->memory_limit,
                  "Bytes that variables and a step's values may take, such as "
                  "800MB or 2GiB; where a training step needs more, "
                  "convolutions are computed again in the backward pass")
      ->type_name("SIZE")
      ->transform(CLI::AsSizeValue(/*kb_is_1000=*/true).description(""))
      ->check(CLI::Range(int64_t{1}, std::numeric_limits<int64_t>::max())
                  .description(""))
      ->group(group);
  app->add_flag("--explain", options->explain,
                "Print to stderr which kernel each node has, and why no "
                "better one")
      ->group(group);
}

CLI::Option* AddMachineOption(CLI::App* app, const std::string& description,
                              std::vector<double>* machine) {
  return app->add_option("--machine", *machine, description)
      ->type_name("FLOPS,BYTES")
      ->delimiter(',')
      ->expected(2)
      ->check(CLI::Range(1.0, 1e21).description(""));
}

void AddDeviceOption(CLI::App* app, ModelOptions* options) {
  app->add_option("--device", options->device,
                  "Where to compute (default: where a training file says, "
                  "else cpu); see: synfire devices")
      ->type_name("")
      ->check(OneOf({"cpu", "cuda"}));
  app->add_option("--plans", options->plans,
                  "The file that keeps which plans of cuBLASLt and cuDNN were "
                  "measured to be the fastest, for --device cuda (default: in "
                  "the user's cache folder)")
      ->type_name("FILE");
  app->add_flag("--wait-for-each-layer", options->wait_for_each_layer,
                "On a CUDA device, wait after each layer, so that an error "
                "names it; slow");
}

void AddDeviceOptions(CLI::App* app, ModelOptions* options) {
  app->add_option("--threads", options->threads,
                  "Threads that compute (default: all processors)")
      ->type_name("N")
      ->check(CLI::Range(1, kMaxThreads).description(""));
  AddDeviceOption(app, options);
}

void AddSeedOption(CLI::App* app, ModelOptions* options) {
  app->add_option("--seed", options->seed,
                  "Every random number follows from it (default: 0)")
      ->type_name("N");
}

void AddPrecisionOption(CLI::App* app, ModelOptions* options) {
  AddPrecisions(app, {"fp32", "bf16", "fp64"},
                "; fp64 needs --kernels reference", options);
}

void AddTrainingPrecisionOption(CLI::App* app, ModelOptions* options) {
  AddPrecisions(app, {"fp32", "bf16"}, "", options);
}

void UsePrecisionOf(const TrainingText& text, ModelOptions* options) {
  if (options->precision.has_value()) return;
  const bool rounds = OperandsOf(text.precision) == DType::kBF16;
  options->precision = rounds ? "bf16" : "fp32";
}

void UseDeviceOf(const TrainingText& text, ModelOptions* options) {
  if (options->device.has_value()) return;
  if (text.device != proto::Training::CUDA) return;
  options->device = "cuda";
  options->device_from = absl::StrCat(options->file, ": device CUDA");
}

absl::StatusOr<CompileOptions> ApplyModelOptions(const ModelOptions& options) {
  Device* device = nullptr;
  if (options.device == "cuda") {
    const std::string from = absl::StrCat(options.device_from, ": ");
    const absl::StatusOr<Device*> opened = OpenCudaBackend({options.plans});
    if (!opened.ok()) return Annotate(opened.status(), from);
    device = *opened;
  }
  if (options.precision == "fp64" && options.kernels != "reference") {
    return UserError(
        "--precision fp64 needs --kernels reference: no other kernel computes "
        "in f64");
  }
  if (!options.dump_passes.empty()) {
    SYNFIRE_RETURN_IF_ERROR(MakeFolder(options.dump_passes));
  }
  if (options.threads.has_value()) SetNumThreads(*options.threads);
  CompileOptions compile;
  compile.device = device;
  compile.wait_for_each_node = options.wait_for_each_layer;
  compile.import.dtype = options.dtype();
  if (options.precision == "bf16") compile.import.operands = DType::kBF16;
  compile.unroll =
      options.unroll == "full" ? UnrollMode::kFull : UnrollMode::kFeedback;
  compile.passes.dump_directory = options.dump_passes;
  compile.passes.disabled = options.disabled_passes;
  compile.memory_limit = options.memory_limit;
  compile.kernels = options.kernels == "reference" ? KernelPolicy::kReference
                                                   : KernelPolicy::kFastest;
  return compile;
}

void ExplainIfAsked(const ModelOptions& options, const Graph& graph,
                    const std::vector<KernelChoice>& kernels) {
  if (options.explain) std::fputs(Explain(graph, kernels).c_str(), stderr);
}

}  // namespace synfire
