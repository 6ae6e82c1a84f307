/**
 * This machine: processor, memory, GPUs, and the limits of the container it may be. Start at
 * {@link org.aethercreator.hardware.HardwareProbe}. It does not know what models need.
 */
@NullMarked
package org.aethercreator.hardware;

import org.jspecify.annotations.NullMarked;
