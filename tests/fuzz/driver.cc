// Runs a fuzz target without libFuzzer: every seed as it is, then mutations of
// them.  The order is fixed, so the same tree fails at the same run.
//
//   target [--runs=N] [--seconds=N] SEED...
//
// An input that ends the process is written to the file failing_input first;
// `target --runs=0 FILE` replays it.
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/fuzz/mutate.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

// Of AddressSanitizer, where that is linked: called before it exits.
extern "C" void __sanitizer_set_death_callback(void (*callback)())
    __attribute__((weak));

namespace synfire {
namespace {

constexpr unsigned kSecondsPerInput = 20;

std::string g_input;
std::string g_input_path;
std::string g_message;

// The process is about to end: nothing is allocated here.
void SaveInput() {
  if (FILE* file = std::fopen(g_input_path.c_str(), "wb")) {
    std::fwrite(g_input.data(), 1, g_input.size(), file);
    std::fclose(file);
  }
  std::fputs(g_message.c_str(), stderr);
}

void OnSignal(int signal) {
  std::fputs(signal == SIGALRM ? "An input took too long." : "", stderr);
  SaveInput();
  ::signal(signal, SIG_DFL);
  ::raise(signal);
}

void WatchForTheEnd() {
  // Under `bazel test` the sandbox goes away and an archive of this directory
  // stays.
  if (const char* directory = std::getenv("TEST_UNDECLARED_OUTPUTS_DIR")) {
    g_input_path = std::string(directory) + "/failing_input";
    g_message =
        "\nThe input that did this is failing_input in "
        "test.outputs/outputs.zip, beside test.log.\n";
  } else {
    g_input_path = "failing_input";
    g_message = "\nThe input that did this is in ./failing_input.\n";
  }
  if (__sanitizer_set_death_callback) {
    __sanitizer_set_death_callback(SaveInput);
  } else {
    for (int signal : {SIGSEGV, SIGBUS, SIGFPE}) {
      ::signal(signal, OnSignal);
    }
  }
  for (int signal : {SIGABRT, SIGILL, SIGALRM, SIGTERM})
    ::signal(signal, OnSignal);
}

void Run(std::string input) {
  g_input = std::move(input);
  ::alarm(kSecondsPerInput);
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(g_input.data()),
                         g_input.size());
  ::alarm(0);
}

bool ReadFile(const char* path, std::string* contents) {
  std::ifstream file(path, std::ios::binary);
  contents->assign(std::istreambuf_iterator<char>(file), {});
  return file.good() || file.eof();
}

struct Options {
  uint64_t runs = 20000;
  int64_t seconds = 10;
  std::vector<std::string> seeds;
};

bool Parse(int argc, char** argv, Options* options) {
  for (int i = 1; i < argc; ++i) {
    std::string seed;
    if (std::sscanf(argv[i], "--runs=%" SCNu64, &options->runs) == 1 ||
        std::sscanf(argv[i], "--seconds=%" SCNd64, &options->seconds) == 1) {
      continue;
    }
    if (!ReadFile(argv[i], &seed)) {
      std::fprintf(stderr, "%s: not a file that can be read\n", argv[i]);
      return false;
    }
    options->seeds.push_back(std::move(seed));
  }
  if (options->seeds.empty()) {
    std::fprintf(stderr, "usage: %s [--runs=N] [--seconds=N] SEED...\n",
                 argv[0]);
  }
  return !options->seeds.empty();
}

int Main(int argc, char** argv) {
  Options options;
  if (!Parse(argc, argv, &options)) return 2;
  WatchForTheEnd();

  size_t limit = 4096;
  Run("");
  for (const std::string& seed : options.seeds) {
    limit = std::max(limit, 2 * seed.size());
    Run(seed);
  }
  using Clock = std::chrono::steady_clock;
  const auto deadline = Clock::now() + std::chrono::seconds(options.seconds);
  uint64_t run = 0;
  while (run < options.runs && Clock::now() < deadline) {
    Run(Mutate(options.seeds, run++, limit));
  }
  std::printf("%zu seeds and %" PRIu64 " of %" PRIu64 " mutations passed\n",
              options.seeds.size(), run, options.runs);
  return 0;
}

}  // namespace
}  // namespace synfire

int main(int argc, char** argv) { return synfire::Main(argc, argv); }
