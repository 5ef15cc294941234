#include "widgets/study/study_charts.h"
#include "widgets/common/text.h"

#include <algorithm>
#include <set>

namespace fusewright {
namespace {

constexpr std::int64_t kUsualLength = 2048;

std::int64_t usualLength(const std::vector<std::int64_t>& lengths) {
  return std::ranges::find(lengths, kUsualLength) != lengths.end() ? kUsualLength : lengths.back();
}

}  // namespace

std::vector<std::int64_t> lengthsIn(const std::vector<StudyDesign>& designs) {
  std::set<std::int64_t> lengths;
  for (const StudyDesign& design : designs) lengths.insert(design.length);
  return {lengths.begin(), lengths.end()};
}

std::vector<std::int64_t> lengthsToChoose(const Study& study, StudyFigure figure) {
  std::set<std::int64_t> lengths;
  if (figure == StudyFigure::OperatorClasses && study.operatorClasses) {
    for (const ClassCounts& counts : *study.operatorClasses) lengths.insert(counts.length);
  }
  return {lengths.begin(), lengths.end()};
}

QString figureTitle(StudyFigure figure) {
  switch (figure) {
    case StudyFigure::OperationCounts:
      return tr("Fig. 1: operations and memory accesses");
    case StudyFigure::OperatorClasses:
      return tr("Fig. 4: classes of operators");
    case StudyFigure::FusionSchemes:
      return tr("Fig. 9: fusion schemes");
    case StudyFigure::TensorLifetimes:
      return tr("Fig. 10: tensor lifetimes");
    case StudyFigure::MemorySizes:
      return tr("Fig. 11: memory size");
    case StudyFigure::AreaPartitioning:
      return tr("Fig. 12: memory's part of the area");
  }
  return {};
}

std::optional<StudyChart> chartOf(const Study& study, StudyFigure figure, ChartChoice choice) {
  const auto lengths = lengthsToChoose(study, figure);
  std::optional<StudyChart> chart;
  switch (figure) {
    case StudyFigure::OperationCounts:
      if (study.operationCounts) chart = operationCountsChart(*study.operationCounts);
      break;
    case StudyFigure::OperatorClasses:
      if (lengths.empty()) break;
      chart = operatorClassesChart(*study.operatorClasses, study.roof, choice.length.value_or(usualLength(lengths)));
      break;
    case StudyFigure::FusionSchemes:
      if (study.fusionSchemes) chart = fusionSchemesChart(*study.fusionSchemes);
      break;
    case StudyFigure::TensorLifetimes:
      if (study.tensorLifetimes) chart = tensorLifetimesChart(*study.tensorLifetimes);
      break;
    case StudyFigure::MemorySizes:
      if (study.memorySizes) chart = memorySizesChart(*study.memorySizes);
      break;
    case StudyFigure::AreaPartitioning:
      if (study.areaPartitioning) chart = areaPartitioningChart(*study.areaPartitioning);
      break;
  }
  if (chart) chart->title = figureTitle(figure);
  return chart;
}

}  // namespace fusewright
