#pragma once

#include "core/evaluate/evaluation.h"
#include "core/session/selection.h"

namespace fusewright {

/// What the selection in `before` is in `after`: tiles, layers, cores and memories by their keys; a tile that is not
/// there any more becomes its layer; a transfer becomes the one that moves the same thing for the same tile; idle time
/// before a tile that does not wait any more becomes that tile. If the model has other sizes, a layer is the one of the
/// same name; if it is another one, nothing.
[[nodiscard]] Selection carriedOver(const Selection& selection, const Evaluation& before, const Evaluation& after);

}  // namespace fusewright
