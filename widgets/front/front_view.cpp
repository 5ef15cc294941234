#include "widgets/front/front_view.h"

#include <algorithm>

#include <QEvent>
#include <QFileInfo>
#include <QToolTip>

#include "core/explore/sweep/sweep_columns.h"
#include "widgets/front/column_choice.h"
#include "widgets/front/front_shades.h"
#include "widgets/front/front_text.h"

namespace fusewright {
namespace {

void choose(QComboBox& box, const std::string& column) {
  const int index = box.findData(QString::fromStdString(column));
  if (index >= 0) box.setCurrentIndex(index);
}

std::string chosen(const QComboBox& box) {
  return box.currentData().toString().toStdString();
}

bool isGoal(const std::string& column) {
  const MetricColumn* metric = findMetric(column);
  return metric != nullptr && metric->goal != Goal::None;
}

}  // namespace

FrontView::FrontView(QWidget* parent)
    : QWidget(parent),
      x_(new QComboBox(this)),
      y_(new QComboBox(this)),
      colour_(new QComboBox(this)),
      xLog_(new QToolButton(this)),
      yLog_(new QToolButton(this)),
      frontOver_(new QToolButton(this)),
      asTable_(new QToolButton(this)),
      withParallel_(new QToolButton(this)),
      contourButton_(new QToolButton(this)),
      constraint_(new QLineEdit(this)),
      complaint_(new QLabel(this)),
      summary_(new QLabel(this)),
      pages_(new QStackedWidget(this)),
      plots_(new QSplitter(Qt::Vertical, this)),
      canvas_(new FrontCanvas(this)),
      parallel_(new ParallelCanvas(this)),
      table_(new TextTableView(this)) {
  setObjectName(QStringLiteral("frontView"));
  createControls();
  connectCanvas();
}

void FrontView::setResults(SweepResults results) {
  const bool sameColumns = results_.table && results_.table->columns.size() == results.table->columns.size() &&
                           results_.parameters == results.parameters && results_.source == results.source;
  results_ = std::move(results);
  fits_ = results_.table ? fittingRows(*results_.table) : RowMask();
  answer_ = {};
  if (!sameColumns) {
    ranges_.clear();
    objectives_.clear();
    axesBefore_.reset();
    fillColumns();
    const std::string first = results_.objectives.empty() ? "latency_ms" : results_.objectives[0];
    const std::string second = results_.objectives.size() > 1 ? results_.objectives[1]
                               : first == "area_mm2"          ? "latency_ms"
                                                              : "area_mm2";
    const QSignalBlocker quiet(this);
    setConstraintText({});
    takeAxes(second, first);  // what is spent across, what is gained up
    if (results_.objectives.size() > 2) setObjectives(results_.objectives);
    QStringList texts;
    for (const std::string& constraint : results_.constraints) texts << QString::fromStdString(constraint);
    setConstraintText(texts.join(QStringLiteral(", ")));
    canvas_->fit();
  }
  rebuild();
}

void FrontView::fillColumns() {
  const QSignalBlocker quietX(x_);
  const QSignalBlocker quietY(y_);
  const QSignalBlocker quietColour(colour_);
  x_->clear();
  y_->clear();
  colour_->clear();
  colour_->addItem(tr("density"), QString());
  const std::vector<TableColumn>& columns = results_.table->columns;
  const QStringList names = distinctNames(columns);
  const auto add = [&](QComboBox& box, const TableColumn& column) {
    box.addItem(names[&column - columns.data()], QString::fromStdString(column.name));
    if (const MetricColumn* metric = findMetric(column.name))
      box.setItemData(box.count() - 1,
                      QString::fromUtf8(metric->meaning.data(), static_cast<qsizetype>(metric->meaning.size())),
                      Qt::ToolTipRole);
  };
  for (const bool objectives : {true, false})
    for (const TableColumn& column : columns) {
      if (isGoal(column.name) != objectives) continue;
      add(*colour_, column);
      if (!column.labels.empty()) continue;
      add(*x_, column);
      add(*y_, column);
    }
  fillObjectives();
}

void FrontView::fillObjectives() {
  QMenu& menu = *frontOver_->menu();
  menu.clear();
  QAction* axes = menu.addAction(tr("The two axes"));
  axes->setCheckable(true);
  axes->setChecked(objectives_.empty());
  connect(axes, &QAction::triggered, this, [this] { setObjectives({}); });
  menu.addSeparator();
  const std::vector<std::string> shown = frontObjectives();
  for (const MetricColumn& metric : metricColumns()) {
    const std::string name(metric.name);
    if (metric.goal == Goal::None || !results_.table || results_.table->find(name) == nullptr) continue;
    QAction* action = menu.addAction(axisUnit(name, 1).title);
    action->setCheckable(true);
    action->setChecked(std::ranges::find(shown, name) != shown.end());
    connect(action, &QAction::triggered, this, [this, name](bool wanted) {
      std::vector<std::string> objectives = frontObjectives();
      std::erase(objectives, name);
      if (wanted) objectives.push_back(name);
      setObjectives(std::move(objectives));
    });
  }
}

void FrontView::setAxes(const std::string& x, const std::string& y) {
  choose(*x_, x);
  choose(*y_, y);
}

void FrontView::setScales(AxisScale x, AxisScale y) {
  xLog_->setChecked(x == AxisScale::Logarithmic);
  yLog_->setChecked(y == AxisScale::Logarithmic);
}

void FrontView::setColour(const std::string& column) {
  choose(*colour_, column);
}

void FrontView::setObjectives(std::vector<std::string> objectives) {
  objectives_ = std::move(objectives);
  fillObjectives();
  filter();
}

void FrontView::setConstraintText(const QString& text) {
  constraint_->setText(text);
  readConstraints();
}

std::vector<std::string> FrontView::frontObjectives() const {
  if (!objectives_.empty()) return objectives_;
  std::vector<std::string> objectives;
  for (const std::string& axis : {chosen(*x_), chosen(*y_)})
    if (isGoal(axis) && std::ranges::find(objectives, axis) == objectives.end()) objectives.push_back(axis);
  return objectives.size() == 2 ? objectives : std::vector<std::string>{};
}

FrontQuestion FrontView::question() const {
  FrontQuestion question{.objectives = frontObjectives(), .constraints = constraints_, .ranges = {}};
  for (const auto& [column, range] : ranges_) question.ranges.push_back(range);
  return question;
}

AxisScale FrontView::scaleOf(const QToolButton* log) const {
  return log->isChecked() ? AxisScale::Logarithmic : AxisScale::Linear;
}

void FrontView::readConstraints() {
  constraints_.clear();
  complaint_->hide();
  std::vector<std::string> known;
  if (results_.table)
    for (const TableColumn& column : results_.table->columns) known.push_back(column.name);
  for (const std::string& part : constraintsInList(constraint_->text().toStdString())) {
    const auto constraint = Constraint::parse(part, known);
    if (!constraint) {
      complaint_->setText(QString::fromStdString(message(constraint.error())));
      complaint_->show();
      return;
    }
    constraints_.push_back(*constraint);
  }
  filter();
}

void FrontView::rebuild() {
  if (!results_.table) return;
  FrontScene scene = canvas_->scene();
  const bool sameAxes = scene.x == chosen(*x_) && scene.y == chosen(*y_);
  scene.table = results_.table;
  scene.x = chosen(*x_);
  scene.y = chosen(*y_);
  const TableColumn* x = results_.table->find(scene.x);
  const TableColumn* y = results_.table->find(scene.y);
  if (x == nullptr || y == nullptr) return;
  scene.cloud = std::make_shared<const PointCloud>(x->numbers, scaleOf(xLog_), y->numbers, scaleOf(yLog_));
  if (!sameAxes) scene.window = wholeWindow();
  scene.shadedBy = chosen(*colour_);
  const TableColumn* shading = results_.table->find(scene.shadedBy);
  scene.shades =
      shading == nullptr ? nullptr : std::make_shared<const CloudShades>(shadesBy(*shading, themeOf(palette()).mode));
  fillObjectives();
  showScene(std::move(scene));
  filter();
}

void FrontView::filter() {
  if (!results_.table) return;
  const FrontQuestion asked = question();
  FrontScene scene = canvas_->scene();
  if (!scene.cloud) return;
  scene.states = std::make_shared<const std::vector<PointState>>(
      pointStates(chosenAmong(fits_, *results_.table, asked.constraints, asked.ranges), fits_));
  scene.contours = contoursOf(scene);
  showScene(std::move(scene));
  Q_EMIT questionChanged();
}

void FrontView::showScene(FrontScene scene) {
  scene.current = currentRow();
  scene.front.clear();
  // An answer may be of results that there were before.
  if (answer_.chosen.size() == results_.table->rows()) scene.front = answer_.front.rows;
  const std::vector<std::string> objectives = frontObjectives();
  scene.isStaircase =
      objectives == std::vector{scene.x, scene.y} &&
      std::ranges::all_of(objectives, [](const std::string& name) { return findMetric(name)->goal == Goal::Low; });
  const std::vector<double>& across = results_.table->find(scene.x)->numbers;
  std::ranges::stable_sort(scene.front, {}, [&](std::size_t row) { return across[row]; });
  if (!scene.states)
    scene.states = std::make_shared<const std::vector<PointState>>(
        pointStates(chosenRows(*results_.table, {}), results_.table->fits));
  scene.brush = brushOf(scene);
  canvas_->setScene(std::move(scene));
  showParallel();
}

void FrontView::showParallel() {
  if (!withParallel_->isChecked() || !results_.table) return;
  parallel_->setScene(canvas_->scene(), parallelColumns(results_, frontObjectives()), answer_.effects, ranges_);
}

void FrontView::brushColumn(const std::string& column, std::optional<ColumnRange> range) {
  ranges_.erase(column);
  if (range) ranges_[column] = *range;
  filter();
}

void FrontView::setAnswer(FrontAnswer answer) {
  answer_ = std::move(answer);
  summary_->setText(frontSummary(results_, answer_, frontObjectives()));
  if (canvas_->scene().cloud) showScene(canvas_->scene());
  showTable();
}

void FrontView::showTable() {
  if (pages_->currentWidget() != plots_ && results_.table)
    table_->setTable(designTable(results_, answer_, &tableRows_));
}

std::optional<std::size_t> FrontView::currentRow() const {
  if (!current_ || !results_.table) return std::nullopt;
  const auto found = std::ranges::find(results_.table->keys, *current_);
  if (found == results_.table->keys.end()) return std::nullopt;
  return static_cast<std::size_t>(found - results_.table->keys.begin());
}

void FrontView::setCurrent(std::optional<ContentHash> key) {
  if (key == current_) return;
  current_ = key;
  canvas_->setCurrent(currentRow());
  if (contours_ == ContourStyle::Speedup) {
    FrontScene scene = canvas_->scene();
    scene.contours = contoursOf(scene);
    canvas_->setScene(std::move(scene));
  }
  showParallel();
}

std::optional<QRectF> FrontView::brushOf(const FrontScene& scene) const {
  const auto x = ranges_.find(scene.x);
  const auto y = ranges_.find(scene.y);
  if (x == ranges_.end() && y == ranges_.end()) return std::nullopt;
  const auto place = [](const CloudAxis& axis, double value, double beyond) {
    const double at = axis.placeOf(value);
    return std::isfinite(at) ? at : beyond;
  };
  QRectF brush(QPointF(-1, -1), QPointF(2, 2));
  if (x != ranges_.end()) {
    brush.setLeft(place(scene.cloud->x(), x->second.from, -1));
    brush.setRight(place(scene.cloud->x(), x->second.to, 2));
  }
  if (y != ranges_.end()) {
    brush.setTop(place(scene.cloud->y(), y->second.from, -1));
    brush.setBottom(place(scene.cloud->y(), y->second.to, 2));
  }
  return brush;
}

void FrontView::brush(std::optional<QRectF> places) {
  const FrontScene& scene = canvas_->scene();
  ranges_.erase(scene.x);
  ranges_.erase(scene.y);
  if (places) {
    const CloudAxis& x = scene.cloud->x();
    const CloudAxis& y = scene.cloud->y();
    ranges_[scene.x] = {.column = scene.x, .from = x.valueAt(places->left()), .to = x.valueAt(places->right())};
    ranges_[scene.y] = {.column = scene.y, .from = y.valueAt(places->top()), .to = y.valueAt(places->bottom())};
  }
  filter();
}

void FrontView::showTip(std::size_t row, QPoint screen) {
  std::vector<std::string> shown = frontObjectives();
  for (const std::string& name : {chosen(*x_), chosen(*y_), chosen(*colour_)})
    if (!name.empty() && findMetric(name) != nullptr && std::ranges::find(shown, name) == shown.end())
      shown.push_back(name);
  const bool onFront = std::ranges::find(canvas_->scene().front, row) != canvas_->scene().front.end();
  const QString state = !results_.table->fits[row] ? tr("Does not fit") : onFront ? tr("On the front") : tr("Design");
  QToolTip::showText(screen, designTip(results_, shown, row, state), canvas_);
}

std::optional<QString> FrontView::provenance() const {
  if (!results_.table) return std::nullopt;
  return tr("%1, %2").arg(QFileInfo(results_.source).fileName(), summary_->text());
}

std::optional<QSizeF> FrontView::figureSize() const {
  if (!canvas_->scene().cloud) return std::nullopt;
  return QSizeF(120, 90);
}

void FrontView::renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& style) const {
  renderFront(painter, area, canvas_->scene(), style);
}

TextTable FrontView::exportTable() const {
  return results_.table ? designTable(results_, answer_) : TextTable{};
}

void FrontView::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange && results_.table) rebuild();
  QWidget::changeEvent(event);
}

}  // namespace fusewright
