// The readable form of a graph; what it prints, it parses back.
//
//   graph "tiny" steps 4 {
//     input image : f32[2,8,8,1]
//     parameter c.weight : f32[4,1,3,3] = kaiming_normal(fan = out)
//     state n.mean : f32[4] = constant(value = 0.0)
//     c = conv2d(image, c.weight, _) {stride = [1, 1], ...} : f32[2,6,6,4]
//     s, s.count, _ = if(c) {...} @s : f32 t[2,6,6,4], i64[], f32[...]
//     update n.mean = n.mean.next
//     output logits = s
//   }
//
// `_` stands for an absent optional input. `@name` is the node's name, left out
// where it is the first output's. When parsing, attributes with defaults and
// all types of results may be left out; types that are given must be right.
// Comments run from # to the end of the line.
#ifndef SYNFIRE_GRAPH_IR_TEXT_H_
#define SYNFIRE_GRAPH_IR_TEXT_H_

#include <string>

#include "core/status.h"
#include "graph/ir/graph.h"

namespace synfire {

std::string ToText(const Graph& graph);

// Errors are prefixed "line N: ".
absl::StatusOr<Graph> GraphFromText(absl::string_view text,
                                    const OpRegistry* registry);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_IR_TEXT_H_
