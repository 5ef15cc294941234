#include "widgets/gantt/timeline_pane.h"

#include <array>

#include <QAbstractItemView>
#include <QActionGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QShortcut>
#include <QVBoxLayout>

namespace fusewright {

TimelinePane::TimelinePane(GanttView& timeline, TimeNavigator& navigator, QWidget* parent)
    : QWidget(parent),
      timeline_(timeline),
      legend_(new LegendStrip(this)),
      minimap_(new Minimap(navigator, this)),
      search_(new QLineEdit(this)),
      hits_(new QLabel(this)),
      colours_(new QComboBox(this)),
      depth_(new QSpinBox(this)),
      rows_(new QToolButton(this)),
      rowFilter_(new QLineEdit(this)) {
  setObjectName(QStringLiteral("timelinePane"));
  createSearch();
  createChoices();
  auto* bar = bar_ = new QHBoxLayout;
  bar->setContentsMargins(6, 3, 6, 3);
  bar->addWidget(search_, 2);
  bar->addWidget(hits_);
  bar->addStretch(1);
  const auto add = [&](const QString& text, QWidget* widget) {
    auto* label = new QLabel(text, this);
    label->setBuddy(widget);
    bar->addWidget(label);
    bar->addWidget(widget);
  };
  add(tr("&Colour:"), colours_);
  add(tr("A&rrows:"), depth_);
  bar->addWidget(rowFilter_, 1);
  bar->addWidget(rows_);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addLayout(bar);
  layout->addWidget(&timeline_, 1);
  layout->addWidget(legend_);
  layout->addWidget(minimap_);
  connect(&timeline_, &TimeView::findRequested, this, &TimelinePane::focusSearch);
  connect(&timeline_, &GanttView::hitsChanged, this, &TimelinePane::showHits);
  connect(&timeline_, &GanttView::rowMenuRequested, this, [this](const QString& row, QPoint place) {
    QMenu* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillRowsMenu(*menu, row);
    menu->popup(place);
  });
}

void TimelinePane::addCommand(QAction& command) {
  auto* button = new QToolButton(this);
  button->setDefaultAction(&command);
  bar_->insertWidget(bar_->indexOf(rowFilter_), button);
}

void TimelinePane::createSearch() {
  search_->setObjectName(QStringLiteral("tileSearch"));
  search_->setPlaceholderText(tr("Find tiles: layer, operation or class, #number"));
  search_->setAccessibleName(tr("Find tiles"));
  search_->setToolTip(
      tr("Part of the name of a layer, of its operation or class; #12 is tile 12 of its layer. Return: next, "
         "Shift+Return: previous, Esc: done (/)"));
  search_->setClearButtonEnabled(true);
  search_->setMinimumWidth(fontMetrics().averageCharWidth() * 14);
  search_->installEventFilter(this);
  auto* find = new QShortcut(QKeySequence::Find, this);
  find->setContext(Qt::WidgetWithChildrenShortcut);
  connect(find, &QShortcut::activated, this, &TimelinePane::focusSearch);
  hits_->setAccessibleName(tr("Tiles found"));
  connect(search_, &QLineEdit::textChanged, &timeline_, &GanttView::find);
}

void TimelinePane::createChoices() {
  for (std::size_t index = 0; index < kColourings; ++index)
    colours_->addItem(colouringText(static_cast<ColourBy>(index)));
  // The list shows the names whole; the pane must not keep its neighbours narrow.
  colours_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  colours_->setMinimumContentsLength(10);
  colours_->view()->setMinimumWidth(colours_->view()->sizeHintForColumn(0) + fontMetrics().averageCharWidth() * 3);
  colours_->setObjectName(QStringLiteral("colourBy"));
  colours_->setAccessibleName(tr("What colours tell"));
  colours_->setToolTip(tr("What the colour of a bar tells; default: its layer"));
  connect(colours_, &QComboBox::currentIndexChanged, this, [this](int index) {
    timeline_.setColouring(static_cast<ColourBy>(index));
    legend_->setColouring(static_cast<ColourBy>(index));
    minimap_->setColouring(static_cast<ColourBy>(index));
  });
  depth_->setRange(1, 9);
  depth_->setObjectName(QStringLiteral("arrowDepth"));
  depth_->setAccessibleName(tr("Depth of arrows"));
  depth_->setToolTip(tr(
      "How many dependencies away from the selected tile arrows are drawn, 1 to 9; default 1. Direct ones are thick"));
  connect(depth_, &QSpinBox::valueChanged, &timeline_, &GanttView::setDepth);
  rowFilter_->setObjectName(QStringLiteral("rowFilter"));
  rowFilter_->setPlaceholderText(tr("Filter rows"));
  rowFilter_->setAccessibleName(tr("Filter rows"));
  rowFilter_->setClearButtonEnabled(true);
  connect(rowFilter_, &QLineEdit::textChanged, this, [this](const QString& text) {
    RowArrangement arrangement = timeline_.arrangement();
    arrangement.filter = text;
    timeline_.setArrangement(arrangement);
  });
  rows_->setText(tr("Rows"));
  rows_->setToolTip(tr("Which rows are shown, and in which order"));
  rows_->setPopupMode(QToolButton::InstantPopup);
  auto* menu = new QMenu(rows_);
  connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillRowsMenu(*menu, QString()); });
  rows_->setMenu(menu);
}

