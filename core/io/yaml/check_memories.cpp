#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "core/base/nearest_name.h"
#include "core/io/yaml/dialects.h"

namespace fusewright {

void checkMemories(const Core& core, const YamlCursor& memories) {
  std::vector<std::string> dims;
  for (const ArrayDim& dim : core.array.dims) dims.push_back(dim.name);
  std::set<std::string> names;
  for (const MemoryLevel& memory : core.memories) {
    if (!names.insert(memory.name).second)
      memories.refuse(fmt::format("two memories are called '{}'", memory.name), "give each its own name");
    for (const std::string& dim : memory.servedDims)
      if (std::ranges::find(dims, dim) == dims.end())
        memories.refuse(fmt::format("memory '{}' serves array dimension '{}', which the array lacks", memory.name, dim),
                        suggestion(dim, dims));
  }
  for (OperandRole role : {OperandRole::I, OperandRole::W, OperandRole::O})
    if (std::ranges::none_of(core.memories, [&](const MemoryLevel& memory) { return serves(memory, role); }))
      memories.refuse(fmt::format("no memory of core '{}' holds operand {}", core.name, "IWO"[roleIndex(role)]),
                      "let one of its memories serve that operand");
}

}  // namespace fusewright
