#include "ops/nn/nn.h"

#include "ops/nn/avg_pool2d/avg_pool2d.h"
#include "ops/nn/batch_norm/batch_norm.h"
#include "ops/nn/channel_sum/channel_sum.h"
#include "ops/nn/conv2d/conv2d.h"
#include "ops/nn/dropout/dropout.h"
#include "ops/nn/flatten/flatten.h"
#include "ops/nn/global_avg_pool/global_avg_pool.h"
#include "ops/nn/linear/linear.h"
#include "ops/nn/max_pool2d/max_pool2d.h"
#include "ops/nn/norm_apply/norm_apply.h"
#include "ops/nn/norm_split/norm_split.h"
#include "ops/nn/running_average/running_average.h"

namespace synfire {

void AddNnOps(Catalog* catalog) {
  OpRegistry& ops = catalog->ops;
  ops.Add(Conv2dOp());
  ops.Add(Conv2dGradInputOp());
  ops.Add(Conv2dGradWeightOp());
  ops.Add(ChannelSumOp());
  ops.Add(LinearOp());
  ops.Add(LinearGradInputOp());
  ops.Add(LinearGradWeightOp());
  ops.Add(BatchNormOp());
  ops.Add(BatchNormGradOp());
  ops.Add(NormApplyOp());
  ops.Add(NormApplyGradOp());
  ops.Add(NormMomentsOp());
  ops.Add(NormFactorsOp());
  ops.Add(NormInputGradOp());
  ops.Add(RunningAverageOp());
  ops.Add(MaxPool2dOp());
  ops.Add(MaxPool2dGradOp());
  ops.Add(AvgPool2dOp());
  ops.Add(AvgPool2dGradOp());
  ops.Add(GlobalAvgPoolOp());
  ops.Add(GlobalAvgPoolGradOp());
  ops.Add(FlattenOp());
  ops.Add(UnflattenOp());
  ops.Add(DropoutOp());

  catalog->AddLayer(Conv2dLayer());
  catalog->AddLayer(LinearLayer());
  catalog->AddLayer(BatchNormLayer());
  catalog->AddLayer(LayerOfOp(ops, "max_pool2d"));
  catalog->AddLayer(LayerOfOp(ops, "avg_pool2d"));
  catalog->AddLayer(LayerOfOp(ops, "global_avg_pool"));
  catalog->AddLayer(LayerOfOp(ops, "flatten"));
  catalog->AddLayer(DropoutLayer());
}

}  // namespace synfire
