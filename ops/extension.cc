#include "ops/extension.h"

namespace synfire {
namespace {

// Made when first used: constants of other files may come before this one's.
std::vector<CatalogExtension::Add>& Extensions() {
  static auto* const extensions = new std::vector<CatalogExtension::Add>;
  return *extensions;
}

}  // namespace

CatalogExtension::CatalogExtension(Add add) { Extensions().push_back(add); }

const std::vector<CatalogExtension::Add>& CatalogExtension::All() {
  return Extensions();
}

}  // namespace synfire
