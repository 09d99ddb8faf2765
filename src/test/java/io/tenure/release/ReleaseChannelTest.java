package io.tenure.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.release.ReleaseChannel.DraftNotification;
import org.junit.jupiter.api.Test;

class ReleaseChannelTest {
    @Test
    void understandsWhatInstancesOfOtherVersionsAnnounce() {
        assertThat(ReleaseChannel.parseDraft("draft:3:me")).contains(new DraftNotification(3, "me"));
        assertThat(ReleaseChannel.parseDraft("draft:3")).contains(new DraftNotification(3, ""));
        assertThat(ReleaseChannel.parseDraft("draft:3:me:more")).contains(new DraftNotification(3, "me"));
    }

    @Test
    void passesOverWhatItDoesNotKnow() {
        assertThat(ReleaseChannel.parseDraft("")).isEmpty();
        assertThat(ReleaseChannel.parseDraft("draft:")).isEmpty();
        assertThat(ReleaseChannel.parseDraft("draft:x:me")).isEmpty();
        assertThat(ReleaseChannel.parseDraft("weather:3")).isEmpty();
    }
}
