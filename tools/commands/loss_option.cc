#include "tools/commands/loss_option.h"

#include <utility>

namespace synfire {
namespace {

constexpr char kDefaultLoss[] = "cross_entropy";

}  // namespace

void AddLossOption(CLI::App* app, std::string* loss) {
  app->add_option(
         "--loss", *loss,
         absl::StrCat("Default: the training file's, or ", kDefaultLoss))
      ->type_name("CALL");
}

absl::StatusOr<CallText> ChooseLoss(const std::string& loss,
                                    const NetworkFile& file) {
  if (loss.empty() && file.training.has_value()) return file.training->loss;
  CallText choice;
  choice.text = loss.empty() ? kDefaultLoss : loss;
  choice.location.file = "--loss";
  absl::StatusOr<Call> call = Call::Parse(choice.text);
  if (!call.ok()) return Annotate(call.status(), "--loss: ");
  choice.call = *std::move(call);
  return choice;
}

}  // namespace synfire
