package dev.skydeck.launcher;

import dev.skydeck.gateway.GatewayOptions;
import dev.skydeck.gateway.GatewayVerticle;
import dev.skydeck.launcher.extract.ExtractorVerticle;
import dev.skydeck.reconciler.Policy;
import dev.skydeck.reconciler.ReconcilerOptions;
import dev.skydeck.reconciler.ReconcilerVerticle;
import dev.skydeck.skypilot.SkyPilotOptions;
import dev.skydeck.skypilot.SkyPilotVerticle;
import dev.skydeck.store.StoreOptions;
import dev.skydeck.store.StoreVerticle;
import dev.skydeck.syncer.SyncerVerticle;
import dev.skydeck.syncer.registry.PolicyVerticle;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The services of this process. Started so that each finds what it asks; across processes any order will do. */
final class Services {
    private final Node node;
    private final Settings settings;
    private @Nullable GatewayVerticle gateway;
    private Set<Role> roles = Set.of();

    Services(Node node, Settings settings) {
        this.node = node;
        this.settings = settings;
    }

    void start(Set<Role> wanted) throws Exception {
        roles = Set.copyOf(wanted);
        if (roles.contains(Role.STORE)) {
            node.deploy(new StoreVerticle(StoreOptions.at(settings.database())
                    .with(settings.limits())
                    .with(settings.prices())
                    .with(settings.total())));
        }
        if (!settings.extractors().isEmpty()) {
            node.deploy(new ExtractorVerticle(
                    settings.extractors(), System.getenv(), ExtractorVerticle.LIMIT, ExtractorVerticle.PAUSE));
        }
        if (roles.contains(Role.SKYPILOT)) {
            node.deploy(new SkyPilotVerticle(skyPilot()));
        }
        if (roles.contains(Role.SYNCER)) {
            node.deploy(new SyncerVerticle(settings.checkpoints()));
            if (settings.registry().isPresent()) {
                node.deploy(new PolicyVerticle(settings.registry().get()));
            }
        }
        if (roles.contains(Role.RECONCILER)) {
            node.deploy(new ReconcilerVerticle(new ReconcilerOptions(
                    settings.reconcileInterval(),
                    Policy.DEFAULT.relaunching(settings.limits().againPerHour()))));
        }
        if (roles.contains(Role.GATEWAY)) {
            gateway = node.deploy(
                    new GatewayVerticle(GatewayOptions.at(settings.host(), settings.port(), ProductVersion.get())
                            .exposed(settings.exposure())
                            .with(settings.links())
                            .resuming(settings.resumeFlag())));
        }
    }

    /** The one line that scripts wait for. */
    void announce() {
        if (gateway != null) {
            String scheme = settings.exposure().tls().isPresent() ? "https" : "http";
            System.out.println(
                    "SkyDeck is ready at " + scheme + "://" + bracketed(settings.host()) + ":" + gateway.actualPort());
        } else {
            String names = roles.stream()
                    .map(role -> role.name().toLowerCase(Locale.ROOT))
                    .sorted()
                    .collect(Collectors.joining(", "));
            System.out.println("SkyDeck is ready as " + names);
        }
    }

    private static String bracketed(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    private SkyPilotOptions skyPilot() {
        Path folder = Objects.requireNonNull(settings.database().getParent(), "an absolute file has a folder");
        return new SkyPilotOptions(
                settings.endpoint(),
                settings.workspace(),
                settings.tasks(),
                settings.pollInterval(),
                folder,
                System.getenv());
    }
}
