package org.aethercreator.magics;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aethercreator.kernel.display.CellOutput;
import org.aethercreator.kernel.display.MimeBundle;
import org.aethercreator.kernel.display.Renderers;
import org.aethercreator.kernel.magic.MagicContext;

/** A notebook in memory: keeps what magics show and assign. */
public final class RecordingContext implements MagicContext, CellOutput {
    private final Path folder;
    private final Renderers renderers = new Renderers();
    public final Map<String, Object> variables = new HashMap<>();
    public final Map<String, String> types = new HashMap<>();
    public final List<MimeBundle> displayed = new ArrayList<>();
    public Runnable onUpdate = () -> {};
    public final StringBuilder printed = new StringBuilder();

    public RecordingContext(Path folder) {
        this.folder = folder;
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
        return Optional.ofNullable(variables.get(name));
    }

    @Override
    public void assign(String name, String type, Object value) {
        variables.put(name, value);
        types.put(name, type);
    }

    @Override
    public Path workingFolder() {
        return folder;
    }

    @Override
    public String display(MimeBundle bundle) {
        displayed.add(bundle);
        return String.valueOf(displayed.size() - 1);
    }

    @Override
    public void update(String displayId, MimeBundle bundle) {
        displayed.set(Integer.parseInt(displayId), bundle);
        onUpdate.run();
    }

    @Override
    public void print(String text) {
        printed.append(text);
    }
}
