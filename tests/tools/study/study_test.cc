#include "tools/study/study.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "ops/all_ops.h"
#include "tests/e2e/tiny_training.h"

namespace synfire {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kModel[] = R"(
name: 'deep'
steps: 2
param { name: 'n' value: '1' }
input { name: 'image' channels: 1 height: 8 width: 8 }
layer { name: 'flat' op: 'flatten' }
layer { name: 'fc' op: 'linear(features = 8)' repeat: 'n' }
layer { name: 'fire' op: 'if' }
layer { name: 'rate' op: 'mean_time' }
layer { name: 'classes' op: 'linear(features = 4)' }
)";

class StudyTest : public TinyTraining {
 protected:
  StudyTest() {
    Write(Path("tiny.prototxt"), kModel);
    setup_.plan.networks = {{"a", training_path()}, {"b", training_path()}};
    setup_.plan.layers = {14, 8};
    setup_.plan.seeds = {1, 2};
    setup_.plan.steps = 20;
    setup_.plan.runs = Path("runs");
    setup_.command = "tools/depth_study --it";
    setup_.machine = "a machine";
  }

  absl::Status Study(std::function<bool()> stop = [] { return false; }) {
    return RunStudy(setup_, Path("page"), AllOps(), stop, &out_);
  }
  std::string ErrorOf() {
    std::string message(Study().message());
    for (size_t at; (at = message.find(folder_)) != std::string::npos;) {
      message.replace(at, folder_.size(), "FOLDER");
    }
    return message;
  }
  std::string Page(const std::string& name) const {
    return Read(Path("page/" + name));
  }

  StudySetup setup_;
  std::ostringstream out_;
};

// Runs that an earlier call has finished are on the page before their turn.
TEST_F(StudyTest, ShowsWhatIsFinishedFromTheStart) {
  setup_.plan.networks.resize(1);
  setup_.plan.layers = {8};
  setup_.plan.seeds = {2};
  ASSERT_TRUE(Study().ok());
  setup_.plan.seeds = {1, 3, 2};
  const absl::Status status =
      Study([&] { return out_.str().find("[2/3]") != std::string::npos; });
  EXPECT_TRUE(absl::IsCancelled(status)) << status;
  EXPECT_THAT(Page("README.md"), HasSubstr("2 of 3 runs are done."));
}

TEST_F(StudyTest, WritesAPage) {
  const absl::Status status = Study();
  ASSERT_TRUE(status.ok()) << status;
  const std::string page = Page("README.md");
  EXPECT_THAT(page, HasSubstr("trained for 20 updates from each seed (1, 2)"));
  EXPECT_THAT(page, HasSubstr("Made on a machine by\n\n    tools/depth_study "
                              "--it\n"));
  EXPECT_THAT(page, HasSubstr("\n| a | 8 | 2 | "));
  EXPECT_THAT(page, HasSubstr("\n| b | 14 | 2 | "));
  EXPECT_THAT(page, Not(HasSubstr("runs are done")));
  const std::string csv = Page("runs.csv");
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 9);
  // Both kinds are the same network here.
  const size_t a = csv.find("\na,8,1,20,"), b = csv.find("\nb,8,1,20,");
  ASSERT_NE(a, std::string::npos);
  ASSERT_NE(b, std::string::npos);
  EXPECT_EQ(csv.substr(a + 2, csv.find('\n', a + 1) - a - 2),
            csv.substr(b + 2, csv.find('\n', b + 1) - b - 2));
  EXPECT_THAT(Page("loss_by_depth.svg"),
              HasSubstr("Training loss after 20 updates, by depth"));
  EXPECT_THAT(Page("loss_by_step.svg"), HasSubstr("a, 14 layers"));
}

// Whenever it is stopped, the same command ends with the same numbers, and
// trains nothing twice.
TEST_F(StudyTest, GoesOnWhereItWasStopped) {
  setup_.plan.seeds = {1};
  ASSERT_TRUE(Study().ok());
  const std::string expected = Page("runs.csv");
  std::filesystem::remove_all(Path("runs"));
  std::filesystem::remove_all(Path("page"));
  int calls = 0, studies = 1;
  const auto stop = [&calls] { return ++calls % 50 == 0; };
  absl::Status status = Study(stop);
  EXPECT_TRUE(absl::IsCancelled(status)) << status;
  EXPECT_THAT(Page("README.md"), HasSubstr("1 of 4 runs are done.\n"));
  while (absl::IsCancelled(status) && ++studies < 20) status = Study(stop);
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_GT(studies, 2);
  EXPECT_EQ(Page("runs.csv"), expected);
  calls = 0;
  ASSERT_TRUE(Study(stop).ok());
  EXPECT_EQ(calls, 0);
}

TEST_F(StudyTest, ReportsARunThatFailsAndGoesOn) {
  setup_.plan.seeds = {1};
  setup_.plan.layers = {8};
  setup_.plan.settings = {{"optimizer=sgd(lr = 1e30, weight_decay = 1e10)"}};
  EXPECT_THAT(ErrorOf(), HasSubstr("runs failed:\n  a-8-seed1: the loss is "));
  EXPECT_THAT(Page("README.md"), HasSubstr("\nb-8-seed1 failed: the loss is "));
  EXPECT_THAT(Page("README.md"), HasSubstr("\n0 of 2 runs are done.\n"));
}

TEST_F(StudyTest, RefusesRunsOfAnotherStudy) {
  setup_.plan.seeds = {1};
  setup_.plan.layers = {8};
  setup_.plan.networks.pop_back();
  ASSERT_TRUE(Study().ok());
  setup_.plan.settings = {{"train.batch=4"}};
  EXPECT_THAT(ErrorOf(),
              HasSubstr("a-8-seed1: FOLDER/runs/a-8-seed1/checkpoint-20."
                        "safetensors: the run was made with another "
                        "configuration: "));
  setup_.plan.settings = {};
  setup_.plan.steps = 40;
  EXPECT_TRUE(Study().ok());
  setup_.plan.steps = 20;
  EXPECT_EQ(ErrorOf(),
            "runs failed:\n  a-8-seed1: FOLDER/runs/a-8-seed1: the run has 40 "
            "steps already, more than 20");
}

TEST_F(StudyTest, SaysWhatIsWrongBeforeItTrains) {
  const StudyPlan good = setup_.plan;
  setup_.plan.layers = {20, 57};
  EXPECT_EQ(ErrorOf(),
            "a network of 57 layers: expected 6n + 2 with n >= 1; the nearest "
            "is 56");
  setup_.plan.layers = {2};
  EXPECT_THAT(ErrorOf(), HasSubstr("the nearest is 8"));
  setup_.plan.layers = {8, 8};
  EXPECT_EQ(ErrorOf(), "number of layers 8 is given twice");
  setup_.plan = good;
  setup_.plan.seeds = {};
  EXPECT_EQ(ErrorOf(), "there is no seed");
  setup_.plan = good;
  setup_.plan.steps = 19;
  EXPECT_EQ(ErrorOf(), "19 steps: expected 20 or more");
  setup_.plan = good;
  setup_.plan.networks[1].name = "a";
  EXPECT_EQ(ErrorOf(), "network a is given twice");
  setup_.plan.networks[1].name = "../b";
  EXPECT_EQ(ErrorOf(), "network '../b': expected letters, digits, '_' and '-'");
  setup_.plan = good;
  setup_.plan.networks[1].training = Path("nosuch");
  EXPECT_THAT(ErrorOf(), HasSubstr("FOLDER/nosuch"));
  EXPECT_FALSE(std::filesystem::exists(Path("runs")));
}

}  // namespace
}  // namespace synfire
