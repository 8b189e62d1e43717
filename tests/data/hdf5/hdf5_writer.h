// Makes HDF5 files for tests, by HDF5's own library.
#ifndef SYNFIRE_TESTS_DATA_HDF5_HDF5_WRITER_H_
#define SYNFIRE_TESTS_DATA_HDF5_HDF5_WRITER_H_

#include <cstdint>
#include <string>
#include <vector>

namespace synfire {

// How data is laid out.
struct Hdf5Layout {
  int chunk = 0;  // elements of a chunk; 0 for one piece
  bool shuffle = false;
  int deflate = 0;  // 1 to 9
  bool fletcher32 = false;
};

// How numbers are stored.
struct Hdf5Number {
  enum Kind { kReal, kSigned, kUnsigned } kind = kReal;
  int size = 4;
  bool big_endian = false;
};

// One open file.  What HDF5 refuses ends the program.
class Hdf5Writer {
 public:
  // `latest`: in the newest structures that the library has.
  explicit Hdf5Writer(const std::string& path, bool latest = false);
  ~Hdf5Writer();
  Hdf5Writer(const Hdf5Writer&) = delete;
  Hdf5Writer& operator=(const Hdf5Writer&) = delete;

  void Group(const std::string& path);
  void Numbers(const std::string& path, const std::vector<double>& numbers,
               const Hdf5Number& number, const Hdf5Layout& layout = {});
  void Rows(const std::string& path,
            const std::vector<std::vector<double>>& rows,
            const Hdf5Number& number, const Hdf5Layout& layout = {});
  // Of 8 characters each, or of any length.
  void Texts(const std::string& path, const std::vector<std::string>& texts,
             bool any_length);
  // Data of so many elements of which none is written.
  void Unwritten(const std::string& path, uint64_t count, bool chunked);
  // An axis by 2.
  void TwoAxes(const std::string& path);

 private:
  using Handle = int64_t;
  const Handle file_;
};

// A file of spike trains, sample by sample.
struct SpikeSample {
  std::vector<double> times, units;
  int label = 0;
};
struct SpikeFileOptions {
  Hdf5Number times{Hdf5Number::kReal, 2};
  Hdf5Number units{Hdf5Number::kUnsigned, 2};
  Hdf5Layout layout;
  bool latest = false;
  std::vector<std::string> keys;  // none where empty
};
void WriteSpikeFile(const std::string& path,
                    const std::vector<SpikeSample>& samples,
                    const SpikeFileOptions& options = {});

}  // namespace synfire

#endif  // SYNFIRE_TESTS_DATA_HDF5_HDF5_WRITER_H_
