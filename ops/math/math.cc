#include "ops/math/math.h"

#include "ops/math/add/add.h"
#include "ops/math/connect/connect.h"
#include "ops/math/constant/constant.h"
#include "ops/math/scale/scale.h"
#include "ops/math/time/time.h"

namespace synfire {

void AddMathOps(Catalog* catalog) {
  for (auto* op :
       {AddOp, ConnectOp, ConnectGradOp, ConstantOp, ScaleOp, SumTimeOp,
        MeanTimeOp, MaxTimeOp, MaxTimeGradOp, RepeatTimeOp, StackTimeOp,
        StepOfOp, PlaceStepOp, DelayOp, AdvanceOp}) {
    catalog->ops.Add(op());
  }
  catalog->AddLayer(LayerOfOp(catalog->ops, "add", 2, 8));
  catalog->AddLayer(LayerOfOp(catalog->ops, "connect", 2, 2));
  catalog->AddLayer(LayerOfOp(catalog->ops, "mean_time"));
  catalog->AddLayer(LayerOfOp(catalog->ops, "max_time"));
}

}  // namespace synfire
