# What `cmake --install` puts where, and the Debian package that `cpack` makes of it (in the build folder).
# Build first; installing then does not build tests and benchmarks too.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)
set(desktop ${PROJECT_SOURCE_DIR}/resources/desktop)
set(desktop_id io.github.fusewright.Fusewright)
set(documents ${CMAKE_INSTALL_DATADIR}/doc/fusewright)

# The programs look for examples in ../share/fusewright/examples from where they are; so in the build folder too.
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/share/fusewright)
file(CREATE_LINK ${PROJECT_SOURCE_DIR}/examples ${CMAKE_BINARY_DIR}/share/fusewright/examples SYMBOLIC)

install(TARGETS fusewright-cli RUNTIME)
install(DIRECTORY examples/ DESTINATION ${CMAKE_INSTALL_DATADIR}/fusewright/examples)
install(FILES ${PROJECT_SOURCE_DIR}/resources/completions/fusewright-cli
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${desktop}/copyright README.md DESTINATION ${documents})
set(manuals fusewright-cli.1)

if(FUSEWRIGHT_GUI)
  install(TARGETS fusewright RUNTIME)
  install(FILES ${desktop}/${desktop_id}.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
  install(FILES ${desktop}/${desktop_id}.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
  install(FILES ${desktop}/${desktop_id}.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages)
  set(icons ${CMAKE_INSTALL_DATADIR}/icons/hicolor)
  install(FILES ${desktop}/${desktop_id}.svg DESTINATION ${icons}/scalable/apps)
  install(FILES ${desktop}/${desktop_id}-symbolic.svg DESTINATION ${icons}/symbolic/apps)
  install(FILES ${desktop}/application-x-fusewright-project.svg DESTINATION ${icons}/scalable/mimetypes)
  foreach(size 16 22 24 32 48 64 128 256)
    install(FILES ${desktop}/icons/${size}.png DESTINATION ${icons}/${size}x${size}/apps RENAME ${desktop_id}.png)
  endforeach()
  install(FILES ${PROJECT_SOURCE_DIR}/resources/completions/fusewright
          DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
  list(APPEND manuals fusewright.1)
endif()

# Debian wants both compressed, and the same bytes each time.
find_program(GZIP_PROGRAM gzip)
if(GZIP_PROGRAM)
  function(install_compressed source name destination)
    set(made ${CMAKE_BINARY_DIR}/compressed/${name}.gz)
    add_custom_command(OUTPUT ${made} DEPENDS ${source}
                       COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/compressed
                       COMMAND ${GZIP_PROGRAM} -9nc ${source} > ${made} VERBATIM)
    set_property(GLOBAL APPEND PROPERTY fusewright_compressed ${made})
    install(FILES ${made} DESTINATION ${destination})
  endfunction()
  foreach(manual ${manuals})
    install_compressed(${PROJECT_SOURCE_DIR}/resources/man/${manual} ${manual} ${CMAKE_INSTALL_MANDIR}/man1)
  endforeach()
  install_compressed(${desktop}/changelog changelog ${documents})
  get_property(compressed GLOBAL PROPERTY fusewright_compressed)
  add_custom_target(compressed_documents ALL DEPENDS ${compressed})
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME fusewright)
set(CPACK_PACKAGE_VENDOR "The Fusewright developers")
set(CPACK_PACKAGE_CONTACT "The Fusewright developers <fusewright@users.noreply.github.com>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "explorer for operator fusion on machine-learning accelerators")
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_HOMEPAGE https://fusewright.github.io)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "graphviz")
if(FUSEWRIGHT_GUI)
  set(CPACK_DEBIAN_PACKAGE_DEPENDS "qt6-qpa-plugins")
  set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "graphviz, fonts-dejavu-core")
endif()
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"Fusewright opens an ONNX model, takes an accelerator and a fusion plan, and
shows the schedule that results: every tile on every core, every transfer on
every link, what each memory holds at each cycle, and where the design sits
between area and latency. The same engine runs in a terminal, for scripts.")
include(CPack)
