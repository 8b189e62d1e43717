// CIFAR10-DVS: images of CIFAR-10 moved before a DVS128 camera of 128x128
// pixels (H. Li et al., "CIFAR10-DVS: an event-stream dataset for object
// classification", Frontiers in Neuroscience 2017).  1,000 recordings of each
// of 10 classes, about 1.3 s and 200,000 events each:
//
//   <class>/cifar10_<class>_<0 to 999>.aedat              data/aedat/aedat2.h
//
// There is no official split.  The published numbers on SEW ResNet train with
// the first 90 % of each class, ceil(0.9 * files), in the order of the files'
// names as text (0, 1, 10, 100, 101, ...), and test with the rest.
//
// cifar10_dvs(split = train, path = "/data/cifar10_dvs", frames = 16)
#ifndef SYNFIRE_DATA_EVENTS_CIFAR10_DVS_H_
#define SYNFIRE_DATA_EVENTS_CIFAR10_DVS_H_

#include "data/dataset_def.h"

namespace synfire {

DatasetDef Cifar10DvsDef();

}  // namespace synfire

#endif  // SYNFIRE_DATA_EVENTS_CIFAR10_DVS_H_
