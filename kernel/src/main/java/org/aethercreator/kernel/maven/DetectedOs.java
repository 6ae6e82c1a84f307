package org.aethercreator.kernel.maven;

import java.util.Locale;
import java.util.Map;

/**
 * The properties that Maven's os-maven-plugin defines, with which projects name the jar of native code for this
 * machine: {@code ${os.detected.classifier}}.
 */
final class DetectedOs {
    static final Map<String, String> PROPERTIES = detect(System.getProperty("os.name"), System.getProperty("os.arch"));

    private DetectedOs() {}

    static Map<String, String> detect(String osName, String osArch) {
        String name = name(osName.toLowerCase(Locale.ROOT));
        String arch = arch(osArch.toLowerCase(Locale.ROOT));
        return Map.of("os.detected.name", name, "os.detected.arch", arch, "os.detected.classifier", name + "-" + arch);
    }

    /** {@code text} with the properties replaced. */
    static String interpolate(String text) {
        String result = text;
        for (Map.Entry<String, String> property : PROPERTIES.entrySet()) {
            result = result.replace("${" + property.getKey() + "}", property.getValue());
        }
        return result;
    }

    private static String name(String osName) {
        if (osName.startsWith("mac") || osName.startsWith("darwin")) {
            return "osx";
        }
        return osName.startsWith("windows") ? "windows" : osName.replaceAll("[^a-z0-9]", "");
    }

    private static String arch(String osArch) {
        return switch (osArch) {
            case "amd64", "x86_64", "x8664", "x64" -> "x86_64";
            case "aarch64", "arm64" -> "aarch_64";
            default -> osArch.replaceAll("[^a-z0-9_]", "");
        };
    }
}
