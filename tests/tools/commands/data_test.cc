// `synfire data check`, `info` and `frames`.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "data/events/nmnist.h"
#include "data/safetensors/convert.h"
#include "data/safetensors/reader.h"
#include "tests/data/events/event_files.h"
#include "tests/data/hdf5/hdf5_writer.h"
#include "tests/tools/commands/program_test.h"

namespace synfire {
namespace {

using testing::HasSubstr;

class DataTest : public ProgramTest {
 protected:
  // N-MNIST of 2 recordings a digit to train with and 1 to test, in "nmnist".
  void WriteNmnist() const {
    for (int digit = 0; digit < 10; ++digit) {
      for (int i = 0; i < 3; ++i) {
        const std::string folder =
            absl::StrCat(Path("nmnist"), i < 2 ? "/Train/" : "/Test/", digit);
        std::filesystem::create_directories(folder);
        WriteFile(folder, absl::StrCat(i, ".bin"),
                  AtisFile(RandomEvents(kNmnistSensor, 100, i)));
      }
    }
  }
  void WriteBytes(const std::string& name, const Bytes& bytes) const {
    WriteFile(Path(""), name, bytes);
  }
  // The tensor "frames" of a file.
  std::vector<float> Frames(const std::string& name, const Shape& shape) const {
    const SafetensorsFile file = SafetensorsFile::Open(Path(name)).value();
    const TensorView* tensor = file.Find("frames");
    EXPECT_NE(tensor, nullptr);
    if (tensor == nullptr) return {};
    EXPECT_EQ(tensor->dtype, StoredType::kF32);
    EXPECT_EQ(tensor->shape, shape);
    return ReadAsF32(*tensor).value();
  }
};

TEST_F(DataTest, CheckWalksAllPartsOfAFolder) {
  WriteNmnist();
  EXPECT_EQ(RunOk({"data", "check", "nmnist"}),
            "nmnist(split = train, path = nmnist): OK (20 samples)\n"
            "nmnist(split = test, path = nmnist): OK (10 samples)\n");
}

TEST_F(DataTest, CheckNamesEverySampleThatCannotBeRead) {
  WriteNmnist();
  WriteBytes("nmnist/Train/3/1.bin", {1, 2, 3, 4, 5, 6, 7});
  WriteBytes("nmnist/Test/5/2.bin",
             AtisEvent(1, 1, true, 1) + AtisEvent(99, 1, true, 1));
  WriteBytes("nmnist/Test/6/2.bin", {});
  const Outcome outcome = Run({"data", "check", "nmnist"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_EQ(outcome.out,
            "nmnist(split = train, path = nmnist): 1 of 20 samples cannot "
            "be read\n"
            "nmnist(split = test, path = nmnist): 2 of 10 samples cannot "
            "be read\n");
  EXPECT_EQ(
      outcome.err,
      "synfire: error: nmnist/Train/3/1.bin: byte 5: the file ends after 2 "
      "bytes of an event of 5: it is cut short, or of another format\n"
      "synfire: error: nmnist/Test/5/2.bin: byte 5: an event at x = 99, y = "
      "1, expected x below 34 and y below 34: the file is corrupt, or of "
      "another camera or format\n"
      "synfire: error: nmnist/Test/6/2.bin: byte 0: the file is empty, "
      "expected events of 5 bytes\n");
}

TEST_F(DataTest, CheckGoesOnAfterAPartThatCannotBeOpened) {
  WriteNmnist();
  std::filesystem::remove_all(Path("nmnist/Train/3"));
  const Outcome outcome = Run({"data", "check", "nmnist"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_EQ(outcome.out,
            "nmnist(split = train, path = nmnist): cannot be opened\n"
            "nmnist(split = test, path = nmnist): OK (10 samples)\n");
  EXPECT_EQ(outcome.err,
            "synfire: error: nmnist/Train: there is no folder '3', which is "
            "one of the 10 classes\n");
}

TEST_F(DataTest, CheckTakesACallOfAnyDataSet) {
  WriteNmnist();
  EXPECT_EQ(RunOk({"data", "check", "nmnist(split = test, path = 'nmnist')"}),
            "nmnist(split = test, path = 'nmnist'): OK (10 samples)\n");
  WriteMnist(Path(""), 20, false);
  EXPECT_EQ(RunOk({"data", "check", "mnist(split = test, path = '.')"}),
            "mnist(split = test, path = '.'): OK (20 samples)\n");
}

TEST_F(DataTest, CheckTakesARecording) {
  WriteBytes("a.bin", AtisFile(RandomEvents(kNmnistSensor, 7, 1)));
  EXPECT_EQ(RunOk({"data", "check", "a.bin"}),
            "a.bin: OK (ATIS, 34x34 pixels, 7 events)\n");
  WriteBytes("b.bin", AtisEvent(239, 179, true, 0));
  EXPECT_EQ(RunOk({"data", "check", "b.bin"}),
            "b.bin: OK (ATIS, 240x180 pixels, 1 events)\n");
  WriteBytes("c.aedat", Aedat2File({{1, 2, 3, true}}));
  EXPECT_EQ(RunOk({"data", "check", "c.aedat"}),
            "c.aedat: OK (AEDAT 2.0, 128x128 pixels, 1 events)\n");
  WriteBytes("d.aedat", Aedat3Header() + Aedat3Packet({{1, 2, 3, true}}));
  EXPECT_EQ(RunOk({"data", "check", "d.aedat"}),
            "d.aedat: OK (AEDAT 3.1, 128x128 pixels, 1 events)\n");
}

TEST_F(DataTest, TakesSpikeTrains) {
  std::filesystem::create_directory(Path("words"));
  WriteSpikeFile(Path("words/shd_test.h5"),
                 {{{0, 0.25, 0.5}, {3, 699, 3}, 11}, {{0.125}, {5}, 0}});
  EXPECT_EQ(RunOk({"data", "check", "words"}),
            "shd(split = test, path = words): OK (2 samples)\n");
  const std::string info = RunOk({"data", "info", "words"});
  EXPECT_THAT(info, HasSubstr("shape        [100,700] [T,units]\n"));
  EXPECT_THAT(info, HasSubstr("units        700\n"));
  EXPECT_THAT(info, HasSubstr("events       4; a sample has 1 to 3, mean 2\n"));
  EXPECT_THAT(info, testing::Not(HasSubstr("polarity")));
  EXPECT_EQ(RunOk({"data", "frames", "words/shd_test.h5", "--sample", "0",
                   "--by", "bins", "--duration-us", "250000", "--frames", "4",
                   "--out", "x.safetensors"}),
            "x.safetensors: frames [4,700] of 3 events (HDF5) by bins\n");
  const std::vector<float> frames = Frames("x.safetensors", Shape({4, 700}));
  EXPECT_EQ(frames[3], 1);
  EXPECT_EQ(frames[700 + 699], 1);
  EXPECT_EQ(frames[1400 + 3], 1);
  ExpectMistake({"data", "frames", "words/shd_test.h5", "--sample", "2",
                 "--frames", "1", "--out", "x.safetensors"},
                "words/shd_test.h5: there is no sample 2, expected 0 to 1");
  ExpectMistake({"data", "frames", "words/shd_test.h5", "--sample", "0",
                 "--from", "3", "--frames", "1", "--out", "x.safetensors"},
                "--sample is a spike train as a whole; leave out --from, --to, "
                "--trial, --height and --width");
  ExpectMistake({"data", "check", "words/shd_test.h5"},
                "words/shd_test.h5: an HDF5 file holds the recordings of a "
                "data set; name its folder, or for `data frames` say --sample");
}

TEST_F(DataTest, SaysWhatTheArgumentIsNot) {
  const Outcome nowhere = Run({"data", "check", "nowhere"});
  EXPECT_EQ(nowhere.exit_code, 2);
  EXPECT_THAT(nowhere.err,
              HasSubstr("'nowhere' is no file or folder, and no data set: "
                        "'nowhere' is no data set"));
  ExpectMistake({"data", "check", "nmnst(split = train)"},
                "'nmnst(split = train)' is no file or folder, and no data set: "
                "'nmnst' is no data set; did you mean 'nmnist'?");
  Write("notes.txt", "hello");
  ExpectMistake({"data", "check", "notes.txt"},
                "notes.txt: byte 0: the file is no recording, expected AEDAT "
                "2.0, AEDAT 3.1 or, with the ending .bin, ATIS");
  Write("x.aedat", "#!AER-DAT4.0\r\n");
  ExpectMistake({"data", "check", "x.aedat"},
                "x.aedat: byte 9: the file is AEDAT 4.0, expected AEDAT 2.0, "
                "AEDAT 3.1 or, with the ending .bin, ATIS");
  std::filesystem::create_directory(Path("empty"));
  const Outcome outcome = Run({"data", "info", "empty"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err,
              HasSubstr("empty: the folder is laid out as none of "));
}

TEST_F(DataTest, SubcommandsAreNamedAsCommandsAre) {
  ExpectMistake({"data"},
                "data: a command is missing\n  see: synfire data --help");
  ExpectMistake({"data", "chek", "x"},
                "data: 'chek' is no command; did you mean 'check'?");
  ExpectMistake({"data", "info"},
                "data info: PATH|CALL is required\n"
                "  see: synfire data info --help");
  ExpectMistake({"data", "info", "x", "--jsno"},
                "data info: '--jsno' is no option; did you mean '--json'?");
}

TEST_F(DataTest, InfoDescribesEvents) {
  WriteNmnist();
  const auto json = RunJson({"data", "info", "nmnist"});
  ASSERT_EQ(json.size(), 2);
  const auto& train = json[0];
  EXPECT_EQ(train["samples"], 20);
  EXPECT_EQ(train["classes"], 10);
  EXPECT_EQ(train["width"], 34);
  EXPECT_EQ(train["height"], 34);
  EXPECT_EQ(train["shape"], (std::vector<int>{10, 34, 34, 2}));
  EXPECT_EQ(train["events"], 2000);
  EXPECT_EQ(train["events_a_sample"]["mean"], 100);
  EXPECT_EQ(train["samples_of_class"]["7"], 2);
  EXPECT_EQ(train["samples_with_times_that_go_backwards"], 0);
  const Events a = RandomEvents(kNmnistSensor, 100, 0);
  const Events b = RandomEvents(kNmnistSensor, 100, 1);
  EXPECT_NEAR(train["seconds_a_sample"]["max"],
              std::max(a.back().t, b.back().t) * 1e-6, 1e-12);
  EXPECT_EQ(json[1]["samples"], 10);
}

TEST_F(DataTest, InfoPrintsText) {
  WriteBytes("a.bin", AtisEvent(1, 2, true, 1000) +
                          AtisEvent(3, 4, false, 251000) +
                          AtisEvent(3, 4, true, 250000));
  EXPECT_EQ(RunOk({"data", "info", "a.bin"}),
            "a.bin\n"
            "  format       ATIS\n"
            "  resolution   34x34 pixels (width x height)\n"
            "  events       3; a sample has 3 to 3, mean 3\n"
            "  duration     0.250 to 0.250 s, mean 0.250 s\n"
            "  polarity     66.67% ON\n"
            "  order        times go backwards in 1 samples\n");
  WriteMnist(Path(""), 20, false);
  const std::string text =
      RunOk({"data", "info", "mnist(split = test, path = '.')"});
  EXPECT_THAT(text, HasSubstr("  samples      20\n"));
  EXPECT_THAT(text, HasSubstr("  shape        [28,28,1] [H,W,C]\n"));
  EXPECT_THAT(text, HasSubstr("  values       0 to 1, mean "));
  EXPECT_THAT(text, HasSubstr("           2  7\n"));
}

TEST_F(DataTest, FramesAreCountsChannelsFirst) {
  const Events events = {{0, 5, 7, true},   {10, 5, 7, true},
                         {20, 6, 7, false}, {30, 5, 8, false},
                         {95, 0, 0, true},  {100, 33, 33, false}};
  WriteBytes("a.bin", AtisFile(events));
  EXPECT_EQ(RunOk({"data", "frames", "a.bin", "--by", "number", "--frames", "2",
                   "--out", "x.safetensors"}),
            "x.safetensors: frames [2,2,34,34] of 6 events (ATIS) by number\n");
  std::vector<float> expected(2 * 2 * 34 * 34);
  const auto at = [&](int t, int p, int y, int x) -> float& {
    return expected[((t * 2 + p) * 34 + y) * 34 + x];
  };
  at(0, 1, 7, 5) = 2;
  at(0, 0, 7, 6) = 1;
  at(1, 0, 8, 5) = at(1, 1, 0, 0) = at(1, 0, 33, 33) = 1;
  EXPECT_EQ(Frames("x.safetensors", {2, 2, 34, 34}), expected);

  RunOk({"data", "frames", "a.bin", "--by", "time", "--frames", "2", "--out",
         "y.safetensors"});
  at(0, 0, 8, 5) = 1;
  at(1, 0, 8, 5) = 0;
  EXPECT_EQ(Frames("y.safetensors", {2, 2, 34, 34}), expected);
  RunOk({"data", "frames", "a.bin", "--by", "duration", "--duration-us", "50",
         "--out", "z.safetensors"});
  EXPECT_EQ(Frames("z.safetensors", {2, 2, 34, 34}), expected);
  // A network of 3 steps sees an empty frame after them.
  RunOk({"data", "frames", "a.bin", "--by", "duration", "--duration-us", "50",
         "--frames", "3", "--out", "z.safetensors"});
  expected.resize(3 * 2 * 34 * 34);
  EXPECT_EQ(Frames("z.safetensors", {3, 2, 34, 34}), expected);
}

TEST_F(DataTest, FramesOfAWindow) {
  WriteBytes("u.aedat", Aedat3Header() + Aedat3Packet({{10, 1, 1, true},
                                                       {20, 2, 2, true},
                                                       {30, 3, 3, true}}));
  Write("u_labels.csv",
        "class,startTime_usec,endTime_usec\n1,10,20\n2,15,31\n");
  EXPECT_THAT(RunOk({"data", "frames", "u.aedat", "--frames", "1", "--from",
                     "20", "--to", "30", "--out", "x"}),
              HasSubstr("of 1 events"));
  RunOk({"data", "frames", "u.aedat", "--frames", "1", "--trial", "2", "--out",
         "x"});
  const std::vector<float> frames = Frames("x", {1, 2, 128, 128});
  EXPECT_EQ(frames[128 * 128 + 2 * 128 + 2], 1);
  EXPECT_EQ(frames[128 * 128 + 3 * 128 + 3], 1);
  EXPECT_EQ(frames[128 * 128 + 1 * 128 + 1], 0);
}

TEST_F(DataTest, FramesRefusesOptionsThatDoNotGoTogether) {
  WriteBytes("a.bin", AtisFile({{0, 5, 7, true}, {95, 0, 0, true}}));
  const auto expect = [&](std::vector<std::string> options,
                          const std::string& message) {
    std::vector<std::string> all = {"data", "frames", "a.bin", "--out", "x"};
    all.insert(all.end(), options.begin(), options.end());
    ExpectMistake(all, message);
  };
  expect({}, "--by number needs --frames");
  expect({"--by", "time"}, "--by time needs --frames");
  expect({"--by", "duration"}, "--by duration needs --duration-us");
  expect({"--frames", "2", "--duration-us", "5"},
         "--duration-us needs --by duration");
  expect({"--frames", "2", "--height", "5"},
         "--height and --width need each other");
  expect({"--frames", "2", "--trial", "1", "--from", "5"},
         "--trial is a window of its own; leave out --from and --to");
  expect({"--frames", "2", "--from", "500"}, "a.bin: there is no event");
  expect({"--by", "duration", "--duration-us", "10", "--frames", "3"},
         "a.bin: the events span 95 us, 10 frames of 10 us; expected at most 3 "
         "frames");
  expect({"--frames", "2", "--height", "6", "--width", "6"},
         "a.bin: byte 0: an event at x = 5, y = 7, expected x below 6 and y "
         "below 6: the file is corrupt, or of another camera or format");
}

TEST_F(DataTest, VerifyHoldsStepsAgainstFrames) {
  WriteNmnist();
  Write("m.prototxt", R"(name: 'm'  steps: 6
    input { name: 'x' channels: 2 height: 34 width: 34 temporal: true }
    layer { name: 'flat' op: 'flatten' }
    layer { name: 'fc' op: 'linear(features = 10)' }
    layer { name: 'rate' op: 'mean_time' })");
  Write("t.prototxt", R"(model: 'm.prototxt'
    train { data: 'nmnist(split = train, path = "nmnist", frames = 6)'
            transform: 'draw_frames(count = 4)' batch: 4 steps: 4 }
    test { data: 'nmnist(split = test, path = "nmnist", frames = 6)' batch: 4 }
    loss: 'cross_entropy' optimizer: 'sgd(lr = 0.1)' epochs: 1 output: 'run')");
  EXPECT_THAT(RunOk({"verify", "t.prototxt"}), HasSubstr("t.prototxt: OK"));
  ExpectMistake({"verify", "t.prototxt", "--set", "train.steps=5"},
                "m.prototxt:2: input 'x': the model reads samples of "
                "[5,34,34,2] [T,H,W,C], the data set has [4,34,34,2]; say "
                "`steps: 4` beside the data in the training file");
}

}  // namespace
}  // namespace synfire
