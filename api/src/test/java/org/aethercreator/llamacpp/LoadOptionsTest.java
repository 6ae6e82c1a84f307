package org.aethercreator.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.aethercreator.gguf.GgmlType;
import org.junit.jupiter.api.Test;

class LoadOptionsTest {
    @Test
    void theCacheIsStoredAsTheTypesThatLlamaCppCanRead() {
        assertThat(LoadOptions.standard().cacheType()).isEqualTo(GgmlType.F16);
        assertThat(LoadOptions.standard().withCacheType(GgmlType.Q8_0).cacheType())
                .isEqualTo(GgmlType.Q8_0);
        assertThatThrownBy(() -> LoadOptions.standard().withCacheType(GgmlType.Q4_K))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cacheType is Q4_K; the cache can be stored as F16, Q8_0, Q4_0 or F32");
    }
}
