package org.aethercreator.kernel.jshell;

import java.util.Collection;
import java.util.List;

/**
 * The packages of the application class path that cells may see, each with those below it. All others, the kernel's own
 * libraries among them, are hidden, so that a cell can use any version of them.
 */
record VisiblePackages(List<String> roots) {
    VisiblePackages {
        roots = List.copyOf(roots);
    }

    static VisiblePackages of(Collection<String> roots) {
        return new VisiblePackages(List.copyOf(roots));
    }

    /** Whether {@code packageName} is visible, or leads to a package that is. */
    boolean leadsTo(String packageName) {
        return showsPackage(packageName) || roots.stream().anyMatch(root -> root.startsWith(packageName + "."));
    }

    boolean showsPackage(String packageName) {
        for (String root : roots) {
            if (packageName.startsWith(root)
                    && (packageName.length() == root.length() || packageName.charAt(root.length()) == '.')) {
                return true;
            }
        }
        return false;
    }

    boolean showsClass(String className) {
        int dot = className.lastIndexOf('.');
        return dot > 0 && showsPackage(className.substring(0, dot));
    }
}
