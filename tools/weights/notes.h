// What to tell the user about a file of weights.
#ifndef SYNFIRE_TOOLS_WEIGHTS_NOTES_H_
#define SYNFIRE_TOOLS_WEIGHTS_NOTES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "tools/weights/match.h"
#include "tools/weights/weights_file.h"

namespace synfire {

// "names: published, those of the SEW paper's code".
std::string NamingNote(Naming naming, bool by_order);

// The file's notes and its naming; nothing of a file in the model's own names
// with nothing left out.
std::vector<std::string> NotesOf(const WeightsFile& file,
                                 const WeightsMatch& match);

// "rows of out are classes in the order 0, 1, 10, 2, ...: now 0, 1, 2, ...".
std::string ClassOrderNote(const std::string& classifier, int64_t classes);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_WEIGHTS_NOTES_H_
