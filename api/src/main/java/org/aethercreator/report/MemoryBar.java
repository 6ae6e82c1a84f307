package org.aethercreator.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.aethercreator.fit.MemoryShare;
import org.owasp.encoder.Encode;

/**
 * One memory as a bar: what the parts of a model take of what is free. A part is known by its letter and its place, not
 * by its colour alone; the colours and the grey of the text are seen on white and on black.
 */
record MemoryBar(String memory, MemoryShare share, long freeBytes) {
    private static final int WIDTH = 480;
    private static final int BAR_HEIGHT = 22;
    private static final int TEXT_HEIGHT = 18;
    private static final int NARROWEST_WITH_LETTER = 14;
    private static final String GREY = "#767676";

    /** In the order in which they are drawn. White letters on the colours have a contrast of at least 4.5. */
    enum Part {
        WEIGHTS("W", "Weights", "#0067a3"),
        CACHE("C", "Cache of keys and values", "#b34700"),
        BUFFERS("B", "Buffers to compute", "#00775a"),
        COMPANIONS("A", "Adapter, projector, draft", "#8f4b80");

        private final String letter;
        private final String title;
        private final String colour;

        Part(String letter, String title, String colour) {
            this.letter = letter;
            this.title = title;
            this.colour = colour;
        }

        String letter() {
            return letter;
        }

        String title() {
            return title;
        }

        long bytes(MemoryShare share) {
            return switch (this) {
                case WEIGHTS -> share.weightBytes();
                case CACHE -> share.cacheBytes();
                case BUFFERS -> share.computeBytes();
                case COMPANIONS -> share.companionBytes();
            };
        }
    }

    /** The bar in words, for who cannot see it. */
    String words() {
        List<String> parts = new ArrayList<>();
        for (Part part : Part.values()) {
            if (part.bytes(share) > 0) {
                parts.add(part.title().toLowerCase(Locale.ROOT) + " " + gibibytes(part.bytes(share)));
            }
        }
        return heading() + (parts.isEmpty() ? "" : ": " + String.join(", ", parts)) + ".";
    }

    /** A whole {@code svg} element. */
    String svg() {
        long scale = Math.max(1, Math.max(freeBytes, share.totalBytes()));
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\""
                        + " font-family=\"sans-serif\" font-size=\"12\"><title>%s</title>",
                WIDTH,
                TEXT_HEIGHT + BAR_HEIGHT + 2,
                WIDTH,
                TEXT_HEIGHT + BAR_HEIGHT + 2,
                Encode.forXml(words())));
        svg.append(String.format("<text x=\"1\" y=\"13\" fill=\"%s\">%s</text>", GREY, Encode.forXml(heading())));
        double left = 1;
        for (Part part : Part.values()) {
            double width = (WIDTH - 2.0) * part.bytes(share) / scale;
            segment(svg, part, left, width);
            left += width;
        }
        double free = 1 + (WIDTH - 2.0) * freeBytes / scale;
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"1\" y=\"%d\" width=\"%.2f\" height=\"%d\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>",
                TEXT_HEIGHT,
                free - 1,
                BAR_HEIGHT,
                GREY));
        if (share.totalBytes() > freeBytes) {
            end(svg, free);
        }
        return svg.append("</svg>").toString();
    }

    /** Where memory ends, seen on any colour. */
    private static void end(StringBuilder svg, double at) {
        for (String stroke : List.of("#fff\" stroke-width=\"5", "#000\" stroke-width=\"2")) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%.2f\" x2=\"%.2f\" y1=\"%d\" y2=\"%d\" stroke=\"%s\"/>",
                    at,
                    at,
                    TEXT_HEIGHT - 2,
                    TEXT_HEIGHT + BAR_HEIGHT + 2,
                    stroke));
        }
    }

    private static void segment(StringBuilder svg, Part part, double left, double width) {
        if (width <= 0) {
            return;
        }
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.2f\" y=\"%d\" width=\"%.2f\" height=\"%d\" fill=\"%s\" stroke=\"#fff\""
                        + " stroke-width=\"0.5\"/>",
                left,
                TEXT_HEIGHT,
                width,
                BAR_HEIGHT,
                part.colour));
        if (width >= NARROWEST_WITH_LETTER) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.2f\" y=\"%d\" fill=\"#fff\" text-anchor=\"middle\" font-weight=\"bold\">%s</text>",
                    left + width / 2,
                    TEXT_HEIGHT + 15,
                    part.letter()));
        }
    }

    private String heading() {
        return memory + ": " + gibibytes(share.totalBytes()) + " of " + gibibytes(freeBytes) + " that are free";
    }

    private static String gibibytes(long bytes) {
        return String.format(Locale.ROOT, "%.2f GiB", bytes / (double) (1L << 30));
    }
}
