package org.aethercreator.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.llamacpp.EncodeResult;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan says when single tensors, or shards, are wished for. */
class TensorTypesTest {
    private static final TensorTypes MIXTURE = TensorTypes.ofMixture();

    @TempDir
    Path folder;

    Path source;

    @BeforeEach
    void writeModel() throws Exception {
        source = new RandomModel("llama", 9, 256, 8, 4, 0, false, false).write(folder.resolve("model-F16.gguf"));
    }

    @Test
    void theFirstRuleThatMatchesDecides() throws Exception {
        Map<String, GgmlType> types = types(MIXTURE.with("blk.0.ffn_down.weight=Q8_0")
                .with("blk.0.*: q6_K")
                .with("*.attn_?.weight", GgmlType.Q5_K));
        assertThat(types)
                .containsEntry("blk.0.ffn_down.weight", GgmlType.Q8_0)
                .containsEntry("blk.0.ffn_up.weight", GgmlType.Q6_K)
                .containsEntry("blk.0.attn_q.weight", GgmlType.Q6_K)
                .containsEntry("blk.1.attn_q.weight", GgmlType.Q5_K)
                .containsEntry("blk.1.attn_output.weight", GgmlType.Q4_K)
                .containsEntry("blk.0.attn_norm.weight", GgmlType.F32);
    }

    @Test
    void aPatternMatchesWholeNamesAndDotsAreDots() throws Exception {
        assertThatThrownBy(() -> types(MIXTURE.with("blk.0", GgmlType.Q8_0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the pattern 'blk.0' matches no tensor of " + source
                        + "; its tensors have names such as blk.8.ffn_up.weight");
        assertThatThrownBy(() -> types(MIXTURE.with("output?weigh", GgmlType.Q8_0)))
                .hasMessageStartingWith("the pattern 'output?weigh' matches no tensor");
        assertThatThrownBy(() -> types(MIXTURE.with("*_norm.weight", GgmlType.Q8_0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the pattern '*_norm.weight' matches only tensors that stay as they are, such as "
                        + "output_norm.weight; name matrices that are multiplied, such as blk.0.ffn_down.weight");
    }

    @Test
    void aTypeMustFitTheRows() throws Exception {
        source = new RandomModel("llama", 9, 288, 9, 3, 0, false, false).write(folder.resolve("odd.gguf"));
        assertThatThrownBy(() -> types(MIXTURE.with("blk.0.*", GgmlType.Q6_K)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tensor 'blk.0.attn_k.weight' has rows of 288 numbers, but the rule blk.0.* stores them as "
                        + "Q6_K in blocks of 256; choose a type whose blocks divide the row, such as Q8_0 or F16");
        assertThat(types(MIXTURE.withPure(true))).containsEntry("blk.0.attn_k.weight", GgmlType.Q5_0);
    }

    @Test
    void rulesAreCheckedWhenTheyAreWritten() {
        assertThatThrownBy(() -> MIXTURE.with("output.weight"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the rule 'output.weight' names no type; write PATTERN=TYPE, such as output.weight=Q8_0 or "
                        + "blk.0.*=Q6_K");
        assertThatThrownBy(() -> MIXTURE.with("output.weight=Q6K"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("unknown tensor type 'Q6K'; did you mean Q6_K? Choose one of F32, F16, ");
        assertThatThrownBy(() -> MIXTURE.with(" =Q6_K"))
                .hasMessage("the pattern for Q6_K is empty; give a tensor's name, or a pattern such as blk.0.*");
        assertThatThrownBy(() -> MIXTURE.with("a", GgmlType.I32))
                .hasMessageStartingWith("tensors a cannot be stored as I32; choose one of F32, ");
        assertThatThrownBy(() -> MIXTURE.withOutput(GgmlType.Q8_0).withLeaveOutput(true))
                .hasMessage("the output is to be left as it is and to become Q8_0; ask for one of the two");
    }

    @Test
    void thePlanTellsWhatEachTensorCosts() throws Exception {
        QuantizationPlan plan = plan(MIXTURE.with("output.weight=Q8_0"), Shards.none());
        QuantizationPlan.Step output = plan.steps().stream()
                .filter(step -> step.tensor().name().equals("output.weight"))
                .findFirst()
                .orElseThrow();
        assertThat(output.tensor().type()).isEqualTo(GgmlType.F16);
        assertThat(output.type()).isEqualTo(GgmlType.Q8_0);
        assertThat(output.sizeBytes()).isEqualTo(64 * 272);
        assertThat(output.weighted()).isFalse();
        assertThat(plan.weightBytes())
                .isEqualTo(plan.steps().stream()
                        .mapToLong(QuantizationPlan.Step::sizeBytes)
                        .sum());
        assertThat(plan.files()).containsExactly(folder.resolve("model-Q4_K_M.gguf"));
        assertThat(plan.files().get(0)).doesNotExist();
    }

    @Test
    void shardsHoldWholeTensorsAndAreReadAsOneModel() throws Exception {
        QuantizeRequest request =
                QuantizeRequest.of(source, QuantizationType.Q8_0).withShards(Shards.ofAtMost(30_000));
        QuantizedModel model = quantizer().quantize(request, Progress.none()).get(0);
        int count = model.files().size();
        assertThat(count).isBetween(3, 9);
        assertThat(model.path()).isEqualTo(folder.resolve("model-Q8_0-00001-of-0000" + count + ".gguf"));
        long bytes = 0;
        for (Path file : model.files()) {
            bytes += Files.size(file);
        }
        assertThat(model.sizeBytes()).isEqualTo(bytes);
        try (GgufFile whole = GgufFile.open(model.path());
                GgufFile before = GgufFile.open(source)) {
            assertThat(whole.files()).isEqualTo(model.files());
            assertThat(whole.tensors()).hasSameSizeAs(before.tensors());
            assertThat(whole.metadata().integer("split.count")).hasValue(count);
            assertThat(whole.metadata().integer("split.tensors.count"))
                    .hasValue(before.tensors().size());
        }
        QuantizedModel again = quantizer()
                .quantize(
                        QuantizeRequest.of(model.path(), QuantizationType.Q4_0).withShards(Shards.ofSource()),
                        Progress.none())
                .get(0);
        assertThat(again.files()).hasSize(count);
        assertThat(again.path()).isEqualTo(folder.resolve("model-Q4_0-00001-of-0000" + count + ".gguf"));
    }

    @Test
    void shardsNeedAPositiveSize() {
        assertThatThrownBy(() -> Shards.ofAtMost(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shards of at most 0 bytes cannot hold anything; give a positive number, such as "
                        + "2_000_000_000");
    }

    private Map<String, GgmlType> types(TensorTypes wishes) throws Exception {
        return plan(wishes, Shards.none()).steps().stream()
                .collect(Collectors.toMap(step -> step.tensor().name(), QuantizationPlan.Step::type));
    }

    private QuantizationPlan plan(TensorTypes wishes, Shards shards) throws Exception {
        return quantizer()
                .plan(QuantizeRequest.of(source, QuantizationType.Q4_K_M)
                        .withTensorTypes(wishes)
                        .withShards(shards))
                .get(0);
    }

    private static Quantizer quantizer() {
        return new Quantizer(() -> new Quantizer.Build(
                MixtureTable.forRelease("b4916"),
                (jobs, threads, progress) -> new EncodeResult(Duration.ZERO, 0, List.of())));
    }
}
