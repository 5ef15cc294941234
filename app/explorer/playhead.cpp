#include "app/explorer/playhead.h"

#include <algorithm>
#include <cmath>

#include <QEvent>

#include "widgets/blocks/lifetimes.h"

namespace fusewright {
namespace {

constexpr int kFrameMs = 50;
/// Nothing changed for so long: a slider is not being dragged.
constexpr int kIdleMs = 300;
/// How long the playhead takes over what the timeline shows.
constexpr double kSweepMs = 10000;

}  // namespace

Playhead::Playhead(Session& session, Views& views, QWidget& parent)
    : QObject(&parent), session_(session), views_(views), view_(new BlockMapView(*views.navigator, &parent)) {
  clock_.setInterval(kFrameMs);
  idle_.setSingleShot(true);
  idle_.setInterval(kIdleMs);
  connect(&idle_, &QTimer::timeout, this, [this] { refresh(Want::Index); });
  connect(&clock_, &QTimer::timeout, this, &Playhead::advance);
  connect(&session_, &Session::snapshotChanged, this, [this] { refresh(Want::Map); });
  connect(views_.navigator, &TimeNavigator::playheadChanged, this, [this] { refresh(Want::Map); });
  connect(views_.navigator, &TimeNavigator::playheadAsked, this, &Playhead::move);
  connect(views_.timeline, &GanttView::hoverChanged, this, &Playhead::showHover);
  connect(view_, &BlockMapView::hoverChanged, this, &Playhead::showHover);
  connect(view_, &BlockMapView::selectionRequested, this,
          [this](const Selection& selection) { session_.select(selection); });
  view_->installEventFilter(this);
  views_.addExportable(*view_);
}

Panel Playhead::panel() const {
  return {QStringLiteral("blockMapDock"), tr("Memory blocks"), view_};
}

bool Playhead::eventFilter(QObject* watched, QEvent* event) {
  if (watched == view_ && event->type() == QEvent::Show) refresh(Want::Map);
  return QObject::eventFilter(watched, event);
}

void Playhead::refresh(Want want) {
  const Snapshot& snapshot = session_.snapshot();
  if (!snapshot.evaluation || snapshot.stale) return;
  if (want == Want::Map && !view_->isVisible()) return idle_.start();
  idle_.stop();
  auto known = indexed_ == snapshot.evaluation ? index_ : nullptr;
  const auto playhead = views_.navigator->playhead();
  jobs_.request([this, evaluation = snapshot.evaluation, known,
                 playhead](std::stop_token stop) -> LatestOnly::Delivery {
    auto index = known ? known : std::make_shared<const ContentsIndex>(buildContentsIndex(contentsSource(*evaluation)));
    if (stop.stop_requested()) return {};
    const Cycles at = playhead ? Cycles(*playhead) : fullestInstant(*evaluation);
    auto map = std::make_shared<const BlockMap>(blockMapAt(*index, *evaluation, at));
    return [this, evaluation, index, map] {
      indexed_ = evaluation;
      index_ = index;
      view_->setMap(evaluation, map);
      if (hover_ != Hover() && hoveredIn_ == evaluation) showHover(hover_);
    };
  });
}

void Playhead::move(PlayheadMove move) {
  if (move == PlayheadMove::Play) {
    setPlaying(!isPlaying());
  } else {
    setPlaying(false);
    step(move);
  }
}

void Playhead::step(PlayheadMove move) {
  const auto evaluation = session_.snapshot().evaluation;
  if (!evaluation) return;
  const Cycles from =
      views_.navigator->playhead() ? Cycles(*views_.navigator->playhead()) : fullestInstant(*evaluation);
  const auto to = move == PlayheadMove::On ? nextEvent(*evaluation->schedule, *evaluation->metrics, from)
                                           : previousEvent(*evaluation->schedule, *evaluation->metrics, from);
  views_.navigator->setPlayhead(to ? to->value : from.value);
  if (to) views_.navigator->reveal({to->value, to->value});
}

void Playhead::setPlaying(bool playing) {
  const TimeRange shown = views_.navigator->visible();
  const auto at = views_.navigator->playhead();
  const bool atEnd = at && *at >= std::min(shown.to, views_.navigator->span()) - 1e-9;
  if (playing && (!at || atEnd || *at < shown.from || *at > shown.to)) views_.navigator->setPlayhead(shown.from);
  playing ? clock_.start() : clock_.stop();
  view_->setPlaying(playing);
}

void Playhead::advance() {
  const TimeRange shown = views_.navigator->visible();
  const double end = std::min(shown.to, views_.navigator->span());
  const double to = views_.navigator->playhead().value_or(shown.from) + shown.length() * kFrameMs / kSweepMs;
  views_.navigator->setPlayhead(std::min(to, end));
  if (to >= end) setPlaying(false);
}

void Playhead::showHover(const Hover& hover) {
  const auto evaluation = session_.snapshot().evaluation;
  // Blocks on show are of an evaluation that was told of before the present one.
  const bool isOld = std::holds_alternative<PieceId>(hover) && indexed_ != evaluation;
  hover_ = isOld ? Hover() : hover;
  hoveredIn_ = evaluation;
  if (!evaluation || hover_ == Hover()) {
    views_.memory->setLifetimes({});
    views_.timeline->setTouched({});
    return view_->setHover({});
  }
  if (indexed_ != evaluation) return refresh(Want::Index);
  const double at = view_->map() != nullptr ? view_->map()->at.value : 0;
  views_.memory->setLifetimes(lifetimesOf(*index_, *evaluation, hover_, Cycles(at)));
  view_->setHover(hover_);
  if (const auto* piece = std::get_if<PieceId>(&hover_)) showPiece(*piece);
}

void Playhead::showPiece(PieceId piece) {
  const Evaluation& evaluation = *indexed_;
  auto tiles = readersOf(*index_, contentsSource(evaluation), piece, kMostTouched);
  const Piece& held = evaluation.schedule->pieces[piece.index()];
  if (held.kind == Piece::Kind::TileOutput && held.tile) tiles.push_back(*held.tile);
  views_.timeline->setTouched(std::move(tiles));
}

}  // namespace fusewright
