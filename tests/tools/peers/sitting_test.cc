#include "tools/peers/sitting.h"

#include <fstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/data/test_files.h"
#include "tools/peers/peers_table.h"

namespace synfire {
namespace {

using testing::HasSubstr;
using testing::Not;

SideResult Side(double seconds, int64_t memory, const std::string& date) {
  SideResult side;
  side.Add({seconds, seconds / 4, seconds / 2});
  side.start_seconds = 60 * seconds;
  side.memory = memory;
  side.date = date;
  side.version = "v1";
  return side;
}

Sitting OneSitting() {
  Sitting sitting;
  sitting.machine = "Some CPU";
  Comparison* step = sitting.Find("sew18_64", /*train=*/true);
  step->ours = Side(0.2, 100 << 20, "2030-01-02 03:04");
  step->ours.Add({0.22, 0.05, 0.1});
  step->ours.Add({0.18, 0.05, 0.1});
  step->ours.bound = 0.1;
  step->ours.kernel_share = 0.95;
  step->ours.firing_rate = 0.125;
  step->theirs = Side(0.5, 600 << 20, "2030-01-02 03:05");
  step->theirs.version = "torch 9";
  return sitting;
}

TEST(Sitting, IsTheSameFromItsFile) {
  const std::string path = TestFolder() + "/sitting.json";
  const Sitting sitting = OneSitting();
  ASSERT_TRUE(SaveSitting(sitting, path).ok());
  const auto loaded = LoadSitting(path);
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  EXPECT_EQ(PeersMarkdown(*loaded), PeersMarkdown(sitting));
  EXPECT_EQ(loaded->comparisons[0].ours.bound, 0.1);
  EXPECT_FALSE(loaded->comparisons[0].theirs.bound.has_value());
}

TEST(Sitting, SaysWhatIsNone) {
  const std::string path = TestFolder() + "/other.json";
  std::ofstream(path) << "{\"machine\": 3}";
  EXPECT_THAT(std::string(LoadSitting(path).status().message()),
              HasSubstr("other.json: no sitting of compare_peers: "));
  EXPECT_THAT(std::string(LoadSitting(path + ".not").status().message()),
              HasSubstr("cannot read "));
}

TEST(PeersMarkdown, HasRatiosTargetsAndMemory) {
  const std::string text = PeersMarkdown(OneSitting());
  EXPECT_THAT(text, HasSubstr("Some CPU, 2 threads. Synfire v1. "
                              "Theirs: torch 9."));
  EXPECT_THAT(text,
              HasSubstr("| SEW-ResNet-18, T 4, 3x64x64, batch 16 | 200 (180) | "
                        "500 (500) | 2.50 | 3.00 | 50.0 + 100 | 125 + 250 | "
                        "100 | 95.0 | 12.5 | 2030-01-02 03:04 |\n"));
  EXPECT_THAT(text, HasSubstr("| 100 | 600 | 6.00 | 12.00 | 30 |\n"));
  EXPECT_THAT(text, Not(HasSubstr("Inference")));
}

TEST(PeersMarkdown, SaysBothDatesOfTwoSittings) {
  Sitting sitting = OneSitting();
  sitting.comparisons[0].ours.date = "2030-01-03 08:00";
  EXPECT_THAT(PeersMarkdown(sitting),
              HasSubstr("ours 2030-01-03 08:00, theirs 2030-01-02 03:05"));
}

TEST(PeersMarkdown, HasALayersTimePerNeuron) {
  Sitting sitting;
  Comparison* scan = sitting.Find("lif_scan", /*train=*/true);
  scan->ours = Side(4.0 * (1 << 23) * 1e-9, 0, "2030-01-02 03:04");
  scan->theirs = Side(8.0 * (1 << 23) * 1e-9, 0, "2030-01-02 03:04");
  const std::string text = PeersMarkdown(sitting);
  EXPECT_THAT(text, HasSubstr("forward | 0.250 | 0.500 | 2.00 |"));
  EXPECT_THAT(text, HasSubstr("backward | 0.500 | 1.000 | 2.00 |"));
}

TEST(PeersMarkdown, HasTheKernelsThatMatter) {
  Sitting sitting = OneSitting();
  sitting.comparisons[0].ours.kernels = {{"conv2d", "onednn", 0.15, 0.12},
                                         {"lif", "cpu:avx2", 0.048, 0.012},
                                         {"add", "cpu:avx2", 0.002, 0.001}};
  const std::string text = PeersMarkdown(sitting);
  EXPECT_THAT(text, HasSubstr("| conv2d | onednn | 150 | 75 | 80 |\n"));
  EXPECT_THAT(text, HasSubstr("| lif | cpu:avx2 | 48.0 | 24 | 25 |\n"));
  EXPECT_THAT(text, Not(HasSubstr("| add |")));
}

TEST(FillPage, ReplacesWhatStandsBetweenItsLines) {
  const std::string page =
      "before\n<!-- compare_peers -->\nold\n<!-- /compare_peers -->\nafter\n";
  const std::string filled =
      "before\n<!-- compare_peers -->\n\nnew\n\n<!-- /compare_peers -->\n"
      "after\n";
  EXPECT_EQ(FillPage(page, "new\n").value(), filled);
  EXPECT_EQ(FillPage(filled, "new\n").value(), filled);
  EXPECT_THAT(std::string(FillPage("", "new").status().message()),
              HasSubstr("the page lacks the lines <!-- compare_peers -->"));
}

TEST(PeersMarkdown, LeavesOutWhatHasOneSide) {
  Sitting sitting = OneSitting();
  sitting.comparisons[0].theirs = SideResult();
  EXPECT_THAT(PeersMarkdown(sitting), Not(HasSubstr("SEW-ResNet-18")));
}

}  // namespace
}  // namespace synfire
