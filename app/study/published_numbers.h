#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "core/explore/study/study.h"

namespace fusewright {

// Numbers of the published study's own tool, computed with the published study's artifact (arXiv 2504.17333), Stream
// ae6a7788 / ZigZag 3.8.1, for the report to compare with. tests/reference/README.md names their origin in full.

struct PublishedDetails {
  std::int64_t tiles = 0;
  std::int64_t transferReads = 0;
  std::int64_t transferWrites = 0;
  std::int64_t transferReadBits = 0;
  std::int64_t transferWriteBits = 0;
  std::int64_t streamedOperands = 0;
  double busyCycles = 0;
  std::int64_t peakMemoryBits = 0;
};

/// One design of Fig. 9, 11 or 12; those of Fig. 12 have 100 % area.
struct PublishedDesign {
  StudyFigure figure = StudyFigure::FusionSchemes;
  std::int64_t length = 0;
  std::string_view fusion;
  std::string_view tiling;
  std::optional<double> memoryMB;
  std::optional<double> memoryFraction;
  double latencyCycles = 0;
  std::optional<PublishedDetails> details;  ///< none: only the latency is known
};

/// One class of operators of one layer.
struct PublishedClass {
  std::string_view model;
  std::int64_t length = 0;
  Stage stage = Stage::Prefill;
  StudyClass operatorClass = StudyClass::Projection;
  std::int64_t operations = 0;
  std::int64_t operandBits = 0;
  std::int64_t rooflineCycles = 0;
  std::int64_t rooflineCyclesAll = 0;
};

/// All layers of a model.
struct PublishedModel {
  std::string_view model;
  std::int64_t length = 0;
  Stage stage = Stage::Prefill;
  double operations = 0;
  double memoryBytes = 0;
  std::optional<double> fusedBytes;
  std::int64_t rooflineCyclesAll = 0;
};

[[nodiscard]] std::span<const PublishedDesign> publishedDesigns();
[[nodiscard]] std::span<const PublishedClass> publishedClasses();
[[nodiscard]] std::span<const PublishedModel> publishedModels();

}  // namespace fusewright
