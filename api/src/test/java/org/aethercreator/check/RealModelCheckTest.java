package org.aethercreator.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.aethercreator.chattemplate.ChatTemplate;
import org.aethercreator.check.template.ProbeResult;
import org.aethercreator.check.template.TemplateDerivation;
import org.aethercreator.check.template.TemplatePreset;
import org.aethercreator.fit.HardwareProfile;
import org.aethercreator.fit.MemoryFit;
import org.aethercreator.fit.RunSettings;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.llamacpp.LlamaCpp;
import org.aethercreator.llamacpp.LlamaModel;
import org.aethercreator.llamacpp.LoadOptions;
import org.aethercreator.modelfile.ModelParameter;
import org.aethercreator.modelfile.Modelfile;
import org.aethercreator.modelfile.Preset;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** SmolLM2-135M: trained for 8192 tokens, ChatML template. */
@Tag("real")
class RealModelCheckTest {
    @Test
    void codingFocusSuitsTheSampleModel() throws IOException, InterruptedException {
        Path model = SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none());
        Modelfile modelfile = Modelfile.from(model)
                .preset(Preset.CODING_FOCUS)
                .stop("<|im_end|>")
                .build();
        assertThat(check(modelfile, model).findings()).isEmpty();
    }

    @Test
    void whatDoesNotSuitTheSampleModelIsFound() throws IOException, InterruptedException {
        Path model = SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none());
        Modelfile modelfile = Modelfile.from(model)
                .parameter(ModelParameter.NUM_CTX, 32_768)
                .parameter(ModelParameter.NUM_GPU, 99)
                .stop("<|eot_id|>")
                .build();
        assertThat(check(modelfile, model).findings())
                .extracting(Finding::what)
                .containsExactly(
                        "num_ctx 32768 is more than the 8192 tokens that the model was trained for.",
                        "num_gpu 99 is more than the model has: 30 layers and the output.",
                        "The stop \"<|eot_id|>\" does not occur in the template.");
    }

    @Test
    void theTemplateDerivedFromTheSampleModelIsWhatItReads() throws IOException, InterruptedException {
        Path model = SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none());
        Path folder = Objects.requireNonNull(model.getParent());
        Modelfile plain = Modelfile.from(model).build();
        BaseModel base = BaseModel.of(plain, folder).orElseThrow();
        TemplateDerivation derivation =
                TemplateDerivation.of(ChatTemplate.of(base.model()).orElseThrow(), base.tokens());
        assertThat(derivation.reason()).isEmpty();
        assertThat(derivation.comparison().orElseThrow().results())
                .extracting(ProbeResult::verdict)
                .hasSize(12)
                .containsOnly(ProbeResult.Verdict.EQUAL);
        Modelfile derived = plain.withTemplate(derivation.proven().orElseThrow().text(), derivation.stops());
        assertThat(ModelfileCheck.of(derived).withBase(base).findings()).isEmpty();
        Modelfile preset =
                plain.withTemplate(TemplatePreset.named("chatml").template().text(), List.of("<|im_end|>"));
        assertThat(ModelfileCheck.of(preset).withBase(base).findings())
                .extracting(Finding::message)
                .containsExactly(
                        "TEMPLATE lacks the system message that the model's own chat template puts in where there"
                                + " is none. It is \"You are a helpful AI assistant named SmolLM, trained by Hug…\"; without it"
                                + " the model begins otherwise than it was trained to. Write it as SYSTEM, or a system message of"
                                + " your own.");
    }

    @Test
    void stopsAreLookedUpAmongTheTokensOfTheModel() throws IOException, InterruptedException {
        Path model = SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none());
        Modelfile modelfile = Modelfile.from(model)
                .stop("<|im_end|>")
                .stop("<|eot_id|>")
                .stop("### Response")
                .build();
        Path folder = Objects.requireNonNull(model.getParent());
        Vocabulary vocabulary = BaseModel.of(modelfile, folder).orElseThrow().vocabulary();
        assertThat(vocabulary.endOfTurn()).hasValue("<|im_end|>");
        try (LlamaModel loaded = LlamaCpp.bundled().load(model, LoadOptions.standard(), Progress.none())) {
            Vocabulary cutting = vocabulary.withTokenizer(text -> Arrays.stream(loaded.tokenize(text, false, false))
                    .mapToObj(token -> loaded.detokenize(new int[] {token}))
                    .toList());
            assertThat(List.of("\n\n", "User", "### Response", " the", "Größe", "🐻", "\r\n", "<|im_end|>x"))
                    .as("the list of tokens tells what the tokenizer tells")
                    .allMatch(text ->
                            vocabulary.split().test(text) == cutting.split().test(text));
            assertThat(ModelfileCheck.of(modelfile).withVocabulary(cutting).findings())
                    .extracting(Finding::message)
                    .containsExactly(
                            "The stop \"<|eot_id|>\" is no token of this model. It looks like a special token of another"
                                    + " family; this model could write it only as text, in the parts \"<\" \"|\" \"e\""
                                    + " \"ot\" \"_\" \"id\" \"|\" \">\", and hardly ever does. Its own are"
                                    + " <|endoftext|> <|im_start|> <|im_end|> <repo_name> <reponame> <file_sep> <filename>"
                                    + " <gh_stars> …. Write <|im_end|>, which ends an answer of this model.",
                            "The stop \"### Response\" is not one token of this model but several: \"###\""
                                    + " \" Response\". It is found all the same, once the model has written all of them"
                                    + " in a row; text is held back while they come. Keep it if the model was trained to"
                                    + " write it.");
        }
    }

    private static ModelfileCheck check(Modelfile modelfile, Path model) throws IOException {
        HardwareProfile machine =
                HardwareProfile.named(HardwareProfile.names().iterator().next());
        try (GgufFile gguf = GgufFile.open(model)) {
            return ModelfileCheck.of(modelfile)
                    .withFolder(Objects.requireNonNull(model.getParent()))
                    .withModel(gguf.model())
                    .withMemory(MemoryFit.of(gguf, RunSettings.standard(4096), machine));
        }
    }
}
