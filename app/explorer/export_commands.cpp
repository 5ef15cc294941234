#include "app/explorer/export_commands.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>

#include "core/io/csv_writer.h"
#include "widgets/common/export_image.h"
#include "widgets/figures.h"

namespace fusewright {

namespace {

/// The table with a last column that says what its numbers were computed with.
TextTable withAssumptions(TextTable table, const Design& design) {
  table.headings << QStringLiteral("assumptions");
  for (QStringList& row : table.rows) row << QString::fromStdString(nameOf(design.assumptions));
  return table;
}

}  // namespace

ExportCommands::ExportCommands(const Session& session, WindowSettings& settings, QWidget& window)
    : session_(session), settings_(settings), window_(window) {}

Result<void> ExportCommands::write(const Exportable& view, const QString& path) const {
  if (QFileInfo(path).suffix().toLower() == QLatin1String("csv")) {
    return writeText(path, toCsv(withAssumptions(view.exportTable(), session_.snapshot().evaluation->design)));
  }
  const auto size = view.figureSize();
  if (!size) {
    return failure(tr("this view is a table").toStdString(), path.toStdString(), tr("Export it as .csv").toStdString());
  }
  const auto from = view.provenance();
  const auto draw = [&view](QPainter& painter, const QRectF& area, const DrawStyle& style) {
    view.renderFigure(painter, area, style);
  };
  return writeFigure(path, {.title = view.exportTitle(),
                            .provenance = from ? *from : provenanceOf(session_.snapshot().evaluation->design),
                            .sizeMm = *size,
                            .draw = draw});
}

Result<int> ExportCommands::writeAll(const std::vector<const Exportable*>& views, const QString& folder) const {
  int files = 0;
  for (const Exportable* view : views) {
    const QString stem = QDir(folder).filePath(view->exportName());
    QStringList endings{QStringLiteral(".csv")};
    if (view->figureSize()) endings << QStringLiteral(".svg") << QStringLiteral(".pdf") << QStringLiteral(".png");
    for (const QString& ending : endings) {
      if (auto written = write(*view, stem + ending); !written) return tl::make_unexpected(written.error());
      ++files;
    }
  }
  return files;
}

void ExportCommands::ask(const Exportable& view) {
  if (!session_.snapshot().evaluation) return;
  const QString table = tr("Table (*.csv)");
  const QString filters =
      view.figureSize() ? tr("SVG drawing (*.svg);;PDF document (*.pdf);;PNG picture (*.png);;") + table : table;
  auto* dialog = new QFileDialog(&window_, tr("Export %1").arg(view.exportTitle()),
                                 settings_.folder(QStringLiteral("figure")), filters);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  const QString ending = view.figureSize() ? QStringLiteral("svg") : QStringLiteral("csv");
  dialog->setDefaultSuffix(ending);
  dialog->selectFile(view.exportName() + QLatin1Char('.') + ending);
  connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
    dialog->setDefaultSuffix(filter.section(QStringLiteral("*."), 1).chopped(1));
  });
  connect(dialog, &QFileDialog::fileSelected, this, [this, &view](const QString& path) {
    settings_.setFolder(QStringLiteral("figure"), QFileInfo(path).absolutePath());
    if (const auto written = write(view, path)) {
      Q_EMIT exported(tr("Wrote %1").arg(path));
    } else {
      Q_EMIT failed(written.error());
    }
  });
  dialog->open();
}

void ExportCommands::askAll(const std::vector<const Exportable*>& views) {
  if (!session_.snapshot().evaluation) return;
  auto* dialog =
      new QFileDialog(&window_, tr("Export everything into a folder"), settings_.folder(QStringLiteral("figure")));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::Directory);
  dialog->setOption(QFileDialog::ShowDirsOnly);
  connect(dialog, &QFileDialog::fileSelected, this, [this, views](const QString& folder) {
    settings_.setFolder(QStringLiteral("figure"), folder);
    const auto files = writeAll(views, folder);
    if (!files) {
      Q_EMIT failed(files.error());
      return;
    }
    Q_EMIT exported(tr("Wrote %1 files; writing the tables of the schedule …").arg(*files));
    jobs_.request([this, folder, evaluation = session_.snapshot().evaluation](std::stop_token) -> LatestOnly::Delivery {
      const QString tables = QDir(folder).filePath(QStringLiteral("schedule"));
      const auto written = writeCsvFolder(*evaluation, tables.toStdString());
      return [this, written, folder] {
        if (written) {
          Q_EMIT exported(tr("Wrote everything into %1").arg(folder));
        } else {
          Q_EMIT failed(written.error());
        }
      };
    });
  });
  dialog->open();
}

}  // namespace fusewright
