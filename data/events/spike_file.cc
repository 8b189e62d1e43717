#include "data/events/spike_file.h"

#include <cmath>

namespace synfire {
namespace {

constexpr char kTimes[] = "/spikes/times";
constexpr char kUnits[] = "/spikes/units";
constexpr char kLabels[] = "/labels";
constexpr char kKeys[] = "/extra/keys";

// Finds what must be there.
absl::StatusOr<Hdf5Array> Find(const Hdf5File& file, const char* path) {
  absl::StatusOr<Hdf5Array> array = file.Find(path);
  if (!absl::IsNotFound(array.status())) return array;
  return UserError(array.status().message(), "; spike trains are in ", kTimes,
                   ", ", kUnits, " and ", kLabels);
}

absl::StatusOr<Hdf5Array> FindRows(const Hdf5File& file,
                                   const std::string& name, const char* path,
                                   Hdf5Type::Class expected) {
  SYNFIRE_ASSIGN_OR_RETURN(Hdf5Array array, Find(file, path));
  if (array.type().rows && array.type().type == expected) return array;
  return UserError(
      name, ": ", path, " holds ", ToString(array.type()),
      ", expected variable-length arrays of ",
      expected == Hdf5Type::kReal ? "reals: seconds" : "integers: units");
}

absl::StatusOr<std::vector<std::string>> ReadNames(
    const Hdf5File& file, const std::string& name,
    std::optional<int64_t> classes) {
  std::vector<std::string> names;
  const absl::StatusOr<Hdf5Array> keys = file.Find(kKeys);
  if (absl::IsNotFound(keys.status())) {
    for (int64_t i = 0; i < classes.value_or(0); ++i)
      names.push_back(absl::StrCat(i));
    return names;
  }
  SYNFIRE_RETURN_IF_ERROR(keys.status());
  SYNFIRE_ASSIGN_OR_RETURN(names, keys->Texts());
  if (static_cast<int64_t>(names.size()) == classes.value_or(names.size())) {
    return names;
  }
  return UserError(name, ": ", kKeys, " has ", names.size(),
                   " names of classes, expected ", *classes);
}

}  // namespace

absl::StatusOr<std::unique_ptr<SpikeFile>> SpikeFile::Open(
    std::shared_ptr<const RandomAccess> file, std::optional<int64_t> classes) {
  std::unique_ptr<SpikeFile> self(new SpikeFile);
  self->name_ = file->name();
  self->classes_ = classes;
  SYNFIRE_ASSIGN_OR_RETURN(const Hdf5File hdf5,
                           Hdf5File::Open(std::move(file)));
  SYNFIRE_ASSIGN_OR_RETURN(
      self->times_, FindRows(hdf5, self->name_, kTimes, Hdf5Type::kReal));
  SYNFIRE_ASSIGN_OR_RETURN(
      self->units_, FindRows(hdf5, self->name_, kUnits, Hdf5Type::kInteger));
  SYNFIRE_ASSIGN_OR_RETURN(const Hdf5Array labels, Find(hdf5, kLabels));
  SYNFIRE_ASSIGN_OR_RETURN(self->labels_, labels.Integers());
  SYNFIRE_ASSIGN_OR_RETURN(self->names_, ReadNames(hdf5, self->name_, classes));
  const int64_t samples = self->size();
  if (samples == 0) return UserError(self->name_, ": there is no sample");
  if (self->units_.size() != samples || labels.size() != samples) {
    return UserError(self->name_, ": ", kTimes, " has ", samples, " samples, ",
                     kUnits, " ", self->units_.size(), " and ", kLabels, " ",
                     labels.size(), ", expected as many");
  }
  return self;
}

absl::Status SpikeFile::Check(int64_t index) const {
  const int64_t label = labels_[index];
  if (label >= 0 && label < classes_.value_or(label + 1)) {
    return absl::OkStatus();
  }
  return UserError(name_, ": sample ", index, ": class ", label,
                   " is out of range, expected ",
                   classes_.has_value() ? absl::StrCat("0 to ", *classes_ - 1)
                                        : "0 or more");
}

absl::Status SpikeFile::Read(int64_t index, Events* events) const {
  std::unique_ptr<Scratch> scratch = pool_.Take();
  const absl::Status status = Decode(index, scratch.get(), events);
  pool_.Return(std::move(scratch));
  return status;
}

absl::Status SpikeFile::Decode(int64_t index, Scratch* scratch,
                               Events* events) const {
  constexpr double kLongest = 1e6;  // seconds; far more than any word takes
  SYNFIRE_RETURN_IF_ERROR(Check(index));
  std::vector<double>& times = scratch->times;
  std::vector<int64_t>& units = scratch->units;
  SYNFIRE_RETURN_IF_ERROR(times_.ReadRow(index, &scratch->bytes, &times));
  SYNFIRE_RETURN_IF_ERROR(units_.ReadRow(index, &scratch->bytes, &units));
  if (times.size() != units.size()) {
    return UserError(name_, ": sample ", index, ": ", times.size(),
                     " times of ", units.size(), " units, expected as many");
  }
  events->resize(times.size());
  double before = 0;
  for (size_t i = 0; i < times.size(); ++i) {
    const auto wrong = [&](const auto&... parts) {
      return UserError(name_, ": sample ", index, ": spike ", i, ": ",
                       parts...);
    };
    if (!(times[i] >= 0 && times[i] <= kLongest)) {
      return wrong("a time of ", times[i], " s, expected 0 to ", kLongest);
    }
    if (times[i] < before) {
      return wrong("a time of ", times[i], " s after one of ", before,
                   " s, expected them in order");
    }
    if (units[i] < 0 || units[i] >= kSpikeUnits) {
      return wrong("unit ", units[i], " is out of range, expected 0 to ",
                   kSpikeUnits - 1);
    }
    before = times[i];
    Event& event = (*events)[i];
    event.t = static_cast<int64_t>(std::floor(times[i] * 1e6));
    event.x = static_cast<uint16_t>(units[i]);
    event.y = 0;
    event.on = false;
  }
  return absl::OkStatus();
}

}  // namespace synfire
