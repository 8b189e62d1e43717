#include "tools/bench/caches.h"

#include <filesystem>
#include <fstream>

#include "gtest/gtest.h"
#include "tests/data/test_files.h"

namespace synfire {
namespace {

void WriteCache(const std::string& folder, const std::string& level,
                const std::string& type, const std::string& size,
                const std::string& processors) {
  std::filesystem::create_directories(folder);
  std::ofstream(folder + "/level") << level << "\n";
  std::ofstream(folder + "/type") << type << "\n";
  std::ofstream(folder + "/size") << size << "\n";
  std::ofstream(folder + "/shared_cpu_list") << processors << "\n";
}

TEST(DataCaches, ReadsWhatLinuxSays) {
  const std::string folder = TestFolder() + "/cache";
  WriteCache(folder + "/index0", "3", "Unified", "32M", "0-3,8-11");
  WriteCache(folder + "/index1", "1", "Instruction", "32K", "0");
  WriteCache(folder + "/index2", "1", "Data", "48K", "0,8");
  WriteCache(folder + "/index3", "2", "Unified", "", "0");  // a size unknown
  const std::vector<Cache> caches = DataCaches(folder);
  ASSERT_EQ(caches.size(), 2u);
  EXPECT_EQ(caches[0].level, 1);
  EXPECT_EQ(caches[0].bytes, 48 << 10);
  EXPECT_EQ(caches[0].processors, 2);
  EXPECT_EQ(caches[1].level, 3);
  EXPECT_EQ(caches[1].bytes, 32 << 20);
  EXPECT_EQ(caches[1].processors, 8);
}

TEST(DataCaches, AreNoneWhereNothingIsSaid) {
  EXPECT_TRUE(DataCaches("/no/such/folder").empty());
}

}  // namespace
}  // namespace synfire
