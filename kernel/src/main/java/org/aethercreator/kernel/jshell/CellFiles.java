package org.aethercreator.kernel.jshell;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/**
 * What the compiler of cells finds: the JDK, the user's class path, and of the application's only the visible packages,
 * so that it agrees with {@link ApplicationFilter}. It never looks at {@code java.class.path}.
 */
final class CellFiles extends ForwardingJavaFileManager<StandardJavaFileManager> implements StandardJavaFileManager {
    private static final JavaFileManager.Location APPLICATION = StandardLocation.locationFor("KERNEL_APPLICATION");

    private final VisiblePackages visible;

    /** Of {@code applicationPath} only the visible packages are found. */
    CellFiles(StandardJavaFileManager standard, VisiblePackages visible, List<Path> applicationPath) {
        super(standard);
        this.visible = visible;
        setPaths(APPLICATION, applicationPath);
        userPath(List.of());
    }

    /** Sets the jars and folders whose packages are all visible. */
    void userPath(Collection<Path> path) {
        setPaths(StandardLocation.CLASS_PATH, path);
    }

    private void setPaths(JavaFileManager.Location location, Collection<Path> path) {
        try {
            fileManager.setLocationFromPaths(location, path);
        } catch (IOException e) {
            throw new IllegalArgumentException("The compiler can't use the class path " + path, e);
        }
    }

    @Override
    public Iterable<JavaFileObject> list(
            JavaFileManager.Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
            throws IOException {
        Iterable<JavaFileObject> files = super.list(location, packageName, kinds, recurse);
        if (location != StandardLocation.CLASS_PATH || !visible.showsPackage(packageName)) {
            return files;
        }
        List<JavaFileObject> all = new ArrayList<>();
        super.list(APPLICATION, packageName, kinds, recurse).forEach(all::add);
        files.forEach(all::add);
        return all;
    }

    /** JShell indexes these for the completion of packages and imports. */
    @Override
    public Iterable<? extends Path> getLocationAsPaths(JavaFileManager.Location location) {
        Iterable<? extends Path> paths = fileManager.getLocationAsPaths(location);
        if (location != StandardLocation.CLASS_PATH) {
            return paths;
        }
        List<Path> all = new ArrayList<>();
        fileManager.getLocationAsPaths(APPLICATION).forEach(all::add);
        paths.forEach(all::add);
        return all;
    }

    /** JShell sets its own idea of the class path by options; ours stays. */
    @Override
    public boolean handleOption(String current, Iterator<String> remaining) {
        if (current.equals("-classpath") || current.equals("--class-path") || current.equals("-cp")) {
            remaining.next();
            return true;
        }
        return super.handleOption(current, remaining);
    }

    @Override
    public @Nullable String inferBinaryName(JavaFileManager.Location location, JavaFileObject file) {
        String name = super.inferBinaryName(location, file);
        return name == null && location == StandardLocation.CLASS_PATH
                ? super.inferBinaryName(APPLICATION, file)
                : name;
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjectsFromFiles(Iterable<? extends File> files) {
        return fileManager.getJavaFileObjectsFromFiles(files);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjects(File... files) {
        return fileManager.getJavaFileObjects(files);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjects(Path... paths) {
        return fileManager.getJavaFileObjects(paths);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjectsFromStrings(Iterable<String> names) {
        return fileManager.getJavaFileObjectsFromStrings(names);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjects(String... names) {
        return fileManager.getJavaFileObjects(names);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjectsFromPaths(Collection<? extends Path> paths) {
        return fileManager.getJavaFileObjectsFromPaths(paths);
    }

    @Override
    public void setLocation(JavaFileManager.Location location, @Nullable Iterable<? extends File> files)
            throws IOException {
        fileManager.setLocation(location, files);
    }

    @Override
    public Iterable<? extends File> getLocation(JavaFileManager.Location location) {
        return fileManager.getLocation(location);
    }

    @Override
    public void setLocationFromPaths(JavaFileManager.Location location, Collection<? extends Path> paths)
            throws IOException {
        fileManager.setLocationFromPaths(location, paths);
    }

    @Override
    public Path asPath(FileObject file) {
        return fileManager.asPath(file);
    }
}
