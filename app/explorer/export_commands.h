#pragma once

#include <functional>
#include <vector>

#include <QObject>

#include "app/explorer/figure_dialog.h"
#include "app/explorer/window_settings.h"
#include "app/session/latest_only.h"
#include "app/session/session.h"
#include "widgets/common/export_image.h"
#include "widgets/common/exportable.h"

namespace fusewright {

/// Takes views away as pictures and tables, into files and onto the clipboard.
class ExportCommands : public QObject {
  Q_OBJECT

 public:
  /// The design on show as text for a file at that path.
  using ProjectText = std::function<QByteArray(const QString& path)>;

  /// All of them must outlive the commands; dialogs belong to `window`.
  ExportCommands(const Session& session, WindowSettings& settings, QWidget& window);

  /// Figures carry that text from now on.
  void setProjectText(ProjectText text) { projectText_ = std::move(text); }

  /// Shows what the figure will be and asks how big; a view that is only a table goes to a file at once.
  void ask(const Exportable& view);
  /// Asks for a file, over the dialog `over` if there is one, and writes the view's data into it.
  void askTable(const Exportable& view, QWidget* over = nullptr);
  /// Asks for a file and writes rows of a table into it.
  void askRows(const TextTable& rows, const QString& name);
  /// Asks for a folder and writes all views and all tables of the schedule into it.
  void askAll(const std::vector<const Exportable*>& views);

  /// Puts the view's picture on the clipboard, as pixels and as SVG; a view that is only a table as rows.
  void copy(const Exportable& view);
  /// Puts the view's data on the clipboard: tabs between cells, and as an HTML table.
  void copyTable(const Exportable& view);

  /// Writes one view as the path's ending says.
  [[nodiscard]] Result<void> write(const Exportable& view, const QString& path, const FigureChoice& choice = {}) const;
  /// Writes pictures and tables of all views; gives the number of files.
  [[nodiscard]] Result<int> writeAll(const std::vector<const Exportable*>& views, const QString& folder) const;

 Q_SIGNALS:
  void exported(const QString& message);
  void failed(const Error& error);

 private:
  [[nodiscard]] Figure figureOf(const Exportable& view, const QString& path) const;
  /// The keyboard goes back to `over` when the file is chosen; none: to the window.
  void askFile(const Exportable& view, const QString& filters, const FigureChoice& choice, QWidget* over);
  void putOnClipboard(const Figure& figure);
  void report(const Result<void>& written, const QString& path);
  void writeTables(const QString& folder);

  const Session& session_;
  WindowSettings& settings_;
  QWidget& window_;
  ProjectText projectText_;
  LatestOnly jobs_;
};

}  // namespace fusewright
