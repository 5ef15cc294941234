#include "app/explorer/durations.h"

#include <utility>

#include <QEvent>

#include "widgets/common/names.h"
#include "widgets/common/palette.h"

namespace fusewright {
namespace {


}  // namespace

Durations::Durations(Session& session, Views& views, QWidget& parent)
    : QObject(&parent), session_(session), views_(views), view_(new DurationsView(&parent)) {
  connect(&session_, &Session::snapshotChanged, this, &Durations::refresh);
  connect(&session_, &Session::selectionChanged, this, &Durations::refresh);
  connect(views_.navigator, &TimeNavigator::markedChanged, this, &Durations::refresh);
  connect(view_, &DurationsView::measureChanged, this, &Durations::refresh);
  connect(view_, &DurationsView::tilesBrushed, this, [this](std::vector<TileId> tiles) {
    if (tiles.size() > kMostTouched) tiles.resize(kMostTouched);
    views_.timeline->setTouched(std::move(tiles));
  });
  connect(view_, &DurationsView::tileRequested, this, [this](TileId tile) {
    if (const auto evaluation = session_.snapshot().evaluation; evaluation && tile.index() < evaluation->graph->size())
      session_.select(keyOf(*evaluation->graph, tile));
  });
  view_->installEventFilter(this);
}

bool Durations::eventFilter(QObject* watched, QEvent* event) {
  if (watched == view_ && event->type() == QEvent::Show) refresh();
  return QObject::eventFilter(watched, event);
}

std::optional<LayerId> Durations::selectedFamily() const {
  const auto& evaluation = session_.snapshot().evaluation;
  const Selection& selection = session_.selection();
  std::optional<LayerId> layer;
  if (const auto* chosen = std::get_if<LayerId>(&selection)) layer = *chosen;
  if (const auto* tile = std::get_if<TileKey>(&selection)) layer = tile->layer;
  if (!layer || layer->index() >= evaluation->workload->layers.size()) return std::nullopt;
  return evaluation->workload->layer(*layer).family;
}

void Durations::refresh() {
  const Snapshot& snapshot = session_.snapshot();
  if (!snapshot.evaluation || snapshot.stale || !view_->isVisible()) return;
  const TimeRange range = views_.navigator->marked().value_or(TimeRange{0, views_.navigator->span()});
  jobs_.request([this, evaluation = snapshot.evaluation, range, family = selectedFamily(),
                 what = view_->measured()](std::stop_token) -> LatestOnly::Delivery {
    auto tiles = durationsOf(*evaluation->workload, *evaluation->graph, *evaluation->schedule, family, what,
                             Cycles(range.from), Cycles(range.to));
    return [this, evaluation, family, tiles = std::move(tiles)] {
      const ThemeMode mode = themeOf(view_->palette()).mode;
      const auto keys = colourKeys(*evaluation->workload);
      if (std::exchange(isOffered_, true) == false) views_.addExportable(*view_);
      view_->setTiles(tiles, family ? familyText(*evaluation->workload, *family) : tr("all layers"),
                      family ? layerColour(keys[family->index()], mode) : themeOf(view_->palette()).accent);
    };
  });
}

}  // namespace fusewright
