package org.aethercreator.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LlamaServiceTest {
    @Test
    void missingOpenMpIsNamedWithItsPackage() {
        assertThat(LlamaService.whyNotLoaded(
                        "/x/libjllama.so", "libgomp.so.1: cannot open shared object file: No such file or directory"))
                .isEqualTo(
                        "llama.cpp needs GNU's OpenMP library (libgomp.so.1), which this machine lacks; install it with "
                                + "\"apt-get install libgomp1\" (Debian, Ubuntu) or \"dnf install libgomp\" (Fedora).");
    }

    @Test
    void oldCLibraryIsNamedWithAWayOut() {
        assertThat(LlamaService.whyNotLoaded(
                        "/x/libllama.so",
                        "/lib/libc.so.6: version `GLIBC_2.34' not found (required by /x/libllama.so)"))
                .isEqualTo("llama.cpp's library needs a newer C library than this machine has (/lib/libc.so.6: version "
                        + "`GLIBC_2.34' not found (required by /x/libllama.so)); use a newer release of the operating "
                        + "system, or the bundled llama.cpp: set AETHERCREATOR_LLAMACPP to bundled.");
    }
}
