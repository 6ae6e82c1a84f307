package org.aethercreator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.aethercreator.quantize.imatrix.ImportanceMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class ImatrixReportTest {
    @TempDir
    private Path folder;

    /** Query, key and gate of two layers; the second has one column that is a hundred times the others. */
    private ImatrixReport report() throws Exception {
        float[] even = new float[200];
        Arrays.fill(even, 2);
        float[] spiked = even.clone();
        spiked[7] = 200;
        ByteBuffer bytes =
                ByteBuffer.allocate(10_000).order(ByteOrder.LITTLE_ENDIAN).putInt(6);
        for (String kind : new String[] {"attn_q", "attn_k"}) {
            put(bytes, "blk.0." + kind + ".weight", even);
            put(bytes, "blk.1." + kind + ".weight", spiked);
        }
        put(bytes, "blk.0.ffn_gate.weight", even);
        put(bytes, "blk.1.ffn_gate.weight", even);
        bytes.putInt(3).putInt(9).put("<wiki>.tx".getBytes(StandardCharsets.UTF_8));
        Path file = folder.resolve("imatrix.dat");
        Files.write(file, Arrays.copyOf(bytes.array(), bytes.position()));
        return ImatrixReport.of(ImportanceMatrix.read(file));
    }

    private static void put(ByteBuffer bytes, String name, float[] values) {
        bytes.putInt(name.length()).put(name.getBytes(StandardCharsets.UTF_8));
        bytes.putInt(2).putInt(values.length);
        for (float value : values) {
            bytes.putFloat(value);
        }
    }

    @Test
    void tensorsWithTheStrongestOutliersComeFirst() throws Exception {
        Table table = report().table();

        assertThat(table.columnNames())
                .containsExactly(
                        "Tensor", "Columns", "Matrices", "Mean square", "Largest / mean", "Top 1 % of columns (%)");
        assertThat(table.stringColumn("Tensor").asList().subList(0, 2))
                .containsExactlyInAnyOrder("blk.1.attn_q.weight", "blk.1.attn_k.weight");
        assertThat(table.stringColumn("Mean square").get(0)).isEqualTo("1.50");
        assertThat(table.doubleColumn("Largest / mean").get(0)).isBetween(66.8, 66.9);
        assertThat(table.doubleColumn("Top 1 % of columns (%)").get(0)).isBetween(33.7, 33.8);
        assertThat(table.doubleColumn("Top 1 % of columns (%)").get(5)).isEqualTo(1.0);
    }

    @Test
    void kindsThatReadTheSameActivationsShareALine() throws Exception {
        Figure figure = report().outliersByLayer();

        assertThat(figure.words())
                .isEqualTo("Line chart “Importance of the top 1 % of columns”, x axis: Layer, y axis: Share (%). "
                        + "attn_k, attn_q: 0 1, 1 33.78. ffn_gate: 0 1, 1 1.");
    }

    @Test
    void whatItComesFromIsEscaped() throws Exception {
        assertThat(report().html())
                .startsWith("<p>6 tensors, from 3 chunks of 512 tokens of &lt;wiki&gt;.tx.</p><figure");
        assertThat(report().toString()).startsWith("6 tensors, from 3 chunks of 512 tokens of <wiki>.tx.");
    }
}
