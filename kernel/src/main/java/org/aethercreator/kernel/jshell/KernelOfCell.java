package org.aethercreator.kernel.jshell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import org.aethercreator.kernel.display.CellOutput;
import org.aethercreator.kernel.display.Renderers;
import org.aethercreator.kernel.magic.Magic;
import org.aethercreator.kernel.magic.NotebookKernel;
import org.jspecify.annotations.Nullable;

/** The kernel as one cell and its magics see it. */
final class KernelOfCell implements NotebookKernel {
    private final JavaKernel kernel;
    private final CellRun run;

    KernelOfCell(JavaKernel kernel, CellRun run) {
        this.kernel = kernel;
        this.run = run;
    }

    @Override
    public CellOutput output() {
        return run.output();
    }

    @Override
    public Renderers renderers() {
        return kernel.renderers();
    }

    @Override
    public Optional<Object> variable(String name) {
        return kernel.variables().value(name);
    }

    @Override
    public void assign(String name, String type, Object value) {
        kernel.variables().declare(type, name, value, CellOrigin.of("magic", type + " " + name));
    }

    @Override
    public Path workingFolder() {
        return kernel.workingFolder();
    }

    @Override
    public void register(Magic magic) {
        kernel.magics().register(magic);
    }

    @Override
    public void addToClassPath(Collection<Path> jarsAndFolders) {
        kernel.addToClassPath(jarsAndFolders);
    }

    @Override
    public @Nullable Object evaluate(String code) throws Exception {
        try {
            return CellExecution.inner(kernel, run, code).run().value();
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("The code threw what is neither an exception nor an error.", e);
        }
    }

    @Override
    public String readLine(String prompt, boolean password) throws IOException, InterruptedException {
        System.out.flush();
        return run.session().readLine(prompt, password);
    }
}
