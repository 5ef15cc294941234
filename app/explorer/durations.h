#pragma once

#include <QObject>

#include "app/explorer/panel.h"
#include "app/explorer/views.h"
#include "app/session/latest_only.h"
#include "app/session/session.h"
#include "widgets/durations/durations_view.h"

namespace fusewright {

/// Measures the tiles of the selected layer in the marked range off the GUI thread, while their view is visible.
class Durations : public QObject {
  Q_OBJECT

 public:
  /// All of them must outlive it; the view belongs to `parent`.
  Durations(Session& session, Views& views, QWidget& parent);

  [[nodiscard]] Panel panel() const { return {QStringLiteral("durationsDock"), tr("Durations"), view_}; }
  [[nodiscard]] DurationsView& view() { return *view_; }

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void refresh();
  [[nodiscard]] std::optional<LayerId> selectedFamily() const;

  Session& session_;
  Views& views_;
  DurationsView* view_;
  bool isOffered_ = false;  ///< for export, once there is something
  LatestOnly jobs_;
};

}  // namespace fusewright
