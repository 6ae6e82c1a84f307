package org.aethercreator.magics;

import java.util.List;
import java.util.stream.Stream;
import org.aethercreator.kernel.display.Renderers;
import org.aethercreator.kernel.magic.KernelExtension;
import org.aethercreator.kernel.magic.Magic;
import org.aethercreator.magics.render.LibraryRenderers;

/** What AetherCreator adds to a Java notebook: its magics, how its values look, and imports of its main types. */
public final class AetherExtension implements KernelExtension {
    private static final List<String> LIBRARY = List.of(
            "org.aethercreator.bench",
            "org.aethercreator.chat",
            "org.aethercreator.chattemplate",
            "org.aethercreator.check",
            "org.aethercreator.check.template",
            "org.aethercreator.convert",
            "org.aethercreator.convert.export",
            "org.aethercreator.fit",
            "org.aethercreator.gguf",
            "org.aethercreator.hardware",
            "org.aethercreator.hub",
            "org.aethercreator.llamacpp",
            "org.aethercreator.llamacpp.pack",
            "org.aethercreator.modelfile",
            "org.aethercreator.modelfile.template",
            "org.aethercreator.ollama",
            "org.aethercreator.progress",
            "org.aethercreator.quantize",
            "org.aethercreator.quantize.imatrix",
            "org.aethercreator.report",
            "org.aethercreator.safetensors",
            "org.aethercreator.tokenizer");

    private static final List<String> TABLES_AND_CHARTS =
            List.of("tech.tablesaw.api", "org.knowm.xchart", "org.knowm.xchart.style");

    @Override
    public List<Magic> magics() {
        return List.of(
                new HubMagic(),
                new GgufMagic(),
                new ModelfileMagic(),
                new ChatMagic(),
                new ConvertMagic(),
                new QuantizeMagic(),
                new ImatrixMagic(),
                new BenchMagic(),
                new LlamaMagic(),
                new OllamaMagic());
    }

    @Override
    public void registerRenderers(Renderers renderers) {
        LibraryRenderers.register(renderers);
    }

    @Override
    public List<String> imports() {
        return Stream.concat(LIBRARY.stream(), TABLES_AND_CHARTS.stream())
                .map(name -> "import " + name + ".*;")
                .toList();
    }

    @Override
    public List<String> visiblePackages() {
        // Of Tablesaw and XChart the whole, as their types are in each other's signatures.
        return List.of("org.aethercreator", "tech.tablesaw", "org.knowm.xchart");
    }
}
