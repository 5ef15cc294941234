// Whatever is typed for an axis of a sweep is read as an axis or refused with an Error that says what to type; what was
// read is written as text that reads back equal, and its values can be asked for.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "core/explore/sweep/axis_text.h"
#include "core/explore/sweep/sweep_points.h"

using namespace fusewright;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto axis = parseAxis("onchip_memory_MB", text);
  if (!axis) {
    const Error& error = axis.error();
    if (error.what.empty() || error.where.empty() || error.remedy.empty()) std::abort();
    return 0;
  }
  const auto again = parseAxis("onchip_memory_MB", axisText(*axis));
  if (!again || !(*again == *axis)) {
    std::fprintf(stderr, "reads back otherwise: %s\n", axisText(*axis).c_str());
    std::abort();
  }
  if (const std::uint64_t values = gridSize(*axis); values > 0)
    for (const std::uint64_t place : {std::uint64_t{0}, values / 2, values - 1}) (void)gridValue(*axis, place);
  (void)sampledValue(*axis, 0.5);
  return 0;
}
