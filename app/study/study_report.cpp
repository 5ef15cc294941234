#include "app/study/study_report.h"

#include <algorithm>

#include <fmt/format.h>

#include "app/study/claims_report.h"
#include "app/study/compare_published.h"
#include "core/explore/study/study_tables.h"
#include "core/explore/study/study_violations.h"
#include "core/io/text_file.h"

namespace fusewright {
namespace {

using Blocks = std::vector<ReportBlock>;

/// Violations that a table of the report lists; the files have all of them.
constexpr std::size_t kMostListed = 40;

struct FigureText {
  StudyFigure figure;
  const char* title;
  const char* table;  ///< file
  const char* meaning;
};

constexpr FigureText kFigureTexts[] = {
    {StudyFigure::OperationCounts, "Operations and memory accesses over the length of the sequence",
     "figure1_operation_counts.csv",
     "Whole models, every operand of every operator read or written once. The fused curve leaves out the operators of "
     "A, "
     "B and S altogether, as the numbers do that it is compared with; what has to cross the border of the fused group "
     "all the same is added "
     "in "
     "the column with boundary."},
    {StudyFigure::OperatorClasses, "Classes of operators: roofline, distribution, latency",
     "figure4_operator_classes.csv",
     "One layer of each model without fusion. An operator's time is the larger of its operations over the peak and its "
     "operands over the DRAM bandwidth."},
    {StudyFigure::FusionSchemes, "The nine fusion schemes", "figure9_fusion_schemes.csv",
     "Latency per token of all blocks and utilisation of the operational units, 24 MB of on-chip memory."},
    {StudyFigure::TensorLifetimes, "What the memory holds during one step of the scan", "figure10_lifetimes.csv",
     "From a schedule of the fully fused block, not from an idealised one: slices fetched ahead and results that wait "
     "for their write-back are there too."},
    {StudyFigure::MemorySizes, "On-chip memory", "figure11_memory_sizes.csv",
     "Latency per token over the size of the on-chip memory: one step a tile, and memory-aware tiling, which also cuts "
     "the channels."},
    {StudyFigure::AreaPartitioning, "Area and the part of it that is memory", "figure12_area_partitioning.csv",
     "Latency per token over the memory fraction, for four areas and both tilings; units and DRAM bandwidth follow the "
     "area."},
};

bool has(const Study& study, StudyFigure figure) {
  switch (figure) {
    case StudyFigure::OperationCounts:
      return study.operationCounts.has_value();
    case StudyFigure::OperatorClasses:
      return study.operatorClasses.has_value();
    case StudyFigure::FusionSchemes:
      return study.fusionSchemes.has_value();
    case StudyFigure::TensorLifetimes:
      return study.tensorLifetimes.has_value();
    case StudyFigure::MemorySizes:
      return study.memorySizes.has_value();
    case StudyFigure::AreaPartitioning:
      break;
  }
  return study.areaPartitioning.has_value();
}

std::string peakText(const StepLifetimes& step) {
  std::string names;
  for (const TensorLifetime& tensor : step.tensors)
    if (tensor.atPeak)
      names += fmt::format("{}{} ({} bits)", names.empty() ? "" : ", ", tensor.name, tensor.bits.value);
  return fmt::format(
      "Step {} of {} lasts {:g} cycles. Most is held {:g} cycles into it, when {} starts: {} bits of {}. That is {}.",
      step.step, step.length, step.cycles, step.peakAt, step.peakMaker, step.peak.value, step.capacity.value, names);
}

/// The modelling choices behind a figure.
std::string madeWith(StudyFigure figure, const Study& study) {
  const bool counted = figure == StudyFigure::OperationCounts || figure == StudyFigure::OperatorClasses;
  return counted ? "Counted without a schedule, so the same under all assumptions."
                 : fmt::format("Assumptions: {}.", study.assumptions);
}

Blocks figureBlocks(const Study& study, const std::vector<StudyFigure>& pictures) {
  Blocks blocks;
  blocks.push_back(ReportHeading{2, "Figures"});
  for (const FigureText& text : kFigureTexts) {
    if (!has(study, text.figure)) continue;
    const std::string title = fmt::format("Figure {}. {}", figureNumber(text.figure), text.title);
    blocks.push_back(ReportHeading{3, title});
    blocks.push_back(ReportParagraph{fmt::format("{} {}", text.meaning, madeWith(text.figure, study))});
    if (text.figure == StudyFigure::TensorLifetimes && study.tensorLifetimes->violations.empty())
      blocks.push_back(ReportParagraph{peakText(*study.tensorLifetimes)});
    const std::string file = figureFileName(text.figure);
    if (std::ranges::find(pictures, text.figure) != pictures.end())
      blocks.push_back(ReportImage{file + ".png", file + ".svg", title});
    blocks.push_back(ReportLink{text.table, text.table});
  }
  return blocks;
}

Blocks comparisonBlocks(const Study& study) {
  Blocks blocks;
  const PublishedComparison comparison = compareWithPublished(study);
  if (comparison.designs.rows.empty() && comparison.models.rows.empty() && comparison.classes.rows.empty())
    return blocks;
  blocks.push_back(ReportHeading{2, "Beside the published numbers"});
  blocks.push_back(ReportParagraph{
      "Theirs: computed with the published study's artifact (arXiv 2504.17333), Stream ae6a7788 / ZigZag 3.8.1, "
      "sources "
      "unmodified. They follow the model that is called paper here; under other assumptions differences are meant."});
  if (!comparison.designs.rows.empty()) {
    blocks.push_back(ReportParagraph{fmt::format("{} designs; the largest difference in latency is {:.2g} %.",
                                                 comparison.designs.rows.size(), comparison.largestLatencyPercent)});
    blocks.push_back(comparison.designs);
  }
  if (!comparison.models.rows.empty()) blocks.push_back(comparison.models);
  if (!comparison.classes.rows.empty()) blocks.push_back(comparison.classes);
  return blocks;
}

Blocks violationBlocks(const Study& study) {
  Blocks blocks;
  const std::vector<StudyViolation> violations = violationsOf(study);
  blocks.push_back(ReportHeading{2, "Requests that can not be met"});
  if (violations.empty()) {
    blocks.push_back(ReportParagraph{"None: every design that was asked for has a schedule that fits."});
    return blocks;
  }
  const std::string listed =
      violations.size() > kMostListed ? fmt::format("; the first {} are listed here", kMostListed) : "";
  blocks.push_back(
      ReportParagraph{fmt::format("{} requests{}. Each has its rows in the tables too.", violations.size(), listed)});
  ReportTable table{.headings = {"figure", "request", "violation"}, .rows = {}};
  for (const StudyViolation& violation : violations) {
    if (table.rows.size() == kMostListed) break;
    table.rows.push_back({fmt::format("{}", figureNumber(violation.figure)), violation.request, violation.why});
  }
  blocks.push_back(std::move(table));
  return blocks;
}

}  // namespace

ReportDocument studyReport(const Study& study, const ReportContext& context, const std::vector<StudyFigure>& pictures) {
  ReportDocument report{.title = "Fine-grained fusion of state-space models: the study made anew", .blocks = {}};
  report.blocks.push_back(
      ReportParagraph{fmt::format("Made by {} with assumptions {}: Mamba-1 2.8B (64 blocks, 32 bits) on {}, {:g} "
                                  "units, {:g} bits a cycle to DRAM, {:g} MHz. "
                                  "The study is Geens, Symons, Verhelst, Fine-Grained Fusion: The Missing Piece in "
                                  "Area-Efficient State Space Model "
                                  "Acceleration, arXiv 2504.17333; figure numbers are its own.",
                                  context.program, study.assumptions, context.hardware, study.roof.operationsPerCycle,
                                  study.roof.bitsPerCycle, study.roof.frequencyMHz)});
  for (const Blocks& part :
       {claimsReport(study.claims), comparisonBlocks(study), figureBlocks(study, pictures), violationBlocks(study)})
    report.blocks.insert(report.blocks.end(), part.begin(), part.end());
  return report;
}

Result<void> writeReport(const Study& study, const ReportContext& context, const std::filesystem::path& folder) {
  std::vector<StudyFigure> pictures;
  std::error_code error;
  for (const StudyFigure figure : kStudyFigures)
    if (std::filesystem::exists(folder / (figureFileName(figure) + ".png"), error)) pictures.push_back(figure);
  const ReportDocument report = studyReport(study, context, pictures);
  if (auto written = writeTextFile(folder / "report.md", markdownOf(report)); !written) return written;
  return writeTextFile(folder / "report.html", htmlOf(report));
}

}  // namespace fusewright
