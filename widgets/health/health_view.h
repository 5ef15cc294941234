#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include "core/explore/insight/health.h"
#include "core/explore/insight/neighbours.h"
#include "core/session/edit.h"
#include "core/session/selection.h"
#include "widgets/breakdown/bar_canvas.h"
#include "widgets/common/exportable.h"

namespace fusewright {

/// How a design does, at a glance: its latency, what it is bound by, its fullest memory, its heaviest layers, and what
/// to try first, each suggestion evaluated and with a button that takes it.
class HealthView : public QScrollArea, public Exportable {
  Q_OBJECT

 public:
  explicit HealthView(QWidget* parent = nullptr);

  /// Suggestions of the design before are put away.
  void setHealth(std::shared_ptr<const Evaluation> evaluation, const HealthCard& card);
  /// The better ones of `tried` neighbours.
  void setSuggestions(std::vector<Suggestion> suggestions, std::size_t tried);
  /// The design is being changed: what is suggested is of no use any more.
  void dropSuggestions();
  void setSelection(const Selection& selection);

  [[nodiscard]] QString text() const;  ///< all that is written on the card
  [[nodiscard]] const std::vector<Suggestion>& suggestions() const { return suggestions_; }

  [[nodiscard]] QSize sizeHint() const override { return {420, 360}; }
  [[nodiscard]] QString exportName() const override { return QStringLiteral("health"); }
  [[nodiscard]] QString exportTitle() const override { return tr("Health card"); }
  [[nodiscard]] std::optional<QSizeF> figureSize() const override;
  void renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& style) const override;
  [[nodiscard]] TextTable exportTable() const override;

 Q_SIGNALS:
  void editRequested(const Edit& edit);
  void selectionRequested(const Selection& selection);
  /// Whether anybody looks at the card: its suggestions take many evaluations.
  void shownChanged(bool shown);

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  QLabel* addText(QVBoxLayout& layout);
  QLabel* addHeading(QVBoxLayout& layout, const QString& text);
  void clearSuggestionRows();
  void addSuggestionRow(const Suggestion& suggestion);

  std::shared_ptr<const Evaluation> evaluation_;
  HealthCard card_;
  std::vector<Suggestion> suggestions_;
  QLabel* headline_;
  QLabel* bound_;
  BarCanvas* time_;
  QLabel* memory_;
  BarCanvas* heaviest_;
  QLabel* tried_;
  QVBoxLayout* rows_;
};

}  // namespace fusewright
