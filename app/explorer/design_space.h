#pragma once

#include <deque>

#include <QObject>

#include "app/explorer/open_and_save.h"
#include "app/explorer/panel.h"
#include "app/explorer/window_settings.h"
#include "app/session/front_runner.h"
#include "app/session/session.h"
#include "widgets/front/front_view.h"

namespace fusewright {

/// The results of sweeps in the window: opens databases, finds their fronts, and takes the designs that one points at
/// into the session, as edits that can be undone.
class DesignSpacePanel : public QObject {
  Q_OBJECT

 public:
  /// All must outlive it; the view belongs to `window` and finds its place elsewhere.
  DesignSpacePanel(Session& session, FileCommands& files, WindowSettings& settings, QWidget& window);

  [[nodiscard]] Panel panel() const { return {QStringLiteral("designSpaceDock"), tr("Design space"), view_}; }
  [[nodiscard]] FrontView& view() { return *view_; }
  /// Asks for a database, without blocking.
  void askOpen();
  void open(const QString& path);
  /// Reads a database that grows, without a word; what is in view stays.
  void refresh(const QString& path);

 Q_SIGNALS:
  void failed(const Error& error);
  void said(const QString& message);
  void exportRequested(const Exportable& view);
  /// There is something to see.
  void shown();

 private:
  void connectView();
  void take(const FoundDesign& found, std::uint64_t gesture);
  void showCurrent();
  void copyCommand();

  struct Taken {
    Design design;
    ContentHash key;
  };

  Session& session_;
  FileCommands& files_;
  WindowSettings& settings_;
  QWidget& window_;
  FrontRunner runner_;
  FrontView* view_;
  bool quiet_ = false;       ///< what is being read was on show before
  std::deque<Taken> taken_;  ///< the latest first
};

/// The command that prints the front that a question finds in a database. Ranges of texts can not be said there.
[[nodiscard]] std::string frontCommand(const SweepResults& results, const FrontQuestion& question);

}  // namespace fusewright
