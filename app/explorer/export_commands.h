#pragma once

#include <vector>

#include <QObject>

#include "app/explorer/window_settings.h"
#include "app/session/latest_only.h"
#include "app/session/session.h"
#include "widgets/common/exportable.h"

namespace fusewright {

/// Takes views away as pictures and tables.
class ExportCommands : public QObject {
  Q_OBJECT

 public:
  /// All of them must outlive the commands; dialogs belong to `window`.
  ExportCommands(const Session& session, WindowSettings& settings, QWidget& window);

  /// Asks for a file and writes the view into it: .svg, .pdf, .png or .csv.
  void ask(const Exportable& view);
  /// Asks for a folder and writes all views and all tables of the schedule into it.
  void askAll(const std::vector<const Exportable*>& views);

  /// Writes one view as the path's ending says.
  [[nodiscard]] Result<void> write(const Exportable& view, const QString& path) const;
  /// Writes pictures and tables of all views; gives the number of files.
  [[nodiscard]] Result<int> writeAll(const std::vector<const Exportable*>& views, const QString& folder) const;

 Q_SIGNALS:
  void exported(const QString& message);
  void failed(const Error& error);

 private:
  const Session& session_;
  WindowSettings& settings_;
  QWidget& window_;
  LatestOnly jobs_;
};

}  // namespace fusewright
