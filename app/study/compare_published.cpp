#include "app/study/compare_published.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/study/published_numbers.h"
#include "core/explore/study/study_tables.h"

namespace fusewright {
namespace {

std::string percent(double ours, double theirs) {
  const double difference = theirs == 0 ? 0 : 100 * (ours - theirs) / theirs;
  return std::abs(difference) < 5e-7 ? "0" : fmt::format("{:+.2g}", difference);
}

/// "equal", or how far apart.
std::string verdict(std::int64_t ours, std::int64_t theirs) {
  return ours == theirs ? "equal" : fmt::format("{} against {}", ours, theirs);
}

const std::optional<std::vector<StudyDesign>>& designsOf(const Study& study, StudyFigure figure) {
  if (figure == StudyFigure::FusionSchemes) return study.fusionSchemes;
  return figure == StudyFigure::MemorySizes ? study.memorySizes : study.areaPartitioning;
}

bool sameSize(std::optional<double> ours, std::optional<double> theirs) {
  return !theirs || (ours && std::abs(*ours - *theirs) < 1e-9);
}

/// Our design with the parameters of a published one.
const StudyDesign* counterpart(const Study& study, const PublishedDesign& published) {
  const auto& designs = designsOf(study, published.figure);
  if (!designs) return nullptr;
  const auto found = std::ranges::find_if(*designs, [&](const StudyDesign& design) {
    const bool fullArea = published.figure != StudyFigure::AreaPartitioning || sameSize(design.areaFraction, 1.0);
    return design.length == published.length && design.fusion == published.fusion &&
           design.tiling == published.tiling && fullArea && sameSize(design.memoryMB, published.memoryMB) &&
           sameSize(design.memoryFraction, published.memoryFraction);
  });
  return found == designs->end() ? nullptr : &*found;
}

std::string sizeText(const PublishedDesign& design) {
  if (design.memoryFraction) return fmt::format("{:g} % memory", 100 * *design.memoryFraction);
  return fmt::format("{:g} MB", design.memoryMB.value_or(24));
}

/// Tiles, transfers, bits and peak, in as few words as they allow.
std::string detailsText(const StudyDesign& ours, const std::optional<PublishedDetails>& theirs) {
  if (!theirs) return "not known";
  std::string differing;
  const auto compare = [&](const char* what, std::int64_t mine, std::int64_t published) {
    if (mine != published)
      differing += fmt::format("{}{} {}", differing.empty() ? "" : "; ", what, verdict(mine, published));
  };
  compare("tiles", ours.tiles, theirs->tiles);
  compare("reads", ours.transferReads, theirs->transferReads);
  compare("writes", ours.transferWrites, theirs->transferWrites);
  compare("bits read", ours.transferReadBits.value, theirs->transferReadBits);
  compare("bits written", ours.transferWriteBits.value, theirs->transferWriteBits);
  compare("streamed operands", ours.streamedOperands, theirs->streamedOperands);
  compare("peak", ours.peakMemory.value, theirs->peakMemoryBits);
  return differing.empty() ? "equal" : differing;
}

ReportTable compareDesigns(const Study& study) {
  ReportTable table;
  table.headings = {"figure",
                    "L",
                    "fusion",
                    "tiling",
                    "chip",
                    "latency, ours [cycles]",
                    "theirs [cycles]",
                    "difference [%]",
                    "tiles, transfers, bits, peak"};
  for (const PublishedDesign& theirs : publishedDesigns()) {
    const StudyDesign* ours = counterpart(study, theirs);
    if (!ours) continue;
    std::vector<std::string> row{fmt::format("{}", figureNumber(theirs.figure)), fmt::format("{}", theirs.length),
                                 std::string(theirs.fusion), std::string(theirs.tiling), sizeText(theirs)};
    const std::string published = fmt::format("{:.0f}", theirs.latencyCycles);
    if (ours->latencyCycles) {
      row.insert(row.end(), {fmt::format("{:.0f}", *ours->latencyCycles), published,
                             percent(*ours->latencyCycles, theirs.latencyCycles), detailsText(*ours, theirs.details)});
    } else {
      row.insert(row.end(), {"none", published, "", ours->violations});
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

/// The largest difference in latency in percent, whatever its sign.
double largestDifference(const Study& study) {
  double largest = 0;
  for (const PublishedDesign& theirs : publishedDesigns())
    if (const StudyDesign* ours = counterpart(study, theirs); ours && ours->latencyCycles)
      largest = std::max(largest, 100 * std::abs(*ours->latencyCycles / theirs.latencyCycles - 1));
  return largest;
}

ReportTable compareModels(const Study& study) {
  ReportTable table;
  table.headings = {"model", "stage", "L", "quantity", "ours", "theirs", "difference [%]"};
  if (!study.operationCounts) return table;
  for (const PublishedModel& theirs : publishedModels()) {
    const auto ours = std::ranges::find_if(*study.operationCounts, [&](const ModelCounts& counts) {
      return counts.model == theirs.model && counts.length == theirs.length && counts.stage == theirs.stage;
    });
    if (ours == study.operationCounts->end()) continue;
    const auto add = [&](const char* quantity, double mine, double published) {
      table.rows.push_back({std::string(theirs.model), std::string(stageName(theirs.stage)),
                            fmt::format("{}", theirs.length), quantity, fmt::format("{:.0f}", mine),
                            fmt::format("{:.0f}", published), percent(mine, published)});
    };
    add("operations", ours->operations, theirs.operations);
    add("memory accesses [bytes]", ours->memoryBytes, theirs.memoryBytes);
    if (theirs.fusedBytes) add("the same, fused [bytes]", ours->fusedBytes.value_or(0), *theirs.fusedBytes);
    add("roofline latency [cycles]", static_cast<double>(ours->rooflineCyclesAll),
        static_cast<double>(theirs.rooflineCyclesAll));
  }
  return table;
}

ReportTable compareClasses(const Study& study) {
  ReportTable table;
  table.headings = {"model", "stage", "L", "class", "operations", "operand bits", "roofline cycles", "all layers"};
  if (!study.operatorClasses) return table;
  for (const PublishedClass& theirs : publishedClasses()) {
    const auto ours = std::ranges::find_if(*study.operatorClasses, [&](const ClassCounts& counts) {
      return counts.model == theirs.model && counts.length == theirs.length && counts.stage == theirs.stage &&
             counts.operatorClass == theirs.operatorClass;
    });
    if (ours == study.operatorClasses->end()) continue;
    table.rows.push_back(
        {std::string(theirs.model), std::string(stageName(theirs.stage)), fmt::format("{}", theirs.length),
         std::string(studyClassName(theirs.operatorClass)), verdict(ours->operations, theirs.operations),
         verdict(ours->operandBits.value, theirs.operandBits), verdict(ours->rooflineCycles, theirs.rooflineCycles),
         verdict(ours->rooflineCyclesAll, theirs.rooflineCyclesAll)});
  }
  return table;
}

}  // namespace

PublishedComparison compareWithPublished(const Study& study) {
  return {.designs = compareDesigns(study),
          .models = compareModels(study),
          .classes = compareClasses(study),
          .largestLatencyPercent = largestDifference(study)};
}

}  // namespace fusewright
