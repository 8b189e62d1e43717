// DVS128 Gesture: 11 gestures of hands and arms, 29 people in different light,
// seen by a DVS128 camera of 128x128 pixels (A. Amir et al., "A low power,
// fully event-based gesture recognition system", CVPR 2017).  One folder,
// DvsGesture:
//
//   trials_to_train.txt   trials_to_test.txt   names of recordings: the split
//   userNN_<light>.aedat                       data/aedat/aedat3.h
//   userNN_<light>_labels.csv                  data/events/gesture_lists.h
//
// A sample is a row of a csv file: the events of the recording with
// start <= t < end, each looked at, since windows overlap.  The complete data
// set has 1,176 rows to train with and 288 to test.  Its label is class - 1.
//
// dvs_gesture(split = train, path = "/data/DvsGesture", frames = 16)
#ifndef SYNFIRE_DATA_EVENTS_DVS_GESTURE_H_
#define SYNFIRE_DATA_EVENTS_DVS_GESTURE_H_

#include "data/dataset_def.h"

namespace synfire {

DatasetDef DvsGestureDef();

}  // namespace synfire

#endif  // SYNFIRE_DATA_EVENTS_DVS_GESTURE_H_
