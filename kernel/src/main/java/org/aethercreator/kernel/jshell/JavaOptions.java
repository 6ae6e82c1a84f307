package org.aethercreator.kernel.jshell;

import java.nio.file.Path;
import java.util.List;

/**
 * How Java starts in a notebook.
 *
 * @param workingFolder the notebook's, against which magics resolve relative paths
 * @param compilerOptions passed to javac for each cell, such as {@code -parameters}
 * @param classPath jars and folders that cells see from the beginning
 * @param startupCode cells that run before the first one of the notebook
 */
public record JavaOptions(
        Path workingFolder, List<String> compilerOptions, List<Path> classPath, List<String> startupCode) {
    public JavaOptions {
        workingFolder = workingFolder.toAbsolutePath().normalize();
        compilerOptions = List.copyOf(compilerOptions);
        classPath = List.copyOf(classPath);
        startupCode = List.copyOf(startupCode);
    }

    /** The folder that the process was started in, and nothing added. */
    public static JavaOptions standard() {
        return new JavaOptions(Path.of(""), List.of(), List.of(), List.of());
    }

    public JavaOptions withWorkingFolder(Path folder) {
        return new JavaOptions(folder, compilerOptions, classPath, startupCode);
    }

    public JavaOptions withCompilerOptions(List<String> options) {
        return new JavaOptions(workingFolder, options, classPath, startupCode);
    }

    public JavaOptions withClassPath(List<Path> paths) {
        return new JavaOptions(workingFolder, compilerOptions, paths, startupCode);
    }

    public JavaOptions withStartupCode(List<String> cells) {
        return new JavaOptions(workingFolder, compilerOptions, classPath, cells);
    }
}
