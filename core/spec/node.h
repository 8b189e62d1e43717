// The expression tree.  Internal to core/spec.
#ifndef SYNFIRE_CORE_SPEC_NODE_H_
#define SYNFIRE_CORE_SPEC_NODE_H_

#include <memory>
#include <string>
#include <vector>

#include "core/spec/call.h"
#include "core/spec/operators.h"

namespace synfire {

// Operators of one level that follow one another share a node, so that
// 1 + 1 + ... is as shallow as it looks: a tree's depth, and with it the stack
// that a walk needs, is bounded by the parser's limit on nesting.
struct Expression::Node {
  enum class Kind {
    kLiteral,      // value
    kName,         // name
    kCall,         // name, children labelled by arguments
    kList,         // children
    kConditional,  // children: condition, then, else
    kChain,        // children[0] op[0] children[1] op[1] ...
    kNegate,       // children[0]
    kNot,          // children[0]
  };
  struct Use {
    Operator op;
    int column;
  };

  Kind kind;
  int column;
  AttrValue value{};
  std::string name{};
  std::vector<std::string> arguments{};
  std::vector<Use> operators{};
  std::vector<std::shared_ptr<const Node>> children{};
};

}  // namespace synfire

#endif  // SYNFIRE_CORE_SPEC_NODE_H_
