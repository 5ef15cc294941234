#include "app/explorer/export_commands.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>

#include "core/io/csv_writer.h"
#include "widgets/common/export_image.h"
#include "widgets/common/html_table.h"
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

Result<void> ExportCommands::write(const Exportable& view, const QString& path, const FigureChoice& choice) const {
  if (QFileInfo(path).suffix().toLower() == QLatin1String("csv")) {
    return writeText(path, toCsv(withAssumptions(view.exportTable(), session_.snapshot().evaluation->design)));
  }
  if (!view.figureSize())
    return failure(tr("this view is a table").toStdString(), path.toStdString(), tr("export it as .csv").toStdString());
  return writeFigure(path, withChoice(figureOf(view, path), choice));
}

Figure ExportCommands::figureOf(const Exportable& view, const QString& path) const {
  const auto from = view.provenance();
  const auto draw = [&view](QPainter& painter, const QRectF& area, const DrawStyle& style) {
    view.renderFigure(painter, area, style);
  };
  // What comes from elsewhere is not the design on show, and shall not open as it.
  return {.title = view.exportTitle(),
          .provenance = from ? *from : provenanceOf(session_.snapshot().evaluation->design),
          .sizeMm = view.figureSize().value_or(QSizeF(85, 72)),
          .project = from || !projectText_ ? QByteArray() : projectText_(path),
          .draw = draw};
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

void ExportCommands::report(const Result<void>& written, const QString& path) {
  if (written) {
    Q_EMIT exported(tr("Wrote %1").arg(path));
  } else {
    Q_EMIT failed(written.error());
  }
}

void ExportCommands::ask(const Exportable& view) {
  if (!session_.snapshot().evaluation) return;
  if (!view.figureSize()) {
    askTable(view);
    return;
  }
  auto* dialog = new FigureDialog([this, &view] { return figureOf(view, {}); }, settings_.figureChoice(), &window_);
  dialog->setWindowTitle(tr("Export %1").arg(view.exportTitle()));
  connect(dialog, &FigureDialog::saveRequested, this, [this, dialog, &view] {
    settings_.setFigureChoice(dialog->choice());
    askFile(view, tr("SVG drawing (*.svg);;PDF document (*.pdf);;PNG picture (*.png)"), dialog->choice(), dialog);
  });
  connect(dialog, &FigureDialog::copyRequested, this, [this, dialog] {
    settings_.setFigureChoice(dialog->choice());
    putOnClipboard(dialog->chosen());
  });
  connect(dialog, &FigureDialog::tableRequested, this, [this, dialog, &view] { askTable(view, dialog); });
  dialog->show();
}

void ExportCommands::askTable(const Exportable& view, QWidget* over) {
  if (session_.snapshot().evaluation) askFile(view, tr("Table (*.csv)"), {}, over);
}

void ExportCommands::askRows(const TextTable& rows, const QString& name) {
  if (!session_.snapshot().evaluation) return;
  auto* dialog =
      new QFileDialog(&window_, tr("Save rows"), settings_.folder(QStringLiteral("figure")), tr("Table (*.csv)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(QStringLiteral("csv"));
  dialog->selectFile(name + QStringLiteral(".csv"));
  connect(dialog, &QFileDialog::fileSelected, this,
          [this, table = withAssumptions(rows, session_.snapshot().evaluation->design)](const QString& path) {
            settings_.setFolder(QStringLiteral("figure"), QFileInfo(path).absolutePath());
            report(writeText(path, toCsv(table)), path);
          });
  dialog->open();
}

void ExportCommands::askFile(const Exportable& view, const QString& filters, const FigureChoice& choice,
                             QWidget* over) {
  auto* dialog = new QFileDialog(over ? over : &window_, tr("Export %1").arg(view.exportTitle()),
                                 settings_.folder(QStringLiteral("figure")), filters);
  const auto endingOf = [](const QString& filter) { return filter.section(QStringLiteral("*."), 1).chopped(1); };
  const QString ending = endingOf(filters.section(QStringLiteral(";;"), 0, 0));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(ending);
  dialog->selectFile(view.exportName() + QLatin1Char('.') + ending);
  connect(dialog, &QFileDialog::filterSelected, dialog,
          [dialog, endingOf](const QString& filter) { dialog->setDefaultSuffix(endingOf(filter)); });
  connect(dialog, &QFileDialog::fileSelected, this, [this, &view, choice](const QString& path) {
    settings_.setFolder(QStringLiteral("figure"), QFileInfo(path).absolutePath());
    report(write(view, path, choice), path);
  });
  dialog->open();
}

void ExportCommands::putOnClipboard(const Figure& figure) {
  auto* data = new QMimeData;
  data->setImageData(imageOf(figure));
  data->setData(QStringLiteral("image/svg+xml"), svgOf(figure));
  QApplication::clipboard()->setMimeData(data);
  Q_EMIT exported(tr("Copied the picture: %1").arg(figure.title));
}

void ExportCommands::copy(const Exportable& view) {
  if (!session_.snapshot().evaluation) return;
  if (view.figureSize()) {
    putOnClipboard(withChoice(figureOf(view, {}),
                              {.points = settings_.figureChoice().points, .dpi = settings_.figureChoice().dpi}));
  } else {
    copyTable(view);
  }
}

void ExportCommands::copyTable(const Exportable& view) {
  if (!session_.snapshot().evaluation) return;
  const TextTable table = view.exportTable();
  auto* data = new QMimeData;
  data->setText(toTsv(table));
  data->setHtml(toHtml(table));
  QApplication::clipboard()->setMimeData(data);
  Q_EMIT exported((table.rows.size() == 1 ? tr("Copied %1 row") : tr("Copied %1 rows")).arg(table.rows.size()));
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
    writeTables(folder);
  });
  dialog->open();
}

void ExportCommands::writeTables(const QString& folder) {
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
}

}  // namespace fusewright
