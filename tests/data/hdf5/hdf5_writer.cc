#include "tests/data/hdf5/hdf5_writer.h"

#include <hdf5/serial/hdf5.h>

#include "core/status.h"

namespace synfire {
namespace {

hid_t Ok(hid_t handle) {
  SYNFIRE_CHECK(handle >= 0);
  return handle;
}

hid_t FileType(const Hdf5Number& number) {
  hid_t type;
  if (number.kind == Hdf5Number::kReal) {
    type = Ok(H5Tcopy(number.size == 8 ? H5T_IEEE_F64LE : H5T_IEEE_F32LE));
    if (number.size == 2) {  // the library has no name for it
      Ok(H5Tset_fields(type, 15, 10, 5, 0, 10));
      Ok(H5Tset_precision(type, 16));
      Ok(H5Tset_ebias(type, 15));
      Ok(H5Tset_size(type, 2));
    }
  } else {
    type = Ok(H5Tcopy(H5T_STD_I64LE));
    Ok(H5Tset_sign(
        type, number.kind == Hdf5Number::kSigned ? H5T_SGN_2 : H5T_SGN_NONE));
    Ok(H5Tset_precision(type, 8 * number.size));
    Ok(H5Tset_size(type, number.size));
  }
  Ok(H5Tset_order(type, number.big_endian ? H5T_ORDER_BE : H5T_ORDER_LE));
  return type;
}

hid_t Create(hid_t file, const std::string& path, hid_t type, hsize_t count,
             const Hdf5Layout& layout) {
  // Data in chunks may grow, as PyTables makes it.
  const hsize_t most = layout.chunk > 0 ? H5S_UNLIMITED : count;
  const hid_t space = Ok(H5Screate_simple(1, &count, &most));
  const hid_t properties = Ok(H5Pcreate(H5P_DATASET_CREATE));
  if (layout.chunk > 0) {
    const hsize_t chunk = layout.chunk;
    Ok(H5Pset_chunk(properties, 1, &chunk));
  }
  if (layout.shuffle) Ok(H5Pset_shuffle(properties));
  if (layout.deflate > 0) Ok(H5Pset_deflate(properties, layout.deflate));
  if (layout.fletcher32) Ok(H5Pset_fletcher32(properties));
  const hid_t set = Ok(H5Dcreate2(file, path.c_str(), type, space, H5P_DEFAULT,
                                  properties, H5P_DEFAULT));
  H5Pclose(properties);
  H5Sclose(space);
  return set;
}

void WriteAll(hid_t set, hid_t type, const void* data) {
  Ok(H5Dwrite(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, data));
  H5Dclose(set);
}

hid_t OpenFile(const std::string& path, bool latest) {
  const hid_t access = Ok(H5Pcreate(H5P_FILE_ACCESS));
  if (latest) {
    Ok(H5Pset_libver_bounds(access, H5F_LIBVER_LATEST, H5F_LIBVER_LATEST));
  }
  const hid_t file =
      Ok(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access));
  H5Pclose(access);
  return file;
}

}  // namespace

Hdf5Writer::Hdf5Writer(const std::string& path, bool latest)
    : file_(OpenFile(path, latest)) {}

Hdf5Writer::~Hdf5Writer() { H5Fclose(file_); }

void Hdf5Writer::Group(const std::string& path) {
  H5Gclose(Ok(
      H5Gcreate2(file_, path.c_str(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT)));
}

void Hdf5Writer::Numbers(const std::string& path,
                         const std::vector<double>& numbers,
                         const Hdf5Number& number, const Hdf5Layout& layout) {
  const hid_t type = FileType(number);
  WriteAll(Create(file_, path, type, numbers.size(), layout), H5T_NATIVE_DOUBLE,
           numbers.data());
  H5Tclose(type);
}

void Hdf5Writer::Rows(const std::string& path,
                      const std::vector<std::vector<double>>& rows,
                      const Hdf5Number& number, const Hdf5Layout& layout) {
  const hid_t element = FileType(number);
  const hid_t type = Ok(H5Tvlen_create(element));
  const hid_t memory = Ok(H5Tvlen_create(H5T_NATIVE_DOUBLE));
  std::vector<hvl_t> views;
  for (const std::vector<double>& row : rows) {
    views.push_back({row.size(), const_cast<double*>(row.data())});
  }
  WriteAll(Create(file_, path, type, rows.size(), layout), memory,
           views.data());
  H5Tclose(memory);
  H5Tclose(type);
  H5Tclose(element);
}

void Hdf5Writer::Texts(const std::string& path,
                       const std::vector<std::string>& texts, bool any_length) {
  constexpr size_t kSize = 8;
  const hid_t type = Ok(H5Tcopy(H5T_C_S1));
  Ok(H5Tset_size(type, any_length ? H5T_VARIABLE : kSize));
  const hid_t set = Create(file_, path, type, texts.size(), {});
  if (any_length) {
    std::vector<const char*> views;
    for (const std::string& text : texts) views.push_back(text.c_str());
    WriteAll(set, type, views.data());
  } else {
    std::string all;
    for (const std::string& text : texts) {
      all += text + std::string(kSize - text.size(), '\0');
    }
    WriteAll(set, type, all.data());
  }
  H5Tclose(type);
}

void Hdf5Writer::Unwritten(const std::string& path, uint64_t count,
                           bool chunked) {
  Hdf5Layout layout;
  layout.chunk = chunked ? 4 : 0;
  H5Dclose(Create(file_, path, H5T_STD_I32LE, count, layout));
}

void Hdf5Writer::TwoAxes(const std::string& path) {
  const hsize_t dims[] = {3, 2};
  const hid_t space = Ok(H5Screate_simple(2, dims, nullptr));
  H5Dclose(Ok(H5Dcreate2(file_, path.c_str(), H5T_STD_I32LE, space, H5P_DEFAULT,
                         H5P_DEFAULT, H5P_DEFAULT)));
  H5Sclose(space);
}

void WriteSpikeFile(const std::string& path,
                    const std::vector<SpikeSample>& samples,
                    const SpikeFileOptions& options) {
  Hdf5Writer file(path, options.latest);
  std::vector<std::vector<double>> times, units;
  std::vector<double> labels;
  for (const SpikeSample& sample : samples) {
    times.push_back(sample.times);
    units.push_back(sample.units);
    labels.push_back(sample.label);
  }
  file.Group("/spikes");
  file.Rows("/spikes/times", times, options.times, options.layout);
  file.Rows("/spikes/units", units, options.units, options.layout);
  file.Numbers("/labels", labels, {Hdf5Number::kSigned, 8});
  if (options.keys.empty()) return;
  file.Group("/extra");
  file.Texts("/extra/keys", options.keys, false);
}

}  // namespace synfire
