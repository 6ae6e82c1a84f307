package org.aethercreator.modelfile.template;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.aethercreator.modelfile.template.GoType.Member;
import org.aethercreator.modelfile.template.GoType.Method;

/** The Go types of the data that Ollama 0.33 hands to a template, with their names, fields and methods. */
final class OllamaTypes {
    private static final Method AS_JSON = new Method(value -> GoValue.of(GoJson.encode(value, new Budget())));
    private static final Method AS_JSON_OR_EMPTY =
            new Method(value -> GoValue.of(value.isNil() ? "{}" : GoJson.encode(value, new Budget())));
    private static final Method MARSHAL_JSON = new Method(OllamaTypes::marshalled);

    static final GoType PROPERTY_TYPE = GoType.slice(
            "api.PropertyType",
            GoType.STRING,
            Map.of("String", new Method(OllamaTypes::propertyType), "MarshalJSON", MARSHAL_JSON));
    /** Nested properties, in their own order. */
    static final GoType PROPERTIES_MAP =
            GoType.struct("api.ToolPropertiesMap", List.of(member("om", GoType.sequence("orderedmap"))), Map.of());

    static final GoType PROPERTIES_POINTER = GoType.pointer(
            PROPERTIES_MAP,
            Map.of(
                    "All",
                    new Method(value -> new GoValue(OllamaTypes.SEQUENCE, entries(value))),
                    "Len",
                    new Method(value -> GoValue.of((long) entries(value).size())),
                    "ToMap",
                    new Method(OllamaTypes::toMap),
                    "MarshalJSON", // of the map, not of the pointer
                    new Method(
                            0,
                            null,
                            "value method github.com/ollama/ollama/api.ToolPropertiesMap.MarshalJSON called using nil"
                                    + " *ToolPropertiesMap pointer",
                            OllamaTypes::marshalled),
                    "Get",
                    refused(1, "invalid function signature for Get: second return value should be error; is bool"),
                    "Set",
                    refused(2, "function Set has 0 return values; should be 1 or 2")));
    private static final GoType SEQUENCE =
            GoType.sequence("iter.Seq2[string,github.com/ollama/ollama/api.ToolProperty]");

    static final GoType PROPERTY = GoType.struct(
            "api.ToolProperty",
            List.of(
                    optional("AnyOf", GoType.slice("[]api.ToolProperty", GoType.ANY, Map.of()), "anyOf"),
                    optional("Type", PROPERTY_TYPE, "type"),
                    optional("Items", GoType.ANY, "items"),
                    optional("Description", GoType.STRING, "description"),
                    optional("Enum", GoType.ANYS, "enum"),
                    optional("Properties", PROPERTIES_POINTER, "properties"),
                    optional("Required", GoType.STRINGS, "required")),
            Map.of("ToTypeScriptType", new Method(property -> GoValue.of(typeScript(property)))));
    private static final GoType PROPERTY_MAP = GoType.map("map[string]api.ToolProperty", PROPERTY, Map.of());
    static final GoType PROPERTIES =
            GoType.map("template.templateProperties", PROPERTY, Map.of("String", AS_JSON_OR_EMPTY));
    static final GoType PARAMETERS = GoType.struct(
            "template.templateToolFunctionParameters",
            List.of(
                    required("Type", GoType.STRING, "type"),
                    optional("Defs", GoType.ANY, "$defs"),
                    optional("Items", GoType.ANY, "items"),
                    optional("Required", GoType.STRINGS, "required"),
                    required("Properties", PROPERTIES, "properties")),
            Map.of());
    static final GoType FUNCTION = GoType.struct(
            "template.templateToolFunction",
            List.of(
                    required("Name", GoType.STRING, "name"),
                    required("Description", GoType.STRING, "description"),
                    required("Parameters", PARAMETERS, "parameters")),
            Map.of());
    static final GoType TOOL = GoType.struct(
            "template.templateTool",
            List.of(
                    required("Type", GoType.STRING, "type"),
                    optional("Items", GoType.ANY, "items"),
                    required("Function", FUNCTION, "function")),
            Map.of("String", AS_JSON));
    static final GoType TOOLS = GoType.slice("template.templateTools", TOOL, Map.of("String", AS_JSON));

