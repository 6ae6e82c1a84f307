package org.aethercreator.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActivationsFileTest {
    @TempDir
    Path folder;

    @Test
    void sumsComeOutAsTheyWentIn() throws Exception {
        Path file = folder.resolve("sums");
        ActivationsFile.write(
                file,
                List.of(
                        new ActivationSums("blk.0.attn_q.weight", new float[] {1.5f, 1e-30f, 3e30f}, new long[] {512}),
                        new ActivationSums("blk.0.ffn_up_exps.weight", new float[] {1, 2, 3, 4}, new long[] {7, 0})));

        List<ActivationSums> read = ActivationsFile.read(file);

        assertThat(read)
                .extracting(ActivationSums::name)
                .containsExactly("blk.0.attn_q.weight", "blk.0.ffn_up_exps.weight");
        assertThat(read.get(0).sums()).containsExactly(1.5f, 1e-30f, 3e30f);
        assertThat(read.get(1).sums()).containsExactly(1, 2, 3, 4);
        assertThat(read.get(1).counts()).containsExactly(7, 0);
    }
}
