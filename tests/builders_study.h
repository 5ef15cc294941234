#pragma once

#include "core/explore/study/study.h"

namespace fusewright::tests {

/// A small study with a row or two of everything: texts with commas and quotes, results that are missing, numbers
/// without a short form. Nothing in it was computed.
[[nodiscard]] Study handWrittenStudy();

}  // namespace fusewright::tests
