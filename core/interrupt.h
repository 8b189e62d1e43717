// Stopping a long run politely.
//
// While an InterruptGuard lives, the first SIGINT (Ctrl-C) or SIGTERM only
// raises a flag, which the training loop polls between steps to save and stop.
// A second signal ends the process at once, with status 128 + signal as a shell
// expects.  Destruction restores what the signals did before.
//
// A signal that the parent process had set to be ignored stays ignored, as the
// shell asks for with `nohup` and for SIGINT of a script's `&` jobs.
#ifndef SYNFIRE_CORE_INTERRUPT_H_
#define SYNFIRE_CORE_INTERRUPT_H_

#include <signal.h>

namespace synfire {

// At most one at a time in a process.  Construct and destroy on one thread;
// the queries may be called from any.
class InterruptGuard {
 public:
  InterruptGuard();
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;

  // Whether a signal asked to stop; and which, 0 if none did.
  bool requested() const { return signal() != 0; }
  int signal() const;

 private:
  struct sigaction previous_interrupt_;
  struct sigaction previous_terminate_;
};

}  // namespace synfire

#endif  // SYNFIRE_CORE_INTERRUPT_H_
