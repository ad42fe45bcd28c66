/** Asks a policy registry what it knows of checkpoints. Read {@link dev.skydeck.syncer.registry.PolicyVerticle} first. */
@NullMarked
package dev.skydeck.syncer.registry;

import org.jspecify.annotations.NullMarked;
