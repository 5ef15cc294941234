#pragma once

#include <memory>
#include <optional>

#include <QAbstractScrollArea>

#include "widgets/blocks/block_paint.h"

namespace fusewright {

/// A BlockMap on the screen: scrolls if there are many memories, tells what the mouse is over, and of blocks chosen by
/// a click or by arrow keys and Return.
class BlockCanvas : public QAbstractScrollArea {
  Q_OBJECT

 public:
  explicit BlockCanvas(QWidget* parent = nullptr);

  void setMap(std::shared_ptr<const Evaluation> evaluation, std::shared_ptr<const BlockMap> map);
  void setColour(BlockColour by);
  [[nodiscard]] BlockColour colour() const { return by_; }
  /// Outlines these wherever they are held.
  void setEmphasis(std::vector<PieceId> pieces);
  [[nodiscard]] const BlockMap* map() const { return map_.get(); }

 Q_SIGNALS:
  void blockChosen(fusewright::BlockPlace place);
  void blockHovered(std::optional<fusewright::BlockPlace> place);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void changeEvent(QEvent* event) override;
  bool viewportEvent(QEvent* event) override;

 private:
  [[nodiscard]] DrawStyle style() const;
  [[nodiscard]] QRectF mapArea() const;
  [[nodiscard]] std::vector<BlockPanel> panels() const;
  [[nodiscard]] BlockPicture picture() const;
  void updateScrolling();
  void moveCursor(int blocks);
  void hover(std::optional<BlockPlace> place);

  std::shared_ptr<const Evaluation> evaluation_;
  std::shared_ptr<const BlockMap> map_;
  BlockColour by_ = BlockColour::Kind;
  std::vector<PieceId> emphasis_;
  std::optional<BlockPlace> cursor_;
  std::optional<BlockPlace> hovered_;
};

}  // namespace fusewright
