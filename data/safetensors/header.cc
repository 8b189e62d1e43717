#include "data/safetensors/header.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/escaping.h"

namespace synfire {
namespace {

using Json = nlohmann::json;

std::string Readable(absl::string_view text) {
  constexpr size_t kLongest = 120;
  std::string escaped = absl::CHexEscape(text.substr(0, kLongest));
  if (text.size() > kLongest) escaped += "...";
  return escaped;
}

// Receives the parser's events in order.  Where an event does not fit the place
// it comes at, the handler keeps the error and stops the parser by returning
// false.
class Handler : public nlohmann::json_sax<Json> {
 public:
  const absl::Status& status() const { return status_; }
  SafetensorsHeader TakeHeader() { return std::move(header_); }

  bool null() override { return Unexpected("null"); }
  bool boolean(bool value) override {
    return Unexpected(value ? "true" : "false");
  }
  bool number_integer(int64_t value) override {
    return Unexpected(absl::StrCat(value));
  }
  bool number_unsigned(uint64_t value) override {
    constexpr uint64_t kLargest = std::numeric_limits<int64_t>::max();
    if ((place_ != kShape && place_ != kOffsets) || value > kLargest) {
      return Unexpected(absl::StrCat(value));
    }
    numbers_.push_back(static_cast<int64_t>(value));
    return true;
  }
  bool number_float(double, const std::string& text) override {
    return Unexpected(Readable(text));
  }
  bool binary(Json::binary_t&) override { return Unexpected("binary data"); }

  bool string(std::string& value) override {
    if (place_ == kMetadata) {
      if (!header_.metadata.emplace(key_, value).second) {
        return Fail(kSafetensorsMetadataKey, " has ", QuoteForMessage(key_),
                    " twice");
      }
      return true;
    }
    if (place_ != kTensor || key_ != "dtype") {
      return Unexpected(absl::StrCat("the string ", QuoteForMessage(value)));
    }
    absl::StatusOr<StoredType> dtype = StoredTypeFromName(value);
    if (!dtype.ok()) {
      return Fail("tensor ", QuoteForMessage(entry_.name), ": dtype is ",
                  QuoteForMessage(value), "; ",
                  absl::string_view(dtype.status().message())
                      .substr(dtype.status().message().rfind("expected")));
    }
    entry_.dtype = *dtype;
    return true;
  }

  bool start_object(size_t) override {
    if (place_ == kOutside) {
      place_ = kTop;
    } else if (place_ == kTop && key_ == kSafetensorsMetadataKey) {
      if (std::exchange(has_metadata_, true)) {
        return Fail("key ", QuoteForMessage(key_), " comes twice");
      }
      place_ = kMetadata;
    } else if (place_ == kTop) {
      place_ = kTensor;
      entry_ = {};
      entry_.name = key_;
      fields_ = 0;
    } else {
      return Unexpected("an object");
    }
    return true;
  }

  bool key(std::string& key) override {
    key_ = std::move(key);
    if (place_ != kTensor) return true;
    const int field = key_ == "dtype"          ? kHasType
                      : key_ == "shape"        ? kHasShape
                      : key_ == "data_offsets" ? kHasOffsets
                                               : 0;
    if (field == 0) {
      return Fail("tensor ", QuoteForMessage(entry_.name), " has a field ",
                  QuoteForMessage(key_),
                  "; expected dtype, shape and data_offsets");
    }
    if (fields_ & field) {
      return Fail("tensor ", QuoteForMessage(entry_.name), " has ", key_,
                  " twice");
    }
    fields_ |= field;
    return true;
  }

  bool end_object() override {
    if (place_ == kTop) {
      place_ = kOutside;
      return CheckNames();
    }
    if (place_ == kTensor) {
      for (const auto& [field, name] :
           {std::make_pair(kHasType, "dtype"),
            std::make_pair(kHasShape, "shape"),
            std::make_pair(kHasOffsets, "data_offsets")}) {
        if (fields_ & field) continue;
        return Fail("tensor ", QuoteForMessage(entry_.name), " has no ", name);
      }
      header_.tensors.push_back(std::move(entry_));
    }
    place_ = kTop;
    return true;
  }

