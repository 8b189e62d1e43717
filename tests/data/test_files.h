// Makes small data files for tests.
#ifndef SYNFIRE_TESTS_DATA_TEST_FILES_H_
#define SYNFIRE_TESTS_DATA_TEST_FILES_H_

#include <cstdint>
#include <string>
#include <vector>

namespace synfire {

using Bytes = std::vector<uint8_t>;

// An IDX file of the type coded `type`, with `elements` as they lie in the
// file.
Bytes IdxBytes(uint8_t type, const std::vector<uint32_t>& dims,
               const Bytes& elements);

// One gzip member.
Bytes Gzip(const Bytes& bytes);

Bytes operator+(Bytes a, const Bytes& b);

// A new, empty folder of the running test; and a file in it, by its path.
std::string TestFolder();
std::string WriteFile(const std::string& folder, const std::string& name,
                      const Bytes& bytes);

// The four files of an MNIST-like data set of `count` images of [28,28]: pixel
// j of image i is (i + j) % 256, its label i % 10.
void WriteMnist(const std::string& folder, uint32_t count, bool gzip);

}  // namespace synfire

#endif  // SYNFIRE_TESTS_DATA_TEST_FILES_H_
