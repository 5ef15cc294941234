#include "core/session/quantity_label.h"

#include <array>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

namespace fusewright {
namespace {

/// From here on bits are counted in bytes.
constexpr double kManyBits = 10000;
struct Magnitude {
  std::string_view unit;
  double size = 0;
  std::string_view larger;
};

/// The next larger unit, and how many of the one before it holds.
constexpr std::array<Magnitude, 14> kMagnitudes{{{"KiB", 1024, "MiB"},
                                                 {"MiB", 1024, "GiB"},
                                                 {"GiB", 1024, "TiB"},
                                                 {"bits/cycle", 1e6, "Mbits/cycle"},
                                                 {"Mbits/cycle", 1000, "Gbits/cycle"},
                                                 {"Gbits/cycle", 1000, "Tbits/cycle"},
                                                 {"MHz", 1000, "GHz"},
                                                 {"GHz", 1000, "THz"},
                                                 {"pJ", 1000, "nJ"},
                                                 {"nJ", 1000, "µJ"},
                                                 {"µJ", 1000, "mJ"},
                                                 {"", 1e6, "M"},
                                                 {"M", 1000, "G"},
                                                 {"G", 1000, "T"}}};

const Magnitude* magnitudeAbove(std::string_view unit) {
  for (const Magnitude& magnitude : kMagnitudes)
    if (magnitude.unit == unit) return &magnitude;
  return nullptr;
}

/// Whole numbers of six digits are shown whole; others keep four digits.
std::string fewDigits(double value) {
  const bool isWhole = value == std::floor(value) && std::abs(value) < 1e6;
  return isWhole ? fmt::format("{:.0f}", value) : fmt::format("{:.4g}", value);
}

}  // namespace

std::string quantityLabel(double value, const std::string& unit) {
  std::string_view shown = unit;
  if (shown == "MB") shown = "MiB";  // parameters and files say MB to 2^20 bytes
  if (unit == "bits" && std::abs(value) >= kManyBits) {
    value /= 8 * 1024;
    shown = "KiB";
  }
  for (const Magnitude* next = magnitudeAbove(shown); next != nullptr && std::abs(value) >= next->size;
       next = magnitudeAbove(shown)) {
    value /= next->size;
    shown = next->larger;
  }
  return shown.empty() ? fewDigits(value) : fmt::format("{} {}", fewDigits(value), shown);
}

}  // namespace fusewright
