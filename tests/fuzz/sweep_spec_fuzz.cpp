// Whatever a spec of a sweep holds, its reader answers with a spec or an Error; specs read back equal from what is
// written, their points can be found, and constraints answer for any text.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/explore/front/constraint.h"
#include "core/explore/sweep/sweep_points.h"
#include "core/io/sweep_spec_json.h"

using namespace fusewright;

namespace {

void demand(const char* what, const auto& result) {
  if (result || (!result.error().what.empty() && !result.error().where.empty() && !result.error().remedy.empty()))
    return;
  std::fprintf(stderr, "%s: an error without %s\n", what, message(result.error()).c_str());
  std::abort();
}

void readConstraint(const std::string& text) {
  const std::vector<std::string> names{"area_mm2", "model.seq-len", "model"};
  const auto constraint = Constraint::parse(text, names);
  demand("constraint", constraint);
  if (constraint) (void)constraint->holds(std::vector<double>(constraint->names().size(), 1));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  readConstraint(text);
  const auto spec = parseSweepSpec(text, "spec.json");
  demand("spec", spec);
  if (!spec) return 0;
  const auto again = parseSweepSpec(sweepSpecJson(*spec), "again.json");
  if (!again || !(*again == *spec)) std::abort();
  for (const std::string& constraint : spec->constraints) readConstraint(constraint);
  const auto points = SweepPoints::of(*spec);
  demand("points", points);
  if (points && points->size() > 0)
    for (const std::uint64_t index : {std::uint64_t{0}, points->size() / 2, points->size() - 1}) {
      const auto settings = points->at(index);
      const auto same = parseSettings(settingsJson(settings), "settings");
      if (!same || !(*same == settings)) std::abort();
    }
  return 0;
}
