// A network that compiles and runs in no time, and files that hold it.
#ifndef SYNFIRE_TESTS_TOOLS_BENCH_TINY_FILES_H_
#define SYNFIRE_TESTS_TOOLS_BENCH_TINY_FILES_H_

#include <fstream>
#include <string>

namespace synfire {

constexpr char kTinyModel[] = R"text(
name: "tiny"
steps: 2
input { name: "image" channels: 1 height: 28 width: 28 }
layer { name: "pool" op: "avg_pool2d(kernel = 4)"
}
layer { name: "conv" op: "conv2d(channels = 4, kernel = 3)" }
layer { name: "fire" op: "if" }
layer { name: "flat" op: "flatten" }
layer { name: "rate" op: "mean_time" }
layer { name: "classes" op: "linear(features = 10)" }
)text";

// A training file of tiny.prototxt in the same folder; the data are read from
// `data`.
inline std::string TinyTraining(const std::string& data) {
  const std::string set = "'mnist(split = train, path = \"" + data + "\")'";
  return "model: 'tiny.prototxt'\ntrain { data: " + set +
         " batch: 6 }\nloss: 'cross_entropy(label_smoothing = 0.1)'\n"
         "optimizer: 'sgd(lr = 0.25)'\nepochs: 1\nseed: 7\nthreads: 1\n"
         "output: 'unused'\n";
}

// Writes a file; its path.
inline std::string WriteTiny(const std::string& folder, const std::string& name,
                             const std::string& text) {
  const std::string path = folder + "/" + name;
  std::ofstream(path) << text;
  return path;
}

}  // namespace synfire

#endif  // SYNFIRE_TESTS_TOOLS_BENCH_TINY_FILES_H_
