#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/workload/layer.h"

namespace fusewright {

/// Index of the loop of that name, if the layer has one.
[[nodiscard]] std::optional<int> findLoop(const Layer& layer, std::string_view name);

/// The loop that moves fastest along each output axis, outermost axis first; axes without a loop are left out.
[[nodiscard]] std::vector<int> outputLoops(const Layer& layer);

/// Whether iterations of `loop` write different outputs; otherwise they add up into the same one, and cutting there
/// would leave partial sums. Where loops overlap along an output axis (input positions and kernel of a ConvTranspose),
/// the first counts as the one that writes.
[[nodiscard]] bool indexesOutput(const Layer& layer, int loop);

/// The first loop of more than one iteration that sums up: the inner dimension of a contraction.
[[nodiscard]] std::optional<int> innerLoop(const Layer& layer);

/// Whether the layer runs over the pixels of an image: OY or OX, or IY or IX of a ConvTranspose.
[[nodiscard]] bool isImage(const Layer& layer);

/// The loop over rows, along which a group streams: L of a sequence, OY (or OX, IY, IX) of an image, else the output
/// axis that takes their place: the third of four or more, the second of three, the first of two. None if it has one
/// iteration.
[[nodiscard]] std::optional<int> rowLoop(const Layer& layer);

/// The loop over channels, along which a layer is dealt out to cores: K or G of a convolution, the heads of attention,
/// D of another sequence, else the second of four or more output axes, the last of fewer; if it has fewer than `parts`
/// iterations, the longest loop of the output. None if every loop of the output has one iteration.
[[nodiscard]] std::optional<int> channelLoop(const Layer& layer, std::int64_t parts);

}  // namespace fusewright
