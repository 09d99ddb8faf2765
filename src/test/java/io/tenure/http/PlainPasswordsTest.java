package io.tenure.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlainPasswordsTest {
    private static final String BASIC = "Basic YTpi";
    private static final SocketAddress NETWORK = SocketAddress.inetSocketAddress(40_000, "10.1.2.3");

    private final PlainPasswords check = new PlainPasswords(false, false, Optional.empty());

    @Test
    void aPasswordOverAPlainNetworkIsRejected() {
        for (String header : List.of(BASIC, "basic YTpi", "BASIC YTpi", " Basic YTpi")) {
            assertThat(check.isRejected(PlainPasswords.isBasic(header), false, NETWORK))
                    .as(header)
                    .isTrue();
        }
        assertThat(check.isRejected(
                        PlainPasswords.isBasic(BASIC), false, SocketAddress.inetSocketAddress(40_000, "2001:db8::1")))
                .isTrue();
        assertThat(check.isRejected(PlainPasswords.isBasic(BASIC), false, null)).isTrue();
    }

    @Test
    void tlsThisMachineAndOtherCredentialsAreFine() {
        assertThat(check.isRejected(PlainPasswords.isBasic(BASIC), true, NETWORK))
                .isFalse();
        assertThat(check.isRejected(PlainPasswords.isBasic("Bearer tnr_x"), false, NETWORK))
                .isFalse();
        assertThat(check.isRejected(PlainPasswords.isBasic(null), false, NETWORK))
                .isFalse();
        for (String address : List.of("127.0.0.1", "127.8.9.10", "::1", "0:0:0:0:0:0:0:1")) {
            assertThat(check.isRejected(
                            PlainPasswords.isBasic(BASIC), false, SocketAddress.inetSocketAddress(40_000, address)))
                    .as(address)
                    .isFalse();
        }
    }

    @Test
    void theSettingAllowsIt() {
        assertThat(new PlainPasswords(true, false, Optional.empty()).isRejected(true, false, NETWORK))
                .isFalse();
    }

    @Test
    void forwardingWithoutTrustedProxiesStopsTheStart() {
        assertThatThrownBy(() -> new PlainPasswords(false, true, Optional.empty()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("quarkus.http.proxy.trusted-proxies");
        assertThat(new PlainPasswords(false, true, Optional.of(List.of("10.0.0.7"))))
                .isNotNull();
    }
}
