// Images in files are channels first, as most programs write them; networks
// compute channels last.
#ifndef SYNFIRE_TOOLS_COMMANDS_AXIS_ORDER_H_
#define SYNFIRE_TOOLS_COMMANDS_AXIS_ORDER_H_

#include <cstdint>

namespace synfire {

// Transposes [images,rows,columns] to [images,columns,rows]: with rows = C and
// columns = H*W an [N,C,H,W] becomes an [N,H,W,C]; the reverse with rows = H*W
// and columns = C.
template <typename From, typename To>
void TransposeImages(const From* from, int64_t images, int64_t rows,
                     int64_t columns, To* to) {
  for (int64_t n = 0; n < images; ++n) {
    for (int64_t i = 0; i < rows; ++i) {
      for (int64_t j = 0; j < columns; ++j) {
        to[j * rows + i] = static_cast<To>(from[i * columns + j]);
      }
    }
    from += rows * columns;
    to += rows * columns;
  }
}

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_AXIS_ORDER_H_
