package org.aethercreator.worker;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The command line of a worker process. */
final class WorkerProcess {
    /** Options for every Java process of the user's, such as debuggers: a port can be opened only once. */
    private static final List<String> NOT_INHERITED =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH");

    private static final int FIRST_RELEASE_WARNING_OF_NATIVE_ACCESS = 22;

    private WorkerProcess() {}

    /** Starts it; its output and error output are one stream. */
    static Process start(WorkerOptions options, Path folder) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + options.heapMebibytes() + "m",
                "-XX:+UseSerialGC", // the least memory and threads of its own
                "-XX:-UsePerfData", // a file in the shared temporary folder otherwise
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.resolve("crash.log"),
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + folder,
                "-Dfile.encoding=UTF-8"));
        if (Runtime.version().feature() >= FIRST_RELEASE_WARNING_OF_NATIVE_ACCESS) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of(
                "-cp",
                classPath(options),
                WorkerMain.class.getName(),
                folder.toString(),
                options.service().getName()));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        NOT_INHERITED.forEach(environment::remove);
        environment.putAll(options.environment());
        return builder.start();
    }

    private static String classPath(WorkerOptions options) {
        Set<String> entries = new LinkedHashSet<>();
        List<Class<?>> classes = new ArrayList<>(options.allLibraries());
        classes.addAll(List.of(ObjectMapper.class, JsonFactory.class, JsonProperty.class));
        for (Class<?> type : classes) {
            entries.add(locationOf(type).toString());
        }
        options.jars().forEach(jar -> entries.add(jar.toAbsolutePath().toString()));
        return String.join(File.pathSeparator, entries);
    }

    private static Path locationOf(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            if (source != null && source.getLocation() != null) {
                return Path.of(source.getLocation().toURI()).toAbsolutePath();
            }
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            throw new IllegalStateException(
                    type.getName() + " was loaded from " + source.getLocation()
                            + ", which is no file that another process can read; put its jar on the class path",
                    e);
        }
        throw new IllegalStateException(type.getName()
                + " was loaded by a class loader that does not tell from where; put its jar on the class path");
    }
}
