package dev.skydeck.syncer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.CheckpointRequest.SyncFolder;
import dev.skydeck.messages.CheckpointRequest.SyncTarget;
import dev.skydeck.messages.model.FoundCheckpoint;
import dev.skydeck.syncer.Bucket.Listing;
import dev.skydeck.syncer.Shortcuts.Shortcut;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShortcutsTest {
    private static final Shortcut FROM_NEWEST = new Shortcut("p/x/v9", 12);

    private final Shortcuts shortcuts = new Shortcuts();

    private static SyncTarget target(String name, boolean active) {
        return new SyncTarget(1, List.of(new SyncFolder(name, null, null)), active, true);
    }

    private static FoundCheckpoint found(long epoch, long written) {
        return new FoundCheckpoint(
                epoch, "s3://b/p/x/v" + epoch + ".mpt", List.of(), 1L, "e", Instant.ofEpochSecond(written), null);
    }

    private void sawAll(int pages, boolean whole) {
        Listing listing = new Listing(List.of(), whole, null, null, pages);
        shortcuts.sawAll(target("x", true), listing, List.of(found(9, 7), found(12, 5)), "p/x/");
    }

    @Test
    void shouldBeginAtTheCheckpointThatWasWrittenLast() {
        sawAll(Shortcuts.FEWEST_PAGES, true);

        assertThat(shortcuts.next(target("x", true))).contains(FROM_NEWEST);
    }

    @Test
    void shouldLookAtAllEveryTenthTime() {
        sawAll(Shortcuts.FEWEST_PAGES, true);

        List<Boolean> shorter = IntStream.range(0, 10)
                .mapToObj(look -> shortcuts.next(target("x", true)).isPresent())
                .toList();

        assertThat(shorter).containsOnlyOnce(false);
        assertThat(shorter.get(9)).isFalse();
    }

    @Test
    void shouldLookAtAllOfSmallFolders() {
        sawAll(Shortcuts.FEWEST_PAGES - 1, true);

        assertThat(shortcuts.next(target("x", true))).isEmpty();
    }

    @Test
    void shouldLookAtAllWhereTheLastListingWasNotWhole() {
        sawAll(Shortcuts.FEWEST_PAGES, false);

        assertThat(shortcuts.next(target("x", true))).isEmpty();
    }

    @Test
    void shouldLookAtAllOfWhatEnded() {
        sawAll(Shortcuts.FEWEST_PAGES, true);

        assertThat(shortcuts.next(target("x", false))).isEmpty();
    }

    @Test
    void shouldLookAtAllAfterARename() {
        sawAll(Shortcuts.FEWEST_PAGES, true);

        assertThat(shortcuts.next(target("y", true))).isEmpty();
    }

    @Test
    void shouldLookAtAllWhenToldTo() {
        sawAll(Shortcuts.FEWEST_PAGES, true);

        shortcuts.forget(Set.of(1L));

        assertThat(shortcuts.next(target("x", true))).isEmpty();
    }
}
