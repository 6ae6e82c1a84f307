package org.aethercreator.kernel.protocol;

import java.util.List;

/** What this kernel is. */
public record KernelInfoReply(
        String protocolVersion,
        String implementation,
        String implementationVersion,
        Language languageInfo,
        String banner,
        boolean debugger,
        List<HelpLink> helpLinks,
        List<String> supportedFeatures)
        implements Reply {
    /** The language of cells. */
    public record Language(
            String name,
            String version,
            String mimetype,
            String fileExtension,
            String pygmentsLexer,
            String codemirrorMode,
            String nbconvertExporter) {}

    /** An entry of a front end's help menu. */
    public record HelpLink(String text, String url) {}
}
