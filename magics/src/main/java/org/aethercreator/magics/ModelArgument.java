package org.aethercreator.magics;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.aethercreator.bench.BenchmarkTarget;
import org.aethercreator.convert.ConvertedModel;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.kernel.magic.MagicContext;
import org.aethercreator.kernel.magic.MagicException;
import org.aethercreator.modelfile.Modelfile;
import org.aethercreator.quantize.QuantizedModel;

/**
 * How a magic's argument names models: a variable of the notebook that holds one or several (a path, an open GGUF file,
 * a Modelfile, converted or quantized models, or a list of such), else the path of a file.
 */
final class ModelArgument {
    private static final Pattern IDENTIFIER =
            Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*");

    private ModelArgument() {}

    /** The one model that {@code text} names. */
    static Path one(String text, MagicContext context) {
        List<BenchmarkTarget> found = all(text, context);
        if (found.size() != 1) {
            throw new MagicException("The variable " + text + " holds " + found.size()
                    + " models, and one is wanted. Name one of them, such as %s.get(0) in a variable of its own."
                            .formatted(text));
        }
        return found.get(0).gguf();
    }

    /** The models that {@code text} names: at least one. */
    static List<BenchmarkTarget> all(String text, MagicContext context) {
        Optional<Object> value = IDENTIFIER.matcher(text).matches() ? context.variable(text) : Optional.empty();
        if (value.isEmpty()) {
            return List.of(BenchmarkTarget.of(resolve(text, context)));
        }
        List<BenchmarkTarget> models = new ArrayList<>();
        collect(text, value.get(), context, models);
        if (models.isEmpty()) {
            throw new MagicException("The variable " + text + " is an empty list; name a variable that holds a model.");
        }
        return models;
    }

    private static void collect(String name, Object value, MagicContext context, List<BenchmarkTarget> models) {
        if (value instanceof Collection<?> several) {
            several.forEach(one -> collect(name, one, context, models));
        } else if (value instanceof QuantizedModel quantized) {
            models.add(BenchmarkTarget.of(quantized.path()));
        } else if (value instanceof ConvertedModel converted) {
            models.add(BenchmarkTarget.of(converted.file()));
        } else if (value instanceof GgufFile file) {
            models.add(BenchmarkTarget.of(file.path()));
        } else if (value instanceof Modelfile modelfile) {
            modelfile.bases().forEach(base -> models.add(new BenchmarkTarget(name, resolve(base, context))));
        } else if (value instanceof Path || value instanceof String) {
            models.add(BenchmarkTarget.of(resolve(value.toString(), context)));
        } else {
            throw new MagicException("The variable " + name + " is a "
                    + value.getClass().getName()
                    + "; a model is named by a path, a GgufFile, a Modelfile, a ConvertedModel, a QuantizedModel or a list"
                    + " of these.");
        }
    }

    private static Path resolve(String path, MagicContext context) {
        return context.workingFolder().resolve(path);
    }
}
