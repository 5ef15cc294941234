#pragma once

#include <map>
#include <optional>

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QWidget>

#include "core/base/content_hash.h"
#include "widgets/common/exportable.h"
#include "widgets/common/text_table_view.h"
#include "widgets/front/front_canvas.h"
#include "widgets/front/parallel_canvas.h"

namespace fusewright {

/// What lines over the plot tell apart.
enum class ContourStyle : std::uint8_t {
  None,
  Values,   ///< of the column of the colours, or of the first objective
  Speedup,  ///< of each design over the one on show
};

/// The designs of a sweep: any two columns against each other, the front over any objectives, filtered by constraints
/// and brushes; or all of it as a table. It asks for the designs that one points at, and for the front of what is
/// chosen, which somebody else finds.
class FrontView : public QWidget, public Exportable {
  Q_OBJECT

 public:
  explicit FrontView(QWidget* parent = nullptr);

  /// Shows results. Axes, filters and the part in view stay while the columns do.
  void setResults(SweepResults results);
  [[nodiscard]] const SweepResults& results() const { return results_; }
  /// What was found for the question asked last.
  void setAnswer(FrontAnswer answer);
  [[nodiscard]] const FrontAnswer& answer() const { return answer_; }
  /// Marks the design that is in the session; none: it is no design of the results.
  void setCurrent(std::optional<ContentHash> key);

  [[nodiscard]] FrontQuestion question() const;
  [[nodiscard]] FrontCanvas& canvas() const { return *canvas_; }
  [[nodiscard]] ParallelCanvas& parallel() const { return *parallel_; }
  void setAxes(const std::string& x, const std::string& y);
  void setScales(AxisScale x, AxisScale y);
  void setColour(const std::string& column);
  void setConstraintText(const QString& text);
  [[nodiscard]] QString constraintText() const { return constraint_->text(); }
  /// Shows lines of equal values over the two axes; at first over the parameters that have the most different numbers.
  void setContours(ContourStyle contours);
  [[nodiscard]] ContourStyle contours() const { return contours_; }
  /// The objectives of the front; empty: those of the axes.
  void setObjectives(std::vector<std::string> objectives);

  [[nodiscard]] QSize sizeHint() const override { return {520, 420}; }
  [[nodiscard]] QString exportName() const override { return QStringLiteral("design-space"); }
  [[nodiscard]] QString exportTitle() const override { return tr("Design space"); }
  [[nodiscard]] std::optional<QString> provenance() const override;
  [[nodiscard]] std::optional<QSizeF> figureSize() const override;
  void renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& style) const override;
  [[nodiscard]] TextTable exportTable() const override;

 Q_SIGNALS:
  void designRequested(std::size_t row, std::uint64_t gesture);
  void questionChanged();
  void openRequested();
  void commandLineRequested();
  void exportRequested();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void createControls();
  void createButtons(QLayout& row);
  void createConstraint();
  void connectCanvas();
  void fillColumns();
  void fillObjectives();
  void readConstraints();
  /// Axes or data have changed: the cloud is to be sorted anew.
  void rebuild();
  /// Filters have changed: shows what is chosen at once, and asks for its front.
  void filter();
  void showScene(FrontScene scene);
  void showTable();
  void createContours(QLayout& row);
  /// Sets both axes with the scales that suit them.
  void takeAxes(const std::string& x, const std::string& y);
  [[nodiscard]] std::shared_ptr<const ContourMap> contoursOf(const FrontScene& scene) const;
  void brush(std::optional<QRectF> places);
  void brushColumn(const std::string& column, std::optional<ColumnRange> range);
  void showParallel();
  void showTip(std::size_t row, QPoint screen);
  [[nodiscard]] std::optional<QRectF> brushOf(const FrontScene& scene) const;
  [[nodiscard]] std::vector<std::string> frontObjectives() const;
  [[nodiscard]] AxisScale scaleOf(const QToolButton* log) const;
  [[nodiscard]] std::optional<std::size_t> currentRow() const;

  SweepResults results_;
  FrontAnswer answer_;
  std::vector<std::string> objectives_;  ///< empty: by the axes
  std::vector<Constraint> constraints_;
  std::map<std::string, ColumnRange> ranges_;  ///< brushes, by column
  std::optional<ContentHash> current_;
  std::vector<std::size_t> tableRows_;

  QComboBox* x_;
  QComboBox* y_;
  QComboBox* colour_;
  QToolButton* xLog_;
  QToolButton* yLog_;
  QToolButton* frontOver_;
  QToolButton* asTable_;
  QToolButton* withParallel_;
  QToolButton* contourButton_;
  ContourStyle contours_ = ContourStyle::None;
  std::optional<std::pair<std::string, std::string>> axesBefore_;  ///< the contours took others
  QLineEdit* constraint_;
  QLabel* complaint_;
  QLabel* summary_;
  QStackedWidget* pages_;
  QSplitter* plots_;
  FrontCanvas* canvas_;
  ParallelCanvas* parallel_;
  TextTableView* table_;
  RowMask fits_;  ///< rows of the results
};

}  // namespace fusewright
