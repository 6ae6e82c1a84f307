package org.aethercreator.modelfile.template;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.aethercreator.modelfile.template.TemplateValues.Message;

/**
 * The messages as a template gets them: those that follow each other with the same role are one, but for tools'
 * answers. Of what is joined only the content counts.
 *
 * @param system all system messages; they are among the others too
 */
record Conversation(String system, List<Message> messages) {
    static Conversation of(List<Message> given) {
        List<Message> merged = new ArrayList<>();
        for (Message message : given) {
            int last = merged.size() - 1;
            boolean joins = last >= 0
                    && merged.get(last).role().equals(message.role())
                    && !message.role().equals("tool");
            if (joins) {
                merged.set(
                        last, withContent(merged.get(last), merged.get(last).content() + "\n\n" + message.content()));
            } else {
                merged.add(message);
            }
        }
        String system = given.stream()
                .filter(message -> message.role().equals("system"))
                .map(Message::content)
                .collect(Collectors.joining("\n\n"));
        return new Conversation(system, merged);
    }

    private static Message withContent(Message message, String content) {
        return new Message(
                message.role(),
                content,
                message.thinking(),
                message.images(),
                message.toolCalls(),
                message.toolName(),
                message.toolCallId());
    }
}