void TimelinePane::addRowToggle(QMenu& menu, const QString& text, std::set<std::string> RowArrangement::*set,
                                const QString& row) {
  QAction* action = menu.addAction(text);
  action->setCheckable(true);
  const std::string name = row.toStdString();
  action->setChecked((timeline_.arrangement().*set).contains(name));
  connect(action, &QAction::toggled, this, [this, set, name](bool on) {
    RowArrangement arrangement = timeline_.arrangement();
    if (on) {
      (arrangement.*set).insert(name);
    } else {
      (arrangement.*set).erase(name);
    }
    timeline_.setArrangement(arrangement);
  });
}

void TimelinePane::fillRowsMenu(QMenu& menu, const QString& row) {
  menu.clear();
  if (!row.isEmpty()) {
    menu.addSection(row);
    addRowToggle(menu, tr("&Pin to the top"), &RowArrangement::pinned, row);
    addRowToggle(menu, tr("&Collapse"), &RowArrangement::collapsed, row);
    addRowToggle(menu, tr("&Hide"), &RowArrangement::hidden, row);
    menu.addSeparator();
  }
  const auto change = [this](auto edit) {
    return [this, edit](bool on) {
      RowArrangement arrangement = timeline_.arrangement();
      edit(arrangement, on);
      timeline_.setArrangement(arrangement);
    };
  };
  const auto toggle = [&](const QString& text, bool checked, auto edit) {
    QAction* action = menu.addAction(text);
    action->setCheckable(true);
    action->setChecked(checked);
    connect(action, &QAction::toggled, this, change(edit));
    return action;
  };
  const RowArrangement& now = timeline_.arrangement();
  toggle(tr("&Memory ports"), now.ports, [](RowArrangement& rows, bool on) { rows.ports = on; });
  toggle(tr("Only rows that the &selection touches"), now.touchedOnly,
         [](RowArrangement& rows, bool on) { rows.touchedOnly = on; });
  menu.addSeparator();
  auto* group = new QActionGroup(&menu);
  const std::array<std::pair<RowSort, QString>, 3> sorts{{{RowSort::AsBuilt, tr("Cores, then links")},
                                                          {RowSort::ByName, tr("By name")},
                                                          {RowSort::BusiestFirst, tr("Busiest first")}}};
  for (const auto& [sort, text] : sorts)
    group->addAction(toggle(text, now.sort == sort, [sort = sort](RowArrangement& rows, bool on) {
      if (on) rows.sort = sort;
    }));
  menu.addSeparator();
  QAction* all = menu.addAction(tr("Show &all rows again"));
  connect(all, &QAction::triggered, this, [this] {
    rowFilter_->clear();
    timeline_.setArrangement({.ports = timeline_.arrangement().ports});
  });
}

void TimelinePane::setSnapshot(std::shared_ptr<const Evaluation> evaluation, std::shared_ptr<const Timeline> timeline) {
  legend_->setSnapshot(evaluation, timeline);
  minimap_->setSnapshot(evaluation, timeline);
  timeline_.setSnapshot(std::move(evaluation), std::move(timeline));
}

void TimelinePane::focusSearch() {
  search_->setFocus(Qt::ShortcutFocusReason);
  search_->selectAll();
}

void TimelinePane::showHits() {
  if (search_->text().isEmpty()) {
    hits_->clear();
    return;
  }
  const QLocale locale;
  const auto number = [&](std::size_t count) { return locale.toString(static_cast<qulonglong>(count)); };
  hits_->setText(
      timeline_.hitCount() == 0 ? tr("none")
      : timeline_.hitNumber() == 0
          ? (timeline_.hitCount() == 1 ? tr("%1 tile") : tr("%1 tiles")).arg(number(timeline_.hitCount()))
          : tr("%1 of %2")
                .arg(number(std::min(timeline_.hitNumber(), timeline_.hitCount())), number(timeline_.hitCount())));
}

bool TimelinePane::eventFilter(QObject* watched, QEvent* event) {
  if (watched != search_ || event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
  const auto* key = static_cast<QKeyEvent*>(event);
  if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
    timeline_.goToHit(key->modifiers().testFlag(Qt::ShiftModifier) ? SearchStep::Previous : SearchStep::Next);
    return true;
  }
  if (key->key() == Qt::Key_Escape) {
    search_->clear();
    timeline_.setFocus(Qt::OtherFocusReason);
    return true;
  }
  return QWidget::eventFilter(watched, event);
}

}  // namespace fusewright
