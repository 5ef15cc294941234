#pragma once

#include <memory>

#include <QObject>
#include <QTimer>

#include "app/explorer/panel.h"
#include "app/explorer/views.h"
#include "app/session/latest_only.h"
#include "app/session/session.h"
#include "core/metrics/memory_contents.h"
#include "widgets/blocks/block_map_view.h"

namespace fusewright {

/// What memories hold at the playhead: steps it from event to event, lets it run, tells the contents off the GUI
/// thread while their view is visible; and shows in all views what the mouse is over in one.
class Playhead : public QObject {
  Q_OBJECT

 public:
  /// All of them must outlive it; the view belongs to `parent`.
  Playhead(Session& session, Views& views, QWidget& parent);

  [[nodiscard]] Panel panel() const;
  [[nodiscard]] BlockMapView& view() { return *view_; }
  [[nodiscard]] bool isPlaying() const { return clock_.isActive(); }

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  enum class Want { Map, Index };

  void refresh(Want want);
  void move(PlayheadMove move);
  void step(PlayheadMove move);
  void setPlaying(bool playing);
  void advance();
  void showHover(const Hover& hover);
  void showPiece(PieceId piece);

  Session& session_;
  Views& views_;
  BlockMapView* view_;
  std::shared_ptr<const Evaluation> indexed_;  ///< what `index_` was built from
  std::shared_ptr<const ContentsIndex> index_;
  Hover hover_;
  std::shared_ptr<const Evaluation> hoveredIn_;  ///< what the ids of `hover_` belong to
  QTimer clock_;
  QTimer idle_;  ///< until contents are told for whoever hovers or exports next
  LatestOnly jobs_;
};

}  // namespace fusewright
