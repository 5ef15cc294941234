#pragma once

#include <compare>
#include <cstdint>

namespace fusewright {

/// A number that knows its unit. Sums, differences and multiples keep the unit; a ratio of two equal units is a
/// plain double. Unwrap with `.value` inside a formula, wrap the result.
template <typename Tag, typename Number>
struct Quantity {
  Number value{};

  constexpr Quantity() = default;
  constexpr explicit Quantity(Number number) : value(number) {}

  friend constexpr auto operator<=>(const Quantity&, const Quantity&) = default;

  constexpr Quantity& operator+=(Quantity other) { value += other.value; return *this; }
  constexpr Quantity& operator-=(Quantity other) { value -= other.value; return *this; }
  friend constexpr Quantity operator+(Quantity a, Quantity b) { return Quantity(a.value + b.value); }
  friend constexpr Quantity operator-(Quantity a, Quantity b) { return Quantity(a.value - b.value); }
  friend constexpr Quantity operator*(Quantity a, Number factor) { return Quantity(a.value * factor); }
  friend constexpr Quantity operator*(Number factor, Quantity a) { return Quantity(a.value * factor); }
  friend constexpr double operator/(Quantity a, Quantity b) {
    return static_cast<double>(a.value) / static_cast<double>(b.value);
  }
};

/// An amount of data; always bits, never bytes or elements. Writers and views choose a display unit.
using Bits = Quantity<struct BitsTag, std::int64_t>;

/// A time or a duration in clock cycles. A double because the `paper` assumptions yield fractional cycles
/// (METHOD A4, on- and off-loading); whole numbers below 2^53 stay exact.
using Cycles = Quantity<struct CyclesTag, double>;

/// Energy in picojoules.
using Picojoules = Quantity<struct PicojoulesTag, double>;

/// A transfer rate.
using BitsPerCycle = Quantity<struct BitsPerCycleTag, std::int64_t>;

}  // namespace fusewright
