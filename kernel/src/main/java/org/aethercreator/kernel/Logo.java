package org.aethercreator.kernel;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;

/** The kernel's picture in launchers: a four-pointed spark above a horizon. Drawn on a square of side 64. */
final class Logo {
    private static final int SIDE = 64;
    private static final double CORNER = 14;
    private static final String SKY = "#16233f";
    private static final String SPARK = "#ffb454";
    private static final String HORIZON = "#5aa9e6";
    private static final double SPARK_X = 32;
    private static final double SPARK_Y = 27;
    private static final double SPARK_RADIUS = 20;
    private static final double HORIZON_Y = 86;
    private static final double HORIZON_RADIUS = 38;

    private Logo() {}

    /** Writes {@code logo-32x32.png}, {@code logo-64x64.png} and {@code logo-svg.svg}, as Jupyter looks for them. */
    static void writeTo(Path folder) throws IOException {
        for (int side : new int[] {32, 64}) {
            ImageIO.write(
                    draw(side),
                    "png",
                    folder.resolve("logo-%dx%d.png".formatted(side, side)).toFile());
        }
        Files.writeString(folder.resolve("logo-svg.svg"), svg());
    }

    private static BufferedImage draw(int side) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.scale((double) side / SIDE, (double) side / SIDE);
        RoundRectangle2D frame = new RoundRectangle2D.Double(0, 0, SIDE, SIDE, 2 * CORNER, 2 * CORNER);
        graphics.setColor(Color.decode(SKY));
        graphics.fill(frame);
        graphics.clip(frame);
        graphics.setColor(Color.decode(HORIZON));
        graphics.fill(new Ellipse2D.Double(
                SPARK_X - HORIZON_RADIUS, HORIZON_Y - HORIZON_RADIUS, 2 * HORIZON_RADIUS, 2 * HORIZON_RADIUS));
        graphics.setColor(Color.decode(SPARK));
        graphics.fill(spark());
        graphics.dispose();
        return image;
    }

    /** Four curves from tip to tip, drawn in towards the middle. */
    private static Path2D spark() {
        Path2D path = new Path2D.Double();
        path.moveTo(SPARK_X, SPARK_Y - SPARK_RADIUS);
        path.quadTo(SPARK_X, SPARK_Y, SPARK_X + SPARK_RADIUS, SPARK_Y);
        path.quadTo(SPARK_X, SPARK_Y, SPARK_X, SPARK_Y + SPARK_RADIUS);
        path.quadTo(SPARK_X, SPARK_Y, SPARK_X - SPARK_RADIUS, SPARK_Y);
        path.quadTo(SPARK_X, SPARK_Y, SPARK_X, SPARK_Y - SPARK_RADIUS);
        path.closePath();
        return path;
    }

    private static String svg() {
        return String.format(
                Locale.ROOT,
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" role="img" aria-label="AetherCreator">
                  <clipPath id="frame"><rect width="%1$d" height="%1$d" rx="%2$s"/></clipPath>
                  <g clip-path="url(#frame)">
                    <rect width="%1$d" height="%1$d" fill="%3$s"/>
                    <circle cx="%4$s" cy="%5$s" r="%6$s" fill="%7$s"/>
                    <path fill="%8$s" d="M%4$s %10$s Q%4$s %9$s %12$s %9$s Q%4$s %9$s %4$s %11$s Q%4$s %9$s %13$s %9$s Q%4$s %9$s %4$s %10$s Z"/>
                  </g>
                </svg>
                """,
                SIDE,
                CORNER,
                SKY,
                SPARK_X,
                HORIZON_Y,
                HORIZON_RADIUS,
                HORIZON,
                SPARK,
                SPARK_Y,
                SPARK_Y - SPARK_RADIUS,
                SPARK_Y + SPARK_RADIUS,
                SPARK_X + SPARK_RADIUS,
                SPARK_X - SPARK_RADIUS);
    }
}
