# Writes pipeline/version.hpp: the version of the project and the commit that was built. Configuring
# happens again after each commit, because git appends to logs/HEAD.
set(commit "unknown")
find_package(Git QUIET)
if(GIT_FOUND AND EXISTS ${PROJECT_SOURCE_DIR}/.git)
  execute_process(COMMAND ${GIT_EXECUTABLE} describe --always --dirty=+ --abbrev=12 --exclude=*
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} OUTPUT_VARIABLE described OUTPUT_STRIP_TRAILING_WHITESPACE
    RESULT_VARIABLE failed ERROR_QUIET)
  if(NOT failed)
    set(commit ${described})
  endif()
  foreach(trigger IN ITEMS HEAD logs/HEAD)
    if(EXISTS ${PROJECT_SOURCE_DIR}/.git/${trigger})
      set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/.git/${trigger})
    endif()
  endforeach()
endif()
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/version/pipeline/version.hpp @ONLY CONTENT
"#pragma once
namespace calfemg::pipeline {
inline constexpr const char* kVersion = \"${PROJECT_VERSION}\";
inline constexpr const char* kCommit = \"${commit}\";
}
")
target_include_directories(calfemg_pipeline PRIVATE ${PROJECT_BINARY_DIR}/version)
