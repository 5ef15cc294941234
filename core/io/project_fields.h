#pragma once

#include <array>

#include "core/io/unknown_fields.h"

namespace fusewright {

/// The number of the format that this program writes and reads.
inline constexpr int kProjectFormat = 1;

/// The fields of a project file.
inline constexpr std::array kModelFields{
    KnownFields{"file"},     KnownFields{"sha256"},          KnownFields{"kind"},        KnownFields{"parameters"},
    KnownFields{"dims"},     KnownFields{"branches"},        KnownFields{"guess_dims"},  KnownFields{"trips"},
    KnownFields{"read_as"},  KnownFields{"activation_bits"}, KnownFields{"weight_bits"}, KnownFields{"output_bits"},
    KnownFields{"operators"}};
inline constexpr std::array kHardwareFields{KnownFields{"file"}, KnownFields{"parameters"}, KnownFields{"yaml"}};
inline constexpr std::array kMappingFields{KnownFields{"file"}, KnownFields{"rules"}, KnownFields{"fusion"},
                                           KnownFields{"fusion_file"}, KnownFields{"tiling"}};
inline constexpr std::array kWindowFields{KnownFields{"layout"},   KnownFields{"selection"}, KnownFields{"range"},
                                          KnownFields{"playhead"}, KnownFields{"marks"},     KnownFields{"mark_names"},
                                          KnownFields{"folded"}};
inline constexpr std::array kProjectFields{KnownFields{"format"},
                                           KnownFields{"program"},
                                           KnownFields{"model", kModelFields},
                                           KnownFields{"hardware", kHardwareFields},
                                           KnownFields{"mapping", kMappingFields},
                                           KnownFields{"assumptions"},
                                           KnownFields{"window", kWindowFields},
                                           KnownFields{"baseline"},
                                           KnownFields{"autosave_of"}};

}  // namespace fusewright