  bool start_array(size_t) override {
    if (place_ != kTensor || key_ == "dtype") return Unexpected("a list");
    place_ = key_ == "shape" ? kShape : kOffsets;
    numbers_.clear();
    return true;
  }

  bool end_array() override {
    if (place_ == kShape) {
      entry_.shape = Shape(std::move(numbers_));
    } else {
      if (numbers_.size() != 2) {
        return Fail("tensor ", QuoteForMessage(entry_.name),
                    ": data_offsets has ", numbers_.size(),
                    " numbers, expected 2");
      }
      entry_.begin = numbers_[0];
      entry_.end = numbers_[1];
    }
    place_ = kTensor;
    return true;
  }

  bool parse_error(size_t position, const std::string&,
                   const Json::exception& error) override {
    // "[json.exception.parse_error.101] parse error at ...: the reason"
    absl::string_view reason = error.what();
    const size_t colon = reason.find(": ");
    if (colon != absl::string_view::npos) reason.remove_prefix(colon + 2);
    return Fail("the header is no JSON at its character ", position, ": ",
                Readable(reason));
  }

 private:
  enum Place { kOutside, kTop, kMetadata, kTensor, kShape, kOffsets };
  enum Field { kHasType = 1, kHasShape = 2, kHasOffsets = 4 };

  template <typename... Parts>
  bool Fail(const Parts&... parts) {
    status_ = UserError(parts...);
    return false;
  }

  // The value `came` does not fit here: says what does.
  bool Unexpected(absl::string_view came) {
    const std::string tensor =
        absl::StrCat("tensor ", QuoteForMessage(entry_.name), ": ");
    switch (place_) {
      case kOutside:
        return Fail("the header is ", came, ", expected an object");
      case kTop:
        if (key_ == kSafetensorsMetadataKey) {
          return Fail(key_, " is ", came, ", expected an object of strings");
        }
        return Fail("tensor ", QuoteForMessage(key_), " is ", came,
                    ", expected an object with dtype, shape and data_offsets");
      case kMetadata:
        return Fail(kSafetensorsMetadataKey, ": ", QuoteForMessage(key_),
                    " is ", came, ", expected a string");
      case kTensor:
        return Fail(tensor, key_, " is ", came, ", expected ",
                    key_ == "dtype" ? "a string" : "a list of numbers");
      case kShape:
      case kOffsets:
        return Fail(tensor, key_, " holds ", came,
                    ", expected whole numbers from 0 to 2^63-1");
    }
    SYNFIRE_CHECK(false);
  }

  bool CheckNames() {
    std::vector<SafetensorsEntry>& tensors = header_.tensors;
    const auto by_name = [](const auto& a, const auto& b) {
      return a.name < b.name;
    };
    std::sort(tensors.begin(), tensors.end(), by_name);
    const auto twice = std::adjacent_find(
        tensors.begin(), tensors.end(),
        [](const auto& a, const auto& b) { return a.name == b.name; });
    if (twice == tensors.end()) return true;
    return Fail("tensor ", QuoteForMessage(twice->name), " comes twice");
  }

  absl::Status status_;
  SafetensorsHeader header_;
  Place place_ = kOutside;
  std::string key_;         // The last one read.
  SafetensorsEntry entry_;  // The tensor being read, and which fields came.
  int fields_ = 0;
  bool has_metadata_ = false;
  std::vector<int64_t> numbers_;  // Of the list being read.
};

}  // namespace

std::string QuoteForMessage(absl::string_view name) {
  return absl::StrCat("'", Readable(name), "'");
}

absl::StatusOr<SafetensorsHeader> ParseSafetensorsHeader(
    absl::string_view text) {
  if (text.empty() || text.front() != '{') {
    return UserError("the header begins with ",
                     QuoteForMessage(text.substr(0, 1)), ", expected '{'");
  }
  // The parser would take a zero byte for the end of its input.
  const size_t zero = text.find('\0');
  if (zero != absl::string_view::npos) {
    return UserError("the header has a zero byte at its character ", zero + 1);
  }
  Handler handler;
  try {
    const bool parsed = Json::sax_parse(text.begin(), text.end(), &handler);
    if (!parsed) return handler.status();
  } catch (const Json::exception& error) {
    return UserError("the header is no JSON: ", Readable(error.what()));
  }
  return handler.TakeHeader();
}

}  // namespace synfire
