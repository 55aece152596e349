# Writes build_info.cpp; run by the build with cmake -P (cmake/version.cmake).
set(revision "unknown")
find_program(GIT git)
if(GIT AND EXISTS ${SOURCE_DIR}/.git)
  execute_process(COMMAND ${GIT} -C ${SOURCE_DIR} describe --always --dirty --abbrev=12 --exclude=*
                  OUTPUT_VARIABLE described OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE failed ERROR_QUIET)
  if(NOT failed)
    set(revision "${described}")
  endif()
endif()
foreach(text revision COMPILER FLAGS BUILD_TYPE)
  string(REPLACE "\\" "\\\\" ${text} "${${text}}")
  string(REPLACE "\"" "\\\"" ${text} "${${text}}")
endforeach()
set(source "// Written by cmake/version_source.cmake.
#include \"runners/commands/build_info.hpp\"

namespace piste {

BuildInfo build_info()
{
    return {\"${VERSION}\", \"${revision}\", \"${COMPILER}\", \"${FLAGS}\", \"${BUILD_TYPE}\"};
}

}  // namespace piste
")
set(old "")
if(EXISTS ${OUTPUT})
  file(READ ${OUTPUT} old)
endif()
if(NOT old STREQUAL source)
  file(WRITE ${OUTPUT} "${source}")
endif()
