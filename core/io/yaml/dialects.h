#pragma once

#include <string>
#include <vector>

#include "core/hardware/accelerator.h"
#include "core/io/yaml/yaml_cursor.h"

namespace fusewright {

// The readers behind readAccelerator. All throw YamlFault; what they return is not yet checked as a whole.

/// This program's own dialect.
[[nodiscard]] Accelerator readOwnAccelerator(const YamlCursor& root);

/// Stream's dialects: `offchip_core` names a file (legacy) or `offchip_core_id` a core (current). Core files are
/// relative to `folder`.
[[nodiscard]] Accelerator readStreamAccelerator(const YamlCursor& root, const std::string& folder);

/// One memory of the own dialect.
[[nodiscard]] MemoryLevel readOwnMemory(const YamlCursor& map, double frequencyMHz);

/// "read", "write" or "read_write"; refuses anything else.
[[nodiscard]] PortKind portKindNamed(const YamlCursor& field);

/// A core file of Stream, either dialect.
[[nodiscard]] Core readStreamCore(const YamlCursor& root);

/// Refuses a core whose memories leave an operand without a place, serve dimensions that its array lacks, or share a
/// name.
void checkMemories(const Core& core, const YamlCursor& memories);

/// The links at the off-chip memory: one that serves both directions if its port does, else one for each direction.
[[nodiscard]] std::vector<Link> offChipLinks(const Accelerator& accelerator);

/// The calibration of METHOD A7, for files that do not say what things measure: 24 MB are 80 % and 8192 units 20 % of
/// 222 mm2.
[[nodiscard]] AreaModel areaOfStudy();

/// A preset's name, or a map of `preset`, `dram` and single energies that differ from them.
[[nodiscard]] Technology readTechnology(const YamlCursor& technology);
/// The field "technology" with its line end; an empty text for the default preset.
[[nodiscard]] std::string writtenTechnology(const Technology& technology);

}  // namespace fusewright
