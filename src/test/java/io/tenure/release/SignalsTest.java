package io.tenure.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.release.Signals.Announced;
import org.junit.jupiter.api.Test;

class SignalsTest {
    @Test
    void understandsWhatInstancesOfOtherVersionsAnnounce() {
        assertThat(Signals.announced("draft:3:me")).contains(new Announced(3, "me"));
        assertThat(Signals.announced("draft:3")).contains(new Announced(3, ""));
        assertThat(Signals.announced("draft:3:me:more")).contains(new Announced(3, "me"));
    }

    @Test
    void passesOverWhatItDoesNotKnow() {
        assertThat(Signals.announced("")).isEmpty();
        assertThat(Signals.announced("draft:")).isEmpty();
        assertThat(Signals.announced("draft:x:me")).isEmpty();
        assertThat(Signals.announced("weather:3")).isEmpty();
    }
}
