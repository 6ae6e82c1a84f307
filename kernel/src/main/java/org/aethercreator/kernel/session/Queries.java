package org.aethercreator.kernel.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.aethercreator.kernel.display.MimeBundle;
import org.aethercreator.kernel.protocol.CommInfoReply;
import org.aethercreator.kernel.protocol.CommInfoRequest;
import org.aethercreator.kernel.protocol.CompleteReply;
import org.aethercreator.kernel.protocol.CompleteRequest;
import org.aethercreator.kernel.protocol.Content;
import org.aethercreator.kernel.protocol.ErrorReply;
import org.aethercreator.kernel.protocol.HistoryReply;
import org.aethercreator.kernel.protocol.HistoryRequest;
import org.aethercreator.kernel.protocol.InspectReply;
import org.aethercreator.kernel.protocol.InspectRequest;
import org.aethercreator.kernel.protocol.IsCompleteReply;
import org.aethercreator.kernel.protocol.IsCompleteRequest;
import org.aethercreator.kernel.protocol.MalformedContent;
import org.aethercreator.kernel.protocol.Message;

/** Answers the questions that change nothing and therefore need not wait for the running cell. */
final class Queries {
    private final Interpreter interpreter;
    private final History history;

    Queries(Interpreter interpreter, History history) {
        this.interpreter = interpreter;
        this.history = history;
    }

    Content answer(Message<?> message) {
        Content content = message.content();
        if (content instanceof CompleteRequest request) {
            return complete(request);
        } else if (content instanceof InspectRequest request) {
            return inspect(request);
        } else if (content instanceof IsCompleteRequest request) {
            return isComplete(request);
        } else if (content instanceof HistoryRequest request) {
            return history(request);
        } else if (content instanceof CommInfoRequest) {
            return new CommInfoReply(Map.of());
        } else if (content instanceof MalformedContent malformed) {
            return new ErrorReply("MalformedRequest", malformed.reason(), List.of());
        }
        return new ErrorReply("UnsupportedRequest", "This kernel does not answer " + message.type() + ".", List.of());
    }

    private CompleteReply complete(CompleteRequest request) {
        String code = request.code();
        Completions found = interpreter.complete(code, CodePoints.toUtf16(code, request.cursorPos()));
        int start = CodePoints.fromUtf16(code, found.start());
        int end = CodePoints.fromUtf16(code, found.end());
        List<Map<String, Object>> types = found.items().stream()
                .map(item -> Map.<String, Object>of(
                        "text", item.text(),
                        "type", item.type(),
                        "signature", item.signature(),
                        "start", start,
                        "end", end))
                .toList();
        return new CompleteReply(
                found.items().stream().map(Completions.Item::text).toList(),
                start,
                end,
                Map.of("_jupyter_types_experimental", types));
    }

    private InspectReply inspect(InspectRequest request) {
        int cursor = CodePoints.toUtf16(request.code(), request.cursorPos());
        MimeBundle found = interpreter
                .inspect(request.code(), cursor, request.detailLevel())
                .documentation();
        return found == null
                ? new InspectReply(false, Map.of(), Map.of())
                : new InspectReply(true, found.data(), found.metadata());
    }

    private IsCompleteReply isComplete(IsCompleteRequest request) {
        Completeness found = interpreter.isComplete(request.code());
        boolean incomplete = found.status() == Completeness.Status.INCOMPLETE;
        return new IsCompleteReply(found.status().name().toLowerCase(Locale.ROOT), incomplete ? found.indent() : null);
    }

    private Content history(HistoryRequest request) {
        List<History.Entry> entries;
        switch (request.histAccessType()) {
            case "range" -> entries = history.range(request.session(), request.start(), request.stop());
            case "tail" -> entries = history.tail(request.n());
            case "search" ->
                entries = history.search(
                        Objects.requireNonNullElse(request.pattern(), "*"), request.n(), request.unique());
            default -> {
                return new ErrorReply(
                        "MalformedRequest",
                        "The hist_access_type is \"" + request.histAccessType()
                                + "\", but has to be \"range\", \"tail\" or \"search\".",
                        List.of());
            }
        }
        return new HistoryReply(entries.stream()
                .map(entry -> List.<Object>of(
                        entry.session(), entry.line(), request.output() ? withOutput(entry) : entry.input()))
                .toList());
    }

    // The output is null for a cell without a value, so List.of will not do.
    private static List<Object> withOutput(History.Entry entry) {
        return new ArrayList<>(Arrays.asList(entry.input(), entry.output()));
    }
}
