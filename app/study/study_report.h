#pragma once

#include <filesystem>

#include "app/study/report_document.h"
#include "core/base/result.h"
#include "core/explore/study/study.h"

namespace fusewright {

/// What the report says beside the study.
struct ReportContext {
  std::string program;   ///< "Fusewright 0.1.0"
  std::string hardware;  ///< name of the accelerator that everything is compared with
};

/// The study in words and tables: the claims, a comparison with the published tool's numbers where there are any, the
/// figures (those of `pictures`, the rest as links to their tables alone), and every request that could not be met.
[[nodiscard]] ReportDocument studyReport(const Study& study, const ReportContext& context,
                                         const std::vector<StudyFigure>& pictures);

/// Writes report.md and report.html into `folder`, with the pictures that are there.
[[nodiscard]] Result<void> writeReport(const Study& study, const ReportContext& context,
                                       const std::filesystem::path& folder);

}  // namespace fusewright
