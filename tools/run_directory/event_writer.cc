#include "tools/run_directory/event_writer.h"

#include <limits.h>
#include <unistd.h>

#include <cmath>
#include <utility>

#include "absl/strings/str_format.h"
#include "tools/run_directory/crc32c.h"
#include "tools/run_directory/event.pb.h"

namespace synfire {
namespace {

using tensorboard::Event;

template <typename T>
std::string LittleEndian(T number) {
  std::string bytes;
  for (size_t i = 0; i < sizeof(T); ++i) {
    bytes += static_cast<char>(number >> (8 * i));
  }
  return bytes;
}

std::string Record(const Event& event) {
  const std::string data = event.SerializeAsString();
  const std::string length = LittleEndian(uint64_t{data.size()});
  return absl::StrCat(length, LittleEndian(MaskedCrc32c(length)), data,
                      LittleEndian(MaskedCrc32c(data)));
}

std::string HostName() {
  char name[HOST_NAME_MAX + 1] = {};
  if (gethostname(name, HOST_NAME_MAX) != 0 || name[0] == '\0') {
    return "localhost";
  }
  return name;
}

}  // namespace

absl::StatusOr<EventWriter> EventWriter::Create(const std::string& directory,
                                                double wall_time) {
  const std::string stem = absl::StrFormat(
      "%s/events.out.tfevents.%010d.%s.%d.", directory,
      static_cast<int64_t>(std::floor(wall_time)), HostName(), getpid());
  Event event;
  event.set_wall_time(wall_time);
  event.set_file_version("brain.Event:2");
  for (int n = 0;; ++n) {
    absl::StatusOr<AppendFile> file = AppendFile::Create(absl::StrCat(stem, n));
    if (absl::IsAlreadyExists(file.status())) continue;
    if (!file.ok()) return file.status();
    SYNFIRE_RETURN_IF_ERROR(file->Append(Record(event)));
    return EventWriter(std::move(*file));
  }
}

absl::Status EventWriter::WriteScalars(int64_t step,
                                       absl::Span<const Scalar> scalars,
                                       double wall_time) {
  Event event;
  event.set_wall_time(wall_time);
  event.set_step(step);
  for (const Scalar& scalar : scalars) {
    tensorboard::Summary::Value* value = event.mutable_summary()->add_value();
    value->set_tag(scalar.tag);
    value->set_simple_value(scalar.value);
  }
  return file_.Append(Record(event));
}

absl::Status EventWriter::WriteRestart(int64_t step, double wall_time) {
  Event event;
  event.set_wall_time(wall_time);
  event.set_step(step);
  event.mutable_session_log()->set_status(tensorboard::SessionLog::START);
  return file_.Append(Record(event));
}

}  // namespace synfire
