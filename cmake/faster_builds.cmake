# Headers that most sources of a target read, parsed once; sources joined before they are compiled (CMAKE_UNITY_BUILD, set by the presets
# release, asan and core-only); and a faster linker where there is one. All of it shortens builds and nothing else: every source still includes
# what it uses, and the preset dev compiles each by itself.
set(fusewright_qt_headers
  <algorithm> <array> <chrono> <cmath> <functional> <map> <memory> <optional> <set> <span> <sstream> <string> <string_view> <utility> <variant> <vector>
  <tl/expected.hpp>
  <QApplication> <QComboBox> <QFontMetricsF> <QLabel> <QMainWindow> <QMenu> <QPainter> <QTimer> <QToolButton> <QVBoxLayout> <QWidget>)

# Joins the sources of each room of a target with each other, up to ten at a time, and with no other room's.
function(fusewright_join_rooms target)
  set_target_properties(${target} PROPERTIES UNITY_BUILD_MODE GROUP)
  list(FILTER ARGN INCLUDE REGEX "cpp$")
  foreach(source ${ARGN})
    get_filename_component(room ${source} DIRECTORY)
    get_filename_component(room ${room} NAME)
    math(EXPR part "0${in_${room}} / 10")
    math(EXPR in_${room} "0${in_${room}} + 1")
    set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${room}_${part})
  endforeach()
endfunction()

include(CheckLinkerFlag)
foreach(linker lld gold)
  check_linker_flag(CXX -fuse-ld=${linker} FUSEWRIGHT_LINKS_WITH_${linker})
  if(FUSEWRIGHT_LINKS_WITH_${linker})
    add_link_options(-fuse-ld=${linker})
    break()
  endif()
endforeach()
