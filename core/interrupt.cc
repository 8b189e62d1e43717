#include "core/interrupt.h"

#include <unistd.h>

#include <atomic>

#include "core/status.h"

namespace synfire {
namespace {

// Shared with the signal handler, which may touch only lock-free atomics.
std::atomic<int> g_signal{0};
std::atomic<bool> g_guarded{false};
static_assert(std::atomic<int>::is_always_lock_free, "used in a handler");

void OnSignal(int number) {
  if (g_signal.exchange(number) != 0) _exit(128 + number);
}

struct sigaction Install(int number) {
  struct sigaction previous;
  SYNFIRE_CHECK(sigaction(number, nullptr, &previous) == 0);
  if (previous.sa_handler == SIG_IGN) return previous;
  struct sigaction action = {};
  action.sa_handler = OnSignal;
  action.sa_flags = SA_RESTART;  // Reads and writes in progress go on.
  sigemptyset(&action.sa_mask);
  SYNFIRE_CHECK(sigaction(number, &action, nullptr) == 0);
  return previous;
}

}  // namespace

InterruptGuard::InterruptGuard() {
  SYNFIRE_CHECK(!g_guarded.exchange(true));
  g_signal = 0;
  previous_interrupt_ = Install(SIGINT);
  previous_terminate_ = Install(SIGTERM);
}

InterruptGuard::~InterruptGuard() {
  sigaction(SIGINT, &previous_interrupt_, nullptr);
  sigaction(SIGTERM, &previous_terminate_, nullptr);
  g_guarded = false;
}

int InterruptGuard::signal() const { return g_signal; }

}  // namespace synfire
