// The line that tells how a training run is going.
//
//   epoch 3/10  step 120/600  loss 0.4321  accuracy 87.50%  firing 12.3%
//   1234 images/s  1h02m left                       (all on one line)
//
// On a terminal the line is rewritten in place; in a file or pipe a new one is
// printed now and then.
#ifndef SYNFIRE_TOOLS_RUN_DIRECTORY_PROGRESS_H_
#define SYNFIRE_TOOLS_RUN_DIRECTORY_PROGRESS_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <ostream>
#include <string>

#include "absl/strings/string_view.h"

namespace synfire {

// What is not known is left out of the line.
struct Progress {
  int64_t epoch = 0;  // From 1.
  int64_t epochs = 0;
  int64_t step = 0;  // Within the epoch, from 1.
  int64_t steps = 0;
  std::optional<double> loss;
  std::optional<double> accuracy;     // 0 to 1.
  std::optional<double> firing_rate;  // Spikes a neuron and time step.
  std::optional<double> images_per_second;
  std::optional<double> seconds_left;
};

// The leading fields that fit into `width` characters, the first cut if need
// be.
std::string FormatProgress(const Progress& progress, int width);

// To the second, rounded: "45s", "3m20s", "1h02m", "2d03h"; "?" where it is not
// finite.
std::string FormatDuration(double seconds);

// Characters a line of the terminal behind `descriptor` has, 0 where it is none
// or one that cannot rewrite a line (TERM is dumb or not set).
int TerminalColumns(int descriptor);

// Shows a Progress on a stream.  One thread at a time.
class ProgressLine {
 public:
  // Does not own `out`.  `columns` is asked at each update, as a terminal may
  // be resized: its width, or 0 for plain lines at least `plain_interval`
  // seconds apart.
  ProgressLine(std::ostream* out, std::function<int()> columns,
               double plain_interval);
  // As Finish().
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  // `now` in seconds, on any clock that only rises.  Cheap when called often:
  // a terminal is written to ten times a second at most.
  void Update(const Progress& progress, double now);

  // Prints `text` and a line end above the live line.
  void Print(absl::string_view text);

  // Shows the last Update() if it was held back, and ends the live line.
  void Finish();

 private:
  void Show(int columns);
  void ClearLiveLine();

  std::ostream* out_;
  std::function<int()> columns_;
  double plain_interval_;
  std::optional<double> last_shown_;
  Progress latest_;
  bool held_back_ = false;  // latest_ is not on the screen.
  bool live_ = false;       // The cursor stands at the end of a live line.
};

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_RUN_DIRECTORY_PROGRESS_H_
