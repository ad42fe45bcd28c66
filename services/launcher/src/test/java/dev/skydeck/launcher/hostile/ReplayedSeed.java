package dev.skydeck.launcher.hostile;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import org.jspecify.annotations.Nullable;

/** {@code -Dskydeck.hostile.seed=N} runs a property as it ran under that seed, {@code -Dskydeck.hostile.times=N} so many times longer. */
final class ReplayedSeed implements AroundPropertyHook {
    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        @Nullable String seed = System.getProperty("skydeck.hostile.seed");
        if (seed != null) {
            context.attributes().setSeed(seed);
        }
        int times = Integer.getInteger("skydeck.hostile.times", 1);
        context.attributes().tries().ifPresent(tries -> context.attributes().setTries(tries * times));
        return property.execute();
    }
}
