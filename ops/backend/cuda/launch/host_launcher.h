// Runs bodies (block.h) on the host, block by block and thread by thread, for
// tests.  Shared starts as bytes that are no number.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_LAUNCH_HOST_LAUNCHER_H_
#define SYNFIRE_OPS_BACKEND_CUDA_LAUNCH_HOST_LAUNCHER_H_

#include <cstring>
#include <functional>
#include <memory>
#include <set>
#include <typeindex>

#include "ops/backend/cuda/launch/block.h"

namespace synfire {

// Bodies that ran on the host in this process.  One thread.
std::set<std::type_index>& BodiesRunOnHost();

namespace internal {

template <int kPhase, class Body>
void RunPhase(const Body& body, int64_t block, bool reversed,
              typename Body::Shared* shared) {
  if constexpr (kPhase < Body::kPhases) {
    for (int i = 0; i < Body::kThreads; ++i) {
      const int thread = reversed ? Body::kThreads - 1 - i : i;
      body.template Run<kPhase>(Place{block, thread}, shared);
    }
    RunPhase<kPhase + 1>(body, block, reversed, shared);
  }
}

// One copy for both orders: bodies are slow to compile.
template <class Body>
__attribute__((noinline)) void RunOnHost(const Body& body, int64_t blocks,
                                         bool reversed) {
  BodiesRunOnHost().insert(typeid(Body));
  const auto shared = std::make_unique<typename Body::Shared>();
  for (int64_t i = 0; i < blocks; ++i) {
    std::memset(static_cast<void*>(shared.get()), 0xff,
                sizeof(typename Body::Shared));
    RunPhase<0>(body, reversed ? blocks - 1 - i : i, reversed, shared.get());
  }
}

}  // namespace internal

// What KernelArgs::stream points to on a device of the tests.
class HostStream {
 public:
  virtual ~HostStream() = default;
  // Runs `work` when its turn has come.
  virtual void Put(std::function<void()> work) = 0;
};

// Where there is no stream, at once.
//
// kReversed: the last block first, and in each phase the last thread first.  A
// body that needs an order fails one way or the other.
template <bool kReversed>
class HostLauncher {
 public:
  explicit HostLauncher(void* stream)
      : stream_(static_cast<HostStream*>(stream)) {}

  template <class Body>
  void Launch(const Body& body, int64_t blocks) {
    if (blocks <= 0) return;
    if (stream_ == nullptr) {
      internal::RunOnHost(body, blocks, kReversed);
    } else {
      stream_->Put(
          [body, blocks] { internal::RunOnHost(body, blocks, kReversed); });
    }
  }

 private:
  HostStream* stream_;
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_LAUNCH_HOST_LAUNCHER_H_
