#include "core/io/yaml/parse_yaml.h"

#include <algorithm>
#include <map>
#include <optional>
#include <sstream>

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

namespace fusewright {
namespace {

constexpr std::size_t kMostNodes = 100'000;

/// Leaves the parser, which calls back and cannot be told to stop; caught in parseYaml.
struct Refusal {
  Error error;
};

/// Builds the tree from the parser's events. Aliases are copied when they are met, so that cycles and explosions show
/// up here and not in whoever walks the tree.
class TreeBuilder : public YAML::EventHandler {
 public:
  explicit TreeBuilder(std::string file) : file_(std::move(file)) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { add({.line = mark.line + 1}, anchor); }
  void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor, const std::string& text) override {
    add({.kind = YamlValue::Kind::Scalar, .line = mark.line + 1, .scalar = text}, anchor);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchored_.find(anchor);
    if (found == anchored_.end())
      refuse(mark.line + 1, "an alias stands inside the very node it repeats",
             "write the node out, or repeat another one");
    add(found->second, YAML::NullAnchor);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open({.kind = YamlValue::Kind::List, .line = mark.line + 1}, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open({.kind = YamlValue::Kind::Map, .line = mark.line + 1}, anchor);
  }
  void OnMapEnd() override { close(); }

  [[nodiscard]] std::optional<YamlValue> take() { return std::move(root_); }

 private:
  struct Open {
    YamlValue value;
    YAML::anchor_t anchor;
    std::optional<std::string> key;  ///< Map: read, its value not yet
  };

  [[noreturn]] void refuse(int line, std::string what, std::string remedy) const {
    throw Refusal{{std::move(what), fmt::format("{}:{}", file_, line), std::move(remedy)}};
  }

  void open(YamlValue value, YAML::anchor_t anchor) {
    if (open_.size() >= kDeepestYaml)
      refuse(value.line, fmt::format("nested more than {} deep", kDeepestYaml), "flatten the file");
    open_.push_back({std::move(value), anchor, {}});
  }

  void close() {
    Open done = std::move(open_.back());
    open_.pop_back();
    add(std::move(done.value), done.anchor);
  }

  void add(YamlValue value, YAML::anchor_t anchor) {
    if (value.kind == YamlValue::Kind::Scalar || value.kind == YamlValue::Kind::Nothing) value.weight = 1;
    total_ += open_.empty() ? 0 : value.weight;
    if (value.weight > kMostNodes || total_ > 4 * kMostNodes)
      refuse(value.line, fmt::format("more than {} nodes once aliases are written out", kMostNodes),
             "use fewer aliases of aliases");
    if (anchor != YAML::NullAnchor) anchored_[anchor] = value;
    if (open_.empty())
      root_ = std::move(value);
    else
      place(open_.back(), std::move(value));
  }

  void place(Open& parent, YamlValue value) const {
    parent.value.weight += value.weight;
    if (parent.value.kind == YamlValue::Kind::List) {
      parent.value.items.push_back(std::move(value));
    } else if (parent.key) {
      parent.value.keys.push_back(*std::move(parent.key));
      parent.value.items.push_back(std::move(value));
      parent.key.reset();
    } else {
      parent.key = keyOf(parent.value, value);
    }
  }

  std::string keyOf(const YamlValue& map, const YamlValue& key) const {
    if (key.kind != YamlValue::Kind::Scalar)
      refuse(key.line, "a key that is a list, a map or nothing", "name fields by plain words");
    const auto taken = std::ranges::find(map.keys, key.scalar);
    if (taken == map.keys.end()) return key.scalar;
    const int first = map.items[static_cast<std::size_t>(taken - map.keys.begin())].line;
    refuse(key.line, fmt::format("'{}' is given twice (first in line {})", key.scalar, first), "keep one of the two");
  }

  std::string file_;
  std::vector<Open> open_;
  std::map<YAML::anchor_t, YamlValue> anchored_;
  std::optional<YamlValue> root_;
  std::size_t total_ = 0;
};

/// What the parser missed, in words of who writes the file; others as the parser says them.
std::string plainFault(const std::string& fault) {
  static const std::map<std::string, std::string> kPlain{
      {YAML::ErrorMsg::END_OF_MAP, "this continues no map above it; is it indented as the fields beside it?"},
      {YAML::ErrorMsg::END_OF_SEQ, "this continues no list above it; is it indented as the items beside it?"},
      {YAML::ErrorMsg::END_OF_MAP_FLOW, "a '{' is not closed before this, or a comma is missing"},
      {YAML::ErrorMsg::END_OF_SEQ_FLOW, "a '[' is not closed before this, or a comma is missing"},
      {YAML::ErrorMsg::MAP_VALUE,
       "a ':' where no field can begin; is a text with ':' not quoted, or a line not indented by blanks?"},
      {YAML::ErrorMsg::EOF_IN_SCALAR, "a quote is not closed"}};
  const auto plain = kPlain.find(fault);
  return plain == kPlain.end() ? fault : plain->second;
}

/// "file:line:column", as far as the parser knows.
std::string placeOf(const std::string& file, const YAML::Mark& mark) {
  return mark.is_null() ? file : fmt::format("{}:{}:{}", file, mark.line + 1, mark.column + 1);
}

}  // namespace

Result<YamlValue> parseYaml(const std::string& text, const std::string& file) {
  try {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    TreeBuilder builder(file);
    parser.HandleNextDocument(builder);
    auto root = builder.take();
    if (!root || root->kind == YamlValue::Kind::Nothing)
      return failure("the file holds nothing but blanks and comments", file, "check that it is the file you mean");
    TreeBuilder further(file);
    if (parser.HandleNextDocument(further))
      return failure("the file holds more than one YAML document", file,
                     "keep one document, without further '---' lines");
    return *std::move(root);
  } catch (const Refusal& refusal) {
    return tl::make_unexpected(refusal.error);
  } catch (const YAML::Exception& fault) {
    return failure(fmt::format("this is no valid YAML: {}", plainFault(fault.msg)), placeOf(file, fault.mark),
                   "correct the line; blanks, not tabs, indent YAML");
  } catch (const std::exception& fault) {
    return failure(fmt::format("this is no valid YAML: {}", fault.what()), file, "check that it is the file you mean");
  }
}

}  // namespace fusewright
