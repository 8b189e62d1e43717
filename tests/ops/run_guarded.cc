#include "tests/ops/run_guarded.h"

#include <algorithm>
#include <memory>
#include <set>

namespace synfire {
namespace {

constexpr int64_t kAlignment = 64;
constexpr int64_t kGuard = 128;
constexpr char kSentinel = '\xC3';

// One run with `fill` in outputs and scratch.
absl::StatusOr<std::vector<Bytes>> RunOnce(
    const KernelProblem& problem, Kernel& kernel,
    const std::vector<const Bytes*>& inputs,
    const std::vector<std::pair<int, int>>& in_place, unsigned char fill) {
  std::vector<std::unique_ptr<GuardedBuffer>> owned, in(inputs.size());
  std::vector<const void*> input_pointers(inputs.size(), nullptr);
  for (size_t i = 0; i < inputs.size(); ++i) {
    if (inputs[i] == nullptr) continue;
    in[i] = std::make_unique<GuardedBuffer>(*inputs[i]);
    input_pointers[i] = in[i]->data();
  }
  std::vector<GuardedBuffer*> out;
  std::vector<void*> output_pointers;
  std::vector<bool> overwritten(inputs.size(), false);
  for (size_t i = 0; i < problem.outputs.size(); ++i) {
    GuardedBuffer* shared = nullptr;
    for (const auto& pair : in_place) {
      if (pair.first != static_cast<int>(i)) continue;
      shared = in[pair.second].get();
      overwritten[pair.second] = true;
    }
    if (shared == nullptr) {
      owned.push_back(std::make_unique<GuardedBuffer>(
          BytesOf(problem.output(i), problem.steps, problem.outputs[i].form),
          fill));
      shared = owned.back().get();
    }
    out.push_back(shared);
    output_pointers.push_back(shared->data());
  }
  GuardedBuffer scratch(kernel.scratch_bytes(), fill);
  kernel.Run({input_pointers.data(), output_pointers.data(), scratch.data()});

  for (size_t i = 0; i < inputs.size(); ++i) {
    if (inputs[i] == nullptr) continue;
    if (!in[i]->intact()) {
      return absl::InternalError(
          absl::StrCat("wrote outside the memory of input ", i));
    }
    if (!overwritten[i] && in[i]->content() != *inputs[i]) {
      return absl::InternalError(absl::StrCat("changed input ", i));
    }
  }
  if (!scratch.intact()) return absl::InternalError("wrote outside scratch");
  std::vector<Bytes> outputs;
  for (size_t i = 0; i < out.size(); ++i) {
    if (!out[i]->intact()) {
      return absl::InternalError(
          absl::StrCat("wrote outside the memory of output ",
                       problem.op->outputs()[i].name));
    }
    outputs.push_back(out[i]->content());
  }
  return outputs;
}

}  // namespace

GuardedBuffer::GuardedBuffer(int64_t bytes, unsigned char fill)
    : memory_(bytes + 2 * kGuard + kAlignment, kSentinel), bytes_(bytes) {
  const auto address = reinterpret_cast<uintptr_t>(memory_.data());
  begin_ = kGuard + (kAlignment - address % kAlignment) % kAlignment;
  std::fill_n(memory_.begin() + begin_, bytes, static_cast<char>(fill));
}

GuardedBuffer::GuardedBuffer(const Bytes& content)
    : GuardedBuffer(static_cast<int64_t>(content.size()), 0) {
  std::copy(content.begin(), content.end(), memory_.begin() + begin_);
}

Bytes GuardedBuffer::content() const {
  return Bytes(memory_.begin() + begin_, memory_.begin() + begin_ + bytes_);
}

bool GuardedBuffer::intact() const {
  const auto standing = [](char c) { return c == kSentinel; };
  return std::all_of(memory_.begin(), memory_.begin() + begin_, standing) &&
         std::all_of(memory_.begin() + begin_ + bytes_, memory_.end(),
                     standing);
}

absl::StatusOr<std::vector<Bytes>> RunGuarded(
    const KernelProblem& problem, Kernel& kernel,
    const std::vector<const Bytes*>& inputs,
    const std::vector<std::pair<int, int>>& in_place) {
  // As f32 and f64 one is a NaN, the other an ordinary number.
  SYNFIRE_ASSIGN_OR_RETURN(std::vector<Bytes> first,
                           RunOnce(problem, kernel, inputs, in_place, 0xFF));
  SYNFIRE_ASSIGN_OR_RETURN(const std::vector<Bytes> second,
                           RunOnce(problem, kernel, inputs, in_place, 0x3E));
  for (size_t i = 0; i < first.size(); ++i) {
    const auto differ =
        std::mismatch(first[i].begin(), first[i].end(), second[i].begin());
    if (differ.first == first[i].end()) continue;
    return absl::InternalError(absl::StrCat(
        "two runs differ in output ", problem.op->outputs()[i].name,
        ", element ",
        (differ.first - first[i].begin()) / SizeOf(problem.output(i).dtype),
        ": it is not written, or depends on what the scratch held"));
  }
  return first;
}

std::vector<std::vector<std::pair<int, int>>> InPlaceChoices(
    const KernelProblem& problem) {
  std::vector<std::vector<std::pair<int, int>>> choices;
  std::vector<std::pair<int, int>> all;
  std::set<int> inputs, outputs;
  for (const auto& pair : problem.op->in_place()) {
    if (!problem.has_input(pair.second) ||
        problem.input(pair.second) != problem.output(pair.first)) {
      continue;
    }
    choices.push_back({pair});
    all.push_back(pair);
    outputs.insert(pair.first);
    inputs.insert(pair.second);
  }
  if (all.size() > 1 && inputs.size() == all.size() &&
      outputs.size() == all.size()) {
    choices.push_back(all);
  }
  return choices;
}

}  // namespace synfire
