// How `synfire summary` prints a network's facts, to stdout.
#ifndef SYNFIRE_TOOLS_COMMANDS_SUMMARY_REPORT_H_
#define SYNFIRE_TOOLS_COMMANDS_SUMMARY_REPORT_H_

#include <cstdint>
#include <optional>
#include <string>

#include "tools/commands/network_facts.h"

namespace synfire {

// The training step whose cost is told, and where it comes from.
struct TrainingStep {
  std::string loss, optimizer, origin;
  // Where there is a limit: bytes, and the most images that fit it.
  std::optional<int64_t> memory_limit = {};
  int largest_batch = 0;
};

// What the network takes at least on a machine of so many operations and bytes
// a second, op by op.
void PrintBounds(const NetworkFacts& facts, const MachinePeak& machine);

// `memory`: also what it holds at its fullest moment.
void PrintAsText(const NetworkFacts& facts, const TrainingStep& step,
                 bool memory);

// Stable fields: name, steps, batch, parameters, trainable_parameters,
// statistics, spiking_neurons_per_step, flops, memory, bounds, loss, optimizer,
// layers.
// What there is none of, such as the training step of a network that takes no
// loss, is null.
void PrintAsJson(const NetworkFacts& facts, const TrainingStep& step);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_SUMMARY_REPORT_H_
