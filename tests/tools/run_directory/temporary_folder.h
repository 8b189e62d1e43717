// An empty folder of one test, removed with what it holds.
#ifndef SYNFIRE_TESTS_TOOLS_RUN_DIRECTORY_TEMPORARY_FOLDER_H_
#define SYNFIRE_TESTS_TOOLS_RUN_DIRECTORY_TEMPORARY_FOLDER_H_

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace synfire {

class TemporaryFolder : public ::testing::Test {
 protected:
  TemporaryFolder() {
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = ::testing::TempDir() + "/" + info->test_suite_name() + "_" +
              info->name();
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directory(folder_);
  }
  ~TemporaryFolder() override { std::filesystem::remove_all(folder_); }

  std::string Path(const std::string& name) const {
    return folder_ + "/" + name;
  }
  static std::string Read(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  }
  static void Write(const std::string& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
  }

  std::string folder_;
};

}  // namespace synfire

#endif  // SYNFIRE_TESTS_TOOLS_RUN_DIRECTORY_TEMPORARY_FOLDER_H_
