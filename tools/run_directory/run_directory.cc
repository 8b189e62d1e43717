#include "tools/run_directory/run_directory.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"
#include "core/atomic_file.h"

namespace synfire {
namespace {

namespace fs = std::filesystem;

constexpr absl::string_view kPrefix = "checkpoint-";
constexpr absl::string_view kSuffix = ".safetensors";
constexpr absl::string_view kBest = "best";

absl::Status SystemError(const std::error_code& error, absl::string_view what,
                         const std::string& path) {
  return absl::ErrnoToStatus(error.value(),
                             absl::StrCat("cannot ", what, " '", path, "'"));
}

std::string NameOf(int64_t step) {
  return absl::StrCat(kPrefix, step, kSuffix);
}

// The step in a checkpoint's name; none for a name NameOf() would not give.
std::optional<int64_t> StepOf(absl::string_view name) {
  absl::string_view digits = name;
  int64_t step;
  if (!absl::ConsumePrefix(&digits, kPrefix) ||
      !absl::ConsumeSuffix(&digits, kSuffix) ||
      !absl::SimpleAtoi(digits, &step) || step < 0 || NameOf(step) != name) {
    return std::nullopt;
  }
  return step;
}

}  // namespace

absl::StatusOr<RunDirectory> RunDirectory::Create(const std::string& path) {
  if (path.empty()) return UserError("a run's directory needs a name");
  std::error_code error;
  fs::create_directories(path, error);
  if (error) return SystemError(error, "create the directory", path);
  const bool empty = fs::is_empty(path, error);
  if (error) return SystemError(error, "list the directory", path);
  if (!empty) {
    return absl::AlreadyExistsError(
        absl::StrCat("the directory '", path,
                     "' is not empty; give a new one, or resume the run that "
                     "it holds"));
  }
  return RunDirectory(path);
}

absl::StatusOr<RunDirectory> RunDirectory::Open(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (error) return SystemError(error, "open the directory", path);
  if (!fs::is_directory(status)) {
    return UserError("'", path, "' is no directory of a run, but a file");
  }
  return RunDirectory(path);
}

std::string RunDirectory::Path(absl::string_view name) const {
  return absl::StrCat(path_, "/", name);
}

std::string RunDirectory::CheckpointPath(int64_t step) const {
  SYNFIRE_CHECK(step >= 0);
  return Path(NameOf(step));
}

absl::Status RunDirectory::WriteConfig(absl::string_view text) const {
  return WriteFileAtomically(config_path(), text);
}

absl::StatusOr<std::vector<Checkpoint>> RunDirectory::Checkpoints() const {
  std::vector<Checkpoint> checkpoints;
  std::error_code error;
  fs::directory_iterator entry(path_, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (const std::optional<int64_t> step = StepOf(name)) {
      checkpoints.push_back({*step, Path(name)});
    }
  }
  if (error) return SystemError(error, "list the directory", path_);
  std::sort(checkpoints.begin(), checkpoints.end(),
            [](const auto& a, const auto& b) { return a.step < b.step; });
  return checkpoints;
}

absl::StatusOr<Checkpoint> RunDirectory::Latest() const {
  SYNFIRE_ASSIGN_OR_RETURN(std::vector<Checkpoint> all, Checkpoints());
  if (all.empty()) {
    return absl::NotFoundError(absl::StrCat("the directory '", path_,
                                            "' holds no checkpoint (", kPrefix,
                                            "<step>", kSuffix, ")"));
  }
  return std::move(all.back());
}

absl::Status RunDirectory::MarkBest(int64_t step) const {
  const std::string path = CheckpointPath(step);
  std::error_code error;
  const bool exists = fs::exists(path, error);
  if (error) return SystemError(error, "examine", path);
  if (!exists) {
    return absl::NotFoundError(
        absl::StrCat("'", path, "' cannot be marked best: it does not exist"));
  }
  return WriteFileAtomically(Path(kBest), absl::StrCat(NameOf(step), "\n"));
}

absl::StatusOr<std::optional<int64_t>> RunDirectory::MarkedStep() const {
  const std::string path = Path(kBest);
  std::error_code error;
  const bool marked = fs::exists(path, error);
  if (error) return SystemError(error, "examine", path);
  if (!marked) return std::optional<int64_t>();
  std::ifstream in(path);
  std::string name;
  std::getline(in, name);
  if (in.bad()) return UserError("cannot read '", path, "'");
  const std::optional<int64_t> step = StepOf(name);
  if (!step) {
    return UserError(path, ":1: '", name, "' is no checkpoint, expected ",
                     kPrefix, "<step>", kSuffix);
  }
  return step;
}

absl::StatusOr<std::optional<Checkpoint>> RunDirectory::Best() const {
  SYNFIRE_ASSIGN_OR_RETURN(const std::optional<int64_t> step, MarkedStep());
  if (!step) return std::optional<Checkpoint>();
  std::error_code error;
  const bool exists = fs::exists(CheckpointPath(*step), error);
  if (error) return SystemError(error, "examine", CheckpointPath(*step));
  if (!exists) {
    return absl::NotFoundError(
        absl::StrCat(Path(kBest), ":1: the best checkpoint, ", NameOf(*step),
                     ", does not exist any more"));
  }
  return Checkpoint{*step, CheckpointPath(*step)};
}

absl::Status RunDirectory::Prune(int keep) const {
  SYNFIRE_CHECK(keep >= 1);
  SYNFIRE_ASSIGN_OR_RETURN(const std::vector<Checkpoint> all, Checkpoints());
  SYNFIRE_ASSIGN_OR_RETURN(const std::optional<int64_t> best, MarkedStep());
  for (size_t i = 0; i + keep < all.size(); ++i) {
    if (best == all[i].step) continue;
    std::error_code error;
    fs::remove(all[i].path, error);
    if (error) return SystemError(error, "remove", all[i].path);
  }
  return absl::OkStatus();
}

}  // namespace synfire
