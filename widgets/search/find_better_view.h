#pragma once

#include <memory>
#include <optional>

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTextBrowser>
#include <QWidget>

#include "core/explore/search/search.h"
#include "widgets/common/exportable.h"

namespace fusewright {

/// What somebody asks of a search, besides the design.
struct SearchWish {
  Objective objective = Objective::Latency;
  double seconds = kUsualSearchSeconds;
  double gap = 0;             ///< part of the lower bound
  bool alsoHardware = false;  ///< also how the chip's area is split between memory and units

  friend bool operator==(const SearchWish&, const SearchWish&) = default;
};

/// Asks for a better plan for the design on show, says how far the search is, and shows what it found beside the
/// present plan, with the reasons; Apply asks for its design.
class FindBetterView : public QWidget, public Exportable {
  Q_OBJECT

 public:
  explicit FindBetterView(QWidget* parent = nullptr);

  [[nodiscard]] SearchWish wish() const;
  void setWish(const SearchWish& wish);
  /// Whether there is a design that could be searched for.
  void setReady(bool ready);
  void showProgress(const SearchState& state);
  void setResult(std::shared_ptr<const SearchResult> result);
  /// The search ended without a result.
  void endSearch();
  [[nodiscard]] const SearchResult* result() const { return result_.get(); }
  [[nodiscard]] bool isSearching() const { return searching_; }
  [[nodiscard]] QString progressText() const { return state_->text(); }

  [[nodiscard]] QString exportName() const override { return QStringLiteral("better-plan"); }
  [[nodiscard]] QString exportTitle() const override { return tr("A better plan"); }
  [[nodiscard]] std::optional<QSizeF> figureSize() const override;
  void renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& style) const override;
  [[nodiscard]] TextTable exportTable() const override;

 Q_SIGNALS:
  void searchRequested();
  void cancelRequested();
  /// Take the design that was found; with the present one as baseline if asked.
  void applyRequested(bool keepBaseline);
  void commandLineRequested();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void createWishes();
  void createAnswers();
  void updateButtons();
  void showResult();

  std::shared_ptr<const SearchResult> result_;
  bool searching_ = false;
  bool ready_ = false;
  QComboBox* objective_;
  QDoubleSpinBox* seconds_;
  QDoubleSpinBox* gap_;
  QCheckBox* hardware_;
  QPushButton* search_;
  QPushButton* apply_;
  QPushButton* applyBeside_;
  QPushButton* copy_;
  QProgressBar* bar_;
  QLabel* state_;
  QTextBrowser* text_;
};

}  // namespace fusewright
