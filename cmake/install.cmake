# SPDX-License-Identifier: Apache-2.0
# What `cmake --install` leaves behind: headers, the io library if there is one, and the package that find_package(myhao) reads.
include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/myhao)

install(TARGETS myhao EXPORT myhao-targets FILE_SET HEADERS COMPONENT cpp)
install(EXPORT myhao-targets NAMESPACE myhao:: DESTINATION ${package_dir} COMPONENT cpp)
if(TARGET myhao_io)
  install(TARGETS myhao_io EXPORT myhao-io-targets ARCHIVE COMPONENT cpp LIBRARY COMPONENT cpp)
  install(EXPORT myhao-io-targets NAMESPACE myhao:: DESTINATION ${package_dir} COMPONENT cpp)
endif()

configure_package_config_file(cmake/myhao-config.cmake.in ${PROJECT_BINARY_DIR}/myhao-config.cmake INSTALL_DESTINATION ${package_dir}
                              NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/myhao-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/myhao-config.cmake ${PROJECT_BINARY_DIR}/myhao-config-version.cmake DESTINATION ${package_dir} COMPONENT cpp)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT cpp)
