// What `synfire gradients` prints.
#ifndef SYNFIRE_TOOLS_COMMANDS_GRADIENT_REPORT_H_
#define SYNFIRE_TOOLS_COMMANDS_GRADIENT_REPORT_H_

#include <cstdint>
#include <string>

#include "tools/commands/gradient_flow.h"
#include "tools/commands/json_output.h"

namespace synfire {

// What was run.
struct FlowSetup {
  std::string model, loss, mode, weights, input;
  int64_t batch = 0, steps = 0;
  FlowLimits limits;
};

std::string FlowText(const FlowSetup& setup, const GradientFlow& flow);

// Fields model, loss_call, mode, weights, input, batch, steps, loss, last,
// vanishing, exploding, blocks and, where there are any, layers.  Each of these
// has path, gradient_norm, relative, firing_rate (null where there is none),
// flow (sound, vanished, exploded, absent), silent and saturated.
Json FlowJson(const FlowSetup& setup, const GradientFlow& flow);

// kind,path,gradient_norm,relative,firing_rate,flow,silent,saturated: a row a
// block and a layer; the last two list layers with spaces between.
std::string FlowCsv(const GradientFlow& flow);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_GRADIENT_REPORT_H_
