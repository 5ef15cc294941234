#include "widgets/problems/problems_view.h"

#include <algorithm>

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QScrollArea>
#include <QVBoxLayout>

#include "widgets/problems/level_icon.h"

namespace fusewright {
namespace {

/// How wide a column is, in average letters at least, and what part of the room beyond these it takes.
struct ColumnRoom {
  int letters = 0;
  double share = 0;
};
constexpr std::array<ColumnRoom, ProblemTableModel::ColumnCount> kColumns{
    {{13, 0.05}, {16, 0.2}, {30, 0.4}, {24, 0.3}, {8, 0.05}}};
/// Views narrower than this many letters put the account above the table.
constexpr int kSideBySideLetters = 120;

void setUpTable(QTableView& table) {
  table.setSelectionBehavior(QAbstractItemView::SelectRows);
  table.setShowGrid(false);
  table.setWordWrap(false);
  table.setFrameShape(QFrame::NoFrame);
  table.setTabKeyNavigation(false);
  table.verticalHeader()->hide();
  table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  table.verticalHeader()->setDefaultSectionSize(table.fontMetrics().height() + 6);
  table.horizontalHeader()->setHighlightSections(false);
}

}  // namespace

void ProblemFilter::setShown(ProblemLevel level, bool shown) {
  shown_[static_cast<std::size_t>(level)] = shown;
  invalidateFilter();
}

bool ProblemFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
  const int level = sourceModel()->index(row, 0, parent).data(ProblemTableModel::LevelRole).toInt();
  return shown_[static_cast<std::size_t>(level)] && QSortFilterProxyModel::filterAcceptsRow(row, parent);
}

