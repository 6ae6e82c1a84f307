package org.aethercreator.kernel.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.aethercreator.kernel.channel.Channels;
import org.aethercreator.kernel.display.MimeBundle;
import org.aethercreator.kernel.protocol.Author;
import org.aethercreator.kernel.protocol.Content;
import org.aethercreator.kernel.protocol.ErrorContent;
import org.aethercreator.kernel.protocol.ErrorReply;
import org.aethercreator.kernel.protocol.ExecuteErrorReply;
import org.aethercreator.kernel.protocol.ExecuteInput;
import org.aethercreator.kernel.protocol.ExecuteReply;
import org.aethercreator.kernel.protocol.ExecuteRequest;
import org.aethercreator.kernel.protocol.ExecuteResult;
import org.aethercreator.kernel.protocol.Message;
import org.aethercreator.kernel.session.ExecutionResult.Failure;
import org.aethercreator.kernel.session.ExecutionResult.Success;
import org.jspecify.annotations.Nullable;

/** Runs cells and shows how they end. Used by one thread. */
final class CellRunner {
    private final Interpreter interpreter;
    private final Channels channels;
    private final Author author;
    private final Stdin stdin;
    private final History history;
    private final ScheduledExecutorService timer;
    private int executionCount = 1;

    CellRunner(
            Interpreter interpreter,
            Channels channels,
            Author author,
            Stdin stdin,
            History history,
            ScheduledExecutorService timer) {
        this.interpreter = interpreter;
        this.channels = channels;
        this.author = author;
        this.stdin = stdin;
        this.history = history;
        this.timer = timer;
    }

    /** Runs one cell to its end; returns the reply. */
    Content run(Message<?> message, ExecuteRequest request) {
        int count = executionCount;
        if (request.storeHistory()) {
            executionCount++;
        }
        Consumer<Content> publisher = content -> channels.publishWhenRoom(author.publish(message.header(), content));
        Cell cell = new Cell(message, request, publisher, stdin, timer);
        cell.show(new ExecuteInput(request.code(), count));
        ExecutionResult result = execute(request.code(), count, cell);
        if (request.storeHistory()) {
            history.add(count, request.code(), plainText(result));
        }
        Content reply = show(result, count, cell);
        if (reply instanceof ExecuteReply && !request.userExpressions().isEmpty()) {
            reply = new ExecuteReply(count, evaluate(message, request, count));
        }
        cell.end();
        return reply;
    }

    private ExecutionResult execute(String code, int count, Cell cell) {
        try {
            return interpreter.execute(code, count, cell);
        } catch (Throwable e) {
            return failure(e);
        }
    }

    private static Content show(ExecutionResult result, int count, Cell cell) {
        if (result instanceof Success success && success.value() != null) {
            MimeBundle value = success.value();
            try {
                cell.show(new ExecuteResult(count, value.data(), value.metadata()));
            } catch (IllegalArgumentException e) {
                // A renderer put something into the bundle that is no JSON.
                return show(failure(e), count, cell);
            }
        }
        if (result instanceof Failure failure) {
            cell.show(new ErrorContent(failure.name(), failure.message(), failure.traceback()));
            return new ExecuteErrorReply(count, failure.name(), failure.message(), failure.traceback());
        }
        return new ExecuteReply(count, Map.of());
    }

    /** The values of user expressions, each of which can fail on its own and shows nothing. */
    private Map<String, Map<String, Object>> evaluate(Message<?> message, ExecuteRequest request, int count) {
        Map<String, Map<String, Object>> values = new LinkedHashMap<>();
        request.userExpressions().forEach((name, expression) -> {
            Cell cell = new Cell(message, request, content -> {}, stdin, timer);
            values.put(name, expressionValue(execute(expression, count, cell)));
            cell.end();
        });
        return values;
    }

    private static Map<String, Object> expressionValue(ExecutionResult result) {
        if (result instanceof Failure failure) {
            return Map.of(
                    "status", "error",
                    "ename", failure.name(),
                    "evalue", failure.message(),
                    "traceback", failure.traceback());
        }
        MimeBundle value = result instanceof Success success && success.value() != null
                ? success.value()
                : new MimeBundle(Map.of(), Map.of());
        return Map.of("status", "ok", "data", value.data(), "metadata", value.metadata());
    }

    private static Failure failure(Throwable thrown) {
        ErrorReply error = Exchange.error(thrown);
        return new Failure(error.ename(), error.evalue(), error.traceback());
    }

    private static @Nullable String plainText(ExecutionResult result) {
        return result instanceof Success success
                        && success.value() != null
                        && success.value().data().get(MimeBundle.PLAIN) instanceof String plain
                ? plain
                : null;
    }
}
