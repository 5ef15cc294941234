#pragma once

#include <cstdint>
#include <string>

#include "core/base/result.h"
#include "core/hardware/accelerator.h"

namespace fusewright {

/// How much of a text survived.
enum class TextKept : std::uint8_t {
  Everything,  ///< only numbers changed; comments and layout are as they were
  Nothing,     ///< parts came or went, or the text is of another dialect: it was written anew
};

/// An accelerator as text that a person edits.
struct AcceleratorText {
  std::string text;
  TextKept kept = TextKept::Everything;

  friend bool operator==(const AcceleratorText&, const AcceleratorText&) = default;
};

/// `text`, an accelerator file of this program's own dialect, with the numbers of `accelerator` in place of its own and
/// all else byte for byte as it was; written anew where that is not possible. What comes out always reads as an equal
/// accelerator.
[[nodiscard]] AcceleratorText patchedAccelerator(const std::string& text, const Accelerator& accelerator);

}  // namespace fusewright
