#include "tools/run_directory/progress.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace synfire {
namespace {

constexpr double kLiveInterval = 0.1;  // Seconds.
constexpr int kUsualColumns = 80;      // Of a terminal that does not tell.

std::vector<std::string> Fields(const Progress& p) {
  std::vector<std::string> fields = {
      absl::StrCat("epoch ", p.epoch, "/", p.epochs),
      absl::StrCat("step ", p.step, "/", p.steps)};
  if (p.loss) fields.push_back(absl::StrFormat("loss %.4f", *p.loss));
  if (p.accuracy) {
    fields.push_back(absl::StrFormat("accuracy %.2f%%", 100 * *p.accuracy));
  }
  if (p.firing_rate) {
    fields.push_back(absl::StrFormat("firing %.1f%%", 100 * *p.firing_rate));
  }
  if (p.images_per_second) {
    const double rate = *p.images_per_second;
    fields.push_back(absl::StrFormat("%.*f images/s", rate < 10 ? 1 : 0, rate));
  }
  if (p.seconds_left) {
    fields.push_back(absl::StrCat(FormatDuration(*p.seconds_left), " left"));
  }
  return fields;
}

}  // namespace

std::string FormatProgress(const Progress& progress, int width) {
  const size_t room = width > 0 ? static_cast<size_t>(width) : 0;
  std::string line;
  for (const std::string& field : Fields(progress)) {
    if (line.empty()) {
      line = field.substr(0, room);
    } else if (line.size() + 2 + field.size() <= room) {
      absl::StrAppend(&line, "  ", field);
    } else {
      break;
    }
  }
  return line;
}

std::string FormatDuration(double seconds) {
  // Above this, about 30000 years, nobody waits; below, the cast is safe.
  if (!std::isfinite(seconds) || seconds > 1e12) return "?";
  const int64_t s = std::llround(std::max(seconds, 0.0));
  if (s < 60) return absl::StrFormat("%ds", s);
  if (s < 3600) return absl::StrFormat("%dm%02ds", s / 60, s % 60);
  if (s < 86400) return absl::StrFormat("%dh%02dm", s / 3600, s / 60 % 60);
  return absl::StrFormat("%dd%02dh", s / 86400, s / 3600 % 24);
}

int TerminalColumns(int descriptor) {
  const char* kind = std::getenv("TERM");
  if (!isatty(descriptor) || kind == nullptr ||
      absl::string_view(kind) == "dumb") {
    return 0;
  }
  winsize size = {};
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) {
    return kUsualColumns;
  }
  return size.ws_col;
}

ProgressLine::ProgressLine(std::ostream* out, std::function<int()> columns,
                           double plain_interval)
    : out_(out),
      columns_(std::move(columns)),
      plain_interval_(plain_interval) {}

ProgressLine::~ProgressLine() { Finish(); }

void ProgressLine::Update(const Progress& progress, double now) {
  latest_ = progress;
  held_back_ = true;
  const int columns = columns_();
  const double interval = columns > 0 ? kLiveInterval : plain_interval_;
  if (last_shown_ && now - *last_shown_ < interval) return;
  last_shown_ = now;
  Show(columns);
}

void ProgressLine::Show(int columns) {
  held_back_ = false;
  if (columns > 0) {
    // One column stays free: a full line would wrap.
    *out_ << "\r" << FormatProgress(latest_, columns - 1) << "\x1b[K";
    live_ = true;
  } else {
    ClearLiveLine();
    *out_ << FormatProgress(latest_, std::numeric_limits<int>::max()) << "\n";
  }
  out_->flush();
}

void ProgressLine::ClearLiveLine() {
  if (std::exchange(live_, false)) *out_ << "\r\x1b[K";
}

void ProgressLine::Print(absl::string_view text) {
  const bool was_live = live_;
  ClearLiveLine();
  *out_ << text << "\n";
  if (was_live) Show(columns_());
  out_->flush();
}

void ProgressLine::Finish() {
  if (held_back_) Show(columns_());
  if (std::exchange(live_, false)) *out_ << "\n";
  out_->flush();
  last_shown_.reset();
}

}  // namespace synfire
