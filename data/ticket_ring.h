// Hands numbered items from many producers to one consumer, in order, through
// a ring of slots.  Knows numbers (tickets 0, 1, 2, ...) and not what is in the
// slots: ticket t lives in slot t % slots.
//
//   producer: WaitForRoom(t); fill the slot; Publish(t)
//   consumer: Await(t); use the slot; Release(t + 1)
//
// Between Publish(t) and Release(t + 1) the slot is the consumer's, else the
// producer's who waited for room for it.  Thread-safe; does not allocate after
// construction.
#ifndef SYNFIRE_DATA_TICKET_RING_H_
#define SYNFIRE_DATA_TICKET_RING_H_

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <vector>

namespace synfire {

class TicketRing {
 public:
  // REQUIRES: slots > 0.
  explicit TicketRing(int slots) : published_(slots, -1) {}

  // Blocks until the slot of `ticket` is free; false where Stop came first.
  // One producer waits at a time.
  bool WaitForRoom(int64_t ticket);
  void Publish(int64_t ticket);

  // Blocks until `ticket` is published; returns the seconds that took.
  double Await(int64_t ticket);
  // Frees the slots of all tickets before `end`.
  void Release(int64_t end);

  // Makes WaitForRoom return false, now and later.
  void Stop();
  // As new.  REQUIRES: no other thread uses the ring.
  void Reset();

 private:
  int64_t slots() const { return static_cast<int64_t>(published_.size()); }

  std::mutex mutex_;
  std::condition_variable room_, ready_;
  std::vector<int64_t> published_;  // the ticket last published, by slot
  int64_t released_ = 0;
  bool stopped_ = false;
};

}  // namespace synfire

#endif  // SYNFIRE_DATA_TICKET_RING_H_
