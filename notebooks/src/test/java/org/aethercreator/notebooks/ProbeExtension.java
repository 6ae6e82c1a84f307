package org.aethercreator.notebooks;

import java.util.List;
import org.aethercreator.kernel.display.MimeBundle;
import org.aethercreator.kernel.display.Renderers;
import org.aethercreator.kernel.magic.KernelExtension;
import org.aethercreator.kernel.magic.Magic;
import org.aethercreator.kernel.magic.MagicCall;
import org.aethercreator.kernel.magic.MagicException;

/** A magic that uses all that a kernel offers to magics. */
public final class ProbeExtension implements KernelExtension, Magic {
    /** What the magic leaves in the notebook. */
    public record Probed(List<String> words, String body, String seen) {}

    @Override
    public List<Magic> magics() {
        return List.of(this);
    }

    @Override
    public void registerRenderers(Renderers renderers) {
        renderers.register(
                Probed.class,
                probed -> MimeBundle.html("<b>" + probed.words().size() + " words</b>", probed.toString()));
    }

    @Override
    public List<String> imports() {
        return List.of("import java.util.concurrent.atomic.LongAdder;");
    }

    @Override
    public List<String> visiblePackages() {
        return List.of("org.aethercreator.notebooks");
    }

    @Override
    public String name() {
        return "probe";
    }

    @Override
    public String summary() {
        return "uses all that a kernel offers to magics";
    }

    @Override
    public Form form() {
        return Form.LINE_OR_CELL;
    }

    @Override
    public String help() {
        return summary();
    }

    @Override
    public Object run(MagicCall call) {
        List<String> words = call.words();
        if (words.contains("fail")) {
            throw new MagicException("there is no such thing as a " + words.get(0));
        }
        call.context().output().print("printed by the magic\n");
        String displayId = call.context().output().display(MimeBundle.text("displayed"));
        call.context().output().update(displayId, MimeBundle.text("updated"));
        Object seen = call.context().variable("given").orElse("nothing");
        Probed probed = new Probed(words, String.valueOf(call.body()), seen.toString());
        call.context().assign("probed", Probed.class.getCanonicalName(), probed);
        call.context().assign("words", "java.util.List<java.lang.String>", words);
        return probed;
    }
}