ProblemsView::ProblemsView(QWidget* parent)
    : QWidget(parent),
      splitter_(new QSplitter(Qt::Horizontal, this)),
      classTable_(new QTableView(this)),
      table_(new QTableView(this)),
      filter_(new QLineEdit(this)),
      count_(new QLabel(this)),
      detail_(new QLabel(this)) {
  setObjectName(QStringLiteral("problemsView"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 4, 6, 4);
  layout->addWidget(splitter_);
  splitter_->setChildrenCollapsible(false);
  createAccount();
  auto* right = new QWidget(splitter_);
  auto* column = new QVBoxLayout(right);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  createBar();
  createTable();
  createActions();
  detail_->setObjectName(QStringLiteral("problemDetail"));
  detail_->setWordWrap(true);
  detail_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  detail_->setAccessibleName(tr("The problem in full"));
  detail_->hide();
  column->addWidget(table_, 1);
  column->addWidget(detail_);
  splitter_->setStretchFactor(1, 1);
  showCounts();
}

void ProblemsView::createAccount() {
  auto* area = new QScrollArea(splitter_);
  area->setFrameShape(QFrame::NoFrame);
  area->setWidgetResizable(true);
  area->setAccessibleName(tr("What was read"));
  auto* inside = new QWidget(area);
  auto* column = new QVBoxLayout(inside);
  column->setContentsMargins(0, 0, 8, 0);
  facts_ = new QFormLayout;
  facts_->setHorizontalSpacing(fontMetrics().averageCharWidth() * 2);
  facts_->setVerticalSpacing(2);
  facts_->setLabelAlignment(Qt::AlignLeft);
  column->addLayout(facts_);
  setUpTable(*classTable_);
  classTable_->setModel(&classes_);
  classTable_->setItemDelegateForColumn(ClassTableModel::Share, new ShareDelegate(classTable_));
  classTable_->setAccessibleName(tr("Operators by class"));
  classTable_->setSelectionMode(QAbstractItemView::NoSelection);
  classTable_->setFocusPolicy(Qt::TabFocus);
  classTable_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  classTable_->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
  classTable_->horizontalHeader()->setStretchLastSection(true);
  const int letter = fontMetrics().averageCharWidth();
  classTable_->setColumnWidth(ClassTableModel::Class, letter * 18);
  classTable_->setColumnWidth(ClassTableModel::Layers, letter * 9);
  classTable_->setColumnWidth(ClassTableModel::Operations, letter * 13);
  column->addWidget(classTable_);
  column->addStretch(1);
  area->setWidget(inside);
  area->setMinimumWidth(letter * 40);
}

void ProblemsView::createBar() {
  auto* bar = new QHBoxLayout;
  filter_->setPlaceholderText(tr("Filter problems"));
  filter_->setAccessibleName(tr("Filter problems"));
  filter_->setClearButtonEnabled(true);
  filter_->setMaximumWidth(fontMetrics().averageCharWidth() * 40);
  connect(filter_, &QLineEdit::textChanged, this, [this](const QString& text) {
    sorted_.setFilterFixedString(text);
    showCounts();
  });
  bar->addWidget(filter_);
  for (int level = kProblemLevels - 1; level >= 0; --level) {
    auto* button = new QToolButton(this);
    button->setCheckable(true);
    button->setChecked(true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    button->setIcon(levelIcon(static_cast<ProblemLevel>(level), palette()));
    button->setToolTip(tr("%1. Shown while pressed.").arg(levelMeaning(static_cast<ProblemLevel>(level))));
    connect(button, &QToolButton::toggled, this, [this, level](bool shown) {
      sorted_.setShown(static_cast<ProblemLevel>(level), shown);
      showCounts();
    });
    levels_[static_cast<std::size_t>(level)] = button;
    bar->addWidget(button);
  }
  bar->addStretch();
  bar->addWidget(count_);
  static_cast<QVBoxLayout*>(splitter_->widget(1)->layout())->addLayout(bar);
}

void ProblemsView::createTable() {
  setUpTable(*table_);
  sorted_.setSourceModel(&model_);
  sorted_.setSortRole(ProblemTableModel::SortRole);
  sorted_.setFilterCaseSensitivity(Qt::CaseInsensitive);
  sorted_.setFilterRole(ProblemTableModel::SortRole);
  sorted_.setFilterKeyColumn(-1);
  table_->setModel(&sorted_);
  table_->setObjectName(QStringLiteral("problemTable"));
  table_->setAccessibleName(tr("Problems"));
  table_->setAlternatingRowColors(true);
  table_->setSortingEnabled(true);
  table_->sortByColumn(-1, Qt::AscendingOrder);
  const int icon = fontMetrics().height();
  table_->setIconSize(QSize(icon, icon));
  table_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
  table_->setTextElideMode(Qt::ElideRight);
  table_->viewport()->installEventFilter(this);
  connect(table_->horizontalHeader(), &QHeaderView::sectionResized, this, [this] { columnsChosen_ |= !fitting_; });
  table_->setContextMenuPolicy(Qt::CustomContextMenu);
  connect(table_, &QTableView::customContextMenuRequested, this, &ProblemsView::showMenu);
  connect(table_, &QTableView::activated, this, &ProblemsView::activate);
  connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
          [this](const QModelIndex& current) { showDetail(current); });
}

/// Columns share the width of the view. Where it is too narrow for what can be read, the table scrolls.
void ProblemsView::fitColumns() {
  if (columnsChosen_) return;
  const int letter = fontMetrics().averageCharWidth();
  int least = 0;
  for (const ColumnRoom& column : kColumns) least += column.letters * letter;
  const double rest = std::max(0, table_->viewport()->width() - least);
  fitting_ = true;
  for (int column = 0; column < ProblemTableModel::ColumnCount; ++column) {
    const ColumnRoom& room = kColumns[static_cast<std::size_t>(column)];
    table_->setColumnWidth(column, room.letters * letter + static_cast<int>(rest * room.share));
  }
  fitting_ = false;
}

bool ProblemsView::eventFilter(QObject* watched, QEvent* event) {
  if (watched == table_->viewport() && event->type() == QEvent::Resize) fitColumns();
  return QWidget::eventFilter(watched, event);
}

void ProblemsView::createActions() {
  auto* copyAction = new QAction(tr("Copy rows"), table_);
  copyAction->setShortcut(QKeySequence::Copy);
  copyAction->setShortcutContext(Qt::WidgetShortcut);
  connect(copyAction, &QAction::triggered, this, &ProblemsView::copy);
  table_->addAction(copyAction);
}

void ProblemsView::setAccount(const ModelAccount& account) {
  if (account == account_ && facts_->rowCount() > 0) return;
  account_ = account;
  classes_.setAccount(account);
  while (facts_->rowCount() > 0) facts_->removeRow(0);
  for (const AccountFact& fact : accountFacts(account)) {
    auto* name = new QLabel(fact.name, this);
    name->setEnabled(false);
    auto* text = new QLabel(fact.text, this);
    text->setWordWrap(true);
    text->setToolTip(fact.exact);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    facts_->addRow(name, text);
  }
  const int rows = classTable_->verticalHeader()->defaultSectionSize() * classes_.rowCount();
  classTable_->setFixedHeight(rows + classTable_->horizontalHeader()->sizeHint().height() + 4);
}

void ProblemsView::setProblems(std::vector<Problem> problems) {
  model_.setProblems(std::move(problems));
  showCounts();
  showDetail(table_->currentIndex());
}

void ProblemsView::showCounts() {
  for (int level = 0; level < kProblemLevels; ++level) {
    const auto which = static_cast<ProblemLevel>(level);
    QToolButton* button = levels_[static_cast<std::size_t>(level)];
    button->setText(countText(which, model_.count(which)));
    button->setAccessibleName(tr("Show what is of level %1").arg(levelText(which).toLower()));
    button->setVisible(model_.count(which) > 0);
  }
  const int shown = sorted_.rowCount();
  const int all = model_.rowCount();
  count_->setText(all == 0      ? tr("Nothing was assumed")
                  : shown < all ? tr("%1 of %2 rows").arg(shown).arg(all)
                                : QString());
}

const Problem* ProblemsView::problemOf(const QModelIndex& row) const {
  if (!row.isValid()) return nullptr;
  return &model_.problemAt(sorted_.mapToSource(row).row());
}

void ProblemsView::showDetail(const QModelIndex& current) {
  const Problem* problem = problemOf(current);
  detail_->setVisible(problem != nullptr);
  if (problem == nullptr) return;
  QString text = QStringLiteral("<b>%1</b>").arg(levelText(problem->level));
  if (!problem->node.isEmpty()) text += QStringLiteral(" · %1").arg(problem->node.toHtmlEscaped());
  text += QStringLiteral("<br>%1").arg(problem->what.toHtmlEscaped());
  if (!problem->consequence.isEmpty()) text += QStringLiteral(": %1").arg(problem->consequence.toHtmlEscaped());
  detail_->setText(text + QLatin1Char('.'));
}

void ProblemsView::activate(const QModelIndex& row) {
  const Problem* problem = problemOf(row);
  if (problem != nullptr && problem->place) Q_EMIT placeRequested(*problem->place);
}

void ProblemsView::showMenu(QPoint position) {
  const QModelIndex row = table_->indexAt(position);
  const Problem* problem = problemOf(row);
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  if (problem != nullptr) {
    QAction* jump =
        menu->addAction(tr("Go to the node"), this, [this, place = QPersistentModelIndex(row)] { activate(place); });
    jump->setEnabled(problem->place.has_value());
    if (problem->canChoose)
      menu->addAction(tr("Have another part of it read…"), this,
                      [this, node = problem->node] { Q_EMIT choicesRequested(node); });
    menu->addAction(tr("Copy rows"), this, &ProblemsView::copy);
    menu->addSeparator();
  }
  menu->addAction(tr("Copy what was read"), this,
                  [this] { QApplication::clipboard()->setText(toTsv(accountTable(account_))); });
  menu->addAction(tr("Export…"), this, &ProblemsView::exportRequested);
  menu->popup(table_->viewport()->mapToGlobal(position));
}

TextTable ProblemsView::tableOf(const QModelIndexList& rows) const {
  TextTable table;
  for (int column = 0; column < ProblemTableModel::ColumnCount; ++column)
    table.headings << model_.headerData(column, Qt::Horizontal).toString();
  for (const QModelIndex& row : rows) table.rows.push_back(problemCells(*problemOf(row)));
  return table;
}

void ProblemsView::copy() const {
  QModelIndexList rows = table_->selectionModel()->selectedRows();
  std::ranges::sort(rows, {}, &QModelIndex::row);
  if (!rows.isEmpty()) QApplication::clipboard()->setText(toTsv(tableOf(rows)));
}

TextTable ProblemsView::exportTable() const {
  QModelIndexList rows;
  for (int row = 0; row < sorted_.rowCount(); ++row) rows << sorted_.index(row, 0);
  TextTable table = tableOf(rows);
  table.headings = {"severity", "node", "what", "consequence", "from"};
  return table;
}

void ProblemsView::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  const bool wide = width() >= fontMetrics().averageCharWidth() * kSideBySideLetters;
  const Qt::Orientation orientation = wide ? Qt::Horizontal : Qt::Vertical;
  if (splitter_->orientation() == orientation) return;
  splitter_->setOrientation(orientation);
  splitter_->setSizes(wide ? QList<int>{width() / 3, width() * 2 / 3} : QList<int>{height() / 2, height() / 2});
}

void ProblemsView::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange)
    for (int level = 0; level < kProblemLevels; ++level)
      if (QToolButton* button = levels_[static_cast<std::size_t>(level)]; button != nullptr)
        button->setIcon(levelIcon(static_cast<ProblemLevel>(level), palette()));
  QWidget::changeEvent(event);
}

}  // namespace fusewright
