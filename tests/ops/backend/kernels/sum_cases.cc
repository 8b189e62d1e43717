#include "tests/ops/op_case.h"

// Element-wise ops, moves and sums with more elements than a chunk of work and
// a rest that no vector holds.
namespace synfire {
namespace {

OpCase Large(OpCase c) {
  c.steps = 3;
  c.gradient = false;  // that of the op's own cases does not change with size
  return c;
}

const char kTemporal[] = "f32 t[3,41,157]";
const char kStatic[] = "f32[3,41,157]";

const OpCaseList sums({
    Large({"add", "three_alike", "", {{kTemporal}, {kTemporal}, {kTemporal}}}),
    Large({"add", "static_first", "", {{kStatic}, {kTemporal}}}),
    Large({"add", "static_last", "", {{kTemporal}, {kTemporal}, {kStatic}}}),
    Large({"connect", "add", "g = ADD", {{kTemporal}, {kTemporal}}}),
    Large({"connect", "and_static", "g = AND", {{kTemporal}, {kStatic}}}),
    Large({"connect", "iand", "g = IAND", {{kTemporal}, {kTemporal}}}),
    Large({"connect", "iand_static", "g = IAND", {{kStatic}, {kTemporal}}}),
    Large({"scale", "temporal", "factor = 0.3", {{kTemporal}}}),
    Large({"sum_time", "large", "", {{kTemporal}}}),
    Large({"mean_time", "large", "", {{kTemporal}}}),
    Large({"repeat_time", "large", "", {{kStatic}}}),
    Large({"channel_sum", "odd", "", {{"f32 t[33,41,17]"}}}),
    Large({"channel_sum", "one", "", {{"f32 t[33,410,1]"}}}),
    Large({"channel_sum",
           "offset",
           "",
           {{"f32 t[33,410,3]", Fill::Normal(9, 1)}}}),
    Large({"flatten", "odd", "", {{"f32 t[3,7,9,35]"}}}),
    Large({"flatten", "one_channel", "", {{"f32 t[3,7,9,1]"}}}),
    Large({"flatten", "rows", "", {{"f32 t[3,77]"}}}),
    Large({"unflatten", "odd", "shape = [7, 9, 35]", {{"f32 t[3,2205]"}}}),
    Large({"dropout",
           "large",
           "probability = 0.3, key = \"a\"",
           {{kTemporal},
            {"i64[]", Fill::Integers(0, 9)},
            {"i64[]", Fill::Integers(0, 9)}}}),
});

}  // namespace
}  // namespace synfire
