#include "tools/peers/peer_side.h"

#include <fstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/data/test_files.h"

namespace synfire {
namespace {

using testing::HasSubstr;

// A peer that a shell plays.
absl::StatusOr<std::unique_ptr<PeerSide>> StartPeer(const std::string& script,
                                                    bool fastest = true) {
  const std::string path = TestFolder() + "/peer.sh";
  std::ofstream(path) << script;
  PeerWorkload workload;
  workload.name = "tiny";
  workload.batch = 7;
  RoundOptions options;
  options.steps = 4;
  return PeerSide::Start({"sh", path}, workload, options, fastest);
}

TEST(PeerSide, TakesTurns) {
  const auto peer = StartPeer(R"(
      echo '{"torch": "9", "spikingjelly": "8"}'
      while read word n; do
        echo '{"steps": [{"forward": 1, "backward": 2, "update": '$n'}],' \
             '"memory": '$n'000}'
      done)");
  ASSERT_TRUE(peer.ok()) << peer.status();
  EXPECT_EQ((*peer)->version(), "spikingjelly 8, torch 9");
  const auto times = (*peer)->RunRound();
  ASSERT_TRUE(times.ok()) << times.status();
  EXPECT_EQ(times->forward, 1);
  EXPECT_EQ(times->backward, 2);
  EXPECT_EQ(times->step, 7);
  EXPECT_EQ((*peer)->memory(), 4000);
  EXPECT_GT((*peer)->start_seconds(), 0);
}

TEST(PeerSide, IsToldWhatToRun) {
  const char kEcho[] = R"(
      echo '{"arguments": "'"$*"'", "malloc": "'$MALLOC_MMAP_MAX_'"}'
      while read word n; do
        echo '{"steps": [{"forward": 1}], "memory": 0}'
      done)";
  EXPECT_EQ((*StartPeer(kEcho))->version(),
            "arguments --workload tiny --mode train --batch 7 --threads 2 "
            "--compile, malloc 0");
  EXPECT_EQ((*StartPeer(kEcho, /*fastest=*/false))->version(),
            "arguments --workload tiny --mode train --batch 7 --threads 2, "
            "malloc ");
}

TEST(PeerSide, SaysWhatToInstall) {
  const absl::Status status =
      StartPeer("echo '{\"missing\": \"No module named torch\"}'; exit 1")
          .status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(status.message(),
            "sh lacks a module: No module named torch; sh -m pip install torch "
            "torchvision spikingjelly");
}

TEST(PeerSide, SaysThatItFailed) {
  EXPECT_EQ(StartPeer("exit 2").status().message(),
            "sh ended with exit status 2");
  EXPECT_EQ(StartPeer("echo hello").status().message(),
            "the peer answered 'hello'");
  EXPECT_THAT(
      std::string(
          StartPeer("echo '{}'; read line; echo '{}'").status().message()),
      HasSubstr("the peer answered '{}': "));
}

}  // namespace
}  // namespace synfire
