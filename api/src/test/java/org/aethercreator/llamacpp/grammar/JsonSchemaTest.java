package org.aethercreator.llamacpp.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class JsonSchemaTest {
    @Test
    void propertiesComeInTheSchemasOrderAndOptionalOnesMayBeMissing() {
        Grammar person = Grammar.jsonSchema("""
                {"type": "object", "required": ["name"], "additionalProperties": false, "properties": {
                  "title": {"type": "string"}, "name": {"type": "string"}, "age": {"type": "integer", "minimum": 0}}}
                """);
        admits(
                person,
                "{\"name\":\"A\"}",
                "{ \"title\":\"Dr\", \"name\":\"A\", \"age\":7 }",
                "{\"name\":\"\\u00e9\",\n  \"age\":0}");
        refuses(
                person,
                "{}",
                "{\"age\":1,\"name\":\"A\"}",
                "{\"name\":\"A\",\"age\":-1}",
                "{\"name\":\"A\",}",
                "{\"name\":1}");
    }

    @Test
    void furtherPropertiesAreNoneOfTheNamed() {
        Grammar open = Grammar.jsonSchema(
                "{\"properties\": {\"id\": {\"const\": 1}}, \"additionalProperties\": {\"type\": \"boolean\"}}");
        admits(
                open,
                "{}",
                "{\"id\":1}",
                "{\"i\":true}",
                "{\"idx\":true,\"x\":false}",
                "{\"id\":1,\"d\":true}",
                "{\"\":true}");
        refuses(open, "{\"id\":true}", "{\"x\":true,\"id\":true}", "{\"\\u0069d\":true}", "{\"x\":1}");
    }

    @Test
    void wholeNumbersKeepTheirBounds() {
        for (long[] bounds : new long[][] {{0, 9}, {-12, 345}, {100, 100}, {-999, -17}, {0, 1000}, {99, 10001}}) {
            Grammar grammar = Grammar.jsonSchema(
                    "{\"type\":\"integer\",\"minimum\":" + bounds[0] + ",\"maximum\":" + bounds[1] + "}");
            LongStream.rangeClosed(bounds[0] - 30, bounds[1] + 30)
                    .forEach(number -> assertThat(GbnfMatcher.matches(grammar, Long.toString(number)))
                            .as("%d between %d and %d", number, bounds[0], bounds[1])
                            .isEqualTo(number >= bounds[0] && number <= bounds[1]));
            refuses(grammar, "007", "-0", "+1", "1.0", "");
        }
        Grammar atLeast = Grammar.jsonSchema("{\"type\":\"integer\",\"exclusiveMinimum\":41.5}");
        IntStream.range(0, 1000).forEach(number -> assertThat(GbnfMatcher.matches(atLeast, Integer.toString(number)))
                .isEqualTo(number >= 42));
    }

    @Test
    void numbersKeepWholeBounds() {
        Grammar share = Grammar.jsonSchema("{\"type\":\"number\",\"minimum\":0,\"exclusiveMaximum\":1}");
        admits(share, "0", "0.5", "0.999");
        refuses(share, "1", "1.0", "-0.1", "1e0", ".5");
        Grammar around = Grammar.jsonSchema("{\"type\":\"number\",\"exclusiveMinimum\":-2,\"maximum\":2}");
        admits(around, "-1.9", "-0.001", "0", "2", "2.00", "1.5");
        refuses(around, "-2", "-2.0", "2.1", "3");
        assertThatThrownBy(() -> Grammar.jsonSchema("{\"type\":\"number\",\"minimum\":0.5}"))
                .hasMessage("The JSON schema bounds a number at # by 0.5, but a grammar can follow whole bounds only;"
                        + " widen it to a whole number and check the value afterwards.");
    }

    @Test
    void datesExist() {
        Grammar date = Grammar.jsonSchema("{\"type\":\"string\",\"format\":\"date\"}");
        admits(date, "\"2024-02-29\"", "\"2000-02-29\"", "\"1999-12-31\"", "\"2023-11-30\"");
        refuses(date, "\"2023-02-29\"", "\"1900-02-29\"", "\"2023-11-31\"", "\"2023-13-01\"", "\"2023-1-1\"");
    }

    @Test
    void listsCountTheirElements() {
        Grammar list = Grammar.jsonSchema(
                "{\"type\":\"array\",\"items\":{\"type\":\"boolean\"},\"minItems\":1,\"maxItems\":3}");
        admits(list, "[true]", "[true, false]", "[ true,false,true ]");
        refuses(list, "[]", "[true,true,true,true]", "[true,]", "[1]");
        Grammar pair = Grammar.jsonSchema(
                "{\"prefixItems\":[{\"type\":\"string\"},{\"type\":\"null\"}],\"items\":{\"const\":1},\"maxItems\":3}");
        admits(pair, "[\"a\",null]", "[\"a\",null,1]");
        refuses(pair, "[\"a\"]", "[\"a\",null,1,1]");
        admits(Grammar.jsonSchema("{\"type\":\"array\",\"maxItems\":0}"), "[]", "[ ]");
    }

    @Test
    void aSchemaMayReferToItself() {
        Grammar tree = Grammar.jsonSchema("""
                {"$ref": "#/$defs/node", "$defs": {"node": {"type": "object", "required": ["v"], "properties": {
                  "v": {"type": "integer"}, "next": {"anyOf": [{"$ref": "#/$defs/node"}, {"type": "null"}]}}}}}
                """);
        admits(tree, "{\"v\":1}", "{\"v\":1,\"next\":{\"v\":2,\"next\":null}}");
        refuses(tree, "{\"next\":{\"v\":2}}", "{\"v\":1,\"next\":{}}");
    }

    @Test
    void oneOfIsFollowedWhereItsSchemasExcludeEachOther() {
        Grammar shape = Grammar.jsonSchema("""
                {"oneOf": [
                  {"type": "object", "required": ["kind", "r"],
                   "properties": {"kind": {"const": "circle"}, "r": {"type": "number"}}},
                  {"type": "object", "required": ["kind", "side"],
                   "properties": {"kind": {"const": "square"}, "side": {"type": "number"}}}]}
                """);
        admits(shape, "{\"kind\":\"circle\",\"r\":1}", "{\"kind\":\"square\",\"side\":2.5}");
        refuses(shape, "{\"kind\":\"circle\",\"side\":1}");
        refused(
                "{\"oneOf\":[{\"type\":\"integer\"},{\"type\":\"number\"}]}",
                "The JSON schema's \"oneOf\" at # may allow the same value by its schemas 0 and 1, and a grammar cannot"
                        + " see to it that only one does; write anyOf, or give each a required property with a const of"
                        + " its own.");
    }

    @Test
    void whatCannotBeFollowedIsNamedWithItsPlace() {
        refused(
                "{\"properties\":{\"a/b\":{\"type\":\"integer\",\"multipleOf\":5}}}",
                "The JSON schema's \"multipleOf\" at #/properties/a~1b cannot become part of a grammar; remove it and"
                        + " check the value afterwards.");
        refused(
                "{\"type\":\"array\",\"items\":{\"minlength\":3}}",
                "The JSON schema's \"minlength\" at #/items is no keyword of JSON Schema; correct or remove it.");
        refused(
                "{\"type\":\"text\"}",
                "The JSON schema's \"type\" at # is \"text\"; the types are object, array, string, integer, number,"
                        + " boolean, null.");
        refused(
                "{\"type\":\"integer\",\"minLength\":3}",
                "The JSON schema's \"minLength\" at # has no effect on the type integer; remove it, or correct the"
                        + " type.");
        refused(
                "{\"type\":\"string\",\"format\":\"email\"}",
                "The JSON schema's \"format\" at # is email; grammars exist for date, date-time, time, uuid; remove it,"
                        + " or describe the text by a pattern.");
        refused(
                "{\"type\":\"string\",\"pattern\":\"(?=a)b\"}",
                "The JSON schema's \"pattern\" at # (" + "(?=a)b"
                        + ") has (? at character 1, which a grammar cannot follow; use ( ) or (?: ).");
        refused(
                "{\"$ref\":\"https://example.org/schema\"}",
                "The JSON schema's \"$ref\" at # is https://example.org/schema, but only places in the same schema can be"
                        + " referred to, such as #/$defs/name.");
        refused(
                "{\"anyOf\":[{\"type\":\"null\"}],\"type\":\"object\"}",
                "The JSON schema's \"type\" at # stands beside \"anyOf\", and a grammar cannot follow both; move it into"
                        + " the schemas there, or remove it.");
        refused(
                "{\"$ref\":\"#\"}",
                "The JSON schema cannot be followed: a $ref leads back to itself with nothing optional between, or a"
                        + " pattern repeats what may be empty.");
        refused(
                "{\"not\":{}}",
                "The JSON schema's \"not\" at # cannot become part of a grammar; remove it and check the value"
                        + " afterwards.");
        refused(
                "{\"type\":\"string\",\"maxLength\":5000}",
                "The JSON schema's \"maxLength\" at # is 5000, but a grammar can count to 2000 only; lower it, or remove"
                        + " it and check the value afterwards.");
        refused(
                "false",
                "The JSON schema has false at # where a schema must be: an object such as {\"type\": \"string\"}; false"
                        + " allows no value.");
        assertThatThrownBy(() -> Grammar.jsonSchema("{\"type\":"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The JSON schema is no JSON: ");
    }

    @Test
    void anyValueIsAnyJson() {
        admits(Grammar.jsonSchema("{}"), "null", "[1, {\"a\": \"b\\\"\"}]", "-1.5e+3", "{ }", "[ ]");
        refuses(Grammar.jsonSchema("true"), "", "01", "[1,]", "\"\n\"", "\"\\ud83d\"", "nul");
    }

    private static void admits(Grammar grammar, String... texts) {
        for (String text : texts) {
            assertThat(GbnfMatcher.matches(grammar, text)).as(text).isTrue();
        }
    }

    private static void refuses(Grammar grammar, String... texts) {
        for (String text : texts) {
            assertThat(GbnfMatcher.matches(grammar, text)).as(text).isFalse();
        }
    }

    private static void refused(String schema, String message) {
        assertThatThrownBy(() -> Grammar.jsonSchema(schema))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
