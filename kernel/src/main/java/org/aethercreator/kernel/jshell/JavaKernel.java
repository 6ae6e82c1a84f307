package org.aethercreator.kernel.jshell;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import jdk.jshell.Snippet;
import org.aethercreator.kernel.display.Renderers;
import org.aethercreator.kernel.magic.KernelExtension;
import org.aethercreator.kernel.magic.Magics;
import org.aethercreator.kernel.magic.Notebook;
import org.aethercreator.kernel.magic.NotebookKernel;
import org.aethercreator.kernel.maven.CellClassPath;
import org.aethercreator.kernel.maven.ClassPathMagics;
import org.aethercreator.kernel.render.ValueRenderers;

/** What a session of Java holds, once JShell is ready: shell, magics, renderers, extensions. */
final class JavaKernel implements AutoCloseable {
    private static final Logger LOG = System.getLogger(JavaKernel.class.getName());
    private static final List<String> ALWAYS_VISIBLE =
            List.of("org.aethercreator.kernel.display", "org.aethercreator.kernel.magic");
    private static final List<String> DEFAULT_IMPORTS = List.of(
            "import java.io.*;",
            "import java.math.*;",
            "import java.net.*;",
            "import java.nio.file.*;",
            "import java.time.*;",
            "import java.util.*;",
            "import java.util.concurrent.*;",
            "import java.util.function.*;",
            "import java.util.regex.*;",
            "import java.util.stream.*;",
            "import static " + Notebook.class.getName() + ".*;");

    private final JavaOptions options;
    private final Renderers renderers = new Renderers();
    private final Magics magics = new Magics();
    private final Set<String> installedExtensions = new LinkedHashSet<>();
    private final CellClassLoader loader;
    private final CellThread cellThread;
    private final JavaShell shell;
    private final CellErrors errors;
    private final Variables variables;
    private final VisiblePackages visible;

    private JavaKernel(JavaOptions options) {
        this.options = options;
        List<KernelExtension> extensions = extensionsIn(JavaKernel.class.getClassLoader());
        List<String> packages = new ArrayList<>(ALWAYS_VISIBLE);
        extensions.forEach(extension -> packages.addAll(extension.visiblePackages()));
        visible = VisiblePackages.of(packages);
        loader = new CellClassLoader(new ApplicationFilter(JavaKernel.class.getClassLoader(), visible));
        cellThread = new CellThread(loader);
        CellPoolThreads.setContextLoader(loader);
        List<Path> applicationPath = ApplicationClassPath.ofThisJvm().holding(visible);
        shell = new JavaShell(loader, visible, applicationPath, options.compilerOptions());
        errors = new CellErrors(shell);
        variables = new Variables(shell);
        ClassPathMagics.of(new ClassPathOfCells()).forEach(magics::register);
        RunMagics.all().forEach(magics::register);
        ValueRenderers.register(renderers, JShellNames::clean);
        importAll(DEFAULT_IMPORTS);
        extensions.forEach(this::install);
        addToClassPath(options.classPath());
        options.startupCode().forEach(this::runAtStart);
    }

    /** Starts JShell and installs the extensions of the application class path; takes a second. */
    static JavaKernel start(JavaOptions options) {
        StandardStreams.install();
        Notebook.connect(JavaKernel::ofThisThread);
        return new JavaKernel(options);
    }

    private void runAtStart(String code) {
        CellRun run = new CellRun(new NoCell(), this);
        try {
            CellExecution.of(this, run, "start-up code", code).run();
        } catch (Throwable e) {
            String reason = String.join("\n", errors.failure(e, false).traceback());
            LOG.log(Level.WARNING, () -> "The start-up code failed: " + reason);
        }
    }

    /** Has the JVM load and compile what a first cell needs. */
    void warmUp() {
        String code = "1 + 1";
        shell.with((jshell, analysis) -> analysis.analyzeCompletion(code));
        JavaShell.Evaluated evaluated = shell.evaluate(code, CellOrigin.of("warm-up", code), CellControl.HERE);
        renderers.render(evaluated.value());
        shell.with((jshell, analysis) -> jshell.drop(evaluated.own().snippet()));
    }

    private static NotebookKernel ofThisThread() {
        CellRun run = CurrentCell.get();
        if (run == null) {
            throw new IllegalStateException("This thread was not started by a cell of a notebook.");
        }
        return run.kernel();
    }

    VisiblePackages visible() {
        return visible;
    }

    JavaShell shell() {
        return shell;
    }

    CellErrors errors() {
        return errors;
    }

    Magics magics() {
        return magics;
    }

    Renderers renderers() {
        return renderers;
    }

    Variables variables() {
        return variables;
    }

    Path workingFolder() {
        return options.workingFolder();
    }

    CellThread cellThread() {
        return cellThread;
    }

    /** Adds jars and folders, and installs the extensions in them. */
    List<Path> addToClassPath(Collection<Path> paths) {
        List<Path> added = shell.addToClassPath(paths);
        if (!added.isEmpty()) {
            extensionsIn(loader).forEach(this::install);
        }
        return added;
    }

    private List<KernelExtension> extensionsIn(ClassLoader from) {
        List<KernelExtension> found = new ArrayList<>();
        var all = ServiceLoader.load(KernelExtension.class, from).iterator();
        while (true) {
            try {
                if (!all.hasNext()) {
                    return found;
                }
                KernelExtension extension = all.next();
                if (installedExtensions.add(extension.getClass().getName())) {
                    found.add(extension);
                }
            } catch (ServiceConfigurationError e) {
                LOG.log(Level.WARNING, "A kernel extension can't be loaded", e);
            }
        }
    }

    private void install(KernelExtension extension) {
        extension.magics().forEach(magics::register);
        extension.registerRenderers(renderers);
        importAll(extension.imports());
    }

    /** Imports of what does not exist are logged: a missing library shall not keep a notebook from starting. */
    private void importAll(List<String> imports) {
        for (String declaration : imports) {
            JavaShell.Evaluated evaluated =
                    shell.evaluate(declaration, CellOrigin.of("imports", declaration), CellControl.HERE);
            if (evaluated.own().status() != Snippet.Status.VALID) {
                LOG.log(Level.WARNING, () -> "Cells start without \"" + declaration + "\": it names nothing known");
            }
        }
    }

    /** The kernel as the cell {@code run} sees it. */
    NotebookKernel seenBy(CellRun run) {
        return new KernelOfCell(this, run);
    }

    /** The kernel for what asks between cells, such as the completion of a magic's arguments. */
    NotebookKernel seenByNoCell() {
        return new CellRun(new NoCell(), this).kernel();
    }

    @Override
    public void close() {
        cellThread.close();
        shell.close();
        try {
            loader.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "A jar could not be closed", e);
        }
    }

    private final class ClassPathOfCells implements CellClassPath {
        @Override
        public List<Path> add(Collection<Path> jarsAndFolders) {
            return addToClassPath(jarsAndFolders);
        }

        @Override
        public List<Path> entries() {
            return shell.classPath();
        }
    }
}
