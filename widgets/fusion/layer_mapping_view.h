#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSpinBox>
#include <QToolButton>
#include <QWidget>

#include "core/mapping/layer_rules.h"
#include "core/session/edit.h"
#include "core/session/selection.h"
#include "core/session/snapshot.h"

namespace fusewright {

/// How the selected layer runs: on which cores, which of its loops are unrolled over the operational array, and how it
/// is cut across cores and in time. What is changed becomes a rule for the layer (all steps of its recurrence, if it is
/// one); a rule that can not be says so below and is not asked for.
class LayerMappingView : public QWidget {
  Q_OBJECT

 public:
  explicit LayerMappingView(QWidget* parent = nullptr);

  void setSnapshot(const Snapshot& snapshot);
  void setSelection(const Selection& selection);
  /// The rule that the fields say.
  [[nodiscard]] Result<MappingRule> rule() const;
  [[nodiscard]] QString message() const { return message_->text(); }
  /// What is unrolled along the sides of the array now, in words.
  [[nodiscard]] QString unrolledText() const { return unrolled_->text(); }

 Q_SIGNALS:
  void editRequested(const Edit& edit);

 private:
  /// One array dimension: the loop unrolled along it, and how far; 0 is as far as it fits.
  struct Unrolling {
    std::string arrayDim;
    QComboBox* loop;
    QSpinBox* factor;
  };

  void createFields();
  void showLayer();
  void showCores(const LayerMapping& mapping);
  void showSpatial(const Layer& layer, const LayerMapping& mapping);
  void addUnrolling(const Layer& layer, const ArrayDim& dim);
  void showUnrolled(const LayerMapping& mapping);
  void showUnitsUsed();
  void changed();
  /// Says why not, and puts back what is chosen from lists; what was typed stays, to be mended.
  void refuse(const Error& error);
  void backToProposal();
  void request(std::vector<MappingRule> rules);

  Design design_;
  std::shared_ptr<const Evaluation> evaluation_;
  std::optional<LayerId> layer_;
  bool showing_ = false;  ///< fields change because of what is shown, not of the user
  QLabel* title_;
  QWidget* fields_;
  QFormLayout* form_;
  QListWidget* cores_;
  QLineEdit* across_;
  QLineEdit* inTime_;
  QLabel* unrolled_;  ///< what the cost model unrolls where the rule leaves it open
  QToolButton* reset_;
  QLabel* message_;
  std::vector<Unrolling> unrollings_;
};

}  // namespace fusewright
