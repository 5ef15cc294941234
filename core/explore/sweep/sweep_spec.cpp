#include "core/explore/sweep/sweep_spec.h"

#include <array>

namespace fusewright {
namespace {

constexpr std::array<std::pair<std::string_view, ParameterKind>, 12> kKinds{{
    {"model", ParameterKind::Model},
    {"hardware", ParameterKind::Hardware},
    {"fusion", ParameterKind::FusionText},
    {"tiling", ParameterKind::TilingText},
    {"assumptions", ParameterKind::AssumptionsText},
    {"mapping", ParameterKind::MappingFile},
    {"act_bits", ParameterKind::ActivationBits},
    {"weight_bits", ParameterKind::WeightBits},
    {"output_bits", ParameterKind::OutputBits},
    {"area", ParameterKind::Area},
    {"area_fraction", ParameterKind::AreaFraction},
    {"memory_fraction", ParameterKind::MemoryFraction},
}};

}  // namespace

ParameterKind parameterKind(std::string_view id) {
  for (const auto& [name, kind] : kKinds)
    if (id == name) return kind;
  if (id.starts_with("model.")) return ParameterKind::ModelParameter;
  if (id.starts_with("dim.")) return ParameterKind::Dimension;
  return ParameterKind::Set;
}

}  // namespace fusewright
