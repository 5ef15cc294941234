#include "widgets/figures.h"

#include <QCoreApplication>
#include <QDir>

#include "widgets/common/export_image.h"
#include "widgets/common/family_names.h"
#include "widgets/common/text.h"
#include "widgets/gantt/gantt_export.h"
#include "widgets/inspector/property.h"
#include "widgets/memory/memory_paint.h"
#include "widgets/roofline/roofline_paint.h"
#include "widgets/waterfall/waterfall_paint.h"

namespace fusewright {
namespace {

constexpr QSizeF kOneColumnMm(85, 72);

struct NamedFigure {
  QString name;
  Figure figure;
};

}  // namespace

QString provenanceOf(const Design& design) {
  return tr("%1 on %2, fusion %3, assumptions %4, Fusewright %5")
      .arg(QString::fromStdString(design.workload->name), QString::fromStdString(design.accelerator->name),
           mappingText(design.mapping), assumptionsText(design.assumptions), QCoreApplication::applicationVersion());
}

Result<std::vector<QString>> writeFigures(const Evaluation& evaluation, const QString& directory,
                                          std::span<const WaterfallRow> rows, const QByteArray& project) {
  if (!QDir().mkpath(directory)) {
    return failure(tr("can not make the folder").toStdString(), directory.toStdString(),
                   tr("Choose a folder that you may write to").toStdString());
  }
  const Timeline timeline = buildTimeline(evaluation);
  const auto memories = buildMemoryPictures(evaluation);
  const Roofline roofline = rooflineOf(evaluation);
  const std::vector<QString> names = familyNames(*evaluation.workload);
  const TimeRange all{0, timeline.span};
  const GanttFigure schedule{.evaluation = evaluation, .timeline = timeline, .visible = all};
  const QString from = provenanceOf(evaluation.design);
  std::vector<NamedFigure> figures{
      {"gantt",
       {.title = tr("Schedule"),
        .provenance = from,
        .sizeMm = ganttFigureSize(schedule),
        .draw = [&](QPainter& painter, const QRectF& area,
                    const DrawStyle& style) { renderGantt(painter, area, schedule, style); }}},
      {"memory",
       {.title = tr("Memory occupancy"),
        .provenance = from,
        .sizeMm = memoryFigureSize(memories),
        .draw = [&](QPainter& painter, const QRectF& area,
                    const DrawStyle& style) { renderMemories(painter, area, memories, all, {}, style); }}},
      {"roofline",
       {.title = tr("Roofline"),
        .provenance = from,
        .sizeMm = kOneColumnMm,
        .draw = [&](QPainter& painter, const QRectF& area, const DrawStyle& style) {
          renderRoofline(painter, area, names, roofline, style);
        }}}};
  if (!rows.empty())
    figures.push_back({"waterfall",
                       {.title = tr("From paper to physical"),
                        .provenance = from,
                        .sizeMm = waterfallFigureSize(),
                        .draw = [&](QPainter& painter, const QRectF& area, const DrawStyle& style) {
                          renderWaterfall(painter, area, rows, style);
                        }}});
  for (NamedFigure& named : figures) named.figure.project = project;
  std::vector<QString> written;
  for (const NamedFigure& named : figures) {
    for (const char* suffix : {"svg", "pdf", "png"}) {
      const QString path = QDir(directory).filePath(named.name + QLatin1Char('.') + QLatin1String(suffix));
      if (auto result = writeFigure(path, named.figure); !result) return tl::make_unexpected(result.error());
      written.push_back(path);
    }
  }
  return written;
}

}  // namespace fusewright
