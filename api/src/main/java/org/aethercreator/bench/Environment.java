package org.aethercreator.bench;

import org.aethercreator.fit.HardwareProfile;

/**
 * The machine and the software on which figures were measured; figures compare only within one.
 *
 * @param processor name of the CPU
 * @param physicalCores of the CPU, hyper-threads not counted
 * @param ramBytes memory of the machine or of the container
 * @param engine what ran the models, with its version
 */
public record Environment(
        String processor, int physicalCores, long ramBytes, String operatingSystem, String java, String engine) {
    /** This process's system and Java on {@code hardware}. */
    static Environment on(HardwareProfile hardware, String engine) {
        return new Environment(
                hardware.cpuName(),
                hardware.physicalCores(),
                hardware.ramBytes(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.version"),
                engine);
    }
}
