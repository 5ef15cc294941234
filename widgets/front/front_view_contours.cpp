// Lines of equal values in a FrontView: what they are over, and what of.
#include <algorithm>
#include <array>

#include <QActionGroup>
#include <QLayout>

#include "core/explore/sweep/sweep_columns.h"
#include "widgets/front/contour_map.h"
#include "widgets/front/front_view.h"

namespace fusewright {
namespace {

bool isParameter(const SweepResults& results, const std::string& column) {
  return std::ranges::find(results.parameters, column) != results.parameters.end();
}

bool isNumeric(const SweepTable& table, const std::string& name) {
  const TableColumn* column = table.find(name);
  return column != nullptr && column->labels.empty();
}

}  // namespace

void FrontView::createContours(QLayout& row) {
  contourButton_->setText(tr("Contours"));
  contourButton_->setToolTip(
      tr("Lines of equal latency (or of the column of the colours) over two parameters, and dashed ones of equal area "
         "(default: none)"));
  contourButton_->setAutoRaise(true);
  contourButton_->setPopupMode(QToolButton::InstantPopup);
  auto* menu = new QMenu(contourButton_);
  contourButton_->setMenu(menu);
  auto* group = new QActionGroup(menu);
  const std::array<std::pair<ContourStyle, QString>, 3> choices{
      {{ContourStyle::None, tr("&No contours")},
       {ContourStyle::Values, tr("Of the &values")},
       {ContourStyle::Speedup, tr("Of the &speedup over the design on show")}}};
  for (const auto& [style, text] : choices) {
    QAction* action = menu->addAction(text, this, [this, style = style] { setContours(style); });
    action->setCheckable(true);
    action->setChecked(style == contours_);
    action->setData(static_cast<int>(style));
    group->addAction(action);
  }
  row.addWidget(contourButton_);
}

void FrontView::setContours(ContourStyle contours) {
  const bool starts = contours != ContourStyle::None && contours_ == ContourStyle::None;
  const bool ends = contours == ContourStyle::None && contours_ != ContourStyle::None;
  contours_ = contours;
  for (QAction* action : contourButton_->menu()->actions())
    action->setChecked(action->data().toInt() == static_cast<int>(contours));
  if (!results_.table) return;
  const FrontScene& scene = canvas_->scene();
  if (starts && !(isParameter(results_, scene.x) && isParameter(results_, scene.y))) {
    const std::vector<std::string> axes = contourAxes(results_);
    if (axes.size() == 2) {
      axesBefore_ = {scene.x, scene.y};
      takeAxes(axes[0], axes[1]);
    }
  }
  if (ends && axesBefore_) {
    const auto [x, y] = *std::exchange(axesBefore_, std::nullopt);
    takeAxes(x, y);
  }
  filter();
}

void FrontView::takeAxes(const std::string& x, const std::string& y) {
  setAxes(x, y);
  setScales(usualScale(results_.table->find(x)->numbers), usualScale(results_.table->find(y)->numbers));
}

std::shared_ptr<const ContourMap> FrontView::contoursOf(const FrontScene& scene) const {
  if (contours_ == ContourStyle::None || !scene.states || !isNumeric(*results_.table, scene.x) ||
      !isNumeric(*results_.table, scene.y))
    return nullptr;
  std::vector<std::string> wanted{scene.shadedBy};
  wanted.insert(wanted.end(), results_.objectives.begin(), results_.objectives.end());
  wanted.insert(wanted.end(), {"latency_ms", "latency_cycles", "energy_pJ"});
  for (const std::string& value : wanted) {
    const bool usable = isNumeric(*results_.table, value) && value != scene.x && value != scene.y;
    if (!usable) continue;
    const auto current = contours_ == ContourStyle::Speedup ? currentRow() : std::nullopt;
    return std::make_shared<const ContourMap>(contourMap(scene, {.value = value, .speedupOf = current}));
  }
  return nullptr;
}

}  // namespace fusewright
