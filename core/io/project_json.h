#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/io/project.h"

namespace fusewright {

/// Ending of project files.
inline constexpr std::string_view kProjectEnding = ".fusewright";

/// Whether projects are written for people (two blanks a level) or in one line.
enum class JsonLayout : std::uint8_t { Indented, Compact };

/// `project` as the text of a file at `path`, to which its paths become relative; absolute if `path` is empty.
[[nodiscard]] std::string projectText(const Project& project, const std::filesystem::path& path,
                                      JsonLayout layout = JsonLayout::Indented);

/// Reads such a text; relative paths start at the folder of `path`. Fields that are not known are kept. Errors name
/// the file, line or field, and what to do; among them: another format number, or neither model nor accelerator.
[[nodiscard]] Result<Project> parseProject(const std::string& text, const std::filesystem::path& path);

/// Reads a .fusewright file.
[[nodiscard]] Result<Project> readProject(const std::filesystem::path& path);

/// Writes a .fusewright file, whole or not at all.
[[nodiscard]] Result<void> writeProject(const Project& project, const std::filesystem::path& path);

}  // namespace fusewright
