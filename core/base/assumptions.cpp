#include "core/base/assumptions.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

namespace fusewright {
namespace {

constexpr std::array<RepairText, kRepairs> kTexts{{
    {"B1", "shared ports add up", "Operands that share a port are loaded one after the other, not at once."},
    {"B2", "links within bandwidth", "No link is booked beyond its bandwidth; a streamed layer takes longer instead."},
    {"B3", "whole cycles", "Idle time is lent between transfers without going below any minimum; cycles are whole."},
    {"B4", "axes by identity", "A slice has the range and size that the graph says, not what equal letters suggest."},
    {"B5", "slices stay", "A fetched slice stays while a later tile of its group needs it and there is room."},
    {"B6", "lone layers stay",
     "A layer alone keeps what fits on chip and is cut into tiles instead of being streamed."},
    {"B7", "pipelined tiles",
     "Filling and draining the array overlap between tiles of one shape that follow directly."},
    {"B8", "true elementwise",
     "Elementwise layers use all units, broadcast operands have their true size, and no operator is free."},
    {"B9", "true state",
     "A zero initial state is not read and a final state is written; if memory is short, a group's outputs leave when "
     "made, and else what is read again last leaves first."},
    {"B10", "bounded prefetch",
     "Fetches run at most a set number of tiles ahead; write-backs start when they are asked for."},
    {"B11", "energy per bit", "Energy per bit and per operation does not depend on bandwidth."},
}};

Error unknownWord(std::string_view word) {
  return {"'" + std::string(word) + "' is no assumption", "assumptions",
          "write paper or physical, then any of ,+B1 to ,+B11, ,-B1 to ,-B11 and ,prefetch=TILES"};
}

std::optional<Repair> repairOf(std::string_view id) {
  const auto found = std::ranges::find(kTexts, id, &RepairText::id);
  if (found == kTexts.end()) return std::nullopt;
  return static_cast<Repair>(found - kTexts.begin());
}

/// One word after the first.
Result<Assumptions> changedBy(Assumptions assumptions, std::string_view word) {
  constexpr std::string_view kPrefetch = "prefetch=";
  if (word.starts_with(kPrefetch)) {
    const std::string_view digits = word.substr(kPrefetch.size());
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), assumptions.prefetchDepth);
    if (error == std::errc{} && end == digits.data() + digits.size() && assumptions.prefetchDepth >= 1)
      return assumptions;
    return tl::make_unexpected(unknownWord(word));
  }
  const auto repair = word.empty() ? std::nullopt : repairOf(word.substr(1));
  if (!repair) return tl::make_unexpected(unknownWord(word));
  if (word.front() == '+') return assumptions.with(*repair);
  if (word.front() == '-') return assumptions.without(*repair);
  return tl::make_unexpected(unknownWord(word));
}

}  // namespace

const RepairText& textOf(Repair repair) {
  return kTexts[static_cast<std::size_t>(repair)];
}

Assumptions Assumptions::with(Repair repair) const {
  Assumptions changed = *this;
  changed.repaired[static_cast<std::size_t>(repair)] = true;
  return changed;
}

Assumptions Assumptions::without(Repair repair) const {
  Assumptions changed = *this;
  changed.repaired[static_cast<std::size_t>(repair)] = false;
  return changed;
}

Assumptions paperAssumptions() {
  return {};
}

Assumptions physicalAssumptions() {
  Assumptions all;
  all.repaired.fill(true);
  return all;
}

Result<Assumptions> parseAssumptions(std::string_view text) {
  const std::string_view preset = text.substr(0, text.find(','));
  if (preset != "paper" && preset != "physical") return tl::make_unexpected(unknownWord(preset));
  Result<Assumptions> assumptions = preset == "paper" ? paperAssumptions() : physicalAssumptions();
  for (std::size_t comma = preset.size(); assumptions && comma < text.size();) {
    const std::size_t next = std::min(text.find(',', comma + 1), text.size());
    assumptions = changedBy(*assumptions, text.substr(comma + 1, next - comma - 1));
    comma = next;
  }
  return assumptions;
}

std::string nameOf(const Assumptions& assumptions) {
  const auto repairs = static_cast<std::size_t>(std::ranges::count(assumptions.repaired, true));
  const bool physical = 2 * repairs > kRepairs;
  std::string name = physical ? "physical" : "paper";
  for (std::size_t index = 0; index < kRepairs; ++index)
    if (assumptions.repaired[index] != physical) name += (physical ? ",-" : ",+") + std::string(kTexts[index].id);
  if (assumptions.prefetchDepth != Assumptions{}.prefetchDepth)
    name += ",prefetch=" + std::to_string(assumptions.prefetchDepth);
  return name;
}

}  // namespace fusewright
