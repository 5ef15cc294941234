#pragma once

#include <span>
#include <vector>

#include <QString>

#include "core/base/result.h"
#include "core/evaluate/evaluation.h"
#include "core/explore/insight/waterfall.h"

namespace fusewright {

/// Writes gantt, memory, roofline and, if there are rows of it, waterfall of `evaluation` into `directory` (made if
/// missing), each as .svg, .pdf and .png, for print: 180 mm wide, the roofline 85 mm. `project` goes into the metadata
/// of each. Gives the paths written. Errors: a file can not be written. Needs a QGuiApplication.
[[nodiscard]] Result<std::vector<QString>> writeFigures(const Evaluation& evaluation, const QString& directory,
                                                        std::span<const WaterfallRow> rows = {},
                                                        const QByteArray& project = {});

/// Where a figure comes from: "mamba1 on marca, fusion all, one step a tile, assumptions paper, Fusewright 0.1".
[[nodiscard]] QString provenanceOf(const Design& design);

}  // namespace fusewright
