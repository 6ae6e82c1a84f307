package org.aethercreator.notebooks;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class KernelConformanceIT {
    @Test
    void theKernelPassesJupytersOwnTests() throws Exception {
        Path script = TestJupyter.FOLDERS.notebooks().resolve("src/test/python/kernel_conformance.py");
        TestJupyter.environment().python(Path.of(""), script.toString()).require(System.out);
    }
}
