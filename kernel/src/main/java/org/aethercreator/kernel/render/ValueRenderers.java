package org.aethercreator.kernel.render;

import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;
import org.aethercreator.kernel.display.MimeBundle;
import org.aethercreator.kernel.display.Renderers;

/** The renderers for values of the JDK. */
public final class ValueRenderers {
    private static final String PNG = "image/png";

    private final UnaryOperator<String> cleanNames;

    private ValueRenderers(UnaryOperator<String> cleanNames) {
        this.cleanNames = cleanNames;
    }

    /**
     * Registers them.
     *
     * @param cleanNames gives the names of classes as the user wrote them
     */
    public static void register(Renderers renderers, UnaryOperator<String> cleanNames) {
        ValueRenderers all = new ValueRenderers(cleanNames);
        renderers.register(RenderedImage.class, ValueRenderers::image);
        renderers.register(Collection.class, ValueRenderers::collection);
        renderers.register(Map.class, ValueRenderers::map);
        renderers.register(Throwable.class, all::throwable);
        renderers.register(Object.class, all::other);
    }

    private static MimeBundle image(RenderedImage image) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, "png", png)) {
                return MimeBundle.text(String.valueOf(image));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The image can't be written as PNG.", e);
        }
        String kind = image instanceof BufferedImage ? "BufferedImage" : "RenderedImage";
        return MimeBundle.text(kind + ", " + image.getWidth() + " x " + image.getHeight() + " pixels")
                .with(PNG, Base64.getEncoder().encodeToString(png.toByteArray()));
    }

    private static MimeBundle collection(Collection<?> collection) {
        String plain = Elements.text(collection);
        return Tables.ofRecords(collection)
                .map(html -> MimeBundle.html(html, plain))
                .orElseGet(() -> MimeBundle.text(plain));
    }

    private static MimeBundle map(Map<?, ?> map) {
        String plain = Elements.text(map);
        return map.isEmpty() ? MimeBundle.text(plain) : MimeBundle.html(Tables.ofMap(map), plain);
    }

    private MimeBundle throwable(Throwable throwable) {
        StringWriter text = new StringWriter();
        throwable.printStackTrace(new PrintWriter(text, true));
        return MimeBundle.text(cleanNames.apply(text.toString()).stripTrailing());
    }

    private MimeBundle other(Object value) {
        if (value.getClass().isArray()) {
            return MimeBundle.text(Elements.text(value));
        }
        String text = String.valueOf(value);
        boolean isDefault = text.startsWith(value.getClass().getName() + "@");
        return MimeBundle.text(isDefault ? cleanNames.apply(text) : text);
    }
}
