#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/io/project.h"

namespace fusewright {

/// Keyword of the PNG text chunk that holds a project.
inline constexpr std::string_view kProjectChunk = "fusewright-project";
/// Name of the XML element that holds it in the metadata of SVG and PDF files.
inline constexpr std::string_view kProjectElement = "fusewright:project";

/// Whether `path` ends like a figure that may carry a project: .svg, .pdf or .png.
[[nodiscard]] bool mayCarryProject(const std::filesystem::path& path);

/// The text of the project that a figure carries; `path` is for messages. Errors: no picture of these kinds, a picture
/// cut short, or one without a project.
[[nodiscard]] Result<std::string> embeddedProject(std::string_view bytes, const std::string& path);

/// The project in a figure that this program wrote. Relative paths start at the figure's folder.
[[nodiscard]] Result<Project> readFigureProject(const std::filesystem::path& path);

}  // namespace fusewright
