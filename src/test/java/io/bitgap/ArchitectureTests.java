package io.bitgap;

import static com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT;
import static com.tngtech.archunit.core.domain.JavaModifier.PRIVATE;
import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.persistence.Entity;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The rules of the house that a compiler does not know. */
class ArchitectureTests {
    private static final String[] ENGINE = {
        "io.bitgap.quantizer..",
        "io.bitgap.layer..",
        "io.bitgap.graph..",
        "io.bitgap.network..",
        "io.bitgap.training..",
        "io.bitgap.dataset..",
        "io.bitgap.problem.."
    };
    private static final String[] SPRING = {"org.springframework.."};
    private static final String[] SQL = {
        "java.sql..",
        "javax.sql..",
        "jakarta.persistence..",
        "org.hibernate..",
        "org.springframework.jdbc..",
        "org.springframework.data.."
    };

    private static final JavaClasses BITGAP = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.bitgap");

    @Test
    void theEngineKnowsNeitherSpringNorSql() {
        noClasses()
                .that(areCode())
                .and()
                .resideInAnyPackage(ENGINE)
                .and()
                .resideOutsideOfPackage("io.bitgap.*.web..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(join(SPRING, SQL))
                .check(BITGAP);
    }

    @Test
    void storedBytesAndCheckpointsKnowNoDatabase() {
        noClasses()
                .that(areCode())
                .and()
                .resideInAnyPackage("io.bitgap.artifact..", "io.bitgap.checkpoint")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SQL)
                .check(BITGAP);
    }

    @Test
    void webAdaptersHoldNoMaths() {
        noClasses()
                .that()
                .resideInAPackage("io.bitgap..web..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..", "org.bytedeco..")
                .check(BITGAP);
    }

    @Test
    void namesSayWhatAThingIs() {
        classes()
                .that(areCode())
                .should()
                .haveNameNotMatching(".*(Manager|Helper|Utils?|Impl|Data|Info)")
                .check(BITGAP);
    }

    @Test
    void onlyEntitiesHaveSetters() {
        methods()
                .that(areSetters())
                .should()
                .beDeclaredInClassesThat()
                .areAnnotatedWith(Entity.class)
                .orShould()
                .beDeclaredInClassesThat()
                .areAnnotatedWith(ConfigurationProperties.class)
                .allowEmptyShould(true)
                .check(BITGAP);
    }

    @Test
    void everyPackageSaysWhatItIsAndThatNothingInItIsNull() {
        assertThat(packagesWithCode(BITGAP.getPackage("io.bitgap")))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.isAnnotatedWith(NullMarked.class))
                        .as("@NullMarked on the package-info of " + each.getName())
                        .isTrue());
    }

    private static Stream<JavaPackage> packagesWithCode(JavaPackage top) {
        return Stream.concat(Stream.of(top), top.getSubpackagesInTree().stream())
                .filter(each -> !each.getClasses().isEmpty());
    }

    /** A package-info carries Modulith's annotation, which is Spring's. */
    private static DescribedPredicate<JavaClass> areCode() {
        return DescribedPredicate.describe(
                "are code", type -> !type.getSimpleName().equals("package-info"));
    }

    private static DescribedPredicate<JavaMethod> areSetters() {
        return DescribedPredicate.describe(
                "are setters of our own",
                method -> method.getName().matches("set[A-Z].*")
                        && method.getRawParameterTypes().size() == 1
                        && !method.getModifiers().contains(ABSTRACT)
                        && !method.getModifiers().contains(STATIC)
                        && !method.getModifiers().contains(PRIVATE)
                        && !isInherited(method));
    }

    /** DL4J's layers have setters that a subclass has to override. */
    private static boolean isInherited(JavaMethod method) {
        String[] parameters = method.getRawParameterTypes().stream()
                .map(JavaClass::getFullName)
                .toArray(String[]::new);
        JavaClass owner = method.getOwner();
        return Stream.concat(owner.getAllRawSuperclasses().stream(), owner.getAllRawInterfaces().stream())
                .anyMatch(parent ->
                        parent.tryGetMethod(method.getName(), parameters).isPresent());
    }

    private static String[] join(String[]... groups) {
        return List.of(groups).stream().flatMap(Stream::of).toArray(String[]::new);
    }
}
