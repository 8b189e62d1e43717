#include "tools/commands/data_info.h"

#include <cstdio>
#include <memory>
#include <vector>

#include "absl/strings/str_format.h"
#include "data/events/event_source.h"
#include "data/events/recording_file.h"
#include "tools/commands/amounts.h"
#include "tools/commands/data_parts.h"
#include "tools/commands/data_statistics.h"
#include "tools/commands/json_output.h"

namespace synfire {
namespace {

Json ToJson(const Spread& spread) {
  return {{"min", spread.least()},
          {"max", spread.greatest()},
          {"mean", spread.mean()}};
}

// The axes of a sample of so many.
const char* AxesText(size_t axes) {
  return axes == 4 ? " [T,H,W,C]" : axes == 3 ? " [H,W,C]" : " [T,units]";
}

// What a part holds, as JSON; the text is printed from it.
struct PartInfo {
  std::string name;
  Json json;
};

void AddEvents(const Sensor& sensor, bool polarity,
               const EventStatistics& statistics, Json* json) {
  if (polarity) {
    (*json)["width"] = sensor.width;
    (*json)["height"] = sensor.height;
    (*json)["share_on"] =
        static_cast<double>(statistics.on) / statistics.events.sum();
  } else {
    (*json)["units"] = sensor.width;
  }
  (*json)["events"] = static_cast<int64_t>(statistics.events.sum());
  (*json)["events_a_sample"] = ToJson(statistics.events);
  (*json)["seconds_a_sample"] = ToJson(statistics.seconds);
  (*json)["samples_with_times_that_go_backwards"] = statistics.disordered;
}

absl::Status DescribeEvents(const EventSource& source, int64_t samples,
                            std::vector<int64_t>* of_class, Json* json) {
  EventStatistics statistics;
  EventScratch scratch;
  for (int64_t i = 0; i < samples; ++i) {
    SYNFIRE_RETURN_IF_ERROR(source.ReadEvents(i, &scratch));
    statistics.Add(scratch.events);
    ++(*of_class)[source.LabelOf(i)];
  }
  AddEvents(source.sensor(), source.has_polarity(), statistics, json);
  return absl::OkStatus();
}

absl::Status DescribeValues(const Dataset& dataset,
                            std::vector<int64_t>* of_class, Json* json) {
  std::vector<float> sample(static_cast<size_t>(dataset.sample_shape().size()));
  Spread values;
  for (int64_t i = 0; i < dataset.size(); ++i) {
    int64_t label;
    SYNFIRE_RETURN_IF_ERROR(dataset.Read(i, sample.data(), &label));
    for (float value : sample) values.Add(value);
    ++(*of_class)[label];
  }
  (*json)["values"] = ToJson(values);
  (*json)["values"]["std"] = values.deviation();
  return absl::OkStatus();
}

absl::StatusOr<PartInfo> Describe(const DataPart& part) {
  SYNFIRE_ASSIGN_OR_RETURN(const std::unique_ptr<Dataset> dataset,
                           part.def->open(part.attrs));
  PartInfo info;
  info.name = part.text;
  Json& json = info.json;
  json["data"] = part.text;
  json["samples"] = dataset->size();
  json["left_out"] = static_cast<int64_t>(dataset->skipped().size());
  json["classes"] = dataset->classes();
  json["shape"] = dataset->sample_shape().dims();
  std::vector<int64_t> of_class(static_cast<size_t>(dataset->classes()));
  const EventSource* events = dataset->events();
  SYNFIRE_RETURN_IF_ERROR(
      events != nullptr
          ? DescribeEvents(*events, dataset->size(), &of_class, &json)
          : DescribeValues(*dataset, &of_class, &json));
  json["samples_of_class"] = Json::object();
  for (size_t c = 0; c < of_class.size(); ++c) {
    json["samples_of_class"][dataset->class_names()[c]] = of_class[c];
  }
  return info;
}

absl::StatusOr<PartInfo> DescribeFile(const std::string& path) {
  SYNFIRE_ASSIGN_OR_RETURN(const Recording recording,
                           ReadRecording(path, std::nullopt));
  if (recording.events.empty()) {
    return UserError(path, ": there is no event");
  }
  EventStatistics statistics;
  statistics.Add(recording.events);
  PartInfo info;
  info.name = path;
  info.json["data"] = path;
  info.json["format"] = recording.format;
  AddEvents(recording.sensor, /*polarity=*/true, statistics, &info.json);
  return info;
}

void Row(const char* name, const std::string& value) {
  std::printf("  %-12s %s\n", name, value.c_str());
}

// "1,069 to 7,152, mean 4,204".
std::string CountsText(const Json& spread) {
  return absl::StrCat(Grouped(spread["min"].get<double>()), " to ",
                      Grouped(spread["max"].get<double>()), ", mean ",
                      Grouped(spread["mean"].get<double>() + 0.5));
}

void PrintEvents(const Json& json) {
  if (json.contains("units")) {
    Row("units", absl::StrCat(json["units"].get<int64_t>()));
  } else {
    Row("resolution", absl::StrCat(json["width"].get<int64_t>(), "x",
                                   json["height"].get<int64_t>(),
                                   " pixels (width x height)"));
  }
  Row("events",
      absl::StrCat(Grouped(json["events"].get<int64_t>()), "; a sample has ",
                   CountsText(json["events_a_sample"])));
  const Json& seconds = json["seconds_a_sample"];
  Row("duration", absl::StrFormat("%.3f to %.3f s, mean %.3f s",
                                  seconds["min"].get<double>(),
                                  seconds["max"].get<double>(),
                                  seconds["mean"].get<double>()));
  if (json.contains("share_on")) {
    Row("polarity",
        absl::StrFormat("%.2f%% ON", json["share_on"].get<double>() * 100));
  }
  Row("order",
      absl::StrCat("times go backwards in ",
                   json["samples_with_times_that_go_backwards"].get<int64_t>(),
                   " samples"));
}

void PrintText(const PartInfo& info) {
  const Json& json = info.json;
  std::printf("%s\n", info.name.c_str());
  if (json.contains("format")) Row("format", json["format"]);
  if (json.contains("samples")) {
    const int64_t left_out = json["left_out"];
    Row("samples",
        absl::StrCat(Grouped(json["samples"].get<int64_t>()),
                     left_out == 0
                         ? ""
                         : absl::StrCat(", ", Grouped(left_out), " left out")));
    Row("classes", absl::StrCat(json["classes"].get<int64_t>()));
    const std::vector<int64_t> dims = json["shape"];
    Row("shape", absl::StrCat(Shape(dims).ToString(), AxesText(dims.size())));
  }
  if (json.contains("events")) PrintEvents(json);
  if (json.contains("values")) {
    const Json& values = json["values"];
    Row("values", absl::StrFormat("%.4g to %.4g, mean %.4g, deviation %.4g",
                                  values["min"].get<double>(),
                                  values["max"].get<double>(),
                                  values["mean"].get<double>(),
                                  values["std"].get<double>()));
  }
  if (!json.contains("samples_of_class")) return;
  for (const auto& [name, count] : json["samples_of_class"].items()) {
    std::printf("    %8s  %s\n", Grouped(count.get<int64_t>()).c_str(),
                name.c_str());
  }
}

}  // namespace

absl::Status PrintDataInfo(const std::string& argument, bool json) {
  Json all = Json::array();
  std::vector<PartInfo> infos;
  if (IsSingleFile(argument)) {
    SYNFIRE_ASSIGN_OR_RETURN(PartInfo info, DescribeFile(argument));
    infos.push_back(std::move(info));
  } else {
    SYNFIRE_ASSIGN_OR_RETURN(const std::vector<DataPart> parts,
                             FindDataParts(argument));
    for (const DataPart& part : parts) {
      SYNFIRE_ASSIGN_OR_RETURN(PartInfo info, Describe(part));
      infos.push_back(std::move(info));
    }
  }
  for (const PartInfo& info : infos) {
    if (json) {
      all.push_back(info.json);
    } else {
      PrintText(info);
    }
  }
  if (json) PrintJson(all);
  return absl::OkStatus();
}

}  // namespace synfire
