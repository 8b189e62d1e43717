// Who touches which memory of a device when: finds what is not ordered.
#ifndef SYNFIRE_TESTS_DEVICE_ACCESS_LOG_H_
#define SYNFIRE_TESTS_DEVICE_ACCESS_LOG_H_

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace synfire {

constexpr int kStreams = 2;

// A moment: how many items of each stream came before it.
struct Clock {
  int64_t items[kStreams] = {};

  void Join(const Clock& other) {
    for (int i = 0; i < kStreams; ++i) {
      items[i] = std::max(items[i], other.items[i]);
    }
  }
};

struct Access {
  const void* memory;
  int64_t bytes;
  bool writes;
};

// Of one block of memory.
class AccessLog {
 public:
  // `item` of `stream`, called `what`, comes after `before` and accesses bytes
  // [begin, end).  Returns what is wrong with that, or "": another stream's
  // access to the same bytes, one of the two a write, of which neither is known
  // to come first.
  std::string Add(const std::string& what, int stream, int64_t item,
                  const Clock& before, int64_t begin, int64_t end, bool writes);

  // Everything before that is known to all.
  void Forget(const Clock& before);

 private:
  struct Entry {
    std::string what;
    int stream;
    int64_t item, begin, end;
    bool writes;
  };
  std::vector<Entry> entries_;
};

}  // namespace synfire

#endif  // SYNFIRE_TESTS_DEVICE_ACCESS_LOG_H_
