package dev.skydeck.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.model.DesiredState;
import org.junit.jupiter.api.Test;

class MemoryTest {
    @Test
    void shouldNotCountWhoIsGoneAsNext() {
        Memory memory = new Memory(0);
        memory.viewed(Given.desired(DesiredState.RUNNING).turn(4, 4, 0).view(), 0);

        memory.forget(Given.EXPERIMENT);

        assertThat(memory.nextInTurn(2)).isEmpty();
    }
}
