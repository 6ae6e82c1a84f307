package org.aethercreator.gguf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.aethercreator.progress.ProgressStage;

/** Takes the bytes of one tensor, from its first to its last. */
public final class TensorOutput {
    private final GgufOutput output;
    private final GgufTensor tensor;
    private final ProgressStage stage;
    private long done;

    TensorOutput(GgufOutput output, GgufTensor tensor, ProgressStage stage) {
        this.output = output;
        this.tensor = tensor;
        this.stage = stage;
    }

    /** Appends the remaining bytes of {@code bytes}. */
    public void write(ByteBuffer bytes) throws IOException {
        int count = bytes.remaining();
        checkLeft(count);
        output.write(bytes, tensor.offset() + done);
        advance(count);
    }

    /** Appends {@code bytes} bytes of another file, beginning at {@code start}. */
    public void copy(Path source, long start, long bytes) throws IOException {
        checkLeft(bytes);
        output.copy(source, start, bytes, tensor.offset() + done);
        advance(bytes);
    }

    void finish() {
        if (done != tensor.sizeBytes()) {
            throw new IllegalStateException("tensor '" + tensor.name() + "' got " + done + " of its "
                    + tensor.sizeBytes() + " bytes; write all of them");
        }
    }

    private void checkLeft(long bytes) {
        if (bytes > tensor.sizeBytes() - done) {
            throw new IllegalStateException("tensor '" + tensor.name() + "' takes " + tensor.sizeBytes()
                    + " bytes, but more are written to it; check its shape and type");
        }
    }

    private void advance(long bytes) {
        done += bytes;
        stage.advance(bytes, tensor.name());
    }
}
