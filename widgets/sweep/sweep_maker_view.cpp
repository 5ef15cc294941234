#include "widgets/sweep/sweep_maker_view.h"

#include <cmath>

#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "core/explore/sweep/axis_text.h"

namespace fusewright {
namespace {

constexpr int kId = Qt::UserRole;
constexpr int kBarSteps = 1000;

std::vector<std::string> parts(const QString& text) {
  std::vector<std::string> found;
  for (const QString& part : text.split(QLatin1Char(','), Qt::SkipEmptyParts))
    if (!part.trimmed().isEmpty()) found.push_back(part.trimmed().toStdString());
  return found;
}

QString joined(const std::vector<std::string>& texts) {
  QStringList list;
  for (const std::string& text : texts) list << QString::fromStdString(text);
  return list.join(QStringLiteral(", "));
}

/// The label of a row of several fields; its key leads to the first of them.
QLabel* labelOf(QWidget* field, const QString& text) {
  auto* label = new QLabel(text);
  label->setBuddy(field);
  return label;
}

}  // namespace

SweepMakerView::SweepMakerView(QWidget* parent)
    : QWidget(parent),
      tree_(new QTreeWidget(this)),
      sampling_(new QComboBox(this)),
      count_(new QSpinBox(this)),
      seed_(new QSpinBox(this)),
      objectives_(new QLineEdit(QStringLiteral("latency_cycles, area_mm2"), this)),
      constraints_(new QLineEdit(this)),
      file_(new QLineEdit(this)),
      forecast_(new QLabel(this)),
      start_(new QPushButton(this)),
      bar_(new QProgressBar(this)),
      state_(new QLabel(this)) {
  setObjectName(QStringLiteral("sweepMakerView"));
  new QVBoxLayout(this);
  createTree();
  createForm();
  createButtons();
  setRunning(false);
}

void SweepMakerView::createTree() {
  tree_->setHeaderLabels({tr("Vary"), tr("Now"), tr("Values")});
  tree_->setRootIsDecorated(false);
  tree_->setAccessibleName(tr("Parameters to vary"));
  tree_->setToolTip(
      tr("Tick what the sweep is to vary. Values: a list as in 1, 2, 4, or a range as in 1..64 in 7 log"));
  tree_->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                         QAbstractItemView::SelectedClicked);
  tree_->header()->setSectionResizeMode(0, QHeaderView::Interactive);
  tree_->setColumnWidth(0, fontMetrics().averageCharWidth() * 26);
  tree_->setColumnWidth(1, fontMetrics().averageCharWidth() * 14);
  connect(tree_, &QTreeWidget::itemChanged, this, &SweepMakerView::specChanged);
  static_cast<QVBoxLayout*>(layout())->addWidget(tree_, 1);
}

