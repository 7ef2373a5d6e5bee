package org.oriel.redact.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of hosts and of their hardware. */
class IpScannerTest {
    private final Scanner rule = new IpScanner();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host «192.168.12.40» is up",
                "«10.0.0.0/8», «172.16.0.0/12»",
                "http://«10.20.30.40»:8080/x",
                "ping «8.8.8.8»",
                "«2001:db8::8a2e:370:7334» answers",
                "«2001:0db8:85a3:0000:0000:8a2e:0370:7334»",
                "[«fe80::1ff:fe23:4567:890a%eth0»]:22",
                "«::ffff:192.0.2.128»",
                "from «::1»",
                "address «::»",
                "net «2001:db8::/32» is ours",
                "«FE80::0202:B3FF:FE1E:8329».",
            })
    void finds(String expected) {
        assertThat(Marked.by(rule, Marked.plain(expected))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.3.4.5",
                "256.1.1.1",
                "version 10.0.19041.1",
                "v1.2.3.4",
                "see 3.2.1.4 below",
                "at 10:30:45 and 11:00",
                "std::vector<int>, foo::bar, ab::cd",
                "x[1::2] and x[::-1]",
                "2001:db8::1::2",
                "2001:db8::256.1.1.1",
                "00:1A:2B:3C:4D:5E",
                "a :: Int -> Int",
                "1.3.6.1.4.1.311",
            })
    void leaves(String text) {
        assertThat(Marked.by(rule, text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "«00:1A:2B:3C:4D:5E»",
                "at «aa-bb-cc-dd-ee-ff» now",
                "«02:00:5e:ff:fe:10:00:01»",
                "00:00:00:00:00:00",
                "00:1A:2B:3C:4D",
                "01-02-03-04-05-06-07",
                "00:1A-2B:3C:4D:5E",
                "x00:1A:2B:3C:4D:5E",
                "12:30:45",
            })
    void findsHardwareAddresses(String expected) {
        assertThat(Marked.by(new MacScanner(), Marked.plain(expected))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "see «https://example.org/a?b=c#d», please",
                "(«www.example.org»)",
                "«ftp://user@host.example/x»",
                "http:// is a scheme",
                "wwwx and a://",
            })
    void findsWebAddresses(String expected) {
        assertThat(Marked.by(new UrlScanner(), Marked.plain(expected))).isEqualTo(expected);
    }
}
