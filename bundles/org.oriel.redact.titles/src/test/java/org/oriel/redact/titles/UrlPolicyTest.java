package org.oriel.redact.titles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class UrlPolicyTest {
    private static final Vocabulary WORDS = TitleGrammars.builtIn().vocabulary();

    private static UrlPolicy policy(int level, String... hosts) {
        return new UrlPolicy(level, List.of(hosts), WORDS);
    }

    @Test
    void keepsTheRegistrableDomain() {
        UrlPolicy one = policy(1);
        assertThat(one.origin("https://mara-quill.example.io")).isEqualTo("https://example.io");
        assertThat(one.origin("https://a.b.example.co.uk:8443")).isEqualTo("https://example.co.uk:8443");
        assertThat(one.origin("https://brightwater.github.io")).isEqualTo("https://github.io");
        assertThat(one.origin("https://brightwater.slack.com")).isEqualTo("https://slack.com");
        assertThat(one.origin("https://example.org:443")).isEqualTo("https://example.org");
        assertThat(one.origin("https://user:pass@www.example.org")).isEqualTo("https://example.org");
        assertThat(one.origin("")).isEmpty();
        assertThat(one.origin("null")).isEqualTo("null");
    }

    @Test
    void tellsOnlyTheSchemeOfPlacesOfOnesOwn() {
        UrlPolicy full = policy(4);
        for (String[] pair : new String[][] {
            {"file:///home/mara/offer.pdf", "file:"},
            {"data:text/html,secret", "data:"},
            {"blob:https://example.org/1-2", "blob:"},
            {"http://192.168.1.4:8080", "http:"},
            {"http://[fd00::1]", "http:"},
            {"https://intranet", "https:"},
            {"https://wiki.corp", "https:"},
            {"chrome-extension://abcdef", "chrome-extension:"}
        }) {
            assertThat(full.origin(pair[0])).isEqualTo(pair[1]);
            assertThat(full.url(pair[0])).isEqualTo(pair[1]);
            assertThat(full.origin(pair[1])).isEqualTo(pair[1]);
        }
    }

    @Test
    void keepsWhatIsAllowedByName() {
        UrlPolicy one = policy(1, "wiki.example.org", "*.docs.example.org", "plan.example.org=3");
        assertThat(one.origin("https://wiki.example.org")).isEqualTo("https://wiki.example.org");
        assertThat(one.origin("https://a.docs.example.org")).isEqualTo("https://a.docs.example.org");
        assertThat(one.origin("https://mara.example.org")).isEqualTo("https://example.org");
        assertThat(one.levelOf("https://plan.example.org")).isEqualTo(3);
        assertThat(one.levelOf("https://wiki.example.org")).isEqualTo(1);
    }

    @Test
    void templatesPaths() {
        UrlPolicy two = policy(2);
        assertThat(two.url("https://example.org/orders/4711/edit?id=3#top"))
                .isEqualTo("https://example.org/orders/{id}/edit");
        assertThat(two.url("https://example.org/user/mara-quill/settings"))
                .isEqualTo("https://example.org/user/{id}/settings");
        assertThat(two.url("https://example.org/docs/3f2504e0-4f89-41d3-9a0c-0305e82c3301"))
                .isEqualTo("https://example.org/docs/{id}");
        assertThat(two.path("/search/mara@example.org/results", 2)).isEqualTo("/search/{id}/results");
        assertThat(two.path(two.path("/a/b/9/results", 2), 2)).isEqualTo(two.path("/a/b/9/results", 2));
    }

    @Test
    void tellsNamesOfParametersAndNeverTheirSecrets() {
        String url = "https://mara:pw@example.org/search?q=tides&token=abc&page=2&X-Amz-Signature=ff#frag";
        assertThat(policy(3).url(url)).isEqualTo("https://example.org/search?q&token&page&X-Amz-Signature");
        assertThat(policy(4).url(url)).isEqualTo("https://example.org/search?q=tides&token&page=2&X-Amz-Signature");
        assertThat(policy(4).url("https://example.org/?4a6f686e")).isEqualTo("https://example.org/");
        assertThat(policy(0).origin(url)).isEmpty();
    }

    @Test
    void aSecondPassChangesNothing() {
        for (int level = 1; level <= 4; level++) {
            UrlPolicy policy = policy(level);
            for (String url : List.of(
                    "https://mara.example.org/a/9?x=1&token=2#f",
                    "http://10.0.0.1/a",
                    "https://a.b.co.jp/x",
                    "weird",
                    "//x/y")) {
                String once = policy.url(url);
                assertThat(policy.url(once)).isEqualTo(once);
                assertThat(policy.origin(policy.origin(url))).isEqualTo(policy.origin(url));
            }
        }
    }

    @Test
    void refusesWrongSettings() {
        assertThatThrownBy(() -> policy(5)).hasMessage("urlLevel: 5, allowed: 0 to 4");
        assertThatThrownBy(() -> policy(1, "https://a.b")).hasMessageContaining("urlHosts: https://a.b, allowed");
        assertThatThrownBy(() -> policy(1, "a.b=9")).hasMessageContaining("urlHosts: 9, allowed: 0 to 4");
        assertThatThrownBy(() -> Settings.of("all", "controls", 1, List.of(), ""))
                .hasMessage("titles: all, allowed: grammar, detected");
        assertThatThrownBy(() -> Settings.of("grammar", "x", 1, List.of(), "")).hasMessageContaining("elements: x");
        assertThatThrownBy(() -> Settings.of("grammar", "controls", 1, List.of(), "/no/such/place"))
                .hasMessageContaining("directory: /no/such/place");
    }
}
