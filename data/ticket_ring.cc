#include "data/ticket_ring.h"

#include <algorithm>
#include <chrono>

namespace synfire {

bool TicketRing::WaitForRoom(int64_t ticket) {
  std::unique_lock<std::mutex> lock(mutex_);
  room_.wait(lock, [&] { return stopped_ || ticket < released_ + slots(); });
  return !stopped_;
}

void TicketRing::Publish(int64_t ticket) {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    published_[ticket % slots()] = ticket;
  }
  ready_.notify_one();
}

double TicketRing::Await(int64_t ticket) {
  std::unique_lock<std::mutex> lock(mutex_);
  const auto is_ready = [&] { return published_[ticket % slots()] == ticket; };
  if (is_ready()) return 0;
  const auto start = std::chrono::steady_clock::now();
  ready_.wait(lock, is_ready);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start)
      .count();
}

void TicketRing::Release(int64_t end) {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    released_ = end;
  }
  room_.notify_one();
}

void TicketRing::Stop() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    stopped_ = true;
  }
  room_.notify_all();
}

void TicketRing::Reset() {
  std::lock_guard<std::mutex> lock(mutex_);
  std::fill(published_.begin(), published_.end(), -1);
  released_ = 0;
  stopped_ = false;
}

}  // namespace synfire
