#include "tools/run_directory/event_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/tools/run_directory/event_reader.h"
#include "tests/tools/run_directory/temporary_folder.h"

namespace synfire {
namespace {

using ::testing::EndsWith;
using ::testing::StartsWith;

using EventWriterTest = TemporaryFolder;

constexpr double kTime = 1'700'000'000.25;

TEST_F(EventWriterTest, TheNameTellsTimeHostAndProcess) {
  const auto writer = EventWriter::Create(folder_, kTime);
  ASSERT_TRUE(writer.ok()) << writer.status();
  EXPECT_THAT(writer->path(),
              StartsWith(Path("events.out.tfevents.1700000000.")));
  EXPECT_THAT(writer->path(), EndsWith(absl::StrCat(".", getpid(), ".0")));
  const auto second = EventWriter::Create(folder_, kTime);
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_THAT(second->path(), EndsWith(absl::StrCat(".", getpid(), ".1")));
  const auto early = EventWriter::Create(folder_, 5);
  EXPECT_THAT(early->path(),
              StartsWith(Path("events.out.tfevents.0000000005.")));
}

TEST_F(EventWriterTest, TheFirstRecordIsExactToTheByte) {
  const auto writer = EventWriter::Create(folder_, 1.0);
  const std::string bytes = Read(writer->path());
  ASSERT_EQ(bytes.size(), 8u + 4 + 24 + 4);
  EXPECT_EQ(bytes.substr(0, 8), std::string("\x18\0\0\0\0\0\0\0", 8));
  // Field 1, fixed64: 1.0; field 3, 13 bytes.
  EXPECT_EQ(bytes.substr(12, 24), std::string("\x09\0\0\0\0\0\0\xf0\x3f\x1a\x0d"
                                              "brain.Event:2",
                                              24));
}

TEST_F(EventWriterTest, EveryCallIsInTheFileAtOnce) {
  auto writer = EventWriter::Create(folder_, kTime);
  ASSERT_TRUE(writer.ok()) << writer.status();
  auto events = ReadEvents(Read(writer->path()));
  ASSERT_TRUE(events.ok()) << events.status();
  ASSERT_EQ(events->size(), 1u);
  EXPECT_EQ((*events)[0].file_version(), "brain.Event:2");
  EXPECT_EQ((*events)[0].wall_time(), kTime);

  ASSERT_TRUE(writer
                  ->WriteScalars(int64_t{1} << 40,
                                 {{"train/loss", 0.5f}, {"zero", 0.0f}},
                                 kTime + 1)
                  .ok());
  ASSERT_TRUE(writer->WriteScalars(0, {}, kTime + 2).ok());
  ASSERT_TRUE(writer->WriteRestart(7, kTime + 3).ok());
  events = ReadEvents(Read(writer->path()));
  ASSERT_TRUE(events.ok()) << events.status();
  ASSERT_EQ(events->size(), 4u);
  const tensorboard::Event& scalars = (*events)[1];
  EXPECT_EQ(scalars.step(), int64_t{1} << 40);
  EXPECT_EQ(scalars.wall_time(), kTime + 1);
  ASSERT_EQ(scalars.summary().value_size(), 2);
  EXPECT_EQ(scalars.summary().value(0).tag(), "train/loss");
  EXPECT_EQ(scalars.summary().value(0).simple_value(), 0.5f);
  // A zero is a value that came, not one that is absent.
  EXPECT_EQ(scalars.summary().value(1).value_case(),
            tensorboard::Summary::Value::kSimpleValue);
  EXPECT_EQ((*events)[3].step(), 7);
  EXPECT_EQ((*events)[3].session_log().status(),
            tensorboard::SessionLog::START);
}

TEST_F(EventWriterTest, SaysWhereItCannotWrite) {
  const auto writer = EventWriter::Create(Path("none"), kTime);
  EXPECT_EQ(writer.status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(
      std::string(writer.status().message()),
      StartsWith("cannot create '" + Path("none") + "/events.out.tfevents."));
}

}  // namespace
}  // namespace synfire
