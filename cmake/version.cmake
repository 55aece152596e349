# Makes the target piste_build_info: which version and build this is. The revision is looked up on every build, so a
# program never claims another one's; nothing is compiled again unless the answer changed. The flags are those that can
# change results, without paths.
set(PISTE_BUILD_INFO ${CMAKE_CURRENT_BINARY_DIR}/build_info.cpp)
string(TOUPPER "${CMAKE_BUILD_TYPE}" PISTE_CONFIGURATION)
string(STRIP "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${PISTE_CONFIGURATION}} -ffp-contract=off -fno-fast-math" PISTE_FLAGS)
add_custom_target(piste_find_revision
  COMMAND ${CMAKE_COMMAND}
    -DSOURCE_DIR=${PROJECT_SOURCE_DIR} -DOUTPUT=${PISTE_BUILD_INFO} -DVERSION=${PROJECT_VERSION}
    "-DCOMPILER=${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}" "-DFLAGS=${PISTE_FLAGS}"
    "-DBUILD_TYPE=${CMAKE_BUILD_TYPE}"
    -P ${PROJECT_SOURCE_DIR}/cmake/version_source.cmake
  BYPRODUCTS ${PISTE_BUILD_INFO}
  COMMENT "" VERBATIM)
add_library(piste_build_info STATIC ${PISTE_BUILD_INFO})
add_dependencies(piste_build_info piste_find_revision)
target_include_directories(piste_build_info PUBLIC ${PROJECT_SOURCE_DIR})
target_link_libraries(piste_build_info PRIVATE piste_warnings)
