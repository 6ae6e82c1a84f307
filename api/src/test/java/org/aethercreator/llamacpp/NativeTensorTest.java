package org.aethercreator.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeTensorTest {
    @ParameterizedTest
    @CsvSource({
        "blk.0.attn_q.weight, blk.0.attn_q.weight",
        "CUDA0#blk.0.attn_q.weight#0, blk.0.attn_q.weight",
        "CUDA0#blk.0.attn_q.weight, blk.0.attn_q.weight",
        "blk.0.attn_q.weight#0, 0" // as llama-imatrix takes it
    })
    void namesLoseWhatSchedulersPutAround(String name, String plain) {
        assertThat(NativeTensor.plainName(name)).isEqualTo(plain);
    }
}
