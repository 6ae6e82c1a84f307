/**
 * A Java process of ours that does native work, so that a native abort ends that process and not the notebook. Start at
 * {@link org.aethercreator.worker.Worker}: it starts the process, sends requests, passes on streamed replies, cancels,
 * and tells why the process died. It does not know what the work is: a {@link org.aethercreator.worker.WorkerService}
 * does.
 *
 * <p>Why a Unix domain socket and not the standard streams: native libraries print to those whenever they like. Why a
 * fixed class path and not {@code java.class.path}: under JJava, Surefire and our own kernel that property names other
 * things than what was loaded.
 */
@NullMarked
package org.aethercreator.worker;

import org.jspecify.annotations.NullMarked;
