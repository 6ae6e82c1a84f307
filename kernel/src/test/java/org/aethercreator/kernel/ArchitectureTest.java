package org.aethercreator.kernel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What depends on what in the kernel. */
@AnalyzeClasses(packages = "org.aethercreator.kernel", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String KERNEL = "org.aethercreator.kernel";

    @ArchTest
    static final ArchRule layersUseThoseBelow = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage(KERNEL + "..")
            .layer("protocol")
            .definedBy(KERNEL + ".protocol")
            .layer("channel")
            .definedBy(KERNEL + ".channel")
            .layer("session")
            .definedBy(KERNEL + ".session")
            .layer("java")
            .definedBy(KERNEL + ".jshell..", KERNEL + ".maven..", KERNEL + ".render..")
            .layer("main")
            .definedBy(KERNEL)
            .whereLayer("protocol")
            .mayOnlyBeAccessedByLayers("channel", "session", "main")
            .whereLayer("channel")
            .mayOnlyBeAccessedByLayers("session", "main")
            .whereLayer("session")
            .mayOnlyBeAccessedByLayers("java", "main")
            .whereLayer("java")
            .mayOnlyBeAccessedByLayers("main")
            .whereLayer("main")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching(KERNEL + ".(*)..").should().beFreeOfCycles();

    // JJava's bridge carries these two.
    @ArchTest
    static final ArchRule displayNeedsTheJdkOnly = classes()
            .that()
            .resideInAPackage(KERNEL + ".display")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "javax..", "org.jspecify..", KERNEL + ".display");

    @ArchTest
    static final ArchRule magicsNeedTheJdkOnly = classes()
            .that()
            .resideInAPackage(KERNEL + ".magic")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "javax..", "org.jspecify..", KERNEL + ".display", KERNEL + ".magic");

    @ArchTest
    static final ArchRule onlyChannelKnowsZeroMq = noClasses()
            .that()
            .resideOutsideOfPackage(KERNEL + ".channel")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.zeromq..", "zmq..");

    @ArchTest
    static final ArchRule sessionKnowsNoJavaTheLanguage = noClasses()
            .that()
            .resideInAnyPackage(KERNEL + ".session", KERNEL + ".channel", KERNEL + ".protocol")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jdk.jshell..", "com.sun..", "org.objectweb.asm..");
}
