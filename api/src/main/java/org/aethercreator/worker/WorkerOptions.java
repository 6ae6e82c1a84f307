package org.aethercreator.worker;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a worker process is started.
 *
 * @param service what it does
 * @param libraries classes whose jars (or class folders) the service needs; those of the service and of this package
 *     are added
 * @param jars further jars
 * @param heapMebibytes the most memory for Java objects; native memory is not limited by it
 * @param environment variables set in addition to this process's
 */
public record WorkerOptions(
        Class<? extends WorkerService> service,
        List<Class<?>> libraries,
        List<Path> jars,
        int heapMebibytes,
        Map<String, String> environment) {
    public WorkerOptions {
        libraries = List.copyOf(libraries);
        jars = List.copyOf(jars);
        environment = Map.copyOf(environment);
        if (heapMebibytes < 16) {
            throw new IllegalArgumentException(
                    "heapMebibytes is " + heapMebibytes + "; a Java process needs at least 16");
        }
    }

    /** No further jars, 256 MiB of heap, the environment of this process. */
    public static WorkerOptions of(Class<? extends WorkerService> service, Class<?>... libraries) {
        return new WorkerOptions(service, List.of(libraries), List.of(), 256, Map.of());
    }

    public WorkerOptions withJars(List<Path> paths) {
        return new WorkerOptions(service, libraries, paths, heapMebibytes, environment);
    }

    public WorkerOptions withHeapMebibytes(int mebibytes) {
        return new WorkerOptions(service, libraries, jars, mebibytes, environment);
    }

    public WorkerOptions withEnvironment(Map<String, String> variables) {
        return new WorkerOptions(service, libraries, jars, heapMebibytes, variables);
    }

    List<Class<?>> allLibraries() {
        List<Class<?>> all = new ArrayList<>(List.of(WorkerMain.class, service));
        all.addAll(libraries);
        return all;
    }
}
