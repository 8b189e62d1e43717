// Memory that readers use again from sample to sample.
#ifndef SYNFIRE_DATA_SCRATCH_POOL_H_
#define SYNFIRE_DATA_SCRATCH_POOL_H_

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace synfire {

// Hands out a T to whoever reads, and so holds as many as there were readers at
// once.  Thread-safe.
template <typename T>
class ScratchPool {
 public:
  std::unique_ptr<T> Take() {
    std::lock_guard<std::mutex> lock(mutex_);
    if (free_.empty()) return std::make_unique<T>();
    std::unique_ptr<T> scratch = std::move(free_.back());
    free_.pop_back();
    return scratch;
  }
  void Return(std::unique_ptr<T> scratch) {
    std::lock_guard<std::mutex> lock(mutex_);
    free_.push_back(std::move(scratch));
  }

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<T>> free_;
};

}  // namespace synfire

#endif  // SYNFIRE_DATA_SCRATCH_POOL_H_
