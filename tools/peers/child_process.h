// A program that is talked to line by line.
#ifndef SYNFIRE_TOOLS_PEERS_CHILD_PROCESS_H_
#define SYNFIRE_TOOLS_PEERS_CHILD_PROCESS_H_

#include <sys/types.h>

#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/status.h"

namespace synfire {

using Environment = std::vector<std::pair<std::string, std::string>>;

// Its stdin and stdout are ours; its stderr goes where this process's goes.
class ChildProcess {
 public:
  // `command`: a path, or a name that PATH has, and the arguments.
  // `environment` is added to this process's.  An error where it cannot be
  // started.
  static absl::StatusOr<std::unique_ptr<ChildProcess>> Start(
      const std::vector<std::string>& command,
      const Environment& environment = {});
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;
  // Closes its stdin and waits for its end.
  ~ChildProcess();

  // An error, which names the program, where it no longer reads.
  absl::Status WriteLine(const std::string& line);
  // Waits for a line; without its end.  An error, with the exit status, where
  // none comes.
  absl::StatusOr<std::string> ReadLine();
  // All that it prints until it ends.  An error where it fails.
  absl::StatusOr<std::string> ReadAll();

 private:
  ChildProcess(std::string name, pid_t id, int in, int out);
  absl::Status Wait();  // why it ended

  const std::string name_;
  pid_t id_;  // 0: waited for
  FILE* in_;
  FILE* out_;
};

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_PEERS_CHILD_PROCESS_H_
