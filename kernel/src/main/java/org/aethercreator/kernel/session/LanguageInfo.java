package org.aethercreator.kernel.session;

/** The {@code language_info} of {@code kernel_info_reply}, and the banner that consoles print at start. */
public record LanguageInfo(
        String name,
        String version,
        String mimetype,
        String fileExtension,
        String pygmentsLexer,
        String codemirrorMode,
        String banner) {}
