#include "app/study/make_study.h"

#include <algorithm>

#include "app/study/study_models.h"
#include "core/evaluate/evaluate.h"
#include "core/explore/study/claims.h"
#include "core/explore/study/operator_counts.h"
#include "core/explore/study/step_lifetimes.h"
#include "core/explore/study/study_designs.h"
#include "core/hardware/resize.h"
#include "core/io/names.h"

namespace fusewright {
namespace {

/// Sequence lengths of Fig. 1 and 4 in the published artifact of arXiv 2504.17333.
const std::vector<std::int64_t> kCountedLengths{64, 512, 1024, 2048, 4096, 8192, 16384};
/// Length of the design whose memory Fig. 10 looks into.
constexpr std::int64_t kLifetimesLength = 64;

template <typename Value>
void replaceIfGiven(std::vector<Value>& axis, const std::vector<Value>& given) {
  if (!given.empty()) axis = given;
}

/// What Fig. 1 and 4 count of one model.
struct Counted {
  ModelCounts total;
  std::vector<ClassCounts> classes;
};

Counted uncounted(const CountedModel& model, const std::string& violation) {
  Counted counted;
  counted.total = {.model = model.name,
                   .layers = model.layers,
                   .length = model.length,
                   .stage = model.stage,
                   .violations = violation};
  for (std::size_t place = 0; place < kStudyClasses; ++place)
    counted.classes.push_back({.model = model.name,
                               .layers = model.layers,
                               .length = model.length,
                               .stage = model.stage,
                               .operatorClass = static_cast<StudyClass>(place),
                               .violations = violation});
  return counted;
}

class StudyMaker {
 public:
  StudyMaker(const StudyRequest& request, const StudyBase& base, const std::function<void(StudyProgress)>& progress,
             std::stop_token stop)
      : request_(request), base_(base), progress_(progress), stop_(std::move(stop)) {}

  Study make() {
    study_.assumptions = std::string(nameOf(base_.assumptions));
    study_.roof = {.operationsPerCycle = static_cast<double>(totalUnits(*base_.accelerator)),
                   .bitsPerCycle = static_cast<double>(dramBandwidth(*base_.accelerator).value),
                   .frequencyMHz = base_.accelerator->frequencyMHz};
    if (wants(StudyFigure::OperationCounts) || wants(StudyFigure::OperatorClasses)) countOperators();
    if (wants(StudyFigure::TensorLifetimes)) study_.tensorLifetimes = lifetimes();
    if (wants(StudyFigure::FusionSchemes))
      study_.fusionSchemes = swept(StudyFigure::FusionSchemes, fusionSchemeSpace());
    if (wants(StudyFigure::MemorySizes)) {
      DesignSpace space = memorySizeSpace();
      replaceIfGiven(space.memoriesMB, request_.memoriesMB);
      study_.memorySizes = swept(StudyFigure::MemorySizes, std::move(space));
    }
    if (wants(StudyFigure::AreaPartitioning)) {
      DesignSpace space = areaPartitioningSpace();
      replaceIfGiven(space.areaFractions, request_.areaFractions);
      replaceIfGiven(space.memoryFractions, request_.memoryFractions);
      study_.areaPartitioning = swept(StudyFigure::AreaPartitioning, std::move(space));
    }
    study_.claims = claimsOf(study_);
    return std::move(study_);
  }

 private:
  [[nodiscard]] bool wants(StudyFigure figure) const {
    return request_.figures.empty() || std::ranges::find(request_.figures, figure) != request_.figures.end();
  }

  void report(StudyFigure figure, std::size_t done, std::size_t total) const {
    if (progress_) progress_({.figure = figure, .done = done, .total = total});
  }

