package org.aethercreator.llamacpp;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Memory;
import java.nio.file.Path;
import org.aethercreator.worker.WorkerErrorException;
import org.junit.jupiter.api.Test;

class LlamaAbiTest {
    @Test
    void unknownLayoutIsRefusedWithWhatWasFound() {
        Memory model = new Memory(512);
        Memory context = new Memory(512);
        model.clear();
        context.clear();
        assertThatThrownBy(() -> LlamaAbi.fitting(model, context, Path.of("/x/libllama.so")))
                .isInstanceOf(WorkerErrorException.class)
                .hasMessage("/x/libllama.so is a build of llama.cpp that AetherCreator does not know: its default "
                        + "parameters do not lie where they should (for v0.4.0 to v0.5.0, splitMode is 0 and not 1; for "
                        + "b4916, splitMode is 0 and not 1). Use a build of v0.4.0 to v0.5.0 or b4916: \"%llama install "
                        + "cpu\" gets one.");
    }
}
