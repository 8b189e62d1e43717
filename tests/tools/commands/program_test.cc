#include "tests/tools/commands/program_test.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "absl/strings/str_replace.h"
#include "data/safetensors/writer.h"

namespace synfire {
namespace {

std::string ReadAll(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

// What the child does between fork and exec, or dies.
void Redirect(int descriptor, const std::string& path) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (file < 0 || dup2(file, descriptor) < 0) _exit(126);
}

}  // namespace

ProgramTest::ProgramTest(const std::string& program) {
  program_ = std::filesystem::absolute(program).string();
  const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
  folder_ = ::testing::TempDir() + "/" +
            absl::StrReplaceAll(
                absl::StrCat(info->test_suite_name(), "_", info->name()),
                {{"/", "_"}});
  std::filesystem::remove_all(folder_);
  std::filesystem::create_directories(folder_);
}

ProgramTest::~ProgramTest() { std::filesystem::remove_all(folder_); }

std::string ProgramTest::Path(const std::string& name) const {
  return folder_ + "/" + name;
}

Outcome ProgramTest::Run(const std::vector<std::string>& arguments) const {
  const std::string out = Path(".stdout"), err = Path(".stderr");
  std::vector<char*> argv = {const_cast<char*>(program_.c_str())};
  for (const std::string& argument : arguments) {
    argv.push_back(const_cast<char*>(argument.c_str()));
  }
  argv.push_back(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    Redirect(STDOUT_FILENO, out);
    Redirect(STDERR_FILENO, err);
    if (chdir(folder_.c_str()) != 0) _exit(126);
    execv(argv[0], argv.data());
    _exit(127);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, ReadAll(out),
          ReadAll(err)};
}

std::string ProgramTest::RunOk(
    const std::vector<std::string>& arguments) const {
  const Outcome outcome = Run(arguments);
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.err, "");
  return outcome.out;
}

nlohmann::json ProgramTest::RunJson(std::vector<std::string> arguments) const {
  arguments.push_back("--json");
  const std::string text = RunOk(arguments);
  nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
  EXPECT_FALSE(json.is_discarded()) << text;
  return json;
}

void ProgramTest::ExpectMistake(const std::vector<std::string>& arguments,
                                const std::string& message) const {
  const Outcome outcome = Run(arguments);
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_EQ(outcome.out, "");
  const std::string prefix = "synfire: error: ";
  // Longer matches come first: what is indented goes on with its line.
  const std::string lines =
      absl::StrReplaceAll(message, {{"\n ", "\n "}, {"\n", "\n" + prefix}});
  EXPECT_EQ(outcome.err, prefix + lines + "\n");
}

void ProgramTest::Write(const std::string& name,
                        const std::string& text) const {
  std::ofstream(Path(name), std::ios::binary) << text;
}

void ProgramTest::WriteTensors(const std::string& name,
                               const std::vector<TestTensor>& tensors) const {
  std::vector<std::vector<int64_t>> whole(tensors.size());
  std::vector<TensorToWrite> to_write;
  for (size_t i = 0; i < tensors.size(); ++i) {
    const TestTensor& tensor = tensors[i];
    whole[i].assign(tensor.elements.begin(), tensor.elements.end());
    to_write.push_back(
        {tensor.name, tensor.whole ? StoredType::kI64 : StoredType::kF64,
         tensor.shape,
         tensor.whole ? AsBytes(absl::Span<const int64_t>(whole[i]))
                      : AsBytes(absl::Span<const double>(tensor.elements))});
  }
  ASSERT_EQ(WriteSafetensors(Path(name), to_write, {}), absl::OkStatus());
}

}  // namespace synfire
