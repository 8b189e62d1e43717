#include <set>

#include "data/registry.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ops/all_ops.h"
#include "ops/surrogates/surrogate_spec.h"
#include "tests/tools/commands/program_test.h"

namespace synfire {
namespace {

using ::testing::HasSubstr;

class OpsTest : public ProgramTest {};

template <typename Names>
void ExpectListed(const nlohmann::json& section, const Names& names) {
  std::set<std::string> listed;
  for (const nlohmann::json& entry : section) listed.insert(entry["name"]);
  for (const std::string& name : names) {
    EXPECT_EQ(listed.count(name), 1) << name;
  }
}

template <typename Map>
std::set<std::string> Keys(const Map& map) {
  std::set<std::string> keys;
  for (const auto& entry : map) keys.insert(entry.first);
  return keys;
}

TEST_F(OpsTest, ListsEverything) {
  const nlohmann::json json = RunJson({"ops"});
  nlohmann::json layers = json["layers"];
  for (const nlohmann::json& neuron : json["neurons"]) layers.push_back(neuron);
  ExpectListed(layers, Keys(AllOps().layers));
  ExpectListed(json["initialisers"], Keys(AllOps().inits));
  ExpectListed(json["losses"], Keys(AllOps().losses));
  ExpectListed(json["optimizers"], Keys(AllOps().optimizers));
  ExpectListed(json["ops"], AllOps().ops.names());
  EXPECT_EQ(json["surrogates"].size(), SurrogateSchemas().size());
  EXPECT_EQ(json["data_sets"].size(), AllDatasets().size());
  EXPECT_FALSE(json["schedules"].empty());
  EXPECT_FALSE(json["transforms"].empty());
}

TEST_F(OpsTest, TellsAnAttributeWhole) {
  const nlohmann::json json = RunJson({"ops", "lif"});
  EXPECT_EQ(json.size(), 2);  // the neuron and its op
  nlohmann::json tau;
  for (const nlohmann::json& attribute : json["neurons"][0]["attributes"]) {
    if (attribute["name"] == "tau") tau = attribute;
  }
  EXPECT_EQ(tau["type"], "float");
  EXPECT_EQ(tau["unit"], "steps");
  EXPECT_EQ(tau["min"], 1.0);
  EXPECT_EQ(tau["min_exclusive"], true);
  EXPECT_EQ(tau["default"], 2.0);
  EXPECT_EQ(tau["required"], false);
  EXPECT_FALSE(tau["doc"].get<std::string>().empty());
}

TEST_F(OpsTest, PrintsText) {
  EXPECT_EQ(RunOk({"ops", "connect"}).substr(0, 52),
            "Layers\n  connect: joins a residual branch with its s");
  const std::string text = RunOk({"ops"});
  EXPECT_THAT(text, HasSubstr("Neurons: layers that spike\n"));
  EXPECT_THAT(text, HasSubstr("ADD|AND|IAND"));
}

TEST_F(OpsTest, NamesTheNearestName) {
  ExpectMistake({"ops", "conv2"},
                "'conv2' is nothing that a file can name; did you mean "
                "'conv2d'?");
  ExpectMistake({"ops", "zzzzzzzz"},
                "'zzzzzzzz' is nothing that a file can name; `synfire ops` "
                "lists all names");
}

}  // namespace
}  // namespace synfire
