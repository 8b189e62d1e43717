#include "core/interrupt.h"

#include <gtest/gtest.h>

namespace synfire {
namespace {

int g_seen = 0;
void Remember(int number) { g_seen = number; }

TEST(InterruptGuard, NothingIsRequestedAtFirst) {
  InterruptGuard guard;
  EXPECT_FALSE(guard.requested());
  EXPECT_EQ(guard.signal(), 0);
}

TEST(InterruptGuard, TheFirstSignalAsks) {
  for (int number : {SIGINT, SIGTERM}) {
    InterruptGuard guard;
    raise(number);
    EXPECT_TRUE(guard.requested());
    EXPECT_EQ(guard.signal(), number);
  }
}

TEST(InterruptGuardDeathTest, TheSecondSignalEndsTheProcess) {
  const auto interrupt_twice = [](int first, int second) {
    InterruptGuard guard;
    raise(first);
    raise(second);
  };
  EXPECT_EXIT(interrupt_twice(SIGINT, SIGINT), testing::ExitedWithCode(130),
              "");
  EXPECT_EXIT(interrupt_twice(SIGINT, SIGTERM), testing::ExitedWithCode(143),
              "");
}

TEST(InterruptGuard, RestoresThePreviousHandlers) {
  struct sigaction mine = {};
  mine.sa_handler = Remember;
  struct sigaction before;
  ASSERT_EQ(sigaction(SIGINT, &mine, &before), 0);
  {
    InterruptGuard guard;
    raise(SIGINT);
    EXPECT_TRUE(guard.requested());
    EXPECT_EQ(g_seen, 0);
  }
  raise(SIGINT);
  EXPECT_EQ(g_seen, SIGINT);
  sigaction(SIGINT, &before, nullptr);
}

TEST(InterruptGuard, AnIgnoredSignalStaysIgnored) {
  struct sigaction ignore = {};
  ignore.sa_handler = SIG_IGN;
  struct sigaction before;
  ASSERT_EQ(sigaction(SIGTERM, &ignore, &before), 0);
  {
    InterruptGuard guard;
    raise(SIGTERM);
    raise(SIGTERM);
    EXPECT_FALSE(guard.requested());
  }
  sigaction(SIGTERM, &before, nullptr);
}

TEST(InterruptGuard, ANewGuardStartsAfresh) {
  {
    InterruptGuard guard;
    raise(SIGINT);
  }
  InterruptGuard guard;
  EXPECT_FALSE(guard.requested());
}

}  // namespace
}  // namespace synfire
