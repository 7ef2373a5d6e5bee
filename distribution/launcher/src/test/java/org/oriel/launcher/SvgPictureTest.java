package org.oriel.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SvgPictureTest {
    @Test
    void drawsRectanglesAndText() throws Exception {
        byte[] png =
                SvgPicture.png("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\" font-size=\"13\">"
                        + "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>"
                        + "<rect x=\"10\" y=\"5\" width=\"4\" height=\"4\" fill=\"#2a6f97\"/>"
                        + "<text x=\"20\" y=\"20\" fill=\"#444444\">a&amp;b</text></svg>");
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(image.getWidth()).isEqualTo(80);
        assertThat(image.getHeight()).isEqualTo(60);
        assertThat(image.getRGB(0, 0) & 0xffffff).isEqualTo(0xffffff);
        assertThat(image.getRGB(24, 14) & 0xffffff).isEqualTo(0x2a6f97);
        boolean ink = false;
        for (int x = 40; x < 80; x++) {
            for (int y = 20; y < 44; y++) {
                ink |= (image.getRGB(x, y) & 0xff) < 0x80;
            }
        }
        assertThat(ink).isTrue();
    }
}
