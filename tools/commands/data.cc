#include "tools/commands/data.h"

#include <memory>
#include <string>

#include "tools/commands/data_check.h"
#include "tools/commands/data_frames.h"
#include "tools/commands/data_info.h"
#include "tools/commands/model_options.h"

namespace synfire {
namespace {

constexpr char kArgument[] = "PATH|CALL";
constexpr char kArgumentHelp[] =
    "A folder that is laid out as a data set, a recording of events, or a data "
    "set as in a training file: 'nmnist(split = test, path = \"data\")'";

void AddCheck(CLI::App* data, Command* command) {
  auto argument = std::make_shared<std::string>();
  CLI::App* check = data->add_subcommand(
      "check",
      "Read every sample, and say of each that cannot be read which file, "
      "which byte and why; the exit status is then 2");
  check->add_option(kArgument, *argument, kArgumentHelp)
      ->type_name("")
      ->required();
  check->callback([=] { *command = [=] { return CheckData(*argument); }; });
}

void AddInfo(CLI::App* data, Command* command) {
  struct Options {
    std::string argument;
    bool json = false;
  };
  auto options = std::make_shared<Options>();
  CLI::App* info = data->add_subcommand(
      "info",
      "Print samples, classes, resolution and the statistics of the events; "
      "every sample is read");
  info->add_option(kArgument, options->argument, kArgumentHelp)
      ->type_name("")
      ->required();
  info->add_flag("--json", options->json, "Print JSON");
  info->callback([=] {
    *command = [=] { return PrintDataInfo(options->argument, options->json); };
  });
}

void AddFrames(CLI::App* data, Command* command) {
  auto options = std::make_shared<DataFramesOptions>();
  CLI::App* frames = data->add_subcommand(
      "frames",
      "Write a recording as a network would see it: the tensor 'frames', "
      "counts of events, f32 [T,2,H,W], channel 0 OFF and 1 ON; of spike "
      "trains [T,700]");
  frames
      ->add_option("FILE", options->file,
                   "AEDAT 2.0, AEDAT 3.1, ATIS .bin, or SHD or SSC .h5")
      ->type_name("")
      ->required();
  frames
      ->add_option("--by", options->by,
                   "What frames share equally, number (of events) or time; "
                   "or duration, each --duration-us long; or bins, the same "
                   "from time 0 on")
      ->type_name("")
      ->check(OneOf({"number", "time", "duration", "bins"}))
      ->capture_default_str();
  frames
      ->add_option("--frames", options->frames,
                   "T; by duration, as many as there are where left out")
      ->check(CLI::Range(1, 1 << 16));
  frames
      ->add_option("--duration-us", options->duration_us,
                   "How long a frame lasts, in microseconds")
      ->check(CLI::Range(int64_t{1}, int64_t{1} << 40));
  frames->add_option("--out", options->out, "The safetensors file to write")
      ->required();
  frames->add_option("--from", options->from,
                     "Only events at this time or later, in microseconds");
  frames->add_option("--to", options->to,
                     "Only events before this time, in microseconds");
  frames->add_option("--trial", options->trial,
                     "Only the gesture in this row, from 1, of the _labels.csv "
                     "beside a recording of DVS Gesture");
  frames
      ->add_option("--sample", options->sample,
                   "Which spike train of an .h5 file, from 0")
      ->check(CLI::NonNegativeNumber);
  frames->add_option("--height", options->height, "Pixels of another camera")
      ->check(CLI::Range(1, 240));
  frames->add_option("--width", options->width, "Pixels of another camera")
      ->check(CLI::Range(1, 1 << 15));
  frames->callback(
      [=] { *command = [=] { return WriteDataFrames(*options); }; });
}

}  // namespace

void AddDataCommand(CLI::App* app, Command* command) {
  CLI::App* data = app->add_subcommand(
      "data", "Check a data set, say what it holds, show a recording's frames");
  data->require_subcommand(1);
  AddCheck(data, command);
  AddInfo(data, command);
  AddFrames(data, command);
}

}  // namespace synfire
