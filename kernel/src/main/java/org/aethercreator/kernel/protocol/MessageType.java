package org.aethercreator.kernel.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of messages that this kernel knows: their names in headers and their contents. */
public enum MessageType {
    CLEAR_OUTPUT(ClearOutput.class),
    COMM_CLOSE(CommClose.class),
    COMM_INFO_REPLY(CommInfoReply.class),
    COMM_INFO_REQUEST(CommInfoRequest.class),
    COMM_MSG(CommMsg.class),
    COMM_OPEN(CommOpen.class),
    COMPLETE_REPLY(CompleteReply.class),
    COMPLETE_REQUEST(CompleteRequest.class),
    DISPLAY_DATA(DisplayData.class),
    ERROR(ErrorContent.class),
    EXECUTE_INPUT(ExecuteInput.class),
    EXECUTE_REPLY(ExecuteReply.class),
    EXECUTE_REQUEST(ExecuteRequest.class),
    EXECUTE_RESULT(ExecuteResult.class),
    HISTORY_REPLY(HistoryReply.class),
    HISTORY_REQUEST(HistoryRequest.class),
    INPUT_REPLY(InputReply.class),
    INPUT_REQUEST(InputRequest.class),
    INSPECT_REPLY(InspectReply.class),
    INSPECT_REQUEST(InspectRequest.class),
    INTERRUPT_REPLY(InterruptReply.class),
    INTERRUPT_REQUEST(InterruptRequest.class),
    IOPUB_WELCOME(IopubWelcome.class),
    IS_COMPLETE_REPLY(IsCompleteReply.class),
    IS_COMPLETE_REQUEST(IsCompleteRequest.class),
    KERNEL_INFO_REPLY(KernelInfoReply.class),
    KERNEL_INFO_REQUEST(KernelInfoRequest.class),
    SHUTDOWN_REPLY(ShutdownReply.class),
    SHUTDOWN_REQUEST(ShutdownRequest.class),
    STATUS(Status.class),
    STREAM(Stream.class),
    UPDATE_DISPLAY_DATA(UpdateDisplayData.class);

    private static final Map<String, MessageType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(MessageType::wireName, type -> type));
    private static final Map<Class<?>, MessageType> BY_CONTENT =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(MessageType::contentType, type -> type));

    private final Class<? extends Content> contentType;

    MessageType(Class<? extends Content> contentType) {
        this.contentType = contentType;
    }

    /** As in a header's {@code msg_type}: this constant's name in lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    Class<? extends Content> contentType() {
        return contentType;
    }

    static Optional<MessageType> named(String wireName) {
        return Optional.ofNullable(BY_NAME.get(wireName));
    }

    static MessageType of(Content content) {
        MessageType type = BY_CONTENT.get(content.getClass());
        if (type == null) {
            throw new IllegalArgumentException(
                    "No kind of message has the content " + content.getClass().getName());
        }
        return type;
    }
}
