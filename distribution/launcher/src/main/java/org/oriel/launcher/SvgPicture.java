package org.oriel.launcher;

import java.awt.AWTError;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import javax.imageio.ImageIO;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Draws our own SVG pictures, which hold rectangles and lines of text and nothing else, at twice their size. */
final class SvgPicture {
    private static final int SCALE = 2;
    private static final int MOST = 8_000;

    private SvgPicture() {}

    static byte[] png(String svg) {
        // Before AWT is looked at: there may be no display, and none is needed.
        System.setProperty("java.awt.headless", "true");
        try {
            Element root = parse(svg);
            int width = number(root, "width");
            int height = Math.min(MOST, number(root, "height"));
            BufferedImage image = new BufferedImage(SCALE * width, SCALE * height, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = image.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.scale(SCALE, SCALE);
            draw(root, graphics, width, height);
            graphics.dispose();
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(image, "png", png);
            return png.toByteArray();
        } catch (IOException | ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("a picture of ours cannot be drawn", e);
        } catch (LinkageError | AWTError | InternalError e) {
            throw new Failure(
                    Failure.ENVIRONMENT,
                    "oriel coverage: this Java cannot draw (" + e
                            + "); use --svg, or install fontconfig, a font and a Java runtime with java.desktop",
                    e);
        }
    }

    private static Element parse(String svg) throws IOException, ParserConfigurationException, SAXException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        return factory.newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)))
                .getDocumentElement();
    }

    private static void draw(Element root, Graphics2D graphics, int width, int height) {
        NodeList all = root.getChildNodes();
        for (int i = 0; i < all.getLength(); i++) {
            if (!(all.item(i) instanceof Element element)) {
                continue;
            }
            String fill = element.getAttribute("fill");
            graphics.setColor(fill.isEmpty() ? Color.BLACK : Color.decode(fill));
            if (element.getTagName().equals("rect")) {
                boolean whole = element.getAttribute("width").equals("100%");
                graphics.fillRect(
                        number(element, "x"),
                        number(element, "y"),
                        whole ? width : number(element, "width"),
                        whole ? height : number(element, "height"));
            } else if (element.getTagName().equals("text")) {
                boolean bold = element.getAttribute("font-weight").equals("bold");
                int size = element.hasAttribute("font-size") ? number(element, "font-size") : number(root, "font-size");
                graphics.setFont(new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, size));
                graphics.drawString(element.getTextContent(), number(element, "x"), number(element, "y"));
            }
        }
    }

    private static int number(Element element, String name) {
        String value = element.getAttribute(name);
        return value.isEmpty() || value.endsWith("%") ? 0 : Integer.parseInt(value);
    }
}
