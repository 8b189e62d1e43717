// The Heidelberg spiking data sets: spoken words as spike trains of 700 units,
// made by a model of the inner ear (B. Cramer et al., "The Heidelberg Spiking
// Data Sets for the Systematic Evaluation of Spiking Neural Networks", IEEE
// TNNLS 2022).  A folder with files as spike_file.h says, unpacked:
//
//   shd  Spiking Heidelberg Digits, 20 classes: zero to nine, null to neun
//          shd_train.h5 (8,156 samples)   shd_test.h5 (2,264)
//   ssc  Spiking Speech Commands, 35 classes: words
//          ssc_train.h5 (75,466)   ssc_valid.h5 (9,981)   ssc_test.h5 (20,382)
//
// shd(split = train, path = "/data/shd", frames = 100)
//
// A sample is [T,700], temporal, for input { features: 700 temporal: true }:
// how often each unit fired in each frame.  Frames are bins of 14 ms of the
// file's own clock, 100 of them, unless others are asked for (framing.h).
#ifndef SYNFIRE_DATA_EVENTS_HEIDELBERG_H_
#define SYNFIRE_DATA_EVENTS_HEIDELBERG_H_

#include "data/dataset_def.h"

namespace synfire {

DatasetDef ShdDef();
DatasetDef SscDef();

}  // namespace synfire

#endif  // SYNFIRE_DATA_EVENTS_HEIDELBERG_H_
