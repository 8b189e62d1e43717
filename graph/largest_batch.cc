#include "graph/largest_batch.h"

namespace synfire {
namespace {

// Beyond it an answer has no use, and sizes pass what a machine can address.
constexpr int kMostImages = 1 << 20;

absl::StatusOr<bool> Fits(const ModelText& model, const Catalog& catalog,
                          CompileOptions options, int batch) {
  options.import.batch = batch;
  const absl::Status status = CompileGraph(model, catalog, options).status();
  if (absl::IsResourceExhausted(status)) return false;
  if (!status.ok()) return status;
  return true;
}

}  // namespace

absl::StatusOr<int> LargestBatch(const ModelText& model, const Catalog& catalog,
                                 const CompileOptions& given) {
  CompileOptions options = given;
  options.passes.dump_directory.clear();  // of no use for graphs tried out
  int fitting = 0, too_large = 1;
  while (too_large <= kMostImages) {
    SYNFIRE_ASSIGN_OR_RETURN(const bool fits,
                             Fits(model, catalog, options, too_large));
    if (!fits) break;
    fitting = too_large;
    too_large *= 2;
  }
  while (too_large - fitting > 1) {
    const int middle = fitting + (too_large - fitting) / 2;
    SYNFIRE_ASSIGN_OR_RETURN(const bool fits,
                             Fits(model, catalog, options, middle));
    (fits ? fitting : too_large) = middle;
  }
  return fitting;
}

}  // namespace synfire
