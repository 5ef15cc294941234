#pragma once

#include <optional>

#include "core/explore/study/study.h"
#include "widgets/study/chart.h"

namespace fusewright {

/// What of a figure is on show, where it holds more than one page does.
struct ChartChoice {
  std::optional<std::int64_t> length = {};  ///< of Fig. 4; none: 2048 if it is there, else the longest
};

/// A figure of the study as a chart; none if the study lacks that figure.
[[nodiscard]] std::optional<StudyChart> chartOf(const Study& study, StudyFigure figure, ChartChoice choice = {});

/// "Fig. 9: fusion schemes", for menus and titles.
[[nodiscard]] QString figureTitle(StudyFigure figure);

/// Lengths among which ChartChoice can choose; empty where a figure has no such choice.
[[nodiscard]] std::vector<std::int64_t> lengthsToChoose(const Study& study, StudyFigure figure);

/// Lengths in `designs`, ascending.
[[nodiscard]] std::vector<std::int64_t> lengthsIn(const std::vector<StudyDesign>& designs);

/// Fig. 1: operations and memory accesses of a token over L, for each model, unfused and fused.
[[nodiscard]] StudyChart operationCountsChart(const std::vector<ModelCounts>& counts);

/// Fig. 4 at one L: the classes of operators under the roof, their parts of the operations, their latency.
[[nodiscard]] StudyChart operatorClassesChart(const std::vector<ClassCounts>& classes, const StudyRoof& roof,
                                              std::int64_t length);

/// Fig. 9: latency and utilisation of each fusion scheme, a row for each L.
[[nodiscard]] StudyChart fusionSchemesChart(const std::vector<StudyDesign>& designs);

/// Fig. 10: what the memory holds during one step of the scan, the tiles of the step, and the sum with its peak.
[[nodiscard]] StudyChart tensorLifetimesChart(const StepLifetimes& step);

/// Fig. 11: latency over on-chip memory, a panel for each L, a line for each tiling.
[[nodiscard]] StudyChart memorySizesChart(const std::vector<StudyDesign>& designs);

/// Fig. 12: latency over the part of the area that is memory, a row for each L, a column for each tiling, a line for
/// each area, with MARCA and the best design of its area; below, latency over area as a band over area calibrations.
[[nodiscard]] StudyChart areaPartitioningChart(const std::vector<StudyDesign>& designs);

}  // namespace fusewright
