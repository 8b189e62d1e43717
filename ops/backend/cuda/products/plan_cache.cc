#include "ops/backend/cuda/products/plan_cache.h"

#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "core/atomic_file.h"

namespace synfire {
namespace {

constexpr char kFormat[] = "synfire-cuda-plans-1";

// Letters and digits of `text`, dashes between.
std::string FileName(const std::string& text) {
  std::string name;
  for (unsigned char c : text) {
    if (std::isalnum(c) != 0 || c == '.') {
      name += static_cast<char>(c);
    } else if (!name.empty() && name.back() != '-') {
      name += '-';
    }
  }
  return name;
}

std::string Variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

std::string PlanCache::DefaultPath(const std::string& made_for) {
  std::string folder = Variable("XDG_CACHE_HOME");
  if (folder.empty()) {
    const std::string home = Variable("HOME");
    if (home.empty()) return "";
    folder = home + "/.cache";
  }
  return absl::StrCat(folder, "/synfire/", FileName(made_for), ".plans");
}

absl::StatusOr<PlanCache> PlanCache::Open(const std::string& path,
                                          const std::string& made_for) {
  PlanCache cache;
  cache.path_ = path;
  cache.made_for_ = made_for;
  std::error_code error;
  if (path.empty() || !std::filesystem::exists(path, error)) return cache;
  std::ifstream file(path);
  std::string line;
  const std::string first = absl::StrCat(kFormat, "\t", made_for);
  if (!std::getline(file, line) || line != first) {
    return UserError(path, ":1: no plans measured for ", made_for,
                     ": the line is '", line, "', expected '", first,
                     "'; give another file, or delete it");
  }
  for (int number = 2; std::getline(file, line); ++number) {
    const std::vector<std::string> fields = absl::StrSplit(line, '\t');
    MeasuredPlan plan;
    if (fields.size() != 4 || !absl::SimpleAtoi(fields[1], &plan.plan) ||
        !absl::SimpleAtoi(fields[2], &plan.of) ||
        !absl::SimpleAtod(fields[3], &plan.microseconds) || plan.plan < 0 ||
        plan.plan >= plan.of) {
      return UserError(path, ":", number, ": '", line,
                       "' is no measured plan; delete the file");
    }
    cache.plans_[fields[0]] = plan;
  }
  return cache;
}

std::optional<MeasuredPlan> PlanCache::Find(const std::string& key,
                                            int of) const {
  const auto it = plans_.find(key);
  if (it == plans_.end() || it->second.of != of) return std::nullopt;
  return it->second;
}

absl::Status PlanCache::Add(const std::string& key, const MeasuredPlan& plan) {
  plans_[key] = plan;
  if (path_.empty()) return absl::OkStatus();
  std::string text = absl::StrCat(kFormat, "\t", made_for_, "\n");
  for (const auto& [problem, measured] : plans_) {
    absl::StrAppend(&text, problem, "\t", measured.plan, "\t", measured.of,
                    "\t", measured.microseconds, "\n");
  }
  const std::filesystem::path folder =
      std::filesystem::path(path_).parent_path();
  std::error_code error;
  if (!folder.empty()) std::filesystem::create_directories(folder, error);
  return WriteFileAtomically(path_, text);
}

}  // namespace synfire
