package org.aethercreator.kernel.jshell;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parent of the loader of cells: the whole JDK, and of the application class path only what {@link VisiblePackages}
 * shows.
 */
final class ApplicationFilter extends ClassLoader {
    private static final String SERVICES = "META-INF/services/";

    private final ClassLoader application;
    private final VisiblePackages visible;
    private final Set<String> jdkPackages = new HashSet<>();

    ApplicationFilter(ClassLoader application, VisiblePackages visible) {
        super("kernel", ClassLoader.getPlatformClassLoader());
        this.application = application;
        this.visible = visible;
        // Some modules of the JDK, such as jdk.compiler, belong to the application's loader.
        for (Module module : ModuleLayer.boot().modules()) {
            if (module.getClassLoader() == ClassLoader.getSystemClassLoader()) {
                jdkPackages.addAll(module.getPackages());
            }
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        int dot = name.lastIndexOf('.');
        boolean shown = visible.showsClass(name)
                || name.equals(StopChecks.class.getName())
                || (dot > 0 && jdkPackages.contains(name.substring(0, dot)));
        if (!shown) {
            throw new ClassNotFoundException(name);
        }
        return application.loadClass(name);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        return showsResource(name) ? application.getResource(name) : null;
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
        return showsResource(name) ? application.getResources(name) : Collections.emptyEnumeration();
    }

    /** A list of service providers is shown if the service is: the providers of a hidden one could not be loaded. */
    private boolean showsResource(String name) {
        if (name.startsWith(SERVICES)) {
            return visible.showsClass(name.substring(SERVICES.length()));
        }
        return visible.showsClass(name.replace('/', '.').replaceFirst("\\.[^.]*$", ""));
    }
}
