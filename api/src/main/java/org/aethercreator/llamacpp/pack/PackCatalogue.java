package org.aethercreator.llamacpp.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The packages that are installed as packs, each with the hash of its tarball: nothing else is unpacked, whoever serves
 * it. Their structure layouts are those that {@code LlamaAbiV04} knows.
 *
 * <p>To move to newer ones: {@code npm view NAME@VERSION dist.integrity} gives the hash; the tests of real packs say
 * whether the layout is still the same.
 */
final class PackCatalogue {
    /** A package, and what it is good for. */
    record Entry(String platform, Backend backend, NpmPackage npm) {}

    /** 3.22.1 was there for Linux alone when it was taken up, on 2026-11-24. */
    private static final String LINUX_VERSION = "3.22.1";

    private static final String OTHERS_VERSION = "3.21.1";

    private final List<Entry> entries;

    PackCatalogue(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    static PackCatalogue standard() {
        return new PackCatalogue(List.of(
                entry(
                        "linux-x64",
                        Backend.CPU,
                        "5uCCDNqWCNfaAm8aR/Uzxbo4HBpKgNF91kCHPepKhgMgV2OAmatoefbOlMihsqCiH2Od35E/eUHQCFbfRBJuOg=="),
                entry(
                        "linux-x64",
                        Backend.CUDA,
                        "8rQCjyNNLZJUFit+YpjwlC4hwkKgOMIkB2wuycKBf8NU2O3ySKbiWZQ8aw9ku2nUTXjSnUIrE6KB88itduTBuA=="),
                entry(
                        "linux-x64",
                        Backend.VULKAN,
                        "bBxqU+JOcBu1nb5Qj2zcMci+JByT1E8EajHvYodyNfVIPkEhXh+/HMwR1/BT7xP08YK0hks+kM8fglER0P8JEg=="),
                entry(
                        "linux-arm64",
                        Backend.CPU,
                        "W+7naKCXX9/eEjjFmRS8vvx91QyLXDbeFxexZc3bh/PtQABZgmRL3C0AtYYXn4YGTj/3Qor4lWZn2tpjZFPLdQ=="),
                entry(
                        "mac-arm64",
                        Backend.METAL,
                        "6MIDAZV7DXD9R1+jEXWJkFuolni3GATGE6mmuyFYc6ZmtOh9djAy15df0T0AXK3sCmVKL+fQcOAWZezxx4MvQQ=="),
                entry(
                        "mac-x64",
                        Backend.CPU,
                        "Q4nyNmbcNiKygBZQZjX+qLk2w3YzoiFpLWsxNURQN7xjyUi2p2rWxjRa7Otg0FrjGf/ri4aQ+X3Uj5Y0zD06eg=="),
                entry(
                        "win-x64",
                        Backend.CPU,
                        "JcIpCnra7bAd7JNWA8ehdn2DIRaTMuj+fBC8bw+5rKSNzszWFbuj2XA05c5QHovonDMBLN1ePXE/hcfZtzXoUQ=="),
                entry(
                        "win-x64",
                        Backend.CUDA,
                        "PLz70neFEMkQTlmJqG1ujUtCSgHasLPMxQ9rLkqQVmZYAXqkRj+45TIHCjdn3XqUeaoun0vrO9rRaxZ8NVq9jg=="),
                entry(
                        "win-x64",
                        Backend.VULKAN,
                        "HJ237Azh5m4Sz+w3A1IU/fYLaSDOocskcfn2ILTgqTuuORCB86EMnu3Yt/XsNhRHTtEiwz1Q/E0mO4PLIbZLAA=="),
                entry(
                        "win-arm64",
                        Backend.CPU,
                        "/UDR7Y0B8iKfc/tqxBmWkcgRdZQ9Wrkwod7fYl4J6iZXcTIj286RkHvZSED7VMY67TrcUXVvxJVMNFtmjeYnDg==")));
    }

    private static Entry entry(String platform, Backend backend, String sha512) {
        String version = platform.startsWith("linux") ? LINUX_VERSION : OTHERS_VERSION;
        String suffix = backend == Backend.CPU ? "" : "-" + backend.id();
        return new Entry(
                platform, backend, new NpmPackage("@node-llama-cpp/" + platform + suffix, version, "sha512-" + sha512));
    }

    /**
     * The package for this backend. Where the only build for the processor is the one for Apple's GPUs, it is that one.
     *
     * @throws NativePackException if there is none
     */
    Entry find(Platform platform, Backend backend) {
        List<Entry> offered = offered(platform);
        return offered.stream()
                .filter(entry -> entry.backend() == backend)
                .findFirst()
                .or(() -> offered.stream()
                        .filter(entry -> backend == Backend.CPU && entry.backend() == Backend.METAL)
                        .findFirst())
                .orElseThrow(() -> new NativePackException("There is no native pack for " + backend.id() + " on "
                        + platform.shownName() + "; "
                        + (offered.isEmpty()
                                ? "build llama.cpp yourself and name its folder in " + NativePacks.FOLDER_VARIABLE
                                : "choose one of " + ids(offered))));
    }

    /** The package with this hash, if it is one for the platform. */
    Optional<Entry> withIntegrity(Platform platform, String integrity) {
        return offered(platform).stream()
                .filter(entry -> entry.npm().integrity().equals(integrity))
                .findFirst();
    }

    List<Entry> offered(Platform platform) {
        List<Entry> offered = new ArrayList<>(entries);
        offered.removeIf(entry -> !entry.platform().equals(platform.id()));
        return offered;
    }

    private static String ids(List<Entry> offered) {
        return offered.stream().map(entry -> entry.backend().id()).collect(Collectors.joining(", "));
    }
}
