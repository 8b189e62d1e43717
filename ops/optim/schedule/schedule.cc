#include "ops/optim/schedule/schedule.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>

namespace synfire {
namespace {

constexpr double kUnbounded = std::numeric_limits<double>::infinity();
constexpr double kPi = 3.14159265358979323846;

double Constant(const Attrs&, double base, double) { return base; }

double Step(const Attrs& attrs, double base, double epoch) {
  const double drops = std::floor(epoch / attrs.Int("every_epochs"));
  return base * std::pow(attrs.Float("gamma"), drops);
}

double MultiStep(const Attrs& attrs, double base, double epoch) {
  const std::vector<int64_t>& milestones = attrs.Ints("milestones");
  const auto drops =
      std::count_if(milestones.begin(), milestones.end(),
                    [epoch](int64_t milestone) { return milestone <= epoch; });
  return base * std::pow(attrs.Float("gamma"), drops);
}

double Cosine(const Attrs& attrs, double base, double epoch) {
  const double warmup = attrs.Int("warmup_epochs");
  const double length = attrs.Int("epochs") - warmup;
  const double passed = std::min((epoch - warmup) / length, 1.0);
  const double min_lr = attrs.Float("min_lr");
  return min_lr + (base - min_lr) * (1 + std::cos(kPi * passed)) / 2;
}

absl::Status NothingToCheck(const Attrs&) { return absl::OkStatus(); }

absl::Status CheckMultiStep(const Attrs& attrs) {
  const std::vector<int64_t>& milestones = attrs.Ints("milestones");
  for (size_t i = 1; i < milestones.size(); ++i) {
    if (milestones[i] <= milestones[i - 1]) {
      return UserError("multi_step: milestones = ",
                       ToText(AttrValue(milestones)), " do not increase");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckCosine(const Attrs& attrs) {
  const int64_t warmup = attrs.Int("warmup_epochs");
  if (attrs.Int("epochs") > warmup) return absl::OkStatus();
  return UserError("cosine: epochs = ", attrs.Int("epochs"),
                   " must be more than warmup_epochs = ", warmup);
}

Schema WithWarmup(Schema schema) {
  schema.Int("warmup_epochs", 0, 0, kUnbounded,
             "epochs in which the rate rises");
  schema.Float("warmup_start", 0, 0, 1, "", "share of the rate at step 0");
  return schema;
}

Schema Gamma(Schema schema) {
  schema.Float("gamma", 0.1, 0, kUnbounded, "", "factor at each drop");
  return schema;
}

Schema ConstantSchema() {
  return WithWarmup(
      Schema("schedule", "constant", "the learning rate as it is"));
}

Schema StepSchema() {
  Schema schema("schedule", "step", "drops every few epochs");
  schema.Int("every_epochs", std::nullopt, 1, kUnbounded,
             "epochs from drop to drop");
  return WithWarmup(Gamma(std::move(schema)));
}

Schema MultiStepSchema() {
  Schema schema("schedule", "multi_step", "drops at given epochs");
  AttrDef milestones;
  milestones.name = "milestones";
  milestones.type = AttrType::kInts;
  milestones.doc = "epochs before which it drops, increasing";
  milestones.min = 1;
  schema.Attr(std::move(milestones));
  return WithWarmup(Gamma(std::move(schema)));
}

Schema CosineSchema() {
  Schema schema("schedule", "cosine", "falls along half a cosine");
  schema.Int("epochs", std::nullopt, 1, kUnbounded,
             "the epoch in which min_lr is reached");
  schema.Float("min_lr", 0, 0, kUnbounded, "", "learning rate at the end");
  schema.Bool("per_step", false, "falls from step to step, not by epochs");
  return WithWarmup(std::move(schema));
}

}  // namespace

// One kind of schedule.
struct ScheduleDef {
  Schema schema;
  Schedule::Function function;
  absl::Status (*check)(const Attrs&);

  absl::StatusOr<Schedule> Bind(const Call& call) const {
    SYNFIRE_ASSIGN_OR_RETURN(Attrs attrs, schema.Bind(call, {}));
    SYNFIRE_RETURN_IF_ERROR(check(attrs));
    const bool per_step = attrs.Has("per_step") && attrs.Bool("per_step");
    return Schedule(std::move(attrs), function, per_step);
  }
};

namespace {

const std::vector<ScheduleDef>& Definitions() {
  static const auto* const definitions = new std::vector<ScheduleDef>{
      {ConstantSchema(), Constant, NothingToCheck},
      {StepSchema(), Step, NothingToCheck},
      {MultiStepSchema(), MultiStep, CheckMultiStep},
      {CosineSchema(), Cosine, CheckCosine}};
  return *definitions;
}

}  // namespace

absl::StatusOr<Schedule> Schedule::Make(const Call& call) {
  std::vector<std::string> names;
  for (const ScheduleDef& def : Definitions()) {
    if (def.schema.name() == call.name) return def.Bind(call);
    names.push_back(def.schema.name());
  }
  return UserError("'", call.name, "' is no schedule",
                   Suggestion(call.name, names));
}

double Schedule::LearningRate(double base_lr, int64_t step,
                              int64_t steps_per_epoch) const {
  const double exact_epoch =
      static_cast<double>(step) / static_cast<double>(steps_per_epoch);
  const double warmup = static_cast<double>(attrs_.Int("warmup_epochs"));
  if (exact_epoch < warmup) {
    const double start = attrs_.Float("warmup_start");
    return base_lr * (start + (1 - start) * exact_epoch / warmup);
  }
  const double epoch =
      per_step_ ? exact_epoch : static_cast<double>(step / steps_per_epoch);
  return function_(attrs_, base_lr, epoch);
}

const std::vector<Schema>& AllSchedules() {
  static const auto* const schemas = [] {
    auto* list = new std::vector<Schema>;
    for (const ScheduleDef& def : Definitions()) list->push_back(def.schema);
    return list;
  }();
  return *schemas;
}

}  // namespace synfire
