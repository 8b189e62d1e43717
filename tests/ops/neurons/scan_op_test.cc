// The neurons' ops and layers: types, what they refuse, and values by ports.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "ops/neurons/neuron_ops.h"
#include "ops/surrogates/surrogate_spec.h"
#include "tests/ops/op_text.h"

namespace synfire {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const Catalog& Neurons() {
  static const Catalog* const catalog = [] {
    auto* neurons = new Catalog;
    AddNeuronOps(neurons);
    return neurons;
  }();
  return *catalog;
}

std::string Infer(absl::string_view op, absl::string_view inputs,
                  int64_t steps = 4) {
  return InferText(Neurons().ops, op, inputs, steps);
}

TEST(NeuronOp, SpikesAreTemporalEvenOfAStillImage) {
  EXPECT_EQ(Infer("if", "f32[2,3]"), "f32 t[2,3]; f32[2,3]; i64[]");
  EXPECT_EQ(Infer("lif", "f64 t[2,3]; f64[2,3]"),
            "f64 t[2,3]; f64[2,3]; i64[]");
  EXPECT_EQ(Infer("plif", "f32 t[]; f32[]"), "f32 t[]; f32[]; i64[]");
}

TEST(NeuronOp, AStateThatIsNotKeptIsEmpty) {
  EXPECT_EQ(Infer("if(keep_state = false)", "f32 t[2]"),
            "f32 t[2]; f32[0]; i64[]");
}

TEST(NeuronOp, ASingleStepIsStaticAndKeepsItsState) {
  EXPECT_EQ(
      Infer("if(single_step = true, keep_state = false)", "f32[2]; f32[2]"),
      "f32[2]; f32[2]; i64[]");
  EXPECT_EQ(Infer("if(single_step = true)", "f32 t[2]"),
            "x is temporal, expected static: one step's");
  EXPECT_EQ(Infer("if(single_step = true, detach_every = 2)", "f32[2]"),
            "detach_every does not work in a feedback loop or with "
            "--unroll=full; set it to 0");
}

TEST(NeuronOp, RefusesInputsThatDoNotFit) {
  EXPECT_EQ(Infer("if", "i64[2]"), "x is i64, expected f32 or f64");
  EXPECT_EQ(Infer("if", "f32 t[2]; f32[3]"),
            "first_v is [3], expected [2]: one for each neuron");
  EXPECT_EQ(Infer("if", "f32 t[2]; f32 t[2]"),
            "first_v is temporal, expected static");
  EXPECT_EQ(Infer("if", "f32 t[2]; f64[2]"),
            "first_v is f64, expected f32 like x");
  EXPECT_EQ(Infer("plif", "f32 t[2]; f32[2]"),
            "w is [2], expected []: one for the layer");
  EXPECT_EQ(Infer("plif", "f32 t[2,3]; f32[2]"),
            "w is [2], expected [3]: one for each channel");
  EXPECT_EQ(Infer("plif", "f32 t[2]"), "plif needs an input 'w' [] or [C]");
  EXPECT_EQ(Infer("if", "f32 t[2]", (int64_t{1} << 20) + 1),
            "1048577 time steps, expected at most 1048576");
}

TEST(NeuronOp, TakesOneLearnedParameterAChannel) {
  EXPECT_EQ(Infer("plif", "f32 t[2,3]; f32[3]"), "f32 t[2,3]; f32[2,3]; i64[]");
  EXPECT_EQ(Infer("plif_grad", "f32 t[2,3]; f32[3]; f32 t[2,3]"),
            "f32 t[2,3]; f32[3]; f32[0]; f32[0]; f32[0]");
}

TEST(NeuronOp, RefusesAttributesWithTheRemedy) {
  EXPECT_THAT(Infer("lif(tau = 1)", "f32 t[2]"),
              HasSubstr("lif: tau = 1 steps is out of range; expected > 1"));
  EXPECT_THAT(Infer("lif(tua = 2)", "f32 t[2]"),
              HasSubstr("did you mean 'tau'?"));
  EXPECT_THAT(Infer("cuba_lif(c_decay = 1.5)", "f32 t[2]"),
              HasSubstr("c_decay = 1.5 is out of range"));
  EXPECT_EQ(Infer("if(surrogate = atn)", "f32 t[2]"),
            "surrogate: 'atn' is no surrogate; did you mean 'atan'?");
  EXPECT_THAT(Infer("if(surrogate = atan(alpha = -1))", "f32 t[2]"),
              HasSubstr("expected > 0"));
}

TEST(NeuronGradOp, FollowsTheForwardOpsTypes) {
  EXPECT_EQ(Infer("plif_grad", "f32 t[2]; f32[]; f32 t[2]"),
            "f32 t[2]; f32[]; f32[0]; f32[0]; f32[0]");
  EXPECT_EQ(Infer("if_grad", "f32[2]; f32 t[2]; f32[2]; f32[2]"),
            "f32[2]; f32[2]; f32[0]; f32[0]");
  EXPECT_EQ(Infer("if_grad", "f32 t[2]; f32[2]"),
            "ds is static, expected temporal");
}

TEST(NeuronOp, TakesANormInFront) {
  EXPECT_EQ(Infer("if", "f32 t[4,2]; f32[4,2]; f32[2]; f32[2]; f32[2]"),
            "f32 t[4,2]; f32[4,2]; i64[]");
  EXPECT_EQ(Infer("if_grad",
                  "f32 t[4,2]; f32 t[4,2]; f32[4,2]; f32[4,2]; f32[2]; f32[2]; "
                  "f32[2]"),
            "f32 t[4,2]; f32[4,2]; f32[2]; f32[2]");
  EXPECT_EQ(Infer("if", "f32 t[4,2]; f32[4,2]; f32[2]; f32[2]"),
            "expected mean, slope and offset, all or none");
  EXPECT_EQ(Infer("if", "f32 t[4,2]; f32[4,2]; f32[4]; f32[4]; f32[4]"),
            "mean is [4], expected [2]: one for each channel");
}

TEST(NeuronOp, CarriesItsStateAndCountsItsSpikes) {
  const auto outputs =
      ComputeOp(Neurons().ops, "if(v_reset = none)",
                {{"f64 t[2]", {0.75, 0.25, 0.5, 0.25, 1.0, 0.25}},
                 {"f64[2]", {0.0, 0.5}}},
                /*steps=*/3);
  ASSERT_TRUE(outputs.ok()) << outputs.status();
  EXPECT_THAT((*outputs)[0], ElementsAre(0, 0, 1, 1, 1, 0));
  EXPECT_THAT((*outputs)[1], ElementsAre(0.25, 0.25));
  EXPECT_THAT((*outputs)[2], ElementsAre(3));
}

TEST(NeuronOp, SumsTheGradientOfAStillImageOverTime) {
  const std::vector<double> ds = {1, -2, 0.5};
  const auto still =
      ComputeOp(Neurons().ops, "if_grad", {{"f64[1]", {0.4}}, {"f64 t[1]", ds}},
                /*steps=*/3);
  const auto frames =
      ComputeOp(Neurons().ops, "if_grad",
                {{"f64 t[1]", {0.4, 0.4, 0.4}}, {"f64 t[1]", ds}}, 3);
  ASSERT_TRUE(still.ok() && frames.ok());
  const std::vector<double>& dx = (*frames)[0];
  EXPECT_DOUBLE_EQ((*still)[0][0], dx[2] + dx[1] + dx[0]);
  EXPECT_THAT((*still)[1], IsEmpty());
}

TEST(NeuronLayer, IsANeuronForEachOfTheList) {
  for (const char* name : {"if", "lif", "plif", "klif", "adaptive_lif",
                           "cuba_lif", "qif", "eif", "izhikevich"}) {
    const auto it = Neurons().layers.find(name);
    ASSERT_NE(it, Neurons().layers.end()) << name;
    EXPECT_TRUE(it->second.neuron);
  }
}

TEST(NeuronLayer, OfALeakyIntegratorDoesNotSpike) {
  const LayerDef& layer = Neurons().layers.find("leaky_integrator")->second;
  EXPECT_FALSE(layer.neuron);
  EXPECT_EQ(layer.schema.Find("surrogate"), nullptr);
  EXPECT_EQ(layer.schema.Find("v_reset"), nullptr);
  EXPECT_EQ(layer.schema.Find("share"), nullptr);  // it learns nothing
  const auto outputs = ComputeOp(Neurons().ops, "leaky_integrator",
                                 {{"f64 t[1]", {4.0, 8.0}}}, /*steps=*/2);
  ASSERT_TRUE(outputs.ok()) << outputs.status();
  EXPECT_THAT((*outputs)[0], ElementsAre(2, 5));
  EXPECT_THAT((*outputs)[1], ElementsAre(5));
  EXPECT_THAT((*outputs)[2], ElementsAre(0));
}

std::string Defaults(const std::string& layer) {
  const Schema& schema = Neurons().layers.find(layer)->second.schema;
  const auto attrs = schema.Bind(*Call::Parse(layer), {});
  return attrs.ok() ? attrs->ToText() : std::string(attrs.status().message());
}

TEST(NeuronLayer, HasTheDefaultsOfItsNeuron) {
  const auto fires = [](const char* v_threshold, const char* v_reset,
                        const char* surrogate = "atan(alpha = 2)") {
    return absl::StrCat("v_threshold = ", v_threshold, ", v_reset = ", v_reset,
                        ", detach_reset = false, surrogate = ", surrogate);
  };
  const std::string leak = "tau = 2.0, decay_input = true, ";
  const std::string learns = ", share = layer", cut = ", detach_every = 0";
  EXPECT_EQ(Defaults("if"), fires("1.0", "0.0") + cut);
  EXPECT_EQ(Defaults("lif"), leak + fires("1.0", "0.0") + cut);
  EXPECT_EQ(Defaults("plif"), "init_tau = 2.0, decay_input = true, " +
                                  fires("1.0", "0.0") + learns + cut);
  EXPECT_EQ(Defaults("klif"),
            leak + "init_k = 1.0, " + fires("1.0", "0.0") + learns + cut);
  EXPECT_EQ(Defaults("adaptive_lif"),
            leak + "beta = 0.2, tau_a = 10.0, " + fires("1.0", "0.0") + cut);
  EXPECT_EQ(Defaults("cuba_lif"), "c_decay = 0.5, v_decay = 0.75, " +
                                      fires("0.5", "0.0", "rect(alpha = 1)") +
                                      cut);
  EXPECT_EQ(Defaults("qif"), "tau = 2.0, v_c = 0.8, a0 = 1.0, v_rest = 0.0, " +
                                 fires("1.0", "-0.1") + cut);
  EXPECT_EQ(Defaults("eif"),
            "tau = 2.0, delta_t = 1.0, theta_rh = 0.8, v_rest = 0.0, " +
                fires("1.0", "-0.1") + cut);
  EXPECT_EQ(Defaults("izhikevich"),
            "tau = 2.0, v_c = 0.8, a0 = 1.0, v_rest = -0.1, w_rest = 0.0, "
            "tau_w = 2.0, a = 0.0, b = 0.0, " +
                fires("1.0", "-0.1") + cut);
  EXPECT_EQ(Defaults("leaky_integrator"), leak + "v_rest = 0.0" + cut);
}

TEST(NeuronLayer, TakesEverySurrogateWithEachOfItsParameters) {
  int parameters = 0;
  for (const Schema& surrogate : SurrogateSchemas()) {
    EXPECT_EQ(Infer(absl::StrCat("if(surrogate = ", surrogate.name(), ")"),
                    "f32 t[2]"),
              "f32 t[2]; f32[2]; i64[]");
    for (const AttrDef& parameter : surrogate.attrs()) {
      ++parameters;
      EXPECT_EQ(Infer(absl::StrCat("if(surrogate = ", surrogate.name(), "(",
                                   parameter.name, " = 1.5))"),
                      "f32 t[2]"),
                "f32 t[2]; f32[2]; i64[]");
    }
  }
  EXPECT_EQ(parameters, 16);
}

// Adds the layer "sn1" that `text` says on an input of that type.
absl::StatusOr<ValueId> BuildLayer(const std::string& text,
                                   const std::string& type, Graph* graph) {
  const Call call = *Call::Parse(text);
  const LayerDef& layer = Neurons().layers.find(call.name)->second;
  SYNFIRE_ASSIGN_OR_RETURN(const Attrs attrs, layer.schema.Bind(call, {}));
  SYNFIRE_ASSIGN_OR_RETURN(const ValueId x,
                           graph->AddInput("x", *Type::FromString(type)));
  LayerContext context(graph, "sn1", attrs, {x}, true, DType::kF32);
  return layer.build(context);
}

TEST(NeuronLayer, LearnsOneParameterAChannelOnDemand) {
  Graph graph(&Neurons().ops, "test", 4);
  const auto s = BuildLayer("klif(share = channel)", "f32 t[2,7,7,3]", &graph);
  ASSERT_TRUE(s.ok()) << s.status();
  EXPECT_EQ(graph.type(graph.FindValue("sn1.k")).ToString(), "f32[3]");

  Graph other(&Neurons().ops, "test", 4);
  EXPECT_EQ(BuildLayer("plif(share = channel)", "f32 t[2]", &other)
                .status()
                .message(),
            "x is [2], which has no channels; expected share = layer");
}

TEST(NeuronLayer, MakesItsLearnedParameters) {
  Graph graph(&Neurons().ops, "test", 4);
  const auto s = BuildLayer("plif(init_tau = 5, surrogate = sigmoid)",
                            "f32 t[2,3]", &graph);
  ASSERT_TRUE(s.ok()) << s.status();
  EXPECT_EQ(graph.value(*s).name, "sn1");
  const ValueId w = graph.FindValue("sn1.w");
  ASSERT_NE(w, kNone);
  EXPECT_EQ(graph.value(w).role, Role::kParameter);
  EXPECT_EQ(graph.value(w).init, "constant(value = -1.3862943611198906)");
  const ValueId spikes = graph.FindValue("sn1.spikes");
  ASSERT_NE(spikes, kNone);
  EXPECT_EQ(graph.type(spikes).ToString(), "i64[]");
}

}  // namespace
}  // namespace synfire
