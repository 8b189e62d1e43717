#include "tools/peers/peer_side.h"

#include <chrono>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "tools/bench/samples.h"

namespace synfire {
namespace {

using Json = nlohmann::json;

int64_t NumberOfNeurons(const PeerWorkload& workload) {
  return static_cast<int64_t>(workload.neuron_steps) / 4;  // T
}

// glibc gives every tensor over 32 MiB back to the system and faults it in
// again at the next step, unless it is told not to.
Environment Allocator() {
  return {{"MALLOC_MMAP_MAX_", "0"},
          {"MALLOC_TRIM_THRESHOLD_", "100000000000"},
          {"MALLOC_TOP_PAD_", "268435456"}};
}

absl::StatusOr<Json> ParseAnswer(const std::string& line) {
  Json answer = Json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!answer.is_object()) return UserError("the peer answered '", line, "'");
  return answer;
}

RoundTimes MediansOf(const Json& steps) {
  Samples step, forward, backward;
  for (const Json& times : steps) {
    double sum = 0;
    for (const auto& [name, seconds] : times.items()) {
      sum += seconds.get<double>();
    }
    step.Add(sum);
    forward.Add(times.at("forward"));
    backward.Add(times.value("backward", 0.0));
  }
  return {step.Median(), forward.Median(), backward.Median()};
}

}  // namespace

absl::StatusOr<std::unique_ptr<PeerSide>> PeerSide::Start(
    const PeerProgram& program, const PeerWorkload& workload,
    const RoundOptions& options, bool fastest) {
  const int64_t batch =
      workload.layer.empty() ? workload.batch : NumberOfNeurons(workload);
  std::vector<std::string> command = {
      program.python, program.script,
      "--workload",   workload.name,
      "--mode",       options.train ? "train" : "infer",
      "--batch",      absl::StrCat(batch),
      "--threads",    absl::StrCat(options.threads)};
  if (fastest) command.push_back("--compile");
  Environment environment = fastest ? Allocator() : Environment();
  environment.emplace_back("OMP_NUM_THREADS", absl::StrCat(options.threads));

  const auto start = std::chrono::steady_clock::now();
  SYNFIRE_ASSIGN_OR_RETURN(std::unique_ptr<ChildProcess> process,
                           ChildProcess::Start(command, environment));
  std::unique_ptr<PeerSide> self(
      new PeerSide(std::move(process), options.steps));
  SYNFIRE_ASSIGN_OR_RETURN(const std::string line, self->process_->ReadLine());
  SYNFIRE_ASSIGN_OR_RETURN(const Json versions, ParseAnswer(line));
  if (versions.contains("missing")) {
    return absl::UnavailableError(absl::StrCat(
        program.python,
        " lacks a module: ", versions["missing"].get<std::string>(), "; ",
        program.python, " -m pip install torch torchvision spikingjelly"));
  }
  for (const auto& [name, version] : versions.items()) {
    absl::StrAppend(&self->version_, self->version_.empty() ? "" : ", ", name,
                    " ", version.get<std::string>());
  }
  SYNFIRE_RETURN_IF_ERROR(self->Run(1).status());
  self->start_seconds_ =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start)
          .count();
  SYNFIRE_RETURN_IF_ERROR(self->Run(2).status());  // the clocks, the caches
  return self;
}

absl::StatusOr<RoundTimes> PeerSide::Run(int steps) {
  SYNFIRE_RETURN_IF_ERROR(process_->WriteLine(absl::StrCat("steps ", steps)));
  SYNFIRE_ASSIGN_OR_RETURN(const std::string line, process_->ReadLine());
  SYNFIRE_ASSIGN_OR_RETURN(const Json answer, ParseAnswer(line));
  try {
    memory_ = answer.at("memory").get<int64_t>();
    return MediansOf(answer.at("steps"));
  } catch (const Json::exception& error) {
    return UserError("the peer answered '", line, "': ", error.what());
  }
}

absl::StatusOr<RoundTimes> PeerSide::RunRound() { return Run(steps_); }

}  // namespace synfire
