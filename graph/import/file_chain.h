// Files that name further files: from the first one to that being read.
#ifndef SYNFIRE_GRAPH_IMPORT_FILE_CHAIN_H_
#define SYNFIRE_GRAPH_IMPORT_FILE_CHAIN_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/status.h"

namespace synfire {

// One name for a file, however its path is written.
std::string IdentityOf(const std::string& path);

class FileChain {
 public:
  static constexpr int kMaxLength = 64;

  void Push(const std::string& path) {
    files_.push_back({path, IdentityOf(path)});
  }
  void Pop() { files_.pop_back(); }

  // OK where `path` may be read next; else an error, "the file imports itself:
  // a -> b -> a" with `does` for "imports", or that there are too many.
  absl::Status CheckNext(const std::string& path, absl::string_view does) const;

 private:
  struct File {
    std::string path, identity;
  };
  std::vector<File> files_;
};

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_IMPORT_FILE_CHAIN_H_
