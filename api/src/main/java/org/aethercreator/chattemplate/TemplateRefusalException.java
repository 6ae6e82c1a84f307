package org.aethercreator.chattemplate;

/**
 * The template itself refuses the conversation, by {@code raise_exception}: the input is at fault, not the template.
 */
public final class TemplateRefusalException extends ChatTemplateException {
    private final String reason;

    TemplateRefusalException(String reason, int line) {
        super("the model's template refuses this conversation: " + reason, line);
        this.reason = reason;
    }

    /** What the template says, letter by letter. */
    public String reason() {
        return reason;
    }
}
