// What a program knows beyond this tree: a library that is linked into it adds
// neurons, layers, losses, ... to AllOps() by a constant of this type,
//
//   const CatalogExtension kMine([](Catalog* catalog) {
//     catalog->AddLoss(MyLoss());
//   });
//
// in a source of a cc_library with alwayslink = True.  A neuron needs no more
// than `synfire_neuron` of ops/neurons/own_neuron.bzl, which writes that
// source.
#ifndef SYNFIRE_OPS_EXTENSION_H_
#define SYNFIRE_OPS_EXTENSION_H_

#include <vector>

#include "graph/op/layer.h"

namespace synfire {

class CatalogExtension {
 public:
  using Add = void (*)(Catalog*);

  // AllOps() calls `add` once, after all of this tree is in the catalog.
  // REQUIRES: start-up, before AllOps() is called; the names that `add` adds
  // are new.
  explicit CatalogExtension(Add add);

  // In the order in which they were made.
  static const std::vector<Add>& All();
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_EXTENSION_H_
