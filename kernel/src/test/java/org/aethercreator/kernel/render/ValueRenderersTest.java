package org.aethercreator.kernel.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.aethercreator.kernel.display.MimeBundle;
import org.aethercreator.kernel.display.Renderers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ValueRenderersTest {
    private final Renderers renderers = new Renderers();

    private record Point(int x, String name) {}

    @BeforeEach
    void register() {
        ValueRenderers.register(renderers, text -> text.replace("org.aethercreator.kernel.render.", ""));
    }

    @Test
    void anImageIsPng() throws Exception {
        MimeBundle bundle = renderers.render(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB));
        assertThat(plain(bundle)).isEqualTo("BufferedImage, 3 x 2 pixels");
        byte[] png = Base64.getDecoder().decode((String) bundle.data().get("image/png"));
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(3);
    }

    @Test
    void arraysShowTheirElements() {
        assertThat(plain(new int[][] {{1, 2}, {}})).isEqualTo("[[1, 2], []]");
        assertThat(plain(new Object[] {"a", null, List.of(new double[] {1.5})})).isEqualTo("[a, null, [[1.5]]]");
    }

    @Test
    void longOnesAreCutWithANote() {
        assertThat(plain(new byte[5000])).endsWith("0, 0, ... 4000 more]");
        assertThat(plain(Collections.nCopies(1001, 7))).endsWith("7, ... 1 more]");
    }

    @Test
    void whatContainsItselfEnds() {
        List<Object> self = new ArrayList<>();
        self.add(self);
        assertThat(plain(self)).isEqualTo("[[[[[[[[...]]]]]]]]");
    }

    @Test
    void aMapIsATableAndItsHtmlIsEscaped() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("<b>", List.of(1));
        map.put("none", null);
        MimeBundle bundle = renderers.render(map);
        assertThat(plain(bundle)).isEqualTo("{<b>=[1], none=null}");
        assertThat(bundle.data().get(MimeBundle.HTML))
                .isEqualTo("<table><thead><tr><th>key</th><th>value</th></tr></thead><tbody>"
                        + "<tr><td>&lt;b&gt;</td><td>[1]</td></tr><tr><td>none</td><td>null</td></tr></tbody></table>");
    }

    @Test
    void recordsOfOneKindAreATable() {
        MimeBundle bundle = renderers.render(List.of(new Point(1, "a"), new Point(2, "<i>")));
        assertThat(plain(bundle)).isEqualTo("[Point[x=1, name=a], Point[x=2, name=<i>]]");
        assertThat(bundle.data().get(MimeBundle.HTML))
                .isEqualTo("<table><thead><tr><th>x</th><th>name</th></tr></thead><tbody>"
                        + "<tr><td>1</td><td>a</td></tr><tr><td>2</td><td>&lt;i&gt;</td></tr></tbody></table>");
        assertThat(renderers.render(List.of(new Point(1, "a"), 2)).data()).containsOnlyKeys(MimeBundle.PLAIN);
    }

    @Test
    void anExceptionShowsItsStack() {
        assertThat(plain(new IllegalStateException("oops"))).startsWith("java.lang.IllegalStateException: oops\n\tat ");
    }

    @Test
    void namesAreCleanedOnlyWhereTheJvmMadeTheText() {
        assertThat(plain(this)).startsWith("ValueRenderersTest@");
        assertThat(plain("org.aethercreator.kernel.render.Own")).isEqualTo("org.aethercreator.kernel.render.Own");
    }

    private String plain(Object value) {
        return plain(renderers.render(value));
    }

    private static String plain(MimeBundle bundle) {
        return (String) bundle.data().get(MimeBundle.PLAIN);
    }
}
