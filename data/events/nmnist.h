// N-MNIST: the digits of MNIST on a screen, seen by an ATIS camera of 34x34
// pixels that makes three small movements (G. Orchard et al., "Converting
// static image datasets to spiking neuromorphic datasets using saccades",
// Frontiers in Neuroscience 2015).  60,000 recordings to train with and 10,000
// to test, about 0.3 s each:
//
//   Train/<digit>/NNNNN.bin   Test/<digit>/NNNNN.bin      data/atis/atis.h
//
// nmnist(split = train, path = "/data/nmnist", frames = 10)
#ifndef SYNFIRE_DATA_EVENTS_NMNIST_H_
#define SYNFIRE_DATA_EVENTS_NMNIST_H_

#include "data/dataset_def.h"
#include "data/events/event.h"

namespace synfire {

inline constexpr Sensor kNmnistSensor = {34, 34};

DatasetDef NmnistDef();

}  // namespace synfire

#endif  // SYNFIRE_DATA_EVENTS_NMNIST_H_
