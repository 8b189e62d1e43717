#include "tests/fuzz/mutate.h"

#include <algorithm>
#include <cctype>
#include <iterator>

#include "core/rng.h"

namespace synfire {
namespace {

// What parsers tend to get wrong: extremes, separators, unfinished escapes.
const std::string kPieces[] = {"0",          "-1",
                               "1e309",      "-0.0",
                               "nan",        "9223372036854775808",
                               "4294967295", "\"",
                               "'",          "\\",
                               "\\x",        "{",
                               "}",          "(",
                               ")",          "[",
                               "]",          ",",
                               "=",          ":",
                               "#",          "\n",
                               " ",          "\r",
                               "\t",         "-",
                               ".",          "/",
                               "../",        "%s",
                               "\xC3",       "\xFF",
                               "\x80",       std::string(1, '\0'),
                               "\x7F"};

class Mutator {
 public:
  Mutator(const std::vector<std::string>& seeds, uint64_t run)
      : seeds_(seeds), key_(MakeRandomKey(0, "fuzz")), run_(run) {
    text_ = seeds_[Below(seeds_.size())];
  }

  std::string Run(size_t limit) {
    for (uint64_t edits = 1 + Below(8); edits > 0; --edits) Edit();
    if (text_.size() > limit) text_.resize(limit);
    return text_;
  }

 private:
  // Uniform in [0, bound); 0 where there is nothing to choose.
  size_t Below(size_t bound) {
    if (bound < 2) return 0;
    const size_t most = std::min<size_t>(bound, UINT32_MAX);
    return UniformInt(key_, run_, draw_++, static_cast<uint32_t>(most));
  }

  // A place in the text, its end included, and a length from there on that is
  // short more often than not.
  size_t Place() { return Below(text_.size() + 1); }
  size_t Length(size_t rest) {
    return std::min(rest, 1 + Below(Below(4) == 0 ? rest : 16));
  }

  std::string Piece(const std::string& from) {
    const size_t begin = Below(from.size());
    return from.substr(begin, Length(from.size() - begin));
  }

  void ChangeNumber() {
    const auto digit = std::find_if(
        text_.begin() + static_cast<std::ptrdiff_t>(Place()), text_.end(),
        [](unsigned char c) { return std::isdigit(c) != 0; });
    if (digit != text_.end()) *digit = static_cast<char>('0' + Below(10));
  }

  void Edit() {
    const size_t at = Place();
    switch (Below(8)) {
      case 0:
        if (at < text_.size()) text_[at] ^= static_cast<char>(1 << Below(8));
        break;
      case 1:
        if (at < text_.size()) text_[at] = static_cast<char>(Below(256));
        break;
      case 2:
        ChangeNumber();
        break;
      case 3:
        text_.erase(at, Length(text_.size() - at));
        break;
      case 4:
        text_.insert(at, Piece(text_));
        break;
      case 5:
        text_.insert(at, Piece(seeds_[Below(seeds_.size())]));
        break;
      case 6:
        text_.insert(at, kPieces[Below(std::size(kPieces))]);
        break;
      case 7:
        text_.replace(at, Length(text_.size() - at),
                      kPieces[Below(std::size(kPieces))]);
        break;
    }
  }

  const std::vector<std::string>& seeds_;
  const RandomKey key_;
  const uint64_t run_;
  uint64_t draw_ = 0;
  std::string text_;
};

}  // namespace

std::string Mutate(const std::vector<std::string>& seeds, uint64_t run,
                   size_t limit) {
  return Mutator(seeds, run).Run(limit);
}

}  // namespace synfire
