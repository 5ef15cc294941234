#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/workload/workload.h"

namespace fusewright {

/// The parts of a node name between slashes: "/mul_dBx/Einsum" gives {"mul_dBx", "Einsum"}.
[[nodiscard]] std::vector<std::string_view> nameComponents(std::string_view name);

/// The name that all steps of a recurrence share: "mul_h_dA_3_3" gives "mul_h_dA"; other layers keep their name.
[[nodiscard]] std::string_view familyName(const Layer& layer);

/// The Compute layers that a person means by `name`, in file order. The first of these that finds any layer decides:
/// a layer's name; the shared name of a recurrence's steps; the recurrent operator itself ("/SSM", or a layout node
/// that feeds its steps); leading parts of node names ("mul_delta_A", "/layer1/layer1.0"; the first slash may be left
/// out); an ONNX op type. None if only layers are meant that the assumptions let cost nothing. Error if there are none
/// else, with the nearest names.
[[nodiscard]] Result<std::vector<LayerId>> layersNamed(const Workload& workload, std::string_view name);

}  // namespace fusewright
