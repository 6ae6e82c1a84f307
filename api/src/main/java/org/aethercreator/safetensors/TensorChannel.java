package org.aethercreator.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import org.aethercreator.progress.ProgressStage;

/** Takes the bytes of one tensor, no fewer and no more; closing it leaves the file open. */
final class TensorChannel implements WritableByteChannel {
    private final FileChannel file;
    private final SafetensorsTensor tensor;
    private final ProgressStage stage;
    private long done;
    private boolean open = true;

    TensorChannel(FileChannel file, SafetensorsTensor tensor, ProgressStage stage) {
        this.file = file;
        this.tensor = tensor;
        this.stage = stage;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        int count = bytes.remaining();
        if (count > tensor.sizeBytes() - done) {
            throw new IllegalStateException("tensor '" + tensor.name() + "' takes " + tensor.sizeBytes()
                    + " bytes, but more are written to it; check its shape and type");
        }
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
        done += count;
        stage.advance(count, tensor.name());
        return count;
    }

    void finish() {
        if (done != tensor.sizeBytes()) {
            throw new IllegalStateException("tensor '" + tensor.name() + "' got " + done + " of its "
                    + tensor.sizeBytes() + " bytes; write all of them");
        }
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
    }
}
