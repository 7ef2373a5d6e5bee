package org.oriel.export.trajectory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The dialects there are. */
final class Dialects {
    private static final Map<String, Function<Options, Dialect>> KNOWN = new LinkedHashMap<>();

    static {
        KNOWN.put("steps", options -> new StepsDialect());
        KNOWN.put("agentnet", AgentNetDialect::new);
        KNOWN.put("agentnet-standard", AgentNetStandardDialect::new);
        KNOWN.put("agentnet-bench", AgentNetBenchDialect::new);
        KNOWN.put("osworld", options -> new OsWorldDialect());
        KNOWN.put("anthropic", options -> new AnthropicDialect(AnthropicDialect.Generation.TOOLSET));
        KNOWN.put("anthropic-20250124", options -> new AnthropicDialect(AnthropicDialect.Generation.TOOL_20250124));
        KNOWN.put("anthropic-browser", options -> new AnthropicDialect(AnthropicDialect.Generation.BROWSER));
        KNOWN.put("openai", OpenAiDialect::new);
        KNOWN.put("puppeteer", options -> new PuppeteerDialect());
    }

    private Dialects() {}

    /**
     * What dialects can be told.
     *
     * @param tripleClick what a triple click is called in AgentNet code
     * @param pixelsPerNotch how far a notch of the wheel scrolls, for formats that count in pixels
     * @param keepWithoutPicture whether AgentNet steps without a picture are written all the same
     */
    record Options(String tripleClick, int pixelsPerNotch, boolean keepWithoutPicture) {
        static final Set<String> TRIPLE_CLICKS =
                new LinkedHashSet<>(List.of("pyautogui.tripleClick", "computer.tripleClick", "computer.triple_click"));
        static final Options DEFAULT = new Options("pyautogui.tripleClick", 100, false);

        Options {
            if (!TRIPLE_CLICKS.contains(tripleClick)) {
                throw new IllegalArgumentException(
                        "tripleClick=" + tripleClick + ", allowed: " + String.join(", ", TRIPLE_CLICKS));
            }
            if (pixelsPerNotch < 1 || pixelsPerNotch > 10_000) {
                throw new IllegalArgumentException("pixelsPerNotch=" + pixelsPerNotch + ", allowed: 1 to 10000");
            }
        }
    }

    static Set<String> names() {
        return KNOWN.keySet();
    }

    /** The dialects of these names, in this order. */
    static List<Dialect> of(List<String> names, Options options) {
        List<Dialect> dialects = new ArrayList<>();
        for (String name : new LinkedHashSet<>(names)) {
            Function<Options, Dialect> known = KNOWN.get(name.strip());
            if (known == null) {
                throw new IllegalArgumentException(
                        "dialects=" + name + ", allowed: some of " + String.join(", ", KNOWN.keySet()));
            }
            dialects.add(known.apply(options));
        }
        if (dialects.isEmpty()) {
            throw new IllegalArgumentException(
                    "dialects is empty, allowed: some of " + String.join(", ", KNOWN.keySet()));
        }
        return dialects;
    }
}
