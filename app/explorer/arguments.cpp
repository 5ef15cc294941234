#include "app/explorer/arguments.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <filesystem>

#include <CLI/CLI.hpp>

namespace fusewright {
namespace {

constexpr int kBadUsage = 2;

/// The ending of a path in lower case: ".onnx".
std::string endingOf(const std::string& path) {
  std::string ending = std::filesystem::path(path).extension().string();
  std::ranges::transform(ending, ending.begin(),
                         [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return ending;
}

/// Puts each file where its ending says it belongs; the message if one belongs nowhere.
std::string sortFiles(const std::vector<std::string>& files, Arguments& arguments) {
  DesignOptions& design = arguments.design;
  for (const std::string& file : files) {
    const std::string ending = endingOf(file);
    if (ending == ".yaml" || ending == ".yml") {
      design.hardware = file;
    } else if (ending == ".sqlite" || ending == ".db") {
      arguments.results = file;
    } else if (ending == ".json") {
      design.fusion = file;
    } else {
      // Whatever it is called, the model reader can say best what is wrong with it.
      if (!design.model.empty()) return file + ": there is a model already (" + design.model + "); give one model";
      design.model = file;
    }
  }
  return {};
}

std::string readSize(const std::string& size, Arguments& arguments) {
  if (size.empty()) return {};
  int width = 0;
  int height = 0;
  char rest = 0;
  if (std::sscanf(size.c_str(), "%dx%d%c", &width, &height, &rest) != 2 || width < 200 || height < 150 ||
      width > 16000 || height > 16000) {
    return "--size: '" + size + "' is no size; write WIDTHxHEIGHT, as in 1600x1000";
  }
  arguments.width = width;
  arguments.height = height;
  return {};
}

}  // namespace

bool isUnattended(const Arguments& arguments) {
  return !arguments.screenshot.empty() || !arguments.figures.empty() || !arguments.studyFigures.empty();
}

std::variant<Arguments, ExitStatus> parseArguments(int argc, char** argv) {
  Arguments arguments;
  std::vector<std::string> files;
  std::string size;
  CLI::App app("Explorer for fine-grained operator fusion on machine-learning accelerators", "fusewright");
  app.set_version_flag("--version", FUSEWRIGHT_VERSION);
  app.add_option(
         "files", files,
         "Project (.fusewright), figure that was exported, model (.onnx), accelerator (.yaml), fusion plan (.json), "
         "results of a sweep (.sqlite)")
      ->type_name("FILE");
  addDesignOptions(app, arguments.design);
  app.add_option("--screenshot", arguments.screenshot, "Render the window into FILE and exit")->type_name("FILE.png");
  app.add_option("--size", size, "Size of the screenshot")->type_name("WxH");
  app.add_option("--figures", arguments.figures, "Write the figures of the design into DIR and exit")->type_name("DIR");
  app.add_option("--study-figures", arguments.studyFigures, "Draw the figures of the study whose tables are in DIR")
      ->type_name("DIR");
  app.add_flag("--clean", arguments.clean, "Neither read nor write settings, and keep no autosaved work");
  app.add_option("--layout", arguments.layout,
                 "Begin with the arrangement of docks Schedule, Explore, Compare, Model, Figure or one of yours")
      ->type_name("NAME");
  app.add_flag("--reset-layout", arguments.resetLayout, "Put all docks where they are at first");
  app.add_option("--lang", arguments.language, "Language of texts, numbers and dates, as de or en_US")
      ->type_name("LANGUAGE");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return ExitStatus{app.exit(error) == 0 ? 0 : kBadUsage};
  }
  for (const std::string& problem : {sortFiles(files, arguments), readSize(size, arguments)}) {
    if (problem.empty()) continue;
    std::fprintf(stderr, "fusewright: %s\n", problem.c_str());
    return ExitStatus{kBadUsage};
  }
  return arguments;
}

}  // namespace fusewright
