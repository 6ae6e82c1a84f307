package org.aethercreator.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HubFilterTest {
    /** Results of Python's {@code fnmatch.fnmatchcase}. */
    @ParameterizedTest
    @CsvSource({
        "*.json, a/b.json, true",
        "*.json, a.JSON, false",
        "data/*.json, data/sub/x.json, true",
        "data/, data/x, true",
        "model-?.bin, model-1.bin, true",
        "model-?.bin, model-12.bin, false",
        "model-[0-3].bin, model-2.bin, true",
        "model-[!0-3].bin, model-2.bin, false",
        "model-[!0-3].bin, model-7.bin, true",
        "a[]x]b, a]b, true",
        "a[b, a[b, true",
        "a.b, axb, false",
        "(a|b)+, (a|b)+, true",
        "sub\\*, sub/x, true",
        "a[&&b]c, a&c, true",
        "a[[]c, a[c, true",
        "a[^x]c, a^c, true"
    })
    void patternsMatchAsInPython(String pattern, String path, boolean matches) {
        assertThat(new HubFilter(List.of(pattern), List.of()).accepts(path)).isEqualTo(matches);
    }

    @Test
    void modelFilterTakesOneFormatOfTheWeights() {
        List<String> wanted = List.of(
                "config.json",
                "generation_config.json",
                "model-00001-of-00002.safetensors",
                "model.safetensors.index.json",
                "tokenizer.json",
                "tokenizer.model",
                "chat_template.jinja",
                "README.md",
                "LICENSE.txt");
        List<String> others = List.of(
                "pytorch_model.bin",
                "consolidated.safetensors",
                "original/consolidated.00.pth",
                "onnx/model.onnx",
                "model.gguf",
                "flax_model.msgpack",
                ".gitattributes");
        assertThat(wanted).allMatch(HubFilter.model()::accepts);
        assertThat(others).noneMatch(HubFilter.model()::accepts);
        assertThat(others).allMatch(HubFilter.all()::accepts);
    }

    @Test
    void wordsAreGroupsOrPatterns() {
        HubFilter filter = HubFilter.including(List.of("Config", "*.gguf")).withExclude(List.of("*Q2*"));
        assertThat(filter.accepts("config.json")).isTrue();
        assertThat(filter.accepts("x-Q4_K_M.gguf")).isTrue();
        assertThat(filter.accepts("x-Q2_K.gguf")).isFalse();
        assertThat(filter.accepts("model.safetensors")).isFalse();
    }
}
