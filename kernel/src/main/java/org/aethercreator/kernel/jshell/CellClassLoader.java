package org.aethercreator.kernel.jshell;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.cert.Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Loads the classes of cells, and of the jars and folders that the user adds. All pass {@link CheckInserter}. It is the
 * context class loader of the cells' threads, so that services in those jars are found.
 */
final class CellClassLoader extends URLClassLoader {
    /** Appears in messages of the JVM about classes. */
    static final String NAME = "cells";

    static {
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> cellClasses = new ConcurrentHashMap<>();

    CellClassLoader(ClassLoader parent) {
        super(NAME, new URL[0], parent);
    }

    void add(Path jarOrFolder) {
        try {
            addURL(jarOrFolder.toUri().toURL());
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(
                    jarOrFolder + " is on no file system that classes can be loaded from.", e);
        }
    }

    /** Adds a class that JShell made, ready to be loaded. */
    void declare(String name, byte[] bytecode) {
        cellClasses.put(name, bytecode);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] cellClass = cellClasses.remove(name);
        if (cellClass != null) {
            return defineClass(name, cellClass, 0, cellClass.length);
        }
        URL url = findResource(name.replace('.', '/') + ".class");
        if (url == null) {
            throw new ClassNotFoundException(name);
        }
        try {
            return defineFrom(url, name);
        } catch (IOException e) {
            throw new ClassNotFoundException("Class " + name + " can't be read from " + url, e);
        }
    }

    private Class<?> defineFrom(URL url, String name) throws IOException {
        URLConnection connection = url.openConnection();
        byte[] read;
        try (InputStream in = connection.getInputStream()) {
            read = in.readAllBytes();
        }
        byte[] bytecode = CheckInserter.library(read, name);
        URL source = rootOf(url, name);
        Manifest manifest = null;
        Certificate[] certificates = null;
        if (connection instanceof JarURLConnection jar) {
            source = jar.getJarFileURL();
            manifest = jar.getManifest();
            certificates = jar.getCertificates();
        }
        definePackageOf(name, manifest, source);
        return defineClass(name, bytecode, 0, bytecode.length, new CodeSource(source, certificates));
    }

    private static URL rootOf(URL classFile, String className) throws MalformedURLException {
        String location = classFile.toExternalForm();
        return new URL(location.substring(0, location.length() - className.length() - ".class".length()));
    }

    private void definePackageOf(String className, @Nullable Manifest manifest, URL source) {
        int dot = className.lastIndexOf('.');
        if (dot <= 0 || getDefinedPackage(className.substring(0, dot)) != null) {
            return;
        }
        String packageName = className.substring(0, dot);
        try {
            if (manifest == null) {
                definePackage(packageName, null, null, null, null, null, null, null);
            } else {
                definePackage(packageName, manifest, source);
            }
        } catch (IllegalArgumentException e) {
            // Another thread has defined it meanwhile.
            if (getDefinedPackage(packageName) == null) {
                throw e;
            }
        }
    }
}
