package org.aethercreator;

import static com.tngtech.archunit.base.DescribedPredicate.anyElementThat;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;

/** The map of the library: what each package may know. */
@AnalyzeClasses(packages = "org.aethercreator", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] FORMATS =
            packages("gguf", "safetensors", "modelfile", "chattemplate", "fit", "progress", "storage");
    private static final String[] BOUNDARIES =
            packages("hardware", "worker", "hub", "llamacpp", "ollama", "chat", "tokenizer");
    private static final String[] WORK = packages("quantize", "check", "bench", "convert");
    private static final String[] VIEWS = packages("report");
    private static final String[] FLOW = packages("cli");

    @ArchTest
    static final ArchRule layersUseOnlyThoseBelow = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("formats")
            .definedBy(FORMATS)
            .layer("boundaries")
            .definedBy(BOUNDARIES)
            .layer("work")
            .definedBy(WORK)
            .layer("views")
            .definedBy(VIEWS)
            .withOptionalLayers(true)
            .layer("flow")
            .definedBy(FLOW)
            .whereLayer("flow")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("views")
            .mayOnlyBeAccessedByLayers("flow")
            .whereLayer("work")
            .mayOnlyBeAccessedByLayers("views", "flow")
            .whereLayer("boundaries")
            .mayOnlyBeAccessedByLayers("work", "views", "flow");

    @ArchTest
    static final ArchRule everyPackageHasALayer =
            classes().should().resideInAnyPackage(concat(FORMATS, BOUNDARIES, WORK, VIEWS, FLOW));

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("org.aethercreator.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nativeAccessStaysBehindLlamacpp = noClasses()
            .that()
            .resideOutsideOfPackage("org.aethercreator.llamacpp..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.sun.jna..", "de.kherud..");

    @ArchTest
    static final ArchRule tokenizersRunBehindTokenizer = noClasses()
            .that()
            .resideOutsideOfPackage("org.aethercreator.tokenizer..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl.huggingface..");

    @ArchTest
    static final ArchRule chartsAreDrawnInReport = noClasses()
            .that()
            .resideOutsideOfPackage("org.aethercreator.report..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.knowm.xchart..");

    @ArchTest
    static final ArchRule hardwareIsProbedInHardwareAndMeasuredInWorkers = noClasses()
            .that()
            .resideOutsideOfPackages("org.aethercreator.hardware..", "org.aethercreator.worker..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("oshi..");

    @ArchTest
    static final ArchRule processesStartInBoundaries = noClasses()
            .that()
            .resideOutsideOfPackages(BOUNDARIES)
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ProcessBuilder.class, java.net.Socket.class);

    @ArchTest
    static final ArchRule httpIsSpokenInBoundaries = noClasses()
            .that()
            .resideOutsideOfPackages(BOUNDARIES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net.http..");

    private static final String[] LIBRARIES = {"com.fasterxml..", "ai.djl..", "com.google.protobuf.."};

    /** A notebook's cells see the API, but not these of its libraries, in whose place they may have others. */
    @ArchTest
    static final ArchRule doorsSpeakNoLibraries = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .should()
            .notHaveRawReturnType(resideInAnyPackage(LIBRARIES))
            .andShould()
            .notHaveRawParameterTypes(anyElementThat(resideInAnyPackage(LIBRARIES)));

    private static String[] packages(String... names) {
        String[] patterns = new String[names.length];
        for (int i = 0; i < names.length; i++) {
            patterns[i] = "org.aethercreator." + names[i] + "..";
        }
        return patterns;
    }

    private static String[] concat(String[]... parts) {
        return Arrays.stream(parts).flatMap(Arrays::stream).toArray(String[]::new);
    }
}
