#pragma once

#include "widgets/inspector/property.h"
#include "widgets/schedule_picture.h"

namespace fusewright::tests {

/// The sections of something selected, with what the window adds up for them.
inline std::vector<PropertySection> described(const Evaluation& evaluation, const Selection& selection) {
  const SchedulePicture picture = buildSchedulePicture(evaluation);
  return describe({.evaluation = evaluation, .layers = *picture.layers, .accounting = *picture.accounting}, selection);
}

}  // namespace fusewright::tests
