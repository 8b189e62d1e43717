// N-Caltech101: the photographs of Caltech-101 on a screen, recorded as N-MNIST
// was (nmnist.h), on up to 240x180 pixels.  8,709 recordings of 101 classes:
//
//   <class>/image_NNNN.bin                                data/atis/atis.h
//
// The classes are the folders, in the order of their names as text.  There is
// no published split: of each class the first train_share of the files, in the
// order of their names, are for training.
//
// n_caltech101(split = train, path = "/data/Caltech101", frames = 10)
#ifndef SYNFIRE_DATA_EVENTS_N_CALTECH101_H_
#define SYNFIRE_DATA_EVENTS_N_CALTECH101_H_

#include "data/dataset_def.h"
#include "data/events/event.h"

namespace synfire {

inline constexpr Sensor kCaltech101Sensor = {180, 240};

DatasetDef NCaltech101Def();

}  // namespace synfire

#endif  // SYNFIRE_DATA_EVENTS_N_CALTECH101_H_
