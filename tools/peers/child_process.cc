#include "tools/peers/child_process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace synfire {
namespace {

std::vector<char*> Pointers(std::vector<std::string>* strings) {
  std::vector<char*> pointers;
  for (std::string& string : *strings) pointers.push_back(string.data());
  pointers.push_back(nullptr);
  return pointers;
}

// This process's, with `added` in the place of what has the same name.
std::vector<std::string> Joined(const Environment& added) {
  std::vector<std::string> joined;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    bool replaced = false;
    for (const auto& [name, value] : added) {
      replaced = replaced || absl::StartsWith(*variable, name + "=");
    }
    if (!replaced) joined.push_back(*variable);
  }
  for (const auto& [name, value] : added) {
    joined.push_back(absl::StrCat(name, "=", value));
  }
  return joined;
}

}  // namespace

absl::StatusOr<std::unique_ptr<ChildProcess>> ChildProcess::Start(
    const std::vector<std::string>& command, const Environment& environment) {
  // A child that died must not take this process along.
  signal(SIGPIPE, SIG_IGN);
  int in[2], out[2];
  if (pipe2(in, O_CLOEXEC) != 0) return UserError("no more pipes");
  if (pipe2(out, O_CLOEXEC) != 0) {
    close(in[0]);
    close(in[1]);
    return UserError("no more pipes");
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  std::vector<std::string> arguments = command, variables = Joined(environment);
  pid_t id = 0;
  const int error =
      posix_spawnp(&id, command[0].c_str(), &actions, nullptr,
                   Pointers(&arguments).data(), Pointers(&variables).data());
  posix_spawn_file_actions_destroy(&actions);
  close(in[0]);
  close(out[1]);
  if (error != 0) {
    close(in[1]);
    close(out[0]);
    return UserError("cannot start ", command[0], ": ", std::strerror(error));
  }
  return std::unique_ptr<ChildProcess>(
      new ChildProcess(command[0], id, in[1], out[0]));
}

ChildProcess::ChildProcess(std::string name, pid_t id, int in, int out)
    : name_(std::move(name)),
      id_(id),
      in_(fdopen(in, "w")),
      out_(fdopen(out, "r")) {}

ChildProcess::~ChildProcess() {
  fclose(in_);
  fclose(out_);
  if (id_ != 0) waitpid(id_, nullptr, 0);
}

absl::Status ChildProcess::Wait() {
  int status = 0;
  if (id_ != 0) waitpid(id_, &status, 0);
  id_ = 0;
  if (WIFSIGNALED(status)) {
    return UserError(name_, " was ended by signal ", WTERMSIG(status));
  }
  if (WEXITSTATUS(status) == 0) return absl::OkStatus();
  return UserError(name_, " ended with exit status ", WEXITSTATUS(status));
}

absl::Status ChildProcess::WriteLine(const std::string& line) {
  std::fputs((line + "\n").c_str(), in_);
  if (std::fflush(in_) == 0) return absl::OkStatus();
  SYNFIRE_RETURN_IF_ERROR(Wait());
  return UserError(name_, " reads no more");
}

absl::StatusOr<std::string> ChildProcess::ReadLine() {
  std::string line;
  for (int c = std::fgetc(out_); c != EOF; c = std::fgetc(out_)) {
    if (c == '\n') return line;
    line.push_back(static_cast<char>(c));
  }
  SYNFIRE_RETURN_IF_ERROR(Wait());
  return UserError(name_, " ended before it answered");
}

absl::StatusOr<std::string> ChildProcess::ReadAll() {
  std::string all;
  for (int c = std::fgetc(out_); c != EOF; c = std::fgetc(out_)) {
    all.push_back(static_cast<char>(c));
  }
  SYNFIRE_RETURN_IF_ERROR(Wait());
  return all;
}

}  // namespace synfire
