package org.aethercreator.kernel.jshell;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinPool.ForkJoinWorkerThreadFactory;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/**
 * Makes the threads of the common pool, on which parallel streams and completable futures run. Their context class
 * loader is that of the cells, so that libraries find their services there too; the JDK's would be the application's.
 *
 * <p>Public because the JDK makes it by its name.
 */
public final class CellPoolThreads implements ForkJoinWorkerThreadFactory {
    private static final String PROPERTY = "java.util.concurrent.ForkJoinPool.common.threadFactory";
    private static volatile @Nullable ClassLoader contextLoader;

    /** Has the common pool use this factory, unless it exists already or another factory was chosen. */
    static void install() {
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, CellPoolThreads.class.getName());
        }
    }

    static void setContextLoader(ClassLoader cells) {
        contextLoader = cells;
    }

    @Override
    public ForkJoinWorkerThread newThread(ForkJoinPool pool) {
        return new PoolThread(pool);
    }

    private static final class PoolThread extends ForkJoinWorkerThread {
        PoolThread(ForkJoinPool pool) {
            super(pool);
            setDaemon(true);
            setContextClassLoader(ClassLoader.getSystemClassLoader());
        }

        /** The cells' of now, for the thread may be older than they are; or what somebody has set. */
        @Override
        public @Nullable ClassLoader getContextClassLoader() {
            ClassLoader own = super.getContextClassLoader();
            return own == ClassLoader.getSystemClassLoader() ? contextLoader : own;
        }
    }
}
