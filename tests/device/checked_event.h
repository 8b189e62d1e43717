#ifndef SYNFIRE_TESTS_DEVICE_CHECKED_EVENT_H_
#define SYNFIRE_TESTS_DEVICE_CHECKED_EVENT_H_

#include <chrono>
#include <memory>
#include <optional>

#include "core/device.h"
#include "tests/device/access_log.h"

namespace synfire {

struct CheckedEvent : DeviceEvent {
  // Work that is waiting may outlive the event.
  struct State {
    std::optional<std::chrono::steady_clock::time_point> passed;
  };
  std::shared_ptr<State> state = std::make_shared<State>();
  bool recorded = false;
  Clock moment;
};

}  // namespace synfire

#endif  // SYNFIRE_TESTS_DEVICE_CHECKED_EVENT_H_
