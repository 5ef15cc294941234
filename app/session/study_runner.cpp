#include "app/session/study_runner.h"

#include "app/options/example_files.h"
#include "app/session/worker_threads.h"
#include "app/study/study_models.h"
#include "core/explore/sweep/design_space.h"

namespace fusewright {
namespace {

/// The accelerator of the study, from the examples.
Result<StudyBase> studyBase(const Assumptions& assumptions) {
  auto hardware = studyHardware();
  if (!hardware) return tl::make_unexpected(hardware.error());
  return StudyBase{.accelerator = std::make_shared<const Accelerator>(*std::move(hardware)),
                   .assumptions = assumptions};
}

}  // namespace

StudyRunner::StudyRunner(QObject* parent) : QObject(parent), studies_(QThread::LowPriority) {}

void StudyRunner::make(StudyRequest request, const Assumptions& assumptions) {
  request.jobs = threadsBeside();
  const StudyFigure figure = request.figures.empty() ? StudyFigure::OperationCounts : request.figures.front();
  studies_.request([this, request, assumptions, figure](std::stop_token stop) -> LatestOnly::Delivery {
    const auto base = studyBase(assumptions);
    if (!base) return [this, error = base.error()] { Q_EMIT failed(error); };
    const auto tell = [this, stop](StudyProgress progress) {
      QMetaObject::invokeMethod(
          this,
          [this, progress, stop] {
            if (!stop.stop_requested()) Q_EMIT progressChanged(progress);
          },
          Qt::QueuedConnection);
    };
    auto study = std::make_shared<const Study>(makeStudy(request, *base, tell, stop));
    return [this, study, figure] { Q_EMIT finished(study, figure); };
  });
}

void StudyRunner::cancel() {
  studies_.stop();
  Q_EMIT cancelled();
}

void StudyRunner::findDesign(const StudyDesign& row, const Assumptions& assumptions) {
  designs_.request([this, row, assumptions](std::stop_token) -> LatestOnly::Delivery {
    const auto base = studyBase(assumptions);
    if (!base) return [this, error = base.error()] { Q_EMIT failed(error); };
    const auto design = designOfRow(row, *base);
    if (!design) return [this, error = design.error()] { Q_EMIT failed(error); };
    return [this, found = *design, row] { Q_EMIT designFound(found, row); };
  });
}

Result<Design> designOfRow(const StudyDesign& row, const StudyBase& base) {
  const SweepPoint point{.length = row.length,
                         .fusion = row.fusion,
                         .tiling = row.tiling == "memory-aware" ? TilingMode::MemoryAware : TilingMode::PerStep,
                         .memoryMB = row.memoryMB,
                         .areaFraction = row.areaFraction,
                         .memoryFraction = row.memoryFraction};
  const Design on{.workload = nullptr, .accelerator = base.accelerator, .mapping = {}, .assumptions = base.assumptions};
  MambaBlocks blocks;
  return designAt(point, on, [&](std::int64_t length) { return blocks.ofLength(length); });
}

}  // namespace fusewright
