// Where a system keeps data sets.
#ifndef SYNFIRE_DATA_SYSTEM_FOLDERS_H_
#define SYNFIRE_DATA_SYSTEM_FOLDERS_H_

#include <string>
#include <vector>

namespace synfire {

// $XDG_DATA_DIRS in its order, then /usr/local/share and /usr/share.  The XDG
// base directory specification has relative entries ignored.  A data set X lies
// below one of them, as datasets/X.
std::vector<std::string> SystemDataFolders();

}  // namespace synfire

#endif  // SYNFIRE_DATA_SYSTEM_FOLDERS_H_
