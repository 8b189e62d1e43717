#include "ops/surrogates/surrogate_spec.h"

#include "ops/params/param_schema.h"

namespace synfire {

std::string SurrogateSpec::ToText() const {
  if (attrs.entries().empty()) return name;
  return absl::StrCat(name, "(", attrs.ToText(), ")");
}

const std::vector<Schema>& SurrogateSchemas() {
  static const std::vector<Schema>& schemas = *[] {
    auto* made = new std::vector<Schema>;
    ForEachSurrogate([&](auto family) {
      using Surrogate = typename decltype(family)::template Of<double>;
      Schema schema("surrogate", Surrogate::kName, Surrogate::kDoc);
      AddParams(Surrogate::kParams, &schema);
      made->push_back(schema);
    });
    return made;
  }();
  return schemas;
}

absl::StatusOr<SurrogateSpec> SurrogateFromText(absl::string_view text) {
  SYNFIRE_ASSIGN_OR_RETURN(const Call call, Call::Parse(text));
  std::vector<std::string> names;
  for (const Schema& schema : SurrogateSchemas()) {
    if (schema.name() == call.name) {
      SYNFIRE_ASSIGN_OR_RETURN(Attrs attrs, schema.Bind(call, Scope()));
      return SurrogateSpec{call.name, std::move(attrs)};
    }
    names.push_back(schema.name());
  }
  return UserError("'", call.name, "' is no surrogate",
                   Suggestion(call.name, names));
}

}  // namespace synfire
