#include "core/io/yaml/scalar_places.h"

#include <optional>
#include <sstream>
#include <vector>

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "core/io/yaml/parse_yaml.h"

namespace fusewright {
namespace {

/// Leaves the parser, which can not be told to stop.
struct TooDeep {};

/// Follows the parser's events and notes where values of maps and items of lists begin.
class PlaceFinder : public YAML::EventHandler {
 public:
  explicit PlaceFinder(const std::string& text) : text_(text) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override { valueDone(); }
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override { valueDone(); }
  void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor, const std::string& value) override {
    if (!levels_.empty() && levels_.back().isMap && !levels_.back().key) {
      levels_.back().key = value;
      return;
    }
    const auto offset = static_cast<std::size_t>(mark.pos);
    if (anchor == YAML::NullAnchor && !value.empty() && text_.compare(offset, value.size(), value) == 0)
      places_[path()] = {.offset = offset, .length = value.size()};
    valueDone();
  }
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
    open(false);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
    open(true);
  }
  void OnMapEnd() override { close(); }

  [[nodiscard]] std::map<std::string, ScalarPlace> take() { return std::move(places_); }

 private:
  struct Level {
    bool isMap = false;
    std::optional<std::string> key;  ///< Map: read, its value not yet
    std::size_t index = 0;           ///< List: of the next item
  };

  void open(bool isMap) {
    if (levels_.size() >= kDeepestYaml) throw TooDeep{};
    levels_.push_back({.isMap = isMap, .key = {}, .index = 0});
  }
  void close() {
    levels_.pop_back();
    valueDone();
  }
  void valueDone() {
    if (levels_.empty()) return;
    levels_.back().key.reset();
    ++levels_.back().index;
  }
  [[nodiscard]] std::string path() const {
    std::string path;
    for (const Level& level : levels_) {
      if (level.isMap)
        path += (path.empty() ? "" : ".") + level.key.value_or("");
      else
        path += fmt::format("[{}]", level.index);
    }
    return path;
  }

  const std::string& text_;
  std::vector<Level> levels_;
  std::map<std::string, ScalarPlace> places_;
};

}  // namespace

std::map<std::string, ScalarPlace> scalarPlaces(const std::string& text) {
  PlaceFinder finder(text);
  try {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    parser.HandleNextDocument(finder);
    return finder.take();
  } catch (const TooDeep&) {
    return {};
  } catch (const std::exception&) {
    return {};
  }
}

}  // namespace fusewright
