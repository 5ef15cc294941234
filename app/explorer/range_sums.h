#pragma once

#include <memory>

#include <QObject>

#include "app/explorer/views.h"
#include "app/session/latest_only.h"
#include "app/session/session.h"
#include "core/metrics/range_index.h"

namespace fusewright {

/// Adds up the marked range of the timeline, or the whole run, off the GUI thread; shows it while its view is visible.
class RangeSums : public QObject {
  Q_OBJECT

 public:
  /// Both must outlive it.
  RangeSums(Session& session, Views& views, QObject* parent);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void refresh();
  void showMarks();
  void connectMarks();

  Session& session_;
  Views& views_;
  std::shared_ptr<const Evaluation> indexed_;  ///< what `index_` was built from
  std::shared_ptr<const RangeIndex> index_;
  LatestOnly jobs_;
};

}  // namespace fusewright
