package org.aethercreator.llamacpp.pack;

import java.util.Locale;

/** An operating system on a kind of processor, which a library is built for. */
record Platform(OperatingSystem system, String processor) {
    enum OperatingSystem {
        LINUX("Linux", "linux", "lib", "so"),
        MAC("macOS", "mac", "lib", "dylib"),
        WINDOWS("Windows", "win", "", "dll");

        private final String shownName;
        private final String id;
        private final String libraryPrefix;
        private final String libraryExtension;

        OperatingSystem(String shownName, String id, String libraryPrefix, String libraryExtension) {
            this.shownName = shownName;
            this.id = id;
            this.libraryPrefix = libraryPrefix;
            this.libraryExtension = libraryExtension;
        }

        String shownName() {
            return shownName;
        }

        String libraryPrefix() {
            return libraryPrefix;
        }

        String libraryExtension() {
            return libraryExtension;
        }
    }

    static Platform ofThisMachine() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    /** From the values of Java's {@code os.name} and {@code os.arch}. */
    static Platform of(String osName, String architecture) {
        String os = osName.toLowerCase(Locale.ROOT);
        OperatingSystem system = os.startsWith("windows")
                ? OperatingSystem.WINDOWS
                : os.startsWith("mac") ? OperatingSystem.MAC : OperatingSystem.LINUX;
        return new Platform(system, architecture.equals("amd64") ? "x86_64" : architecture);
    }

    /** As in the names of npm packages, such as {@code linux-x64}. */
    String id() {
        String cpu =
                switch (processor) {
                    case "x86_64" -> "x64";
                    case "aarch64" -> "arm64";
                    default -> processor;
                };
        return system.id + "-" + cpu;
    }

    /** Such as {@code Linux on x86_64}. */
    String shownName() {
        return system.shownName() + " on " + processor;
    }
}
