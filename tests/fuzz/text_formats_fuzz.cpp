// Whatever a YAML or JSON file holds, its readers answer with a value or an Error, and what can be written reads back
// equal.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include <sys/mman.h>
#include <unistd.h>

#include "core/io/accelerator_yaml.h"
#include "core/io/fusion_plan_json.h"
#include "core/io/mapping_yaml.h"

using namespace fusewright;

namespace {

/// A file that lives in memory, because the readers take paths.
class MemoryFile {
 public:
  explicit MemoryFile(const std::string& text) : descriptor_(memfd_create("input", 0)) {
    if (descriptor_ < 0 || write(descriptor_, text.data(), text.size()) != static_cast<ssize_t>(text.size()))
      std::abort();
  }
  ~MemoryFile() { close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

void demand(const char* what, const auto& result) {
  if (result || (!result.error().what.empty() && !result.error().where.empty() && !result.error().remedy.empty()))
    return;
  std::fprintf(stderr, "%s: an error without %s\n", what, message(result.error()).c_str());
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const MemoryFile file(std::string(reinterpret_cast<const char*>(data), size));
  const auto accelerator = readAccelerator(file.path());
  demand("accelerator", accelerator);
  if (accelerator) {
    const MemoryFile written(writeAccelerator(*accelerator));
    const auto again = readAccelerator(written.path());
    if (!again || !(*again == *accelerator)) std::abort();
  }
  demand("mapping", readMappingRules(file.path()));
  demand("fusion plan", readFusionPlan(file.path()));
  return 0;
}
