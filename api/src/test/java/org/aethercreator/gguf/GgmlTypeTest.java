package org.aethercreator.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GgmlTypeTest {
    @Test
    void numbersAreThoseOfGgml() {
        assertThat(GgmlType.byId(12)).contains(GgmlType.Q4_K);
        assertThat(GgmlType.byId(39)).contains(GgmlType.MXFP4);
        assertThat(GgmlType.byId(4)).isEmpty();
        assertThat(GgmlType.byId(43)).isEmpty();
        assertThat(GgmlType.byId(-1)).isEmpty();
    }

    @Test
    void namesAreThoseOfGgml() {
        assertThat(GgmlType.Q4_K.ggmlName()).isEqualTo("q4_K");
        assertThat(GgmlType.IQ2_XXS.ggmlName()).isEqualTo("iq2_xxs");
        assertThat(GgmlType.BF16.ggmlName()).isEqualTo("bf16");
    }

    @Test
    void aRowIsItsBlocks() {
        assertThat(GgmlType.Q4_K.rowBytes(512)).isEqualTo(288);
        assertThat(GgmlType.Q4_K.bitsPerWeight()).isEqualTo(4.5);
        assertThat(GgmlType.F32.isQuantized()).isFalse();
        assertThat(GgmlType.Q8_0.isQuantized()).isTrue();
    }
}
