#include "tools/run_directory/progress.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <limits>
#include <sstream>

namespace synfire {
namespace {

Progress Step(int64_t step) {
  Progress progress;
  progress.epoch = 3;
  progress.epochs = 10;
  progress.step = step;
  progress.steps = 600;
  return progress;
}

Progress Full() {
  Progress progress = Step(120);
  progress.loss = 0.43214;
  progress.accuracy = 0.875;
  progress.firing_rate = 0.1234;
  progress.images_per_second = 1234.4;
  progress.seconds_left = 3720;
  return progress;
}

TEST(FormatDuration, ChoosesTwoUnits) {
  EXPECT_EQ(FormatDuration(0), "0s");
  EXPECT_EQ(FormatDuration(-3), "0s");
  EXPECT_EQ(FormatDuration(45.4), "45s");
  EXPECT_EQ(FormatDuration(59.6), "1m00s");
  EXPECT_EQ(FormatDuration(200), "3m20s");
  EXPECT_EQ(FormatDuration(3599.9), "1h00m");
  EXPECT_EQ(FormatDuration(3720), "1h02m");
  EXPECT_EQ(FormatDuration(86399), "23h59m");
  EXPECT_EQ(FormatDuration(183600), "2d03h");
  EXPECT_EQ(FormatDuration(std::numeric_limits<double>::infinity()), "?");
  EXPECT_EQ(FormatDuration(std::numeric_limits<double>::quiet_NaN()), "?");
  EXPECT_EQ(FormatDuration(1e300), "?");
}

TEST(FormatProgress, ShowsWhatIsKnown) {
  EXPECT_EQ(FormatProgress(Full(), 200),
            "epoch 3/10  step 120/600  loss 0.4321  accuracy 87.50%  firing "
            "12.3%  1234 images/s  1h02m left");
  EXPECT_EQ(FormatProgress(Step(120), 200), "epoch 3/10  step 120/600");
  Progress slow = Step(1);
  slow.images_per_second = 0.52;
  EXPECT_EQ(FormatProgress(slow, 200), "epoch 3/10  step 1/600  0.5 images/s");
}

TEST(FormatProgress, KeepsTheLeadingFieldsThatFit) {
  EXPECT_EQ(FormatProgress(Full(), 38),
            "epoch 3/10  step 120/600  loss 0.4321");
  EXPECT_EQ(FormatProgress(Full(), 37),
            "epoch 3/10  step 120/600  loss 0.4321");
  EXPECT_EQ(FormatProgress(Full(), 36), "epoch 3/10  step 120/600");
  EXPECT_EQ(FormatProgress(Full(), 5), "epoch");
  EXPECT_EQ(FormatProgress(Full(), 0), "");
}

TEST(ProgressLine, OnATerminalRewritesOneLine) {
  std::ostringstream out;
  ProgressLine line(
      &out, [] { return 80; }, 30);
  line.Update(Step(1), 0.0);
  EXPECT_EQ(out.str(), "\repoch 3/10  step 1/600\x1b[K");
  line.Update(Step(2), 0.05);  // Too soon.
  line.Update(Step(3), 0.15);
  EXPECT_EQ(out.str(),
            "\repoch 3/10  step 1/600\x1b[K\repoch 3/10  step 3/600\x1b[K");
  out.str("");
  line.Update(Step(4), 0.16);
  line.Finish();
  EXPECT_EQ(out.str(), "\repoch 3/10  step 4/600\x1b[K\n");
  out.str("");
  line.Finish();
  EXPECT_EQ(out.str(), "");
}

TEST(ProgressLine, PrintsAboveTheLiveLine) {
  std::ostringstream out;
  ProgressLine line(
      &out, [] { return 80; }, 30);
  line.Print("hello");
  line.Update(Step(1), 0.0);
  out.str("");
  line.Print("saved");
  EXPECT_EQ(out.str(), "\r\x1b[Ksaved\n\repoch 3/10  step 1/600\x1b[K");
}

TEST(ProgressLine, FollowsTheTerminalsWidth) {
  std::ostringstream out;
  int columns = 25;
  ProgressLine line(
      &out, [&] { return columns; }, 30);
  line.Update(Step(100), 0);
  EXPECT_EQ(out.str(), "\repoch 3/10  step 100/600\x1b[K");
  columns = 24;
  out.str("");
  line.Update(Step(100), 1);
  EXPECT_EQ(out.str(), "\repoch 3/10\x1b[K");
}

TEST(ProgressLine, ElsewherePrintsALineNowAndThen) {
  std::ostringstream out;
  {
    ProgressLine line(
        &out, [] { return 0; }, 30);
    line.Update(Step(1), 100);
    line.Update(Step(2), 110);
    line.Print("saved");
    line.Update(Step(3), 130);
    line.Update(Step(4), 131);
  }
  EXPECT_EQ(out.str(),
            "epoch 3/10  step 1/600\n"
            "saved\n"
            "epoch 3/10  step 3/600\n"
            "epoch 3/10  step 4/600\n");
}

TEST(TerminalColumns, AsksTheTerminal) {
  const int terminal = posix_openpt(O_RDWR | O_NOCTTY);
  if (terminal < 0) GTEST_SKIP() << "this system has no pseudo-terminals";
  winsize size = {};
  size.ws_col = 57;
  ASSERT_EQ(ioctl(terminal, TIOCSWINSZ, &size), 0);
  setenv("TERM", "xterm", 1);
  EXPECT_EQ(TerminalColumns(terminal), 57);
  size.ws_col = 0;
  ASSERT_EQ(ioctl(terminal, TIOCSWINSZ, &size), 0);
  EXPECT_EQ(TerminalColumns(terminal), 80);
  setenv("TERM", "dumb", 1);
  EXPECT_EQ(TerminalColumns(terminal), 0);
  unsetenv("TERM");
  EXPECT_EQ(TerminalColumns(terminal), 0);
  close(terminal);
}

TEST(TerminalColumns, AFileIsNoTerminal) {
  setenv("TERM", "xterm", 1);
  FILE* file = std::tmpfile();
  ASSERT_NE(file, nullptr);
  EXPECT_EQ(TerminalColumns(fileno(file)), 0);
  std::fclose(file);
}

}  // namespace
}  // namespace synfire
