#include "tests/builders_tile.h"

#include <algorithm>
#include <cctype>
#include <regex>
#include <sstream>

namespace fusewright::tests {
namespace {

std::string upper(std::string text) {
  for (char& character : text) character = static_cast<char>(std::toupper(static_cast<unsigned char>(character)));
  return text;
}

int dimIndex(const TileShape& shape, const std::string& name) {
  const auto found =
      std::find_if(shape.dims.begin(), shape.dims.end(), [&name](const LoopDim& dim) { return dim.name == name; });
  return static_cast<int>(found - shape.dims.begin());
}

TileAxis makeAxis(const TileShape& shape, const std::string& letters, const TileDetails& details) {
  if (letters != "ix" && letters != "iy") return {.terms = {{dimIndex(shape, upper(letters)), 1}}};
  const std::string axis = upper(letters.substr(1));
  const auto stride = details.strides.find(letters);
  const auto limit = details.limits.find(letters);
  return {.terms = {{dimIndex(shape, "O" + axis), stride == details.strides.end() ? 1 : stride->second},
                    {dimIndex(shape, "F" + axis), 1}},
          .limit = limit == details.limits.end() ? TileAxis::kNoLimit : limit->second};
}

/// Axes of operand `name` of the equation, and its bits.
TileOperand makeOperand(const TileShape& shape, const std::string& equation, const std::string& name,
                        const TileDetails& details) {
  const auto known = details.precisions.find(name);
  const int precision = known == details.precisions.end() ? 32 : known->second;
  TileOperand operand{.precision = precision, .finalPrecision = precision, .axes = {}};
  if (name == "O" && details.finalPrecision != 0) operand.finalPrecision = details.finalPrecision;
  std::smatch found;
  std::regex_search(equation, found, std::regex("\\b" + name + R"(((?:\[\w*\])*))"));
  const std::string axes = found[1];
  static const std::regex axis(R"(\[(\w+)\])");
  for (std::sregex_iterator at(axes.begin(), axes.end(), axis); at != std::sregex_iterator(); ++at) {
    operand.axes.push_back(makeAxis(shape, (*at)[1], details));
  }
  return operand;
}

}  // namespace

TileShape tileShape(const std::string& equation, const std::string& loops, const TileDetails& details) {
  TileShape shape;
  std::istringstream stream(loops);
  for (std::string loop; stream >> loop;) {
    const std::size_t equals = loop.find('=');
    shape.dims.push_back({.name = loop.substr(0, equals), .size = std::stoll(loop.substr(equals + 1))});
  }
  shape.operands = {makeOperand(shape, equation, "I", details), makeOperand(shape, equation, "W", details),
                    makeOperand(shape, equation, "O", details)};
  shape.cyclesPerOperation = details.cyclesPerOperation;
  shape.surroundings = {.group = details.group, .parallelParts = details.parallelParts};
  return shape;
}

SpatialMapping spatialMapping(const std::string& text) {
  SpatialMapping mapping;
  static const std::regex unrolling(R"(D(\d+):(\w+)=(\d+))");
  for (std::sregex_iterator at(text.begin(), text.end(), unrolling); at != std::sregex_iterator(); ++at) {
    mapping.unrollings.push_back({std::stoi((*at)[1]) - 1, (*at)[2], std::stoll((*at)[3])});
  }
  return mapping;
}

}  // namespace fusewright::tests
