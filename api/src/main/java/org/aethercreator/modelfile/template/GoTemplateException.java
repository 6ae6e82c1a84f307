package org.aethercreator.modelfile.template;

/**
 * A template that Go refuses to parse or to run. The message begins with Go's own and goes on with what is the matter
 * and what to do.
 */
public final class GoTemplateException extends RuntimeException {
    private final String goMessage;
    private final int line;
    private final String fix;

    private GoTemplateException(String goMessage, int line, String advice) {
        super(goMessage + ". " + advice);
        this.goMessage = goMessage;
        this.line = line;
        this.fix = advice;
    }

    static GoTemplateException syntax(String message, int line) {
        String text = GoText.text(message);
        return new GoTemplateException("template: :" + line + ": " + text, line, Advice.onSyntax(text));
    }

    /** What Ollama itself refuses, beyond the syntax. */
    static GoTemplateException refused(String message, String advice) {
        return new GoTemplateException(message, 1, advice);
    }

    /** A mistake that shows only when the template runs; its place is a byte of the template's text. */
    static GoTemplateException execution(String templateBytes, String templateName, Node node, String message) {
        int position = Math.min(node.position(), templateBytes.length());
        int lineStart = templateBytes.lastIndexOf('\n', position - 1) + 1;
        int line = 1;
        for (int at = 0; at < position; at++) {
            line += templateBytes.charAt(at) == '\n' ? 1 : 0;
        }
        String text = GoText.text(message);
        String goMessage = "template: :" + line + ":" + (position - lineStart) + ": executing "
                + GoText.text(GoQuoting.quote(templateName)) + " at <" + GoText.text(node.spelling()) + ">: " + text;
        return new GoTemplateException(goMessage, line, Advice.onExecution(text));
    }

    /** A rendering that would not end, or not fit into memory. */
    static GoTemplateException beyondLimit(String what) {
        return new GoTemplateException(
                what, 1, "Look for a template that invokes itself, or a range over a large number.");
    }

    /** What Ollama's server says, letter by letter; for a limit that only this library has, its own words. */
    public String goMessage() {
        return goMessage;
    }

    /** The line of the template that Go names, from 1. */
    public int line() {
        return line;
    }

    /** What to do, as a sentence. */
    public String fix() {
        return fix;
    }
}
