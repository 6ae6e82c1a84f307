/**
 * Files on this machine: where downloads and extracted libraries are kept, how a file comes into being whole or not at
 * all, and how one is read at any place. Start at {@link org.aethercreator.storage.AtomicFile}. It does not know what
 * the files hold.
 */
@NullMarked
package org.aethercreator.storage;

import org.jspecify.annotations.NullMarked;
