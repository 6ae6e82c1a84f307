package org.aethercreator.chattemplate;

/**
 * One token of a template.
 *
 * @param text for a string what its escapes mean, else as it stands in the source
 */
record Token(Type type, String text, int line) {
    enum Type {
        DATA("template data / text"),
        VARIABLE_BEGIN("begin of print statement"),
        VARIABLE_END("end of print statement"),
        BLOCK_BEGIN("begin of statement block"),
        BLOCK_END("end of statement block"),
        NAME("name"),
        STRING("string"),
        INTEGER("integer"),
        FLOAT("float"),
        OPERATOR("operator"),
        END("end of template");

        private final String description;

        Type(String description) {
            this.description = description;
        }
    }

    boolean isOperator(String operator) {
        return type == Type.OPERATOR && text.equals(operator);
    }

    boolean isName(String name) {
        return type == Type.NAME && text.equals(name);
    }

    /** For messages. */
    String describe() {
        return type == Type.OPERATOR || type == Type.NAME ? "'" + text + "'" : type.description;
    }
}
