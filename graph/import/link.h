// The second look at a model: what its references mean.
#ifndef SYNFIRE_GRAPH_IMPORT_LINK_H_
#define SYNFIRE_GRAPH_IMPORT_LINK_H_

#include <string>
#include <vector>

#include "graph/import/errors.h"
#include "graph/import/model_text.h"

namespace synfire {

// Fills in default inputs and outputs and each block's arity; checks that
// references lead to a layer or an input, without a delay to an earlier one.
void LinkReferences(ModelText& model, Errors& errors);

// Layers whose op is a block: FaultsOfBlockUse, and that no block contains
// itself. REQUIRES: LinkReferences found no error.
void CheckBlockUses(const ModelText& model, Errors& errors);

// What is wrong with `op` as the call of `block` in `layer`: "block 'b' has no
// parameter 'widht'; did you mean 'width'?", one that is not given, or the
// number of inputs.
std::vector<std::string> FaultsOfBlockUse(const LayerText& layer,
                                          const Call& op,
                                          const BlockText& block);

// Everything is used: each layer and input reaches its scope's output, each
// parameter is mentioned.  REQUIRES: LinkReferences found no error.
void CheckAllUsed(const ModelText& model, Errors& errors);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_IMPORT_LINK_H_
