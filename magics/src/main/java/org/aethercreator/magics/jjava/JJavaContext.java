package org.aethercreator.magics.jjava;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import javax.lang.model.SourceVersion;
import org.aethercreator.kernel.display.CellOutput;
import org.aethercreator.kernel.display.MimeBundle;
import org.aethercreator.kernel.display.Renderers;
import org.aethercreator.kernel.magic.MagicContext;
import org.aethercreator.kernel.magic.MagicException;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** The session of a magic that runs in JJava. */
final class JJavaContext implements MagicContext, CellOutput {
    private final BaseKernel kernel;
    private final Renderers renderers;

    JJavaContext(BaseKernel kernel, Renderers renderers) {
        this.kernel = kernel;
        this.renderers = renderers;
    }

    @Override
    public CellOutput output() {
        return this;
    }

    @Override
    public Renderers renderers() {
        return renderers;
    }

    @Override
    public Optional<Object> variable(String name) {
        if (!SourceVersion.isName(name) || name.contains(".")) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(kernel.evalRaw(name));
        } catch (RuntimeException e) { // JJava's way to say that the name is not declared
            return Optional.empty();
        }
    }

    @Override
    public void assign(String name, String type, Object value) {
        if (!SourceVersion.isName(name) || name.contains(".")) {
            throw new MagicException("\"" + name + "\" cannot be the name of a variable: it is no Java identifier");
        }
        String key = HandedOver.put(value);
        String take = HandedOver.class.getName() + ".take(\"" + key + "\")";
        kernel.evalRaw(type + " " + name + " = (" + type + ") " + take + ";");
    }

    @Override
    public Path workingFolder() {
        return Path.of("").toAbsolutePath();
    }

    @Override
    public String display(MimeBundle bundle) {
        String displayId = UUID.randomUUID().toString();
        kernel.display(displayData(displayId, bundle));
        return displayId;
    }

    @Override
    public void update(String displayId, MimeBundle bundle) {
        kernel.getIO().display.updateDisplay(displayData(displayId, bundle));
    }

    @Override
    public void print(String text) {
        System.out.print(text); // JJava sends it to the cell
    }

    private static DisplayData displayData(String displayId, MimeBundle bundle) {
        DisplayData data = new DisplayData();
        bundle.data().forEach(data::putData);
        bundle.metadata().forEach(data::putMetaData);
        data.putTransientData("display_id", displayId); // setDisplayId() returns something else in each release
        return data;
    }
}
