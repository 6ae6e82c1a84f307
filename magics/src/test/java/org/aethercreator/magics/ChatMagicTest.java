package org.aethercreator.magics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import org.aethercreator.gguf.GgufFile;
import org.aethercreator.gguf.GgufValue;
import org.aethercreator.gguf.GgufWriter;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.kernel.magic.MagicCall;
import org.aethercreator.kernel.magic.MagicException;
import org.aethercreator.llamacpp.Generation;
import org.aethercreator.modelfile.Modelfile;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatMagicTest {
    private static final String SHORT =
            "PARAMETER num_predict 4\nPARAMETER num_ctx 256\nPARAMETER temperature 0\nRENDERER qwen3.5\n";

    @TempDir
    private Path folder;

    private RecordingContext notebook;

    @BeforeEach
    void openNotebook() {
        notebook = new RecordingContext(folder);
    }

    @Test
    void aModelWithoutTemplateIsToldWithTheWayOut() throws Exception {
        Path model = folder.resolve("m.gguf");
        GgufWriter.create()
                .set("general.architecture", GgufValue.string("llama"))
                .write(model, Progress.none());

        assertThat(catchThrowableOfType(MagicException.class, () -> new ChatMagic()
                        .run(new MagicCall("m.gguf", "What is a record?", notebook))))
                .hasMessage(
                        model + " holds no chat template (tokenizer.chat_template), and there is no TEMPLATE, so that"
                                + " nothing says how a conversation is written for this model. Give the Modelfile the TEMPLATE"
                                + " of the model's family: in a notebook by %%modelfile … --template PRESET (its --help lists"
                                + " them), in Java by TemplatePreset. A model that is not made for chats goes on with a text by"
                                + " LlamaModel.generate.");
    }

    @Test
    @Tag("real")
    void whatIsNotFollowedAndWhyIsPrintedBeforeTheAnswer() throws Exception {
        Path model = folder.resolve("tools.gguf");
        try (GgufFile source = GgufFile.open(SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none()))) {
            GgufWriter.copyOf(source)
                    .set(
                            "tokenizer.chat_template",
                            GgufValue.string("{% for m in messages %}{{ m.content }}{% endfor %}{{ tools or '' }}"))
                    .write(model, Progress.none());
        }
        notebook.variables.put(
                "coder", Modelfile.parse("FROM " + model + "\n" + SHORT + "TEMPLATE {{ .Prompt }}{{ .Response }}\n"));

        new ChatMagic().run(new MagicCall("coder --as answer", "Once upon a time", notebook));

        Generation answer = (Generation) notebook.variables.get("answer");
        assertThat(notebook.printed.toString())
                .startsWith(String.join(
                        System.lineSeparator(),
                        "The embedded llama.cpp does not follow: RENDERER qwen3.5",
                        "TEMPLATE is not used: the model's own chat template can do more, and wins in Ollama, too.",
                        answer.text(),
                        "[4 tokens, "));
    }
}
