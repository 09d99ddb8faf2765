package io.tenure.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SealTest {
    private static final String ONE = key(1);
    private static final String TWO = key(2);
    private static final String MARKING = key(3);
    private static final UUID ID = new UUID(1, 2);
    private static final byte[] TEXT = "clv 2500".repeat(50).getBytes(UTF_8);

    private final Seal first = new Seal(Keys.of("1:" + ONE, MARKING));

    @Test
    void whatIsSealedOpensUnderTheSameKeyOnly() {
        byte[] sealed = first.seal(ID, TEXT);
        assertThat(first.open(ID, 1, sealed)).isEqualTo(TEXT);
        assertThatThrownBy(() -> new Seal(Keys.of("1:" + TWO, MARKING)).open(ID, 1, sealed))
                .isInstanceOf(Unreadable.class)
                .hasMessageNotContaining("2500");
    }

    @Test
    void nothingOfTheTextCanBeReadAndTheSameTextLooksDifferentEachTime() {
        byte[] sealed = first.seal(ID, TEXT);
        assertThat(new String(sealed, UTF_8)).doesNotContain("clv");
        assertThat(first.seal(ID, TEXT)).isNotEqualTo(sealed);
    }

    @Test
    void whatBelongsToOneDecisionDoesNotOpenAsAnothers() {
        byte[] sealed = first.seal(ID, TEXT);
        assertThatThrownBy(() -> first.open(new UUID(1, 3), 1, sealed)).isInstanceOf(Unreadable.class);
    }

    @Test
    void aChangedBitIsNoticed() {
        byte[] sealed = first.seal(ID, TEXT);
        for (int at : new int[] {0, 12, sealed.length - 1}) {
            byte[] changed = sealed.clone();
            changed[at] ^= 1;
            assertThatThrownBy(() -> first.open(ID, 1, changed)).isInstanceOf(Unreadable.class);
        }
    }

    @Test
    void theFirstKeySealsAndTheOthersOpen() {
        Seal rotated = new Seal(Keys.of("2:" + TWO + ", 1:" + ONE, MARKING));
        assertThat(rotated.keyNumber()).isEqualTo(2);
        assertThat(rotated.open(ID, 1, first.seal(ID, TEXT))).isEqualTo(TEXT);
        assertThat(rotated.open(ID, 2, rotated.seal(ID, TEXT))).isEqualTo(TEXT);
        assertThatThrownBy(() -> first.open(ID, 2, rotated.seal(ID, TEXT))).hasMessageContaining("key 2");
    }

    @Test
    void aMarkIsTheSameForTheSameCustomerAndKeyOnly() {
        assertThat(first.mark("C07")).hasSize(16).isEqualTo(first.mark("C07")).isNotEqualTo(first.mark("C08"));
        assertThat(new Seal(Keys.of("1:" + ONE, TWO)).mark("C07")).isNotEqualTo(first.mark("C07"));
    }

    @Test
    void aCallersKeyIsNotAnothersWhateverTheNames() {
        assertThat(first.requestKey("ann", "x1")).isNotEqualTo(first.requestKey("annx", "1"));
    }

    private static String key(int seed) {
        byte[] bytes = new byte[32];
        java.util.Arrays.fill(bytes, (byte) seed);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
