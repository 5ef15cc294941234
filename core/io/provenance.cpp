#include "core/io/provenance.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <optional>

#include "core/io/project_json.h"
#include "core/io/read_file.h"

namespace fusewright {
namespace {

constexpr std::size_t kLargestFigure = std::size_t{512} << 20;
constexpr std::string_view kPngSignature("\x89PNG\r\n\x1a\n", 8);
constexpr const char* kPictureRemedy = "open a figure that Fusewright exported";

std::uint32_t bigEndian(std::string_view bytes) {
  std::uint32_t number = 0;
  for (const char byte : bytes.substr(0, 4)) number = number << 8 | static_cast<unsigned char>(byte);
  return number;
}

/// The text of an iTXt chunk: keyword, 0, compression flag and method, language, 0, translated keyword, 0, text.
std::optional<std::string> projectInChunk(std::string_view chunk) {
  if (!chunk.starts_with(kProjectChunk)) return std::nullopt;
  chunk.remove_prefix(kProjectChunk.size());
  constexpr std::string_view kPlain("\0\0\0", 3);
  if (!chunk.starts_with(kPlain)) return std::nullopt;
  chunk.remove_prefix(kPlain.size());
  for (int skipped = 0; skipped < 2; ++skipped) {
    const std::size_t end = chunk.find('\0');
    if (end == std::string_view::npos) return std::nullopt;
    chunk.remove_prefix(end + 1);
  }
  return std::string(chunk);
}

Result<std::string> projectInPng(std::string_view bytes, const std::string& path) {
  std::size_t at = kPngSignature.size();
  while (at + 12 <= bytes.size()) {
    const std::size_t length = bigEndian(bytes.substr(at));
    if (length > bytes.size() - at - 12) break;
    const std::string_view type = bytes.substr(at + 4, 4);
    if (type == "iTXt")
      if (auto text = projectInChunk(bytes.substr(at + 8, length))) return *std::move(text);
    if (type == "IEND") return failure("the picture carries no project", path, kPictureRemedy);
    at += length + 12;
  }
  return failure("the picture is cut short", path, "copy the file again");
}

/// The character that &NAME; stands for; none if there is no such.
std::optional<char> entity(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, char>, 5> kEntities{
      {{"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}}};
  const auto found = std::ranges::find(kEntities, name, [](const auto& pair) { return pair.first; });
  return found == kEntities.end() ? std::nullopt : std::optional(found->second);
}

std::string unescaped(std::string_view xml) {
  std::string text;
  while (!xml.empty()) {
    const std::size_t ampersand = std::min(xml.find('&'), xml.size());
    text += xml.substr(0, ampersand);
    xml.remove_prefix(ampersand);
    if (xml.empty()) break;
    const std::size_t end = xml.find(';');
    const auto letter = end == std::string_view::npos ? std::nullopt : entity(xml.substr(1, end - 1));
    text += letter.value_or('&');
    xml.remove_prefix(letter ? end + 1 : 1);
  }
  return text;
}

Result<std::string> projectInXml(std::string_view bytes, const std::string& path) {
  const std::string opening = "<" + std::string(kProjectElement);
  const std::string closing = "</" + std::string(kProjectElement) + ">";
  const std::size_t start = bytes.find(opening);
  if (start == std::string_view::npos) return failure("the picture carries no project", path, kPictureRemedy);
  const std::size_t inside = bytes.find('>', start);
  const std::size_t end = bytes.find(closing, start);
  if (inside == std::string_view::npos || end == std::string_view::npos || end <= inside)
    return failure("the picture is cut short", path, "copy the file again");
  return unescaped(bytes.substr(inside + 1, end - inside - 1));
}

}  // namespace

bool mayCarryProject(const std::filesystem::path& path) {
  std::string ending = path.extension().string();
  std::ranges::transform(ending, ending.begin(), [](unsigned char letter) { return std::tolower(letter); });
  return ending == ".svg" || ending == ".pdf" || ending == ".png";
}

Result<std::string> embeddedProject(std::string_view bytes, const std::string& path) {
  if (bytes.starts_with(kPngSignature)) return projectInPng(bytes, path);
  if (bytes.starts_with("%PDF") || bytes.substr(0, 4096).find("<svg") != std::string_view::npos)
    return projectInXml(bytes, path);
  return failure("this is neither SVG nor PDF nor PNG", path, kPictureRemedy);
}

Result<Project> readFigureProject(const std::filesystem::path& path) {
  const auto bytes = readFile(path, kLargestFigure);
  if (!bytes) return tl::make_unexpected(bytes.error());
  const auto text = embeddedProject(*bytes, path.string());
  if (!text) return tl::make_unexpected(text.error());
  return parseProject(*text, path);
}

}  // namespace fusewright
