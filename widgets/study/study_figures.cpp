#include "widgets/study/study_figures.h"

#include <QCoreApplication>
#include <QDir>

#include "core/explore/study/study_tables.h"
#include "widgets/common/export_image.h"
#include "widgets/common/text.h"
#include "widgets/study/chart_paint.h"
#include "widgets/study/study_charts.h"

namespace fusewright {
QString studyProvenance(const Study& study) {
  return tr("assumptions %1, Fusewright %2")
      .arg(QString::fromStdString(study.assumptions), QCoreApplication::applicationVersion());
}

Result<std::vector<QString>> writeStudyFigures(const Study& study, const QString& directory) {
  std::vector<QString> written;
  for (const StudyFigure figure : kStudyFigures) {
    const auto chart = chartOf(study, figure);
    if (!chart) continue;
    const Figure page{.title = chart->title,
                      .provenance = studyProvenance(study),
                      .sizeMm = chart->sizeMm,
                      .draw = [&](QPainter& painter, const QRectF& area, const DrawStyle& style) {
                        renderChart(painter, area, *chart, style);
                      }};
    for (const char* suffix : {".svg", ".pdf", ".png"}) {
      const QString name = QString::fromStdString(figureFileName(figure)) + QLatin1String(suffix);
      const QString path = QDir(directory).filePath(name);
      if (auto result = writeFigure(path, page); !result) return tl::make_unexpected(result.error());
      written.push_back(path);
    }
  }
  if (written.empty()) {
    return failure(tr("the study has no figure").toStdString(), directory.toStdString(),
                   tr("Make one with fusewright-cli paper --out").toStdString());
  }
  return written;
}

}  // namespace fusewright
