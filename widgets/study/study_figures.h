#pragma once

#include <vector>

#include <QString>

#include "core/base/result.h"
#include "core/explore/study/study.h"

namespace fusewright {

/// Writes each figure that `study` has into `directory` as figure9.svg, .pdf and .png: one column wide, for print.
/// Gives the paths written. Errors: the study has none, or a file can not be written. Needs a QGuiApplication.
[[nodiscard]] Result<std::vector<QString>> writeStudyFigures(const Study& study, const QString& directory);

/// Where a figure of a study comes from: "assumptions paper, Fusewright 0.1".
[[nodiscard]] QString studyProvenance(const Study& study);

}  // namespace fusewright
