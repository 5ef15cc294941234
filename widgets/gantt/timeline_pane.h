#pragma once

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSpinBox>
#include <QToolButton>
#include <QWidget>

#include "widgets/gantt/gantt_view.h"
#include "widgets/gantt/legend_strip.h"
#include "widgets/gantt/minimap.h"

namespace fusewright {

/// The timeline with a bar above it (find tiles, colours, arrows, rows), what its colours mean and an overview of the
/// whole run below.
class TimelinePane : public QWidget {
  Q_OBJECT

 public:
  /// `timeline` moves into the pane; `navigator` must outlive it.
  TimelinePane(GanttView& timeline, TimeNavigator& navigator, QWidget* parent = nullptr);

  void setSnapshot(std::shared_ptr<const Evaluation> evaluation, std::shared_ptr<const Timeline> timeline);
  void focusSearch();
  /// Adds a button for a command to the bar.
  void addCommand(QAction& command);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void createSearch();
  void createChoices();
  void fillRowsMenu(QMenu& menu, const QString& row);
  void addRowToggle(QMenu& menu, const QString& text, std::set<std::string> RowArrangement::*set, const QString& row);
  void showHits();

  GanttView& timeline_;
  QHBoxLayout* bar_;
  LegendStrip* legend_;
  Minimap* minimap_;
  QLineEdit* search_;
  QLabel* hits_;
  QComboBox* colours_;
  QSpinBox* depth_;
  QToolButton* rows_;
  QLineEdit* rowFilter_;
};

}  // namespace fusewright
