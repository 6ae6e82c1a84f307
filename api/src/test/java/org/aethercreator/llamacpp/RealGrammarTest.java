package org.aethercreator.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.util.List;
import org.aethercreator.hub.SampleModel;
import org.aethercreator.llamacpp.grammar.Grammar;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A small model, which would not by itself, writes what a grammar or a schema demands. */
@Tag("real")
class RealGrammarTest {
    private static LlamaModel model;

    @BeforeAll
    static void load() throws Exception {
        model = LlamaCpp.bundled()
                .load(
                        SampleModel.SMOLLM2_135M_INSTRUCT.fetch(Progress.none()),
                        LoadOptions.standard().withContextTokens(1024),
                        Progress.none());
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                {"type": "object", "required": ["name", "born", "married", "children"], "additionalProperties": false,
                 "properties": {"name": {"type": "string", "maxLength": 30}, "born": {"type": "string", "format": "date"},
                   "married": {"type": "boolean"}, "height": {"type": "integer", "minimum": 140, "maximum": 220},
                   "children": {"type": "array", "maxItems": 3, "items": {"type": "string", "minLength": 2, "maxLength": 12}}}}
                """, """
                {"type": "array", "minItems": 3, "maxItems": 3, "items": {"enum": ["red", "green", "blue"]}}
                """, """
                {"anyOf": [{"type": "object", "required": ["error"], "properties": {"error": {"type": "string", "pattern": "^E[0-9]{3}$"}}},
                   {"type": "number", "minimum": 0, "maximum": 1}]}
                """, """
                {"type": "object", "required": ["she", "he"], "properties": {"she": {"$ref": "#/$defs/p"}, "he": {"$ref": "#/$defs/p"}},
                 "$defs": {"p": {"type": "object", "required": ["first"], "properties": {"first": {"type": "string", "maxLength": 8}}}}}
                """})
    void whatTheModelWritesIsValid(String schema) throws Exception {
        GenerationOptions options = GenerationOptions.standard()
                .withGrammar(Grammar.jsonSchema(schema))
                .withMaxTokens(300);
        for (int seed = 1; seed <= 3; seed++) {
            Generation generation = model.generate(
                    "<|im_start|>user\nInvent a person and describe her as JSON.<|im_end|>\n<|im_start|>assistant\n",
                    options.withSeed(seed),
                    text -> {});
            assertThat(generation.stopReason()).as(generation.text()).isEqualTo(StopReason.END_OF_TEXT);
            assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                            .getSchema(
                                    schema,
                                    SchemaValidatorsConfig.builder()
                                            .formatAssertionsEnabled(true)
                                            .build())
                            .validate(new ObjectMapper().readTree(generation.text())))
                    .as(generation.text())
                    .isEmpty();
        }
    }

    @Test
    void everySamplingFollowsTheGrammar() throws Exception {
        Grammar grammar = Grammar.gbnf("root ::= \"<\" (\"ünï🐻\" | \"no\"){3} \">\"");
        for (Sampling sampling : List.of(
                Sampling.greedy(),
                Sampling.standard().withTopK(1),
                Sampling.standard().withMirostat(Mirostat.off().withVersion(1)),
                Sampling.standard().withMirostat(Mirostat.off().withVersion(2)))) {
            Generation generation = model.generate(
                    "Say it:",
                    GenerationOptions.standard()
                            .withSampling(sampling)
                            .withGrammar(grammar)
                            .withMaxTokens(100),
                    text -> {});
            assertThat(generation.text()).matches("<(ünï🐻|no){3}>");
            assertThat(generation.stopReason()).isEqualTo(StopReason.END_OF_TEXT);
        }
    }

    @Test
    void aGrammarThatAdmitsWhatTheModelWantsChangesNothing() throws Exception {
        GenerationOptions greedy = GenerationOptions.greedy().withMaxTokens(30).withReuseContext(false);
        String free = model.generate("Once upon a time", greedy, text -> {}).text();
        Grammar anything = Grammar.gbnf("root ::= .*");
        assertThat(model.generate("Once upon a time", greedy.withGrammar(anything), text -> {})
                        .text())
                .isEqualTo(free);
    }
}
