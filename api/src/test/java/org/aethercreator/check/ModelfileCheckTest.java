package org.aethercreator.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.aethercreator.check.Finding.Severity;
import org.aethercreator.gguf.GgmlType;
import org.aethercreator.gguf.GgufModel;
import org.aethercreator.modelfile.Modelfile;
import org.aethercreator.modelfile.ModelfileSource;
import org.aethercreator.modelfile.OllamaVersion;
import org.aethercreator.modelfile.Preset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ModelfileCheckTest {
    private static final String CHATML =
            "{% for message in messages %}<|im_start|>{{ message.role }}<|im_end|>{% endfor %}";

    static List<Preset> presets() {
        return Preset.builtIn();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void presetsOfTheLibraryHaveNoFindings(Preset preset) {
        assertThat(ModelfileCheck.of(Modelfile.from("base").preset(preset).build())
                        .findings())
                .isEmpty();
    }

    @Test
    void removedParameterSaysWhatToDoInstead() {
        Finding finding = only("FROM a\nPARAMETER tfs_z 0.9\nSYSTEM hi\n");
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.firstLine()).isEqualTo(2);
        assertThat(finding.message())
                .isEqualTo(
                        "tfs_z was removed in Ollama 0.5.2. ollama create stops: unknown parameter 'tfs_z'. Remove the"
                                + " line; min_p 0.05 cuts the tail in a similar way.");
        assertThat(fixed("FROM a\nPARAMETER tfs_z 0.9\nSYSTEM hi\n")).isEqualTo("FROM a\nSYSTEM hi\n");
    }

    @Test
    void editsKeepToTheLinesOfTheirKind() {
        assertThat(fixed("FROM a\r\nPARAMETER tfs_z 0.9\r\nSYSTEM hi\r\n")).isEqualTo("FROM a\r\nSYSTEM hi\r\n");
        assertThat(fixed("FROM a\rPARAMETER tfs_z 0.9\rSYSTEM hi")).isEqualTo("FROM a\rSYSTEM hi");
        assertThat(fixed("FROM a\nPARAMETER tfs_z 0.9")).isEqualTo("FROM a\n");
    }

    @Test
    void ignoredParameterIsAWarningAndFineBeforeItsRemoval() {
        String text = "FROM a\nPARAMETER mirostat 2\n";
        Finding finding = only(text);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.message())
                .isEqualTo(
                        "mirostat has no effect since Ollama 0.7.0. ollama create prints a warning and skips it. Remove"
                                + " the line; temperature with min_p 0.05 comes closest.");
        assertThat(ModelfileCheck.of(ModelfileSource.of(text))
                        .withVersion(OllamaVersion.parse("0.6.8"))
                        .findings())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "num_ctx 8k, num_ctx 8192",
        "num_ctx 4096.0, num_ctx 4096",
        "'num_ctx 32,768', num_ctx 32768",
        "num_ctx 1.048576e+06, num_ctx 1048576",
        "'temperature 0,7', temperature 0.7",
        "temperature 0.5 # warm, temperature 0.5",
        "use_mmap yes, use_mmap true",
        "use_mmap Off, use_mmap false",
        "Temperature 1, temperature 1",
        "temprature 1, temperature 1"
    })
    void mistypedParameterIsCorrectedByTheEdit(String written, String meant) {
        assertThat(fixed("FROM a\nPARAMETER " + written + "\n")).isEqualTo("FROM a\nPARAMETER " + meant + "\n");
        assertThat(only("FROM a\nPARAMETER " + written + "\n").severity()).isEqualTo(Severity.ERROR);
    }

    @ParameterizedTest
    @CsvSource({
        "temperature -1, WARNING, temperature -1 is outside of 0 to 2.",
        "top_p 1.5, WARNING, top_p 1.5 is outside of 0 to 1.",
        "num_ctx 2, WARNING, num_ctx 2 is outside of 512 to 1048576.",
        "temperature NaN, ERROR, temperature is NaN.",
        "min_p inf, ERROR, min_p is inf.",
        "stop \"\", WARNING, The stop is empty.",
        "stop \\n, WARNING, 'The stop \"\\n\" contains a backslash and a letter, not a line break.'",
        "draft_num_predict 4, HINT, draft_num_predict 4 has no effect here.",
    })
    void strangeValuesAreNamed(String parameter, Severity severity, String what) {
        Finding finding = only("FROM a\nPARAMETER " + parameter + "\n");
        assertThat(finding.severity()).isEqualTo(severity);
        assertThat(finding.what()).isEqualTo(what);
    }

    @Test
    void settingsThatContradictEachOtherAreNamed() {
        assertThat(summaries("FROM a\nPARAMETER temperature 0\nPARAMETER top_p 0.9\nPARAMETER seed 1\n"))
                .containsExactly("3 HINT top_p 0.9 has no effect here.", "4 HINT seed 1 has no effect here.");
        assertThat(summaries("FROM a\nPARAMETER num_ctx 2048\nPARAMETER num_predict 4096\n"))
                .containsExactly("3 WARNING num_predict 4096 is not smaller than num_ctx.");
        assertThat(summaries("FROM a\nPARAMETER repeat_last_n 0\nPARAMETER repeat_penalty 1.1\n"))
                .containsExactly("3 HINT repeat_penalty 1.1 has no effect here.");
        assertThat(ModelfileCheck.of(Modelfile.parse("FROM a\nPARAMETER mirostat 2\nPARAMETER top_k 40\n"))
                        .withVersion(OllamaVersion.parse("0.6.8"))
                        .findings())
                .singleElement()
                .extracting(Finding::message)
                .isEqualTo("top_k 40 has no effect here. Mirostat chooses the candidates itself; other filters are not"
                        + " used. Remove this line, or set mirostat to 0.");
    }

    @Test
    void repeatedSingleValuesAreNamedWhereTheyAreLost() {
        assertThat(summaries("FROM a\nSYSTEM one\nPARAMETER top_k 1\nSYSTEM two\nPARAMETER top_k 2\n"))
                .containsExactly(
                        "2 WARNING SYSTEM is given again on line 4.", "3 WARNING top_k is set again on line 5.");
    }

    @Test
    void whatOllamaSwallowsIsSaid() {
        assertThat(summaries("FROM a\nSYSTEM one\u00a0two\n"))
                .containsExactly("2 WARNING Ollama drops U+00A0 (NO-BREAK SPACE) without a word.");
        assertThat(fixed("FROM a\nSYSTEM one\u00a0two\n")).isEqualTo("FROM a\nSYSTEM one two\n");
        assertThat(summaries("FROM a\nPARAMETER stop \"a\" # c\nPARAMETER stop \"b\"\n"))
                .containsExactly("2 WARNING The value of PARAMETER goes on over the following lines and contains what"
                        + " looks like instructions.");
        assertThat(summaries("FROM a # base\n"))
                .containsExactly("1 WARNING The comment \"# base\" is part of the value.");
        assertThat(fixed("FROM a # base\n")).isEqualTo("FROM a\n");
        assertThat(summaries("FROM a\nSYSTEM ''\nSYSTEM 'hi'\n"))
                .contains("3 WARNING The single quotes around the value are part of it.");
        assertThat(summaries("FROM a\nSYSTEM \"\"\n")).containsExactly("2 WARNING SYSTEM is empty.");
    }

    @Test
    void textThatOllamaRefusesIsAnErrorAmongTheFindings() {
        List<Finding> findings = ModelfileCheck.of(ModelfileSource.of("FROM a\nSYSTM x\nPARAMETER top_k many\n"))
                .findings();
        assertThat(findings).extracting(Finding::severity).containsExactly(Severity.ERROR, Severity.ERROR);
        assertThat(findings.get(0).what()).startsWith("Ollama stops at \"SYSTM\": (line 2): command must be one of");
        assertThat(findings.get(0).fix()).isEqualTo("Write SYSTEM and one space.");
        assertThat(findings.get(1).firstLine()).isEqualTo(3);
    }

    @Test
    void instructionsNewerThanTheVersionAreErrors() {
        assertThat(ModelfileCheck.of(Modelfile.parse("FROM a\nRENDERER gemma4\nREQUIRES 0.30\n"))
                        .withVersion(OllamaVersion.parse("0.11"))
                        .findings())
                .extracting(Finding::what)
                .containsExactly(
                        "RENDERER is unknown to Ollama 0.11.0.",
                        "REQUIRES is unknown to Ollama 0.11.0.",
                        "The model requires Ollama 0.30.0, and this is 0.11.0.");
    }

    @Test
    void jinjaInTemplateIsRecognised() {
        assertThat(summaries("FROM a\nTEMPLATE \"\"\"" + CHATML + "\"\"\"\n"))
                .containsExactly("2 ERROR TEMPLATE looks like Jinja, the language of Hugging Face's chat templates.");
        assertThat(summaries("FROM a\nTEMPLATE {{ .Prompt }}\n"))
                .containsExactly("2 WARNING TEMPLATE passes the prompt on as it is.");
        assertThat(summaries("FROM a\nSYSTEM be kind\nTEMPLATE <u>{{ .Prompt }}<a>\n"))
                .containsExactly("2 WARNING TEMPLATE has no place for SYSTEM.");
    }

    @Test
    void templateThatOllamaCannotReadIsAnErrorOnItsLine() {
        Finding finding = only("FROM a\nTEMPLATE \"\"\"{{ if .System }}\n{{ .System }}\n{{ .Prompt ]}}\"\"\"\n");
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.firstLine()).isEqualTo(4);
        assertThat(finding.message())
                .isEqualTo("Ollama cannot read TEMPLATE: template: :3: unexpected \"]\" in operand. ollama create stops"
                        + " with: template error. Correct the action on that line; Go's text/template documents the"
                        + " syntax.");
    }

    @Test
    void templateThatFailsOnlyWhenItRunsIsAnErrorToo() {
        Finding function = only("FROM a\nTEMPLATE \"\"\"{{ .System }}\n{{ json .Prompt }}\"\"\"\n");
        assertThat(function.severity()).isEqualTo(Severity.ERROR);
        assertThat(function.firstLine()).isEqualTo(3);
        assertThat(function.message())
                .isEqualTo("TEMPLATE uses the function json without using .Messages. Ollama renders the last turn of"
                        + " such a template without its own functions, so that each request fails: \"json\" is not a"
                        + " defined function. Use .Messages, or only functions of Go.");
        assertThat(only("FROM a\nTEMPLATE {{ range .Messages }}{{ .content }}{{ end }}\n")
                        .message())
                .isEqualTo("TEMPLATE uses .content where there is no such field. Each request that comes to this place"
                        + " fails: can't evaluate field content. Use one of .Content, .Images, .Role, .Thinking,"
                        + " .ToolCallID, .ToolCalls, .ToolName; what is outside of a range or with is behind $, as in"
                        + " $.System.");
    }

    @Test
    void nameThatOllamaDoesNotGiveToATemplateIsAWarning() {
        Finding finding = only("FROM a\nTEMPLATE {{ if .First }}<s>{{ end }}{{ .Prompt }}\n");
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.message())
                .isEqualTo("TEMPLATE uses .First, which Ollama does not give it. It prints <no value>, and counts as"
                        + " false in an if. Use one of .IsThinkSet, .Prompt, .Response, .Suffix, .System, .Think,"
                        + " .ThinkLevel.");
    }

    @Test
    void stopOfAnotherFamilyIsAWarning() {
        ModelfileCheck check = ModelfileCheck.of(Modelfile.parse(
                        "FROM a\nPARAMETER stop <|im_end|>\nPARAMETER stop <|eot_id|>\nPARAMETER stop Bye\n"))
                .withModel(model(8192, CHATML));
        assertThat(check.findings())
                .extracting(finding -> finding.firstLine() + " " + finding.severity())
                .containsExactly("3 WARNING", "4 HINT");
    }

    @Test
    void templateThatTheModelsOwnWinsOverIsNamed() {
        Modelfile modelfile = Modelfile.parse("FROM a\nTEMPLATE {{ .System }}{{ .Prompt }}\n");
        GgufModel tools = model(8192, CHATML + "{{ tools | tojson }}");
        assertThat(ModelfileCheck.of(modelfile).withModel(tools).findings())
                .extracting(Finding::message)
                .filteredOn(message -> !message.startsWith("TEMPLATE writes conversations otherwise"))
                .containsExactly("Ollama will not use this TEMPLATE. The model's own chat template offers more (tools),"
                        + " and since Ollama 0.30.0 the more capable one wins. Use .Tools in TEMPLATE too, start the"
                        + " server with OLLAMA_GO_TEMPLATE=1, or remove the line.");
        assertThat(ModelfileCheck.of(modelfile)
                        .withModel(tools)
                        .withVersion(OllamaVersion.parse("0.24"))
                        .findings())
                .extracting(Finding::message)
                .noneMatch(message -> message.startsWith("Ollama will not use"));
    }

    @Test
    void templateThatDoesNotTakeWhatToolsAnswerLosesToOneThatDoes() {
        GgufModel tools = model(8192, CHATML + "{{ tools }}{% if message.role == 'tool' %}{{ tool_calls }}{% endif %}");
        String withTools = "FROM a\nTEMPLATE {{ .Tools }}{{ range .Messages }}{{ .Content }}{{ end }}\n";
        assertThat(ModelfileCheck.of(Modelfile.parse(withTools))
                        .withModel(tools)
                        .findings())
                .extracting(Finding::message)
                .contains(
                        "Ollama will not use this TEMPLATE. The model's own chat template also takes what tools answer,"
                                + " and Ollama prefers the one that does. Write .ToolCalls and messages with the role \"tool\" in"
                                + " TEMPLATE too, start the server with OLLAMA_GO_TEMPLATE=1, or remove the line.");
        String withAnswers = "FROM a\nTEMPLATE {{ .Tools }}{{ range .Messages }}{{ if eq .Role \"tool\" }}<r>{{ end }}"
                + "{{ .ToolCalls }}{{ .Content }}{{ end }}\n";
        assertThat(ModelfileCheck.of(Modelfile.parse(withAnswers))
                        .withModel(tools)
                        .findings())
                .extracting(Finding::what)
                .doesNotContain("Ollama will not use this TEMPLATE.");
    }

    @Test
    void contextBeyondTheTrainedOneIsCutDown() {
        String text = "FROM a\nPARAMETER num_ctx 16384\n";
        Finding finding = ModelfileCheck.of(Modelfile.parse(text))
                .withModel(model(8192, CHATML))
                .findings()
                .get(0);
        assertThat(finding.message())
                .isEqualTo(
                        "num_ctx 16384 is more than the 8192 tokens that the model was trained for. Ollama cuts it down"
                                + " to that. Write 8192 or less.");
        assertThat(finding.edit()).isNotNull();
        assertThat(finding.edit().applyTo(text)).isEqualTo("FROM a\nPARAMETER num_ctx 8192\n");
    }

    @Test
    void conversationThatEndsWithTheUserIsAHint() {
        assertThat(summaries("FROM a\nMESSAGE user hi\nMESSAGE user again\n"))
                .containsExactly(
                        "3 HINT Two MESSAGE lines of user follow each other.",
                        "3 HINT The last MESSAGE is the user's.");
    }

    private static GgufModel model(long contextTokens, String chatTemplate) {
        return new GgufModel(
                "llama",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1,
                "Q4_1",
                GgmlType.Q4_1,
                OptionalLong.of(contextTokens),
                OptionalLong.of(576),
                OptionalLong.of(30),
                List.of(),
                List.of(),
                OptionalLong.empty(),
                Optional.of(chatTemplate),
                1);
    }

    private static List<String> summaries(String text) {
        return ModelfileCheck.of(ModelfileSource.of(text)).findings().stream()
                .map(finding -> finding.firstLine() + " " + finding.severity() + " " + finding.what())
                .toList();
    }

    private static Finding only(String text) {
        List<Finding> findings = ModelfileCheck.of(ModelfileSource.of(text)).findings();
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    private static String fixed(String text) {
        Finding.Edit edit = only(text).edit();
        assertThat(edit).isNotNull();
        return edit.applyTo(text);
    }
}
