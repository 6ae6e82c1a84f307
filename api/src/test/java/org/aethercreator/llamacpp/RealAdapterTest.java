package org.aethercreator.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufTensor;
import org.aethercreator.gguf.GgufType;
import org.aethercreator.gguf.GgufValue;
import org.aethercreator.gguf.GgufWriter;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tiny adapter of random numbers for the sample model, whose hidden size is 576. */
@Tag("real")
class RealAdapterTest {
    @TempDir
    private Path folder;

    private Path gguf;

    @BeforeEach
    void fetch() throws Exception {
        gguf = SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none());
    }

    @Test
    void itsScaleSaysHowMuchItChanges() throws Exception {
        Path adapter = write(adapter()
                .tensor("blk.3.attn_q.weight.lora_a", GgmlType.F32, 576, 2)
                .tensor("blk.3.attn_q.weight.lora_b", GgmlType.F32, 2, 576)
                .tensor("blk.7.ffn_down.weight.lora_a", GgmlType.F32, 1536, 2)
                .tensor("blk.7.ffn_down.weight.lora_b", GgmlType.F32, 2, 576));
        double base = perplexity(LoadOptions.standard());
        assertThat(perplexity(LoadOptions.standard().withAdapter(adapter, 0))).isCloseTo(base, within(1e-6));
        double half = perplexity(LoadOptions.standard().withAdapter(adapter, 0.5));
        assertThat(half).isNotCloseTo(base, within(1e-3));
        assertThat(perplexity(LoadOptions.standard().withAdapter(adapter, 2))).isNotCloseTo(half, within(1e-3));
    }

    @Test
    void severalAreAddedUp() throws Exception {
        Path first = write(adapter()
                .tensor("blk.3.attn_q.weight.lora_a", GgmlType.F32, 576, 2)
                .tensor("blk.3.attn_q.weight.lora_b", GgmlType.F32, 2, 576));
        Path second = folder.resolve("second.gguf");
        Files.copy(first, second);
        double twice = perplexity(LoadOptions.standard().withAdapter(first, 1).withAdapter(second, 1));
        assertThat(twice)
                .isCloseTo(perplexity(LoadOptions.standard().withAdapter(first, 2)), within(1e-2))
                .isNotCloseTo(perplexity(LoadOptions.standard()), within(1e-3));
    }

    @Test
    void whatIsNoAdapterOfTheModelIsRefused() throws Exception {
        refused(
                gguf,
                "is no adapter (its general.type is model); give a file that convert_lora_to_gguf.py wrote, or load"
                        + " this one as a model.");
        refused(
                write(adapter().set("general.architecture", GgufValue.string("qwen2"))),
                "was trained for a model of the architecture qwen2, but " + gguf
                        + " is one of llama; give an adapter for that, or load the model that it was trained for.");
        refused(
                write(adapter().set("adapter.type", GgufValue.string("loha"))),
                "is an adapter of the type loha, but llama.cpp knows lora only.");
        refused(
                write(adapter().tensor("blk.3.attn_q.weight.lora_a", GgmlType.F32, 576, 2)),
                "has the tensor blk.3.attn_q.weight.lora_a without blk.3.attn_q.weight.lora_b; it is incomplete.");
        refused(
                write(adapter().tensor("blk.3.attn_q.weight.lora_b", GgmlType.F32, 2, 576)),
                "has the tensor blk.3.attn_q.weight.lora_b without blk.3.attn_q.weight.lora_a; it is incomplete.");
        refused(
                write(adapter().tensor("blk.3.attn_q.bias", GgmlType.F32, 2, 576)),
                "has the tensor blk.3.attn_q.bias, but those of an adapter end with .lora_a or .lora_b.");
        refused(
                write(adapter()
                        .tensor("blk.99.attn_q.weight.lora_a", GgmlType.F32, 576, 2)
                        .tensor("blk.99.attn_q.weight.lora_b", GgmlType.F32, 2, 576)),
                "changes the tensor blk.99.attn_q.weight, which " + gguf
                        + " does not have; load the model that it was trained for.");
        refused(
                write(adapter()
                        .tensor("blk.3.attn_q.weight.lora_a", GgmlType.F32, 512, 2)
                        .tensor("blk.3.attn_q.weight.lora_b", GgmlType.F32, 2, 512)),
                "has the shapes [512, 2] and [2, 512] for the tensor blk.3.attn_q.weight, whose shape is [576, 576] in "
                        + gguf + "; load the model that it was trained for.");
        refused(
                write(adapter()
                        .tensor("blk.3.attn_q.weight.lora_a", GgmlType.F32, 576, 4)
                        .tensor("blk.3.attn_q.weight.lora_b", GgmlType.F32, 2, 576)),
                "has the shapes [576, 4] and [2, 576] for the tensor blk.3.attn_q.weight, whose shape is [576, 576] in "
                        + gguf + "; load the model that it was trained for.");
    }

    private void refused(Path adapter, String why) {
        assertThatThrownBy(() -> perplexity(LoadOptions.standard().withAdapter(adapter, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The adapter " + adapter + " " + why);
    }

    private static GgufWriter adapter() {
        return GgufWriter.create()
                .set("general.type", GgufValue.string("adapter"))
                .set("general.architecture", GgufValue.string("llama"))
                .set("adapter.type", GgufValue.string("lora"))
                .set("adapter.lora.alpha", GgufValue.real(GgufType.FLOAT32, 2));
    }

    private Path write(GgufWriter writer) throws Exception {
        Path file = folder.resolve("adapter.gguf");
        Random random = new Random(1);
        writer.write(file, Progress.none(), (tensor, output) -> output.write(noise(tensor, random)));
        return file;
    }

    private static ByteBuffer noise(GgufTensor tensor, Random random) {
        ByteBuffer bytes = ByteBuffer.allocate((int) tensor.sizeBytes()).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            bytes.putFloat((float) random.nextGaussian() * 0.3f);
        }
        return bytes.flip();
    }

    private double perplexity(LoadOptions options) throws Exception {
        try (LlamaModel model = LlamaCpp.bundled().load(gguf, options.withContextTokens(256), Progress.none())) {
            String prose = Files.readString(Path.of("src/main/resources/org/aethercreator/bench/prose.txt"));
            return model.perplexity(prose, 128, 1, Progress.none()).value();
        }
    }
}
