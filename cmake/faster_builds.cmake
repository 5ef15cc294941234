# Headers that most sources of a target read, parsed once; sources joined before they are compiled (CMAKE_UNITY_BUILD, set by the presets
# release, asan and core-only); and a faster linker where there is one. All of it shortens builds and nothing else: every source still includes
# what it uses, and the preset dev compiles each by itself.
set(fusewright_qt_headers
  <algorithm> <array> <chrono> <cmath> <functional> <map> <memory> <optional> <set> <span> <sstream> <string> <string_view> <utility> <variant> <vector>
  <tl/expected.hpp>
  <QApplication> <QComboBox> <QFontMetricsF> <QLabel> <QMainWindow> <QMenu> <QPainter> <QTimer> <QToolButton> <QVBoxLayout> <QWidget>)

include(CheckLinkerFlag)
foreach(linker lld gold)
  check_linker_flag(CXX -fuse-ld=${linker} FUSEWRIGHT_LINKS_WITH_${linker})
  if(FUSEWRIGHT_LINKS_WITH_${linker})
    add_link_options(-fuse-ld=${linker})
    break()
  endif()
endforeach()
