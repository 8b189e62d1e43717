// The functions of SpikeLoops, of one instruction set.
#ifndef SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_ISA_LOOPS_H_
#define SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_ISA_LOOPS_H_

#include "ops/backend/cpu/spike_conv/spike_loops.h"

namespace synfire {
namespace SYNFIRE_ISA {

void PackWeights(const WeightBlock& block);
void WriteGradient(const GradientBlock& block);
int64_t CountNonZeros(const float* x, int64_t size, bool* ones);
void ListRows(const RowsOfBits& rows, int64_t width, int64_t channels,
              uint32_t* entries, uint32_t* starts);
void TakeFloats(const float* x, const uint32_t* entries, int64_t count,
                float* values);
void TakeBytes(const uint8_t* x, const uint32_t* entries, int64_t count,
               float* values);
void AddTapsOnRow(const TapsOnRow& taps);
void ListTile(const TilePixels& pixels);
void AddTapsOfTile(const TapsOfTile& taps);

}  // namespace SYNFIRE_ISA
}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_ISA_LOOPS_H_
