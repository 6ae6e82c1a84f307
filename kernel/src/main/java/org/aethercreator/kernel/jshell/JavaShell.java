package org.aethercreator.kernel.jshell;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import javax.tools.StandardJavaFileManager;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.jspecify.annotations.Nullable;

/**
 * JShell with the class path, the class loader and the thread of cells. JShell is not made for several threads: a lock
 * is held while its own code runs, and released while a cell's does, so that completion works meanwhile.
 */
final class JavaShell implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final CellClassLoader loader;
    private final LiveVariables liveVariables = new LiveVariables();
    private final CellControl control;
    private final JShell jshell;
    private final SourceCodeAnalysis analysis;
    private final Set<Path> userPath = new LinkedHashSet<>();
    private final Map<String, CellOrigin> originById = new HashMap<>();
    private final Map<String, String> textByName = new ConcurrentHashMap<>();
    private final Map<String, Field> fieldByVariable = new HashMap<>();
    private @Nullable CellOrigin evaluating;
    private CellControl.Caller caller = CellControl.HERE;
    private @Nullable CellFiles files;

    JavaShell(
            CellClassLoader loader, VisiblePackages visible, List<Path> applicationPath, List<String> compilerOptions) {
        this.loader = loader;
        this.control = new CellControl(loader, this::linesOf, liveVariables, this::unlocked);
        this.jshell = JShell.builder()
                .executionEngine(new Engine(control), Map.of())
                .compilerOptions(compilerOptions.toArray(String[]::new))
                .fileManager(standard -> createFiles(standard, visible, applicationPath))
                .build();
        this.analysis = jshell.sourceCodeAnalysis();
    }

    private record Engine(ExecutionControl control) implements ExecutionControlProvider {
        @Override
        public String name() {
            return "cells";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return control;
        }
    }

    private StandardJavaFileManager createFiles(
            StandardJavaFileManager standard, VisiblePackages visible, List<Path> applicationPath) {
        CellFiles created = new CellFiles(standard, visible, applicationPath);
        files = created;
        return created;
    }

    /**
     * What one snippet came to.
     *
     * @param events of the snippet, first, and of others that it changed
     * @param value that it gave, if it has one
     * @param thrown by it
     */
    record Evaluated(
            List<SnippetEvent> events,
            @Nullable Object value,
            @Nullable Throwable thrown) {
        SnippetEvent own() {
            return events.get(0);
        }
    }

    /**
     * Compiles and runs one complete snippet. Not to be called within {@link #with}.
     *
     * @param newCaller runs the snippet's method where it shall run
     */
    Evaluated evaluate(String source, CellOrigin origin, CellControl.Caller newCaller) {
        lock.lock();
        CellOrigin outer = evaluating;
        CellControl.Caller outerCaller = caller;
        try {
            evaluating = origin;
            caller = newCaller;
            textByName.put(origin.name(), origin.text());
            List<SnippetEvent> events = jshell.eval(source);
            control.declareLoaded();
            Evaluated evaluated = new Evaluated(events, control.takeValue(), control.takeThrown());
            for (SnippetEvent event : events) {
                if (event.causeSnippet() == null) {
                    originById.put(event.snippet().id(), origin);
                }
            }
            releaseReplacedVariables(events);
            return evaluated;
        } finally {
            evaluating = outer;
            caller = outerCaller;
            lock.unlock();
        }
    }

    /** Runs {@code work} on JShell while nothing else uses it. */
    <T> T with(BiFunction<JShell, SourceCodeAnalysis, T> work) {
        lock.lock();
        try {
            return work.apply(jshell, analysis);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Object unlocked(Method method) throws Throwable {
        CellOrigin own = evaluating;
        CellControl.Caller ownCaller = caller;
        lock.unlock();
        try {
            return ownCaller.call(method);
        } finally {
            lock.lock();
            // Another thread may have evaluated meanwhile.
            evaluating = own;
            caller = ownCaller;
        }
    }

    /** The text of the cell of that name, as stack traces have it. */
    Optional<String> text(String cellName) {
        return Optional.ofNullable(textByName.get(cellName));
    }

    /** The field that holds the variable's value now. */
    Optional<Field> variable(String name) {
        return with((shell, unused) -> shell.variables()
                .filter(variable -> variable.name().equals(name))
                .findFirst()
                .map(this::field));
    }

    private @Nullable Field field(VarSnippet variable) {
        if (jshell.status(variable) != Snippet.Status.VALID) {
            return null;
        }
        control.takeField();
        jshell.varValue(variable);
        return control.takeField();
    }

    /** Lets go of the old value of a variable that was redeclared, if no code is left that reads it. */
    private void releaseReplacedVariables(List<SnippetEvent> events) {
        for (SnippetEvent event : events) {
            if (event.snippet() instanceof VarSnippet variable && event.status() == Snippet.Status.VALID) {
                Field now = field(variable);
                Field before = now == null ? null : fieldByVariable.put(variable.name(), now);
                if (before != null
                        && !before.equals(now)
                        && !before.getType().isPrimitive()
                        && !liveVariables.mayBeRead(before)) {
                    try {
                        before.set(null, null);
                    } catch (IllegalAccessException e) {
                        throw new AssertionError("Fields of JShell's classes are accessible.", e);
                    }
                }
            }
        }
    }

    /** Adds jars and folders for the compiler and the running cells; returns those that were not there yet. */
    List<Path> addToClassPath(Collection<Path> paths) {
        return with((shell, unused) -> {
            List<Path> added = paths.stream()
                    .map(path -> path.toAbsolutePath().normalize())
                    .filter(userPath::add)
                    .toList();
            if (!added.isEmpty()) {
                added.forEach(loader::add);
                files().userPath(userPath);
                // Has JShell forget what it knows of the class path; CellFiles ignores the path itself.
                shell.addToClasspath(added.get(0).toString());
            }
            return added;
        });
    }

    List<Path> classPath() {
        return with((shell, unused) -> List.copyOf(userPath));
    }

    private CellFiles files() {
        if (files == null) {
            throw new IllegalStateException("JShell has made no file manager.");
        }
        return files;
    }

    /** Which lines of a cell the class has that JShell is about to load. */
    private CellLines linesOf(String className) {
        String wrapperName = JShellNames.wrapperOf(className);
        List<Snippet> snippets = new ArrayList<>(jshell.snippets().toList());
        for (int i = snippets.size() - 1; i >= 0; i--) {
            Snippet snippet = snippets.get(i);
            if (snippet.kind() != Snippet.Kind.ERRONEOUS && snippet.kind() != Snippet.Kind.IMPORT) {
                SourceCodeAnalysis.SnippetWrapper wrapper = analysis.wrapper(snippet);
                if (wrapper.fullClassName().equals(wrapperName)) {
                    CellOrigin origin = originById.getOrDefault(snippet.id(), evaluating);
                    return origin == null ? CellLines.NONE : CellLines.of(wrapper, origin);
                }
            }
        }
        return CellLines.NONE;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            jshell.close();
        } finally {
            lock.unlock();
        }
    }
}
