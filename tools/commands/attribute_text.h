// An attribute's definition in words.
#ifndef SYNFIRE_TOOLS_COMMANDS_ATTRIBUTE_TEXT_H_
#define SYNFIRE_TOOLS_COMMANDS_ATTRIBUTE_TEXT_H_

#include <string>

#include "core/spec/schema.h"

namespace synfire {

// "bool", "int", "float", "symbol", "text", "list", "call": stable names.
std::string TypeName(AttrType type);

// What it takes: "float > 1 steps", "ADD|AND|IAND", "int or list of 2, >= 1",
// "call or none".
std::string DomainText(const AttrDef& attr);

// "= 2.0" or "required".
std::string DefaultText(const AttrDef& attr);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_ATTRIBUTE_TEXT_H_
