package dev.skydeck.launcher;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.vertx.core.http.HttpClient;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.Function;

/** The rules of the house, each with its reason. */
@AnalyzeClasses(packages = "dev.skydeck", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule servicesDoNotKnowEachOther = slices().matching("dev.skydeck.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(resideInAPackage("dev.skydeck.launcher.."), alwaysTrue())
            .ignoreDependency(alwaysTrue(), resideInAPackage("dev.skydeck.messages.."))
            .because("a service talks to another only over the bus, so that joined and split run the same code");

    @ArchTest
    static final ArchRule messagesKnowNobody = noClasses()
            .that()
            .resideInAPackage("dev.skydeck.messages..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.skydeck.store..",
                    "dev.skydeck.skypilot..",
                    "dev.skydeck.syncer..",
                    "dev.skydeck.reconciler..",
                    "dev.skydeck.gateway..",
                    "dev.skydeck.sandbox..",
                    "dev.skydeck.launcher..")
            .because("the language must not depend on who speaks it");

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles = slices().matching("dev.skydeck.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a room that can only be understood together with another is one room");

    @ArchTest
    static final ArchRule onlyTheStoreSpeaksSql = noClasses()
            .that()
            .resideOutsideOfPackage("dev.skydeck.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.sqlite..", "io.vertx.sqlclient..", "io.vertx.jdbcclient..")
            .because("the database has one owner");

    @ArchTest
    static final ArchRule onlyTheSyncerSpeaksS3 = noClasses()
            .that()
            .resideOutsideOfPackage("dev.skydeck.syncer..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon..")
            .because("S3 has one owner");

    @ArchTest
    static final ArchRule onlyTheOwnersOfOutsideServersAreHttpClients = noClasses()
            .that()
            .resideOutsideOfPackages("dev.skydeck.skypilot..", "dev.skydeck.syncer.registry..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx.ext.web.client..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(HttpClient.class)
            .because("SkyPilot has one owner, and so has the policy registry");

    @ArchTest
    static final ArchRule theReconcilerTalksToNobodyOutside = noClasses()
            .that()
            .resideInAPackage("dev.skydeck.reconciler..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.ext.web..", "java.net.http..", "java.sql..", "java.nio.file..")
            .because("decisions must be replayable from messages alone");

    @ArchTest
    static final ArchRule nobodyUsesThePoolsOwnTransactions = noClasses()
            .should()
            .callMethod(Pool.class, "withTransaction", Function.class)
            .orShould()
            .callMethod(SqlConnection.class, "begin")
            .because("this version of the JDBC client leaves autocommit off afterwards, and later writes are lost");

    @ArchTest
    static final ArchRule nobodySleeps = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .because("a sleep stands in place of a condition, and blocks an event loop");
}