    static final GoType ARGUMENTS = GoType.map("template.templateArgs", GoType.ANY, Map.of("String", AS_JSON_OR_EMPTY));
    static final GoType CALLED_FUNCTION = GoType.struct(
            "template.templateToolCallFunction",
            List.of(member("Index", GoType.INT), member("Name", GoType.STRING), member("Arguments", ARGUMENTS)),
            Map.of());
    static final GoType TOOL_CALL = GoType.struct(
            "template.templateToolCall",
            List.of(member("ID", GoType.STRING), member("Function", CALLED_FUNCTION)),
            Map.of());
    static final GoType TOOL_CALLS = GoType.slice("[]template.templateToolCall", TOOL_CALL, Map.of());
    static final GoType IMAGE = GoType.slice("api.ImageData", GoType.UINT8, Map.of());
    static final GoType IMAGES = GoType.slice("[]api.ImageData", IMAGE, Map.of());
    static final GoType MESSAGE = GoType.struct(
            "template.templateMessage",
            List.of(
                    member("Role", GoType.STRING),
                    member("Content", GoType.STRING),
                    member("Thinking", GoType.STRING),
                    member("Images", IMAGES),
                    member("ToolCalls", TOOL_CALLS),
                    member("ToolName", GoType.STRING),
                    member("ToolCallID", GoType.STRING)),
            Map.of());
    static final GoType MESSAGE_POINTER = GoType.pointer(MESSAGE, Map.of());
    static final GoType MESSAGES = GoType.slice("[]*template.templateMessage", MESSAGE_POINTER, Map.of());

    private OllamaTypes() {}

    private static Member member(String name, GoType type) {
        return required(name, type, name);
    }

    private static Member required(String name, GoType type, String jsonName) {
        return new Member(name, type, jsonName, false);
    }

    private static Member optional(String name, GoType type, String jsonName) {
        return new Member(name, type, jsonName, true);
    }

    private static Method refused(int parameters, String flaw) {
        return new Method(parameters, flaw, null, value -> value);
    }

    /** The type of the slice in {@code AnyOf}; its elements are properties, which have the slice among their fields. */
    static GoType anyOf() {
        return PROPERTY.members().get(0).type();
    }

    private static Map<String, GoValue> entries(GoValue pointer) {
        return pointer.isNil() ? Map.of() : pointer.target().fields().get(0).entries();
    }

    private static GoValue toMap(GoValue pointer) {
        return new GoValue(PROPERTY_MAP, pointer.isNil() ? null : new TreeMap<>(entries(pointer)));
    }

    private static GoValue marshalled(GoValue value) {
        String json = GoJson.encode(value, new Budget());
        return GoValue.slice(
                GoType.BYTES,
                json.chars()
                        .mapToObj(character -> GoValue.ofByte((char) character))
                        .toList());
    }

    private static GoValue propertyType(GoValue type) {
        GoValue.Slice names = type.slice();
        if (names.length() == 1) {
            return names.get(0);
        }
        return GoValue.of(
                names.length() == 0
                        ? ""
                        : names.elements().subList(names.from(), names.to()).stream()
                                .map(GoValue::bytes)
                                .collect(Collectors.joining(" ", "[", "]")));
    }

    /** The type of a property in TypeScript's words. */
    static String typeScript(GoValue property) {
        GoValue.Slice anyOf = property.fields().get(0).slice();
        if (anyOf.length() > 0) {
            return anyOf.elements().stream().map(OllamaTypes::typeScript).collect(Collectors.joining(" | "));
        }
        GoValue.Slice names = property.fields().get(1).slice();
        if (names.length() == 0) {
            return "any";
        }
        return names.elements().stream()
                .map(name -> switch (name.bytes()) {
                    case "string" -> "string";
                    case "number", "integer" -> "number";
                    case "boolean" -> "boolean";
                    case "array" -> "any[]";
                    case "object" -> "Record<string, any>";
                    case "null" -> "null";
                    default -> "any";
                })
                .collect(Collectors.joining(" | "));
    }
}
