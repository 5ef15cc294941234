#pragma once

namespace fusewright {

/// How far from its usual value a number that moves by factors is worth a look: 64 times to both sides. Sliders reach as
/// far, and profiles of what a change would bring, so that each line of a profile lies on its slider.
inline constexpr int kParameterReach = 64;

}  // namespace fusewright
