package org.aethercreator.magics.jjava;

import java.util.List;
import java.util.ServiceLoader;
import org.aethercreator.kernel.display.MimeBundle;
import org.aethercreator.kernel.display.Renderers;
import org.aethercreator.kernel.magic.KernelExtension;
import org.aethercreator.kernel.magic.Magic;
import org.aethercreator.kernel.magic.MagicCall;
import org.aethercreator.kernel.magic.MagicException;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.magic.CellMagic;
import org.dflib.jjava.jupyter.kernel.magic.LineMagic;
import org.jspecify.annotations.Nullable;

/** Installs every {@link KernelExtension} that cells can see into JJava. It is public because a cell makes it. */
public final class CellSideBridge implements Extension {
    private final Renderers renderers = new Renderers();

    @Override
    public void install(BaseKernel kernel) {
        JJavaContext context = new JJavaContext(kernel, renderers);
        for (KernelExtension extension :
                ServiceLoader.load(KernelExtension.class, CellSideBridge.class.getClassLoader())) {
            extension.magics().forEach(magic -> register(kernel, magic, context));
            extension.registerRenderers(renderers);
            extension.imports().forEach(kernel::evalRaw);
        }
        renderers.register(MimeBundle.class, bundle -> bundle);
        renderers.types().forEach(type -> registerRenderer(kernel, type));
    }

    private static void register(BaseKernel kernel, Magic magic, JJavaContext context) {
        if (magic.form() != Magic.Form.CELL) {
            LineMagic<@Nullable Object, BaseKernel> line = (k, words) -> run(magic, words, null, context);
            kernel.getMagicsRegistry().registerLineMagic(magic.name(), line);
        }
        if (magic.form() != Magic.Form.LINE) {
            CellMagic<@Nullable Object, BaseKernel> cell = (k, words, body) -> run(magic, words, body, context);
            kernel.getMagicsRegistry().registerCellMagic(magic.name(), cell);
        }
    }

    private static @Nullable Object run(Magic magic, List<String> words, @Nullable String body, JJavaContext context)
            throws Exception {
        try {
            return magic.run(new MagicCall(ArgumentLine.of(words), body, context));
        } catch (MagicException e) {
            e.setStackTrace(new StackTraceElement[0]); // JJava would show it, and the message is enough
            throw e;
        }
    }

    private <T> void registerRenderer(BaseKernel kernel, Class<T> type) {
        kernel.getRenderer().createRegistration(type).register((value, request) -> {
            DisplayData shown = request.getOutputContainer();
            renderers.render(value).data().forEach(shown::putData);
        });
    }
}
