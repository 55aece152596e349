# Warnings that every target of Piste is built with.
add_library(piste_warnings INTERFACE)
target_compile_options(piste_warnings INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow)
