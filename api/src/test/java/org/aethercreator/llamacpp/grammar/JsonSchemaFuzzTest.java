package org.aethercreator.llamacpp.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random schemas: what the grammar admits is valid, and valid values are admitted. */
class JsonSchemaFuzzTest {
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @Test
    void whatFollowsTheGrammarIsValid() throws Exception {
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            ObjectNode schema = new RandomSchema(random).document();
            RandomText texts = new RandomText(Grammar.jsonSchema(schema.toString()), random);
            for (int i = 0; i < 10; i++) {
                String text = texts.next();
                assertThat(problems(schema, text))
                        .as("seed %d: %s by %s", seed, text, schema)
                        .isEmpty();
            }
        }
    }

    @Test
    void validValuesFollowTheGrammar() throws Exception {
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            RandomSchema schemas = new RandomSchema(random);
            ObjectNode schema = schemas.document();
            Grammar grammar = Grammar.jsonSchema(schema.toString());
            for (int i = 0; i < 10; i++) {
                JsonNode value = schemas.value(schema, schema, 4);
                // Constants are written without white space.
                String text = random.nextBoolean() || schema.toString().contains("\"k\"")
                        ? value.toString()
                        : value.toPrettyString();
                assertThat(problems(schema, text))
                        .as("seed %d: the test's own value", seed)
                        .isEmpty();
                assertThat(GbnfMatcher.matches(grammar, text))
                        .as("seed %d: %s by %s becomes %s", seed, text, schema, grammar.gbnf())
                        .isTrue();
            }
        }
    }

    @Test
    void whatIsNotValidDoesNotFollowTheGrammar() throws Exception {
        int refused = 0;
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            RandomSchema schemas = new RandomSchema(random);
            ObjectNode schema = schemas.document();
            Grammar grammar = Grammar.jsonSchema(schema.toString());
            for (int i = 0; i < 10; i++) {
                String text = schemas.value(schema, schema, 4).toString();
                int at = random.nextInt(text.length());
                String changed = text.substring(0, at) + "0-\"a,}]".charAt(random.nextInt(7)) + text.substring(at + 1);
                if (!isValid(schema, changed)) {
                    refused++;
                    assertThat(GbnfMatcher.matches(grammar, changed))
                            .as("seed %d: %s by %s", seed, changed, schema)
                            .isFalse();
                }
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }

    private static boolean isValid(JsonNode schema, String text) {
        try {
            return problems(schema, text).isEmpty();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static Set<ValidationMessage> problems(JsonNode schema, String text) throws JsonProcessingException {
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(schema, config)
                .validate(STRICT.readTree(text));
    }
}