  [[nodiscard]] Counted counted(const StudyModel& which, std::int64_t length, Stage stage) const {
    const CountedModel model{.name = std::string(which.name), .layers = which.layers, .length = length, .stage = stage};
    const auto workload = which.name == kStudyOpt.name ? optLayerOf(length, stage) : mambaBlockOf(length, stage);
    if (!workload) return uncounted(model, message(workload.error()));
    return {.total = modelCounts(*workload, model, study_.roof), .classes = classCounts(*workload, model, study_.roof)};
  }

  void countOperators() {
    std::vector<std::int64_t> lengths = kCountedLengths;
    replaceIfGiven(lengths, request_.lengths);
    std::vector<ModelCounts> totals;
    std::vector<ClassCounts> classes;
    const std::size_t total = 4 * lengths.size();
    for (const StudyModel& model : {kStudyOpt, kStudyMamba})
      for (const std::int64_t length : lengths)
        for (const Stage stage : {Stage::Prefill, Stage::Decode}) {
          CountedModel none{.name = std::string(model.name), .layers = model.layers, .length = length, .stage = stage};
          const Counted one =
              stop_.stop_requested() ? uncounted(none, "not counted: stopped before") : counted(model, length, stage);
          totals.push_back(one.total);
          classes.insert(classes.end(), one.classes.begin(), one.classes.end());
          report(wants(StudyFigure::OperationCounts) ? StudyFigure::OperationCounts : StudyFigure::OperatorClasses,
                 totals.size(), total);
        }
    if (wants(StudyFigure::OperationCounts)) study_.operationCounts = std::move(totals);
    if (wants(StudyFigure::OperatorClasses)) study_.operatorClasses = std::move(classes);
  }

  [[nodiscard]] Design baseDesign() const {
    return {.workload = nullptr, .accelerator = base_.accelerator, .mapping = {}, .assumptions = base_.assumptions};
  }

  StepLifetimes lifetimes() {
    const std::int64_t length = request_.lengths.empty() ? kLifetimesLength : request_.lengths.front();
    StepLifetimes none{.length = length, .peakMaker = {}, .violations = {}};
    const auto design = designAt({.length = length}, baseDesign(), source());
    if (!design) {
      none.violations = message(design.error());
      return none;
    }
    TileCostTable table;
    const auto evaluation = evaluate(*design, table, nullptr, stop_);
    report(StudyFigure::TensorLifetimes, 1, 1);
    if (!evaluation) {
      none.violations = message(evaluation.error());
      return none;
    }
    StepLifetimes step = stepLifetimes(*evaluation, length / 2);
    for (const Violation& violation : evaluation->metrics->violations)
      step.violations += (step.violations.empty() ? "" : "; ") + violation.what;
    return step;
  }

  [[nodiscard]] WorkloadSource source() {
    return [this](std::int64_t length) { return blocks_.ofLength(length); };
  }

  std::vector<StudyDesign> swept(StudyFigure figure, DesignSpace space) {
    replaceIfGiven(space.lengths, request_.lengths);
    const std::vector<SweepPoint> points = pointsOf(space);
    const Design base = baseDesign();
    const WorkloadSource workloads = source();
    const std::vector<SweepRow> rows = sweep(
        points.size(), [&](std::size_t index) { return designAt(points[index], base, workloads); },
        {.jobs = request_.jobs, .progress = [&](std::size_t done) { report(figure, done, points.size()); }}, stop_);
    std::vector<StudyDesign> designs;
    for (std::size_t index = 0; index < points.size(); ++index)
      designs.push_back(studyDesign(points[index], rows[index], *base_.accelerator, kStudyMamba.layers));
    return designs;
  }

  const StudyRequest& request_;
  const StudyBase& base_;
  const std::function<void(StudyProgress)>& progress_;
  std::stop_token stop_;
  Study study_;
  MambaBlocks blocks_;
};

}  // namespace

Study makeStudy(const StudyRequest& request, const StudyBase& base, const std::function<void(StudyProgress)>& progress,
                std::stop_token stop) {
  return StudyMaker(request, base, progress, std::move(stop)).make();
}

}  // namespace fusewright
