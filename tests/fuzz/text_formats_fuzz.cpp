// Whatever a YAML or JSON file holds, its readers answer with a value or an Error, and what can be written reads back
// equal.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "core/io/accelerator_yaml.h"
#include "core/io/fusion_plan_json.h"
#include "core/io/mapping_yaml.h"
#include "core/io/operators_yaml.h"
#include "core/io/patch_accelerator.h"
#include "tests/fuzz/memory_file.h"

using namespace fusewright;
using fusewright::fuzz::MemoryFile;

namespace {

void demand(const char* what, const auto& result) {
  if (result || (!result.error().what.empty() && !result.error().where.empty() && !result.error().remedy.empty()))
    return;
  std::fprintf(stderr, "%s: an error without %s\n", what, message(result.error()).c_str());
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const MemoryFile file(text);
  const auto accelerator = readAccelerator(file.path());
  demand("accelerator", accelerator);
  if (accelerator) {
    const MemoryFile written(writeAccelerator(*accelerator));
    const auto again = readAccelerator(written.path());
    if (!again || !(*again == *accelerator)) std::abort();
    // Numbers put into the text in place of its own are the accelerator's.
    Accelerator changed = *accelerator;
    changed.frequencyMHz += 1;
    changed.cores.front().memories.back().capacity.value = 4096;
    const auto patched = parseAccelerator(patchedAccelerator(text, changed).text, "patched");
    if (checkedAccelerator(changed) && (!patched || !(*patched == changed))) std::abort();
  }
  demand("mapping", readMappingRules(file.path()));
  demand("operators", readOperators(file.path()));
  demand("fusion plan", readFusionPlan(file.path()));
  return 0;
}