void SweepMakerView::createForm() {
  auto* form = new QFormLayout;
  for (const auto& [method, name] :
       {std::pair(SamplingMethod::Grid, tr("every combination")),
        std::pair(SamplingMethod::LatinHypercube, tr("Latin hypercube")),
        std::pair(SamplingMethod::Sobol, tr("Sobol sequence")), std::pair(SamplingMethod::List, tr("listed points"))})
    sampling_->addItem(name, static_cast<int>(method));
  sampling_->setToolTip(tr("Which points are taken (default: every combination); lists come from a spec's file"));
  count_->setRange(1, 1'000'000'000);
  count_->setValue(100);
  count_->setPrefix(tr("points: "));
  count_->setToolTip(tr("How many points are sampled: 1 to 1,000,000,000 (default: 100); not for combinations"));
  seed_->setRange(0, 1'000'000'000);
  seed_->setPrefix(tr("seed: "));
  seed_->setToolTip(tr("Another seed, other points (default: 0)"));
  auto* row = new QHBoxLayout;
  row->addWidget(sampling_, 1);
  row->addWidget(count_);
  row->addWidget(seed_);
  form->addRow(labelOf(sampling_, tr("&Sampling")), row);
  objectives_->setToolTip(
      tr("Metrics to be kept low or high, separated by commas (default: latency_cycles, area_mm2)"));
  form->addRow(tr("&Objectives"), objectives_);
  constraints_->setPlaceholderText(tr("peak_memory_MB <= 4, pe_count * dram_bits_per_cycle <= 1e7"));
  constraints_->setToolTip(tr("Comparisons, separated by commas; those over parameters alone spare evaluations"));
  form->addRow(tr("&Constraints"), constraints_);
  auto* browse = new QPushButton(tr("…"), this);
  browse->setAccessibleName(tr("Choose the file of the results"));
  connect(browse, &QPushButton::clicked, this, &SweepMakerView::browseRequested);
  auto* fileRow = new QHBoxLayout;
  fileRow->addWidget(file_, 1);
  fileRow->addWidget(browse);
  file_->setToolTip(tr("Database of the results. What it has already is not evaluated again: a stopped sweep goes on"));
  form->addRow(labelOf(file_, tr("&Results")), fileRow);
  static_cast<QVBoxLayout*>(layout())->addLayout(form);
  for (QLineEdit* edit : {objectives_, constraints_, file_})
    connect(edit, &QLineEdit::editingFinished, this, &SweepMakerView::specChanged);
  connect(sampling_, &QComboBox::currentIndexChanged, this, [this] {
    const auto method = static_cast<SamplingMethod>(sampling_->currentData().toInt());
    const bool samples = method == SamplingMethod::LatinHypercube || method == SamplingMethod::Sobol;
    count_->setEnabled(samples);
    seed_->setEnabled(samples);
    Q_EMIT specChanged();
  });
  count_->setEnabled(false);
  seed_->setEnabled(false);
  for (QSpinBox* box : {count_, seed_}) connect(box, &QSpinBox::valueChanged, this, &SweepMakerView::specChanged);
}

void SweepMakerView::createButtons() {
  auto* column = static_cast<QVBoxLayout*>(layout());
  forecast_->setWordWrap(true);
  forecast_->setAccessibleName(tr("Number of designs and time"));
  state_->setWordWrap(true);
  state_->setAccessibleName(tr("Progress of the sweep"));
  bar_->setRange(0, kBarSteps);
  bar_->setTextVisible(false);
  column->addWidget(forecast_);
  column->addWidget(bar_);
  column->addWidget(state_);
  auto* row = new QHBoxLayout;
  row->addWidget(start_);
  const auto add = [&](const QString& text, const QString& tip, auto signal) {
    auto* button = new QPushButton(text, this);
    button->setToolTip(tip);
    connect(button, &QPushButton::clicked, this, signal);
    row->addWidget(button);
  };
  add(tr("Open spec…"), tr("Take what a sweep's file varies"), &SweepMakerView::openRequested);
  add(tr("Save spec…"), tr("Save the sweep as a file for fusewright-cli sweep"), &SweepMakerView::saveRequested);
  add(tr("Copy command"), tr("Copy the command that runs this sweep in a terminal"),
      &SweepMakerView::commandLineRequested);
  row->addStretch(1);
  column->addLayout(row);
  connect(start_, &QPushButton::clicked, this, [this] { running_ ? Q_EMIT stopRequested() : Q_EMIT startRequested(); });
}

QTreeWidgetItem* SweepMakerView::itemOf(const std::string& id) const {
  for (int row = 0; row < tree_->topLevelItemCount(); ++row)
    if (tree_->topLevelItem(row)->data(0, kId).toString().toStdString() == id) return tree_->topLevelItem(row);
  return nullptr;
}

void SweepMakerView::setParameters(const std::vector<SweepParameter>& parameters) {
  const QSignalBlocker quiet(tree_);
  QStringList wanted;
  for (const SweepParameter& parameter : parameters) {
    wanted << QString::fromStdString(parameter.id);
    QTreeWidgetItem* item = itemOf(parameter.id);
    if (item == nullptr) {
      item = new QTreeWidgetItem(tree_, {parameter.label, QString(), parameter.values});
      item->setData(0, kId, wanted.last());
      item->setFlags(item->flags() | Qt::ItemIsEditable | Qt::ItemIsUserCheckable);
      item->setCheckState(0, Qt::Unchecked);
    }
    item->setText(1, parameter.now);
    item->setToolTip(0, wanted.last() + QStringLiteral(": ") + parameter.tip);
  }
  for (int row = tree_->topLevelItemCount() - 1; row >= 0; --row)
    if (!wanted.contains(tree_->topLevelItem(row)->data(0, kId).toString())) delete tree_->takeTopLevelItem(row);
}

void SweepMakerView::tick(const std::string& id, const QString& values) {
  QTreeWidgetItem* item = itemOf(id);
  if (item == nullptr) return;
  item->setText(2, values);
  item->setCheckState(0, Qt::Checked);
}

void SweepMakerView::setSpec(const SweepSpec& spec) {
  {
    const QSignalBlocker quiet(this);
    for (int row = 0; row < tree_->topLevelItemCount(); ++row)
      tree_->topLevelItem(row)->setCheckState(0, Qt::Unchecked);
    for (const SweepAxis& axis : spec.axes) {
      if (itemOf(axis.parameter) == nullptr) {
        auto* item = new QTreeWidgetItem(tree_, {QString::fromStdString(axis.parameter)});
        item->setData(0, kId, QString::fromStdString(axis.parameter));
        item->setFlags(item->flags() | Qt::ItemIsEditable | Qt::ItemIsUserCheckable);
      }
      tick(axis.parameter, QString::fromStdString(axisText(axis)));
    }
    points_ = spec.points;
    sampling_->setCurrentIndex(sampling_->findData(static_cast<int>(spec.sampling.method)));
    if (spec.sampling.count > 0)
      count_->setValue(static_cast<int>(std::min<std::int64_t>(spec.sampling.count, count_->maximum())));
    seed_->setValue(static_cast<int>(std::min<std::uint64_t>(spec.sampling.seed, 1'000'000'000)));
    if (!spec.objectives.empty()) objectives_->setText(joined(spec.objectives));
    constraints_->setText(joined(spec.constraints));
  }
  Q_EMIT specChanged();
}

Result<SweepSpec> SweepMakerView::spec() const {
  SweepSpec spec;
  spec.sampling.method = static_cast<SamplingMethod>(sampling_->currentData().toInt());
  if (count_->isEnabled()) {
    spec.sampling.count = count_->value();
    spec.sampling.seed = static_cast<std::uint64_t>(seed_->value());
  }
  spec.objectives = parts(objectives_->text());
  spec.constraints = parts(constraints_->text());
  if (spec.sampling.method == SamplingMethod::List) {
    if (points_.empty()) return failure("no points are listed", "Sampling", "open a spec that lists some");
    spec.points = points_;
    return spec;
  }
  for (int row = 0; row < tree_->topLevelItemCount(); ++row) {
    const QTreeWidgetItem& item = *tree_->topLevelItem(row);
    if (item.checkState(0) != Qt::Checked) continue;
    auto axis = parseAxis(item.data(0, kId).toString().toStdString(), item.text(2).toStdString());
    if (!axis) return tl::make_unexpected(axis.error());
    spec.axes.push_back(*std::move(axis));
  }
  if (spec.axes.empty()) return failure("nothing is varied", "Vary", "tick at least one parameter");
  return spec;
}

void SweepMakerView::setForecast(const QString& text) {
  forecast_->setText(text);
}

void SweepMakerView::setRunning(bool running) {
  running_ = running;
  start_->setText(running ? tr("S&top") : tr("&Start or go on"));
  start_->setToolTip(running ? tr("Stop; what is finished stays, and Start goes on from there")
                             : tr("Evaluate all designs that the results do not have yet, in the background"));
  bar_->setVisible(running);
}

void SweepMakerView::setProgress(const QString& text, double share) {
  state_->setText(text);
  bar_->setValue(static_cast<int>(std::lround(kBarSteps * share)));
}

}  // namespace fusewright
