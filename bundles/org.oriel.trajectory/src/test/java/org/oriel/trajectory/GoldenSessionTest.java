package org.oriel.trajectory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GoldenSessionTest {
    @Test
    void everyGestureIsFound() {
        List<Episode> episodes = GoldenSession.episodes();
        assertThat(episodes).hasSize(2);
        assertThat(episodes.get(0).steps().stream().map(Shown::of)).containsExactlyElementsOf(first());
        assertThat(episodes.get(1).steps().stream().map(Shown::of)).containsExactlyElementsOf(second());
    }

    @Test
    void episodesSayWhatIsKnownOfThem() {
        Episode first = GoldenSession.episodes().get(0);
        Episode second = GoldenSession.episodes().get(1);
        assertThat(Shown.of(first))
                .isEqualTo("EXPLICIT part 0 explicit 'Write the \"offer\" for 5 $ & save it' success"
                        + " [/usr/bin/mousepad] [] frames 36");
        assertThat(Shown.of(second))
                .isEqualTo("SESSION part 0 explicit  [/usr/bin/mousepad, /usr/bin/chromium, /usr/bin/geany]"
                        + " [queue-full@5{records=57}] frames 15");
        assertThat(first.head().device()).isEqualTo(SessionScript.DEVICE);
        assertThat(first.head().grant()).isEqualTo("grant-1");
        assertThat(first.head().purpose()).isEqualTo("ai-training");
        assertThat(first.monitors()).hasSize(2);
        assertThat(first.screen().x()).isEqualTo(-1280);
    }

    @Test
    void everyKindOfActionIsInIt() {
        assertThat(Coverage.of(GoldenSession.episodes()).kinds().keySet())
                .containsExactly(
                        "choice",
                        "chord",
                        "click",
                        "double_click",
                        "drag",
                        "hover",
                        "long_press",
                        "menu_path",
                        "press",
                        "scroll",
                        "suppressed",
                        "triple_click",
                        "type",
                        "unknown",
                        "wait");
    }

    private static List<String> first() {
        return """
                click 1 x1 200,150 on text 'Document' f0>f1
                type 'He said: "it's 5 $", {ok} \\ done' on text 'Document' f1>f2
                press Enter x1 on text 'Document' f2>f3
                type 'Café ß€😀 漢字 да' on text 'Document' f3>f4
                press Enter x1 on text 'Document' f4>f5
                press CapsLock x1 on text 'Document' f4>f5
                type 'LOUDx' on text 'Document' f4>f5
                press CapsLock x1 on text 'Document' f4>f5
                press Enter x1 on text 'Document' f4>f5
                type 'helo' on text 'Document' f5>f6
                press Backspace x2 on text 'Document' f5>f6 [CORRECTION]
                type 'lo to <EMAIL_1> & <SECRET>' 6-15=EMAIL 18-26=SECRET on text 'Document' f5>f7 [MASKED]
                suppressed x2 on text 'Document' f7>f8 [MASKED]
                press Tab x1 on text 'Document' f8>f9
                press ArrowDown x5 on text 'Document' f9>f10
                chord Shift+Home x1 on text 'Document' f10>f11
                chord Control+c x1 on text 'Document' f11>f12
                chord Control+z x1 on text 'Document' f12>f13 [UNDO]
                chord Control+y x1 continued on text 'Document' f12>f13
                chord Control+Shift+T x1 on text 'Document' f13>f14
                chord Alt+F4 x1 on text 'Document' f14>f15
                press Meta x1 on text 'Document' f15>f16
                chord Control+s x1 on text 'Document' f16>f17
                click 1 x2 300,200 f17>f18
                click 1 x3 300,240 f18>f19
                click 2 x1 320,260 f19>f20
                click 3 x1 340,260 f20>f21
                press Escape x1 on text 'Document' f21>f22
                click 8 x1 340,280 f22>f23
                click 1 x1 400,300 with Control f23>f24
                drag 1 200,300 420,330 via 4 f24>f25
                drag 3 500,300 520,400 via 4 f25>f26
                hold 1 600,300 760ms f26>f27
                scroll 0.0 3.0 500,400 f27>f28
                scroll 0.0 -2.0 500,400 f28>f29
                scroll 1.5 0.0 500,400 f29>f30
                scroll 0.0 -1.0 500,400 with Control f30>f31
                click 1 x1 130,100 on menu 'File' f31>f32
                hover 150,160 on menu 'Export' f32>f33
                menu File > Export > As PDF by click 1 x1 330,190 on menu item 'As PDF' f33>f34
                wait 8352 f34>f34
                press F5 x1 f34>f35
                """.lines().map(String::strip).toList();
    }

    private static List<String> second() {
        return """
                chord Alt+Tab x1 f35>f36
                click 1 x1 -1000,300 on combo box 'Colour' f37>f38
                choose 'Green' of 'Colour' by click 1 x1 -1000,360 on list item 'Green' f38>f39
                click 1 x1 -1000,420 on entry 'Name' f39>f40
                type 'O'Neil' on entry 'Name' f40>f41 [CUT]
                click 1 x1 -700,700 on push button 'Send' f41>f42 [AFTER_GAP]
                click 1 x1 300,300 f43>f44
                type 'int x' f44>f45
                chord Control+z x1 f45>f46 [INTERVENTION, UNDO]
                type 'ok' f46>f47
                unknown released-without-press x1 f47>f48
                unknown pressed-without-release x1 f48>f49
                unknown buttons-together x3 f48>f49
                unknown pressed-without-release x1 f49>f50
                """.lines().map(String::strip).toList();
    }
}
