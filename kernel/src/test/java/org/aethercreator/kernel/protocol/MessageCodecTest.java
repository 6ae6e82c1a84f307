package org.aethercreator.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageCodecTest {
    private final MessageCodec unsigned = codec("");
    private final Author author = new Author();

    @Test
    void nullsIdentitiesAndBuffersSurvive() {
        Map<String, Object> data = new HashMap<>();
        data.put("value", null);
        byte[] buffer = {1, 2, 3};
        Message<CommMsg> message = author.publish(null, new CommMsg("c1", data));
        Message<CommMsg> withBuffer = new Message<>(
                List.of(new byte[] {0, 9}), message.header(), null, Map.of(), message.content(), List.of(buffer));

        Message<Content> read = unsigned.decode(unsigned.encode(withBuffer));

        assertThat(read.content()).isEqualTo(withBuffer.content());
        assertThat(((CommMsg) read.content()).data()).containsEntry("value", null);
        assertThat(read.identities()).containsExactly(new byte[] {0, 9});
        assertThat(read.buffers()).containsExactly(buffer);
        assertThat(read.parent()).isNull();
    }

    @Test
    void missingFieldsOfAnExecuteRequestHaveTheSpecificationsDefaults() {
        assertThat(decode("execute_request", "{\"code\":\"x\"}"))
                .isEqualTo(new ExecuteRequest("x", false, true, Map.of(), false, true));
        assertThat(decode("execute_request", "{\"code\":\"x\",\"silent\":true}"))
                .as("a silent cell is never kept")
                .isEqualTo(new ExecuteRequest("x", true, false, Map.of(), false, true));
    }

    @Test
    void unknownFieldsOfAContentAreIgnored() {
        assertThat(decode("is_complete_request", "{\"code\":\"x\",\"future\":[1]}"))
                .isEqualTo(new IsCompleteRequest("x"));
    }

    @Test
    void contentOfAnUnknownKindIsKept() {
        Map<String, Object> fields = new HashMap<>();
        fields.put("a", null);

        assertThat(decode("usage_request", "{\"a\":null}")).isEqualTo(new UnknownContent(fields));
    }

    @Test
    void contentThatIsNoObjectIsMalformed() {
        assertThat(decode("complete_request", "[]"))
                .isInstanceOfSatisfying(MalformedContent.class, content -> assertThat(content.reason())
                        .startsWith("The content of complete_request cannot be read. Cannot deserialize"));
    }

    @Test
    void signatureIsTheHmacOfTheFourParts() {
        MessageCodec signed = codec("key");

        List<byte[]> frames = signed.encode(author.publish(null, Status.BUSY));

        // Computed once with Python: hmac.new(b"key", b"a" + b"b" + b"c" + b"d", "sha256").hexdigest()
        assertThat(new MessageSignature("hmac-sha256", "key").sign(parts("a", "b", "c", "d")))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("2a31ec0ee8d878c9eece9fb0df79b3b90b2256240163aa5ee50d176d3d1121f8");
        assertThat(frames.get(2)).hasSize(64);
        assertThat(signed.decode(frames).content()).isEqualTo(Status.BUSY);
    }

    private Content decode(String type, String content) {
        return unsigned.decode(
                        parts("<IDS|MSG>", "", "{\"msg_id\":\"1\",\"msg_type\":\"" + type + "\"}", "{}", "{}", content))
                .content();
    }

    private static List<byte[]> parts(String... parts) {
        return Arrays.stream(parts)
                .map(part -> part.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static MessageCodec codec(String key) {
        return MessageCodec.of(new ConnectionFile("tcp", "127.0.0.1", 1, 2, 3, 4, 5, key, "hmac-sha256"));
    }
}
