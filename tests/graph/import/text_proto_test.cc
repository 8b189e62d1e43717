#include "graph/import/text_proto.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "graph/proto/model.pb.h"
#include "graph/proto/training.pb.h"

namespace synfire {
namespace {

// One schema that has everything: texts, numbers, lists, messages and enums.
constexpr char kTraining[] = R"text(model: "m"
train { data: "d" transform: "shift"
  transform: "flip" batch: 64 }
set: "a=1"
clip_norm: 0.5)text";

absl::Status Parse(const std::string& text, const Settings& settings,
                   proto::Training* training) {
  FieldLocations locations;
  return ParseTextProto(text, "t.prototxt", settings, training, &locations);
}

std::string ErrorOf(const std::string& text) {
  proto::Training training;
  return std::string(Parse(text, {}, &training).message());
}

std::string SetError(const std::string& assignment) {
  proto::Training training;
  return std::string(Parse(kTraining, {{assignment}}, &training).message());
}

proto::Training Set(const Settings& settings) {
  proto::Training training;
  const absl::Status status = Parse(kTraining, settings, &training);
  EXPECT_TRUE(status.ok()) << status;
  return training;
}

TEST(ParseTextProto, KnowsTheLineOfEveryField) {
  proto::Training training;
  FieldLocations locations;
  ASSERT_TRUE(ParseTextProto(kTraining, "t.prototxt", {{"train.batch=1"}},
                             &training, &locations)
                  .ok());
  using proto::Train;
  using proto::Training;
  const auto line = [&](const google::protobuf::Message& message, int field,
                        int index = 0) {
    return locations.Of(message, field, index).ToString();
  };
  EXPECT_EQ(line(training, Training::kModelFieldNumber), "t.prototxt:1");
  EXPECT_EQ(line(training, Training::kSetFieldNumber), "t.prototxt:4");
  EXPECT_EQ(line(training.train(), Train::kTransformFieldNumber, 1),
            "t.prototxt:3");
  EXPECT_EQ(line(training.train(), Train::kBatchFieldNumber),
            "--set train.batch=1");
  EXPECT_EQ(line(training.train(), Train::kShuffleFieldNumber), "t.prototxt:2")
      << "not written: where its message is";
  EXPECT_EQ(line(training, Training::kSeedFieldNumber), "t.prototxt");
}

TEST(ParseTextProto, ReportsAllUnknownFields) {
  EXPECT_EQ(
      ErrorOf("modle: 'm'\ntrain {\n\tbatchsize: 3 }\nzzz {}"),
      R"text(t.prototxt:1:1: training has no field 'modle'; did you mean 'model'?
t.prototxt:3:9: train has no field 'batchsize'; expected one of data, transform, batch, shuffle, loader_threads, steps
t.prototxt:4:1: training has no field 'zzz'; expected one of model, set, train, test, loss, optimizer, schedule, clip_norm, epochs, max_steps, precision, seed, ...)text");
}

TEST(ParseTextProto, FindsTheNameThatAnotherLineFollows) {
  EXPECT_EQ(
      ErrorOf("epoch\n\n: 3"),
      "t.prototxt:1:1: training has no field 'epoch'; did you mean 'epochs'?");
}

TEST(ParseTextProto, SaysWhatASyntaxErrorIs) {
  EXPECT_EQ(ErrorOf("epochs: 1\n  epochs: 2"),
            "t.prototxt:2:9: 'epochs' is given twice");
  EXPECT_EQ(ErrorOf("epochs: many"),
            "t.prototxt:1:9: Expected integer, got: many");
  EXPECT_EQ(ErrorOf("epochs: 3.5"),
            "t.prototxt:1:9: Expected integer, got: 3.5");
  EXPECT_EQ(ErrorOf("epochs: 99999999999"),
            "t.prototxt:1:9: Integer out of range (99999999999)");
  EXPECT_EQ(ErrorOf("train { batch: 1"),
            "t.prototxt:1:17: Expected identifier, got: the end of the text");
  EXPECT_EQ(ErrorOf("model: 'm"), "t.prototxt:1:10: Unexpected end of string.");
  EXPECT_EQ(ErrorOf("[a.b]: 3"),
            "t.prototxt:1:6: a name in brackets is no field; there are no "
            "extensions");
  EXPECT_EQ(ErrorOf("hello"),
            "t.prototxt:1:1: training has no field 'hello'; expected one of "
            "model, set, train, test, loss, optimizer, schedule, clip_norm, "
            "epochs, max_steps, precision, seed, ...\nt.prototxt:1:6: Expected "
            "\"{\", found the end of the text.");
}

TEST(ParseTextProto, NamesTheChoicesOfAnEnum) {
  EXPECT_EQ(ErrorOf("precision: FP23"),
            "t.prototxt:1:16: 'FP23' is no precision; did you mean 'FP32'?");
  EXPECT_EQ(ErrorOf("\nprecision: 7"),
            "t.prototxt:2: 7 is no precision; expected one of FP32, BF16");
}

TEST(ParseTextProto, RefusesControlCharacters) {
  EXPECT_EQ(ErrorOf("\nmodel: 'a\\000b'"),
            "t.prototxt:2: model holds control characters or is not UTF-8");
  EXPECT_EQ(ErrorOf("train {\n transform: 'a' transform: '\\xff' }"),
            "t.prototxt:2: transform holds control characters or is not UTF-8");
}

TEST(ParseTextProto, LimitsNesting) {
  std::string text;
  for (int i = 0; i < 100000; ++i) text += "x{";
  EXPECT_THAT(ErrorOf(text), testing::HasSubstr("Message is too deep"));
}

TEST(ParseTextProto, RefusesWhatIsNoText) {
  EXPECT_EQ(ErrorOf(""), "t.prototxt: the file is empty");
}

TEST(Settings, SetValuesOfEveryType) {
  const proto::Training training = Set({{"model=n \"quoted\""},
                                        {"epochs=7"},
                                        {"clip_norm=1e-3"},
                                        {"precision=BF16"},
                                        {"train.shuffle=false"},
                                        {"test.batch=3"},
                                        {"optimizer=sgd(lr = 0.1)"}});
  EXPECT_EQ(training.model(), "n \"quoted\"");
  EXPECT_EQ(training.epochs(), 7);
  EXPECT_EQ(training.clip_norm(), 1e-3);
  EXPECT_EQ(training.precision(), proto::Training::BF16);
  EXPECT_FALSE(training.train().shuffle());
  EXPECT_EQ(training.test().batch(), 3);
  EXPECT_EQ(training.optimizer(), "sgd(lr = 0.1)");
}

TEST(Settings, ReplaceAndAppendInLists) {
  const proto::Training training =
      Set({{"train.transform.1=crop"}, {"train.transform.2=noise"}});
  EXPECT_THAT(training.train().transform(),
              testing::ElementsAre("shift", "crop", "noise"));
}

TEST(Settings, TheLastOneHolds) {
  EXPECT_EQ(Set({{"epochs=7"}, {"epochs=8"}}).epochs(), 8);
}

TEST(Settings, IndexByNameOrPosition) {
  proto::Model model;
  FieldLocations locations;
  const absl::Status status = ParseTextProto(
      "param { name: 'g' value: 'ADD' } layer { name: 'a' } "
      "layer { name: 'b' } layer { name: '0' }",
      "m",
      {{"param.g=AND"},
       {"layer.b.op=if"},
       {"layer.0.op=x"},
       {"layer.1.when=true"}},
      &model, &locations);
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_EQ(model.param(0).value(), "AND");
  EXPECT_EQ(model.layer(1).op(), "if");
  EXPECT_EQ(model.layer(1).when(), "true");
  EXPECT_EQ(model.layer(2).op(), "x") << "a name goes before a position";
}

TEST(Settings, SayWhatIsWrong) {
  EXPECT_EQ(
      SetError("epoch=3"),
      "--set epoch=3: training has no field 'epoch'; did you mean 'epochs'?");
  EXPECT_EQ(
      SetError("train.bacth=3"),
      "--set train.bacth=3: train has no field 'bacth'; did you mean 'batch'?");
  EXPECT_EQ(SetError("epochs"),
            "--set epochs: expected path=value, such as model=...");
  EXPECT_EQ(SetError("=3"), "--set =3: expected path=value, such as model=...");
  EXPECT_EQ(SetError(""), "--set : expected path=value, such as model=...");
  EXPECT_EQ(SetError("train=3"),
            "--set train=3: 'train' holds fields; name one of them; expected "
            "one of data, transform, batch, shuffle, loader_threads, steps");
  EXPECT_EQ(SetError("epochs.x=3"),
            "--set epochs.x=3: 'epochs' has no parts, but 'x' follows");
  EXPECT_EQ(SetError("epochs="),
            "--set epochs=: '' is no value for epochs, whose type is int32");
  EXPECT_EQ(
      SetError("epochs=3.5"),
      "--set epochs=3.5: '3.5' is no value for epochs, whose type is int32");
  EXPECT_EQ(SetError("epochs=3 seed: 4"),
            "--set epochs=3 seed: 4: '3 seed: 4' is no value for epochs, whose "
            "type is int32");
  EXPECT_EQ(SetError("train.shuffle=maybe"),
            "--set train.shuffle=maybe: 'maybe' is no value for shuffle, whose "
            "type is bool");
  EXPECT_EQ(
      SetError("precision=FP23"),
      "--set precision=FP23: 'FP23' is no precision; did you mean 'FP32'?");
  EXPECT_EQ(SetError("precision=7"),
            "--set precision=7: 7 is no precision; expected one of FP32, BF16");
  EXPECT_EQ(SetError("train.transform=x"),
            "--set train.transform=x: 'transform' is a list of 2; write "
            "transform.N with N from 0 to 2 (the last appends)");
  EXPECT_EQ(SetError("train.transform.3=x"),
            "--set train.transform.3=x: 'transform' is a list of 2; write "
            "transform.N with N from 0 to 2 (the last appends)");
  EXPECT_EQ(SetError("train.transform.-1=x"),
            "--set train.transform.-1=x: 'transform' is a list of 2; write "
            "transform.N with N from 0 to 2 (the last appends)");
  EXPECT_EQ(
      SetError("train.transform.0.x=x"),
      "--set train.transform.0.x=x: 'transform' has no parts, but 'x' follows");
  EXPECT_EQ(SetError("model=a\x01"),
            "--set model=a\x1: model holds control characters or is not UTF-8");
}

TEST(Settings, SayWhichElementIsNotThere) {
  const auto error = [](const char* assignment) {
    proto::Model model;
    FieldLocations locations;
    return std::string(ParseTextProto("layer { name: 'conv1' }", "m",
                                      {{assignment}}, &model, &locations)
                           .message());
  };
  EXPECT_EQ(error("layer.cnov1.op=if"),
            "--set layer.cnov1.op=if: there is no layer 'cnov1'; did you mean "
            "'conv1'?");
  EXPECT_EQ(error("layer.1.op=if"),
            "--set layer.1.op=if: there is no layer '1'; expected conv1");
  EXPECT_EQ(error("layer=if"),
            "--set layer=if: there can be several of 'layer'; write layer.NAME "
            "or layer.0");
  EXPECT_EQ(error("layer.conv1=if"),
            "--set layer.conv1=if: 'conv1' holds fields; name one of them; "
            "expected one of name, op, input, when, repeat");
  EXPECT_EQ(error("param.g=if"), "--set param.g=if: there is no param 'g'");
}

TEST(ResolvedText, ReadsBack) {
  const proto::Training training = Set({{"output=r\xC3\xA9\"s\n"}});
  proto::Training again;
  ASSERT_TRUE(Parse(ResolvedText(training), {}, &again).ok());
  EXPECT_EQ(again.SerializeAsString(), training.SerializeAsString());
}

}  // namespace
}  // namespace synfire
