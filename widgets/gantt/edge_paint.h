#pragma once

#include <QPainter>

#include "widgets/common/theme.h"
#include "widgets/gantt/edge_layout.h"

namespace fusewright {

/// Draws arrows around the selected tile: those that come to it in one colour, those that leave it in another, thin
/// where they are not its own; then how many a bundle holds, and in words what no arrow stands for.
void paintEdgePicture(QPainter& painter, const EdgePicture& picture, const EdgeGround& ground, const DrawStyle& style);

}  // namespace fusewright
