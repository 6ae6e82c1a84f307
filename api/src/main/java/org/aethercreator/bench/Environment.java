package org.aethercreator.bench;

/**
 * The machine and the software on which figures were measured; figures compare only within one.
 *
 * @param processor name of the CPU
 * @param physicalCores of the CPU, hyper-threads not counted
 * @param ramBytes memory of the machine or of the container
 * @param engine what ran the models, with its version
 */
public record Environment(
        String processor, int physicalCores, long ramBytes, String operatingSystem, String java, String engine) {}
