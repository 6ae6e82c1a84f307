package org.aethercreator.kernel.magic;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.aethercreator.kernel.display.MimeBundle;
import org.jspecify.annotations.Nullable;

/**
 * What cells can call without an import: {@code display(value)} and its like. The names are those that notebooks of
 * IJava and JJava use.
 */
public final class Notebook {
    private static volatile @Nullable Supplier<NotebookKernel> current;

    private Notebook() {}

    /** Shows {@code value} at once; returns the id with which {@link #updateDisplay} replaces it. */
    public static String display(@Nullable Object value) {
        return kernel().output().display(render(value));
    }

    /** Shows {@code value} as {@link #render(Object, String...)} gives it. */
    public static String display(@Nullable Object value, String... mimeTypes) {
        return kernel().output().display(render(value, mimeTypes));
    }

    /** Shows {@code value} in place of what {@link #display} showed under {@code id}. */
    public static void updateDisplay(String id, @Nullable Object value) {
        kernel().output().update(id, render(value));
    }

    /** Shows {@code value}, as {@link #render(Object, String...)} gives it, in place of an earlier one. */
    public static void updateDisplay(String id, @Nullable Object value, String... mimeTypes) {
        kernel().output().update(id, render(value, mimeTypes));
    }

    /** What {@link #display} shows for {@code value}. */
    public static MimeBundle render(@Nullable Object value) {
        return kernel().renderers().render(value);
    }

    /**
     * What to show for {@code value} in these MIME types alone. A text is taken as it is for each of them:
     * {@code render("<b>bold</b>", "text/html")}.
     */
    public static MimeBundle render(@Nullable Object value, String... mimeTypes) {
        if (mimeTypes.length == 0) {
            return render(value);
        }
        List<String> wanted = List.of(mimeTypes);
        Map<String, Object> data = new LinkedHashMap<>();
        if (value instanceof CharSequence text) {
            wanted.forEach(type -> data.put(type, text.toString()));
            return new MimeBundle(data, Map.of());
        }
        MimeBundle whole = render(value);
        whole.data().forEach((type, shown) -> {
            if (type.equals(MimeBundle.PLAIN) || wanted.contains(type)) {
                data.put(type, shown);
            }
        });
        return new MimeBundle(data, whole.metadata());
    }

    /** Asks the user for a line. */
    public static String readLine(String prompt) throws IOException, InterruptedException {
        return kernel().readLine(prompt, false);
    }

    /** Runs code as a cell would; returns the value of its last expression. */
    public static @Nullable Object eval(String code) throws Exception {
        return kernel().evaluate(code);
    }

    /** Runs {@code %name arguments}; returns its value. */
    public static @Nullable Object lineMagic(String name, List<String> arguments) throws Exception {
        return kernel().evaluate("%" + name + words(arguments));
    }

    /** Runs {@code %%name arguments} with {@code body}; returns its value. */
    public static @Nullable Object cellMagic(String name, List<String> arguments, String body) throws Exception {
        return kernel().evaluate("%%" + name + words(arguments) + "\n" + body);
    }

    private static String words(List<String> arguments) {
        StringBuilder line = new StringBuilder();
        for (String argument : arguments) {
            String quote = argument.indexOf('"') >= 0 ? "'" : "\"";
            line.append(' ').append(quote).append(argument).append(quote);
        }
        return line.toString();
    }

    /**
     * The kernel that runs this cell.
     *
     * @throws IllegalStateException if the thread was not started by a cell
     */
    public static NotebookKernel kernel() {
        Supplier<NotebookKernel> supplier = current;
        if (supplier == null) {
            throw new IllegalStateException("This code does not run in a notebook: no kernel has been started.");
        }
        return supplier.get();
    }

    /** The same as {@link #kernel}, by the name that IJava has for it. */
    public static NotebookKernel getKernelInstance() {
        return kernel();
    }

    /** For kernels: says which kernel runs the cell of the current thread. */
    public static void connect(Supplier<NotebookKernel> kernelOfThread) {
        current = kernelOfThread;
    }
}
