#include "app/session/hardware_sources.h"

#include <utility>

#include "app/options/project_design.h"

namespace fusewright {
namespace {

constexpr std::size_t kMostKnown = 16;

}  // namespace

void HardwareSources::remember(HardwareSource source) {
  if (!source.accelerator || source.file.empty()) return;
  std::erase_if(known_, [&](const HardwareSource& known) { return known.file == source.file; });
  known_.push_front(std::move(source));
  if (known_.size() > kMostKnown) known_.pop_back();
}

const HardwareSource* HardwareSources::find(const Accelerator& wanted) const {
  if (known_.empty()) return nullptr;
  if (known_.size() == 1) return &known_.front();
  const HardwareSource* nearest = nullptr;
  std::size_t fewest = 0;
  for (const HardwareSource& known : known_) {
    if (known.accelerator->name != wanted.name) continue;  // no parameter changes that
    const ParameterChanges way = parameterChanges(*known.accelerator, wanted);
    if (!way.reached || (nearest != nullptr && way.changes.size() >= fewest)) continue;
    nearest = &known;
    fewest = way.changes.size();
  }
  return nearest != nullptr ? nearest : &known_.front();
}

}  // namespace fusewright
