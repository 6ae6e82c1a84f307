package org.aethercreator.convert.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelMetadataTest {
    private static final ParameterCount SMALL = ParameterCount.dense(134_515_008);

    @TempDir
    private Path root;

    @Test
    void folderNameIsTakenApart() throws IOException {
        ModelMetadata metadata = ModelMetadata.read(folder("SmolLM2-135M-Instruct"), SMALL);

        assertThat(metadata.name()).isEqualTo("SmolLM2 135M Instruct");
        assertThat(metadata.entries().toString())
                .isEqualTo("{general.name=SmolLM2 135M Instruct, general.finetune=Instruct, general.basename=SmolLM2,"
                        + " general.size_label=135M}");
        assertThat(metadata.fileName("F16")).isEqualTo("SmolLM2-135M-Instruct-F16.gguf");
    }

    @Test
    void cardAndSamplingComeInTheOrderOfTheReference() throws IOException {
        Path folder = folder("tuned");
        Files.writeString(
                folder.resolve("README.md"),
                "---\nlicense: mit\nlanguage: [en, no]\nbase_model: org/Base-1B\n---\nname: not this\n");
        Files.writeString(folder.resolve("generation_config.json"), "{\"temperature\": 0.5, \"top_k\": 20}");

        assertThat(ModelMetadata.read(folder, "Mine", SMALL).entries().toString())
                .isEqualTo("{general.sampling.top_k=20, general.sampling.temp=0.5, general.name=Mine,"
                        + " general.size_label=135M, general.license=mit, general.base_model.count=1,"
                        + " general.base_model.0.name=Base 1B, general.base_model.0.organization=Org,"
                        + " general.base_model.0.repo_url=https://huggingface.co/org/Base-1B,"
                        + " general.languages=[en, no]}");
    }

    @Test
    void aFolderOfTheHubsCacheIsNamedByItsRepository() throws IOException {
        Path folder = folder("12fd25f77366fa6b3b4b768ec3050bf629380bac");

        ModelMetadata metadata = ModelMetadata.read(folder, "HuggingFaceTB/SmolLM2-135M-Instruct", SMALL);

        assertThat(metadata.name()).isEqualTo("SmolLM2 135M Instruct");
        assertThat(metadata.entries()).containsKey("general.organization");
        assertThat(metadata.fileName("F16")).isEqualTo("SmolLM2-135M-Instruct-F16.gguf");
    }

    @Test
    void adapterIsNamedAsSuch() throws IOException {
        assertThat(ModelMetadata.read(folder("Tutor-7B"), ParameterCount.dense(-2_000_000))
                        .fileName("F16"))
                .isEqualTo("Tutor-7B-F16-LoRA.gguf");
    }

    @Test
    void brokenCardAndSamplingArePassedOverWithAWarning() throws IOException {
        Path folder = folder("tuned");
        Files.writeString(folder.resolve("README.md"), "---\nlicense: [mit\n---\n");
        Files.writeString(folder.resolve("generation_config.json"), "{");

        ModelMetadata metadata = ModelMetadata.read(folder, SMALL);

        assertThat(metadata.entries().toString()).isEqualTo("{general.name=Tuned, general.size_label=135M}");
        assertThat(metadata.warnings())
                .hasSize(2)
                .anySatisfy(warning -> assertThat(warning)
                        .startsWith(folder.resolve("README.md") + " is passed over: its front matter is no YAML: "))
                .anySatisfy(warning -> assertThat(warning)
                        .startsWith(folder.resolve("generation_config.json") + " is passed over: it is no JSON: "));
    }

    @Test
    void mixtureOfExpertsIsLabelledByItsExperts() {
        assertThat(new ParameterCount(46_700_000_000L, 1_600_000_000L, 5_600_000_000L, 8).label())
                .isEqualTo("8x7.2B");
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectory(root.resolve(name));
    }
}
