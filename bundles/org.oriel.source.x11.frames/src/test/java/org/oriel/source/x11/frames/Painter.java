package org.oriel.source.x11.frames;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.oriel.api.event.Rect;

/** Another client of the server: makes windows and paints them. */
final class Painter implements AutoCloseable {
    private static final int BACKGROUND = 2;
    private static final int BORDER = 8;
    private static final int OVERRIDE = 0x200;
    private static final int COLORMAP = 0x2000;

    final Connection connection;
    private final int context;

    Painter(String display) {
        connection = Connection.open(display);
        context = connection.newId();
        connection
                .begin(55, 0)
                .putInt(context)
                .putInt(connection.root())
                .putInt(4)
                .putInt(0);
        must();
    }

    private void must() {
        if (!connection.insist()) {
            throw new AssertionError("the server refused a request of the test");
        }
    }

    int root() {
        return connection.root();
    }

    /** A window that no window manager manages, filled with a colour, mapped. */
    int popup(Rect at, int colour) {
        return map(window(root(), at, 0, colour, true));
    }

    int window(int parent, Rect at, int border, int colour, boolean override) {
        int id = connection.newId();
        ByteBuffer request = connection.begin(1, 0).putInt(id).putInt(parent);
        put(request, at).putShort((short) border).putShort((short) 1).putInt(0);
        request.putInt(BACKGROUND | BORDER | OVERRIDE)
                .putInt(colour)
                .putInt(0xff00ff)
                .putInt(override ? 1 : 0);
        must();
        return id;
    }

    private static ByteBuffer put(ByteBuffer request, Rect at) {
        return request.putShort((short) at.x())
                .putShort((short) at.y())
                .putShort((short) at.width())
                .putShort((short) at.height());
    }

    /** A window with an alpha channel, mapped. */
    int argb(Rect at, int colour) {
        int visual = visualOfDepth32();
        int colormap = connection.newId();
        connection.begin(78, 0).putInt(colormap).putInt(root()).putInt(visual);
        must();
        int id = connection.newId();
        ByteBuffer request = connection.begin(1, 32).putInt(id).putInt(root());
        put(request, at).putShort((short) 0).putShort((short) 1).putInt(visual);
        request.putInt(BACKGROUND | BORDER | OVERRIDE | COLORMAP)
                .putInt(colour)
                .putInt(0)
                .putInt(1)
                .putInt(colormap);
        must();
        return map(id);
    }

    private int visualOfDepth32() {
        Pointer setup = new Pointer(Xcb.xcb_get_setup(xcb()));
        byte[] bytes = setup.getByteArray(0, 8 + 4 * (setup.getShort(6) & 0xffff));
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        int screen = 40 + (in.getShort(24) + 3) / 4 * 4 + 8 * in.get(29);
        int at = screen + 40;
        for (int i = in.get(screen + 39); i > 0; i--) {
            if (in.get(at) == 32) {
                return in.getInt(at + 8);
            }
            at += 8 + 24 * (in.getShort(at + 2) & 0xffff);
        }
        throw new AssertionError("no visual of depth 32");
    }

    private long xcb() {
        return connection.handle();
    }

    /** A window that shows nothing and only takes input, mapped. */
    int inputOnly(Rect at) {
        int id = connection.newId();
        ByteBuffer request = connection.begin(1, 0).putInt(id).putInt(root());
        put(request, at)
                .putShort((short) 0)
                .putShort((short) 2)
                .putInt(0)
                .putInt(OVERRIDE)
                .putInt(1);
        must();
        return map(id);
    }

    int map(int window) {
        connection.begin(8, 0).putInt(window);
        must();
        return window;
    }

    void unmap(int window) {
        connection.begin(10, 0).putInt(window);
        must();
    }

    void destroy(int window) {
        connection.begin(4, 0).putInt(window);
        must();
    }

    void move(int window, int x, int y) {
        connection
                .begin(12, 0)
                .putInt(window)
                .putShort((short) 3)
                .putShort((short) 0)
                .putInt(x)
                .putInt(y);
        must();
    }

    void raise(int window) {
        connection
                .begin(12, 0)
                .putInt(window)
                .putShort((short) 0x40)
                .putShort((short) 0)
                .putInt(0);
        must();
    }

    void reparent(int window, int parent, int x, int y) {
        connection.begin(7, 0).putInt(window).putInt(parent).putShort((short) x).putShort((short) y);
        must();
    }

    void fill(int window, Rect at, int colour) {
        connection.begin(56, 0).putInt(context).putInt(4).putInt(colour);
        must();
        put(connection.begin(70, 0).putInt(window).putInt(context), at);
        must();
    }

    void shape(int window, Rect... rects) {
        int opcode = connection.extension("SHAPE").opcode();
        ByteBuffer request =
                connection.begin(opcode, 1).putInt(0).putInt(window).putInt(0);
        for (Rect rect : rects) {
            put(request, rect);
        }
        must();
    }

    void property(int window, String name, String type, int... values) {
        int property = connection.atom(name);
        int typeAtom = connection.atom(type);
        ByteBuffer request = connection
                .begin(18, 0)
                .putInt(window)
                .putInt(property)
                .putInt(typeAtom)
                .put((byte) 32)
                .put(new byte[3])
                .putInt(values.length);
        for (int value : values) {
            request.putInt(value);
        }
        must();
    }

    void text(int window, String name, String text) {
        int property = connection.atom(name);
        int type = connection.atom("STRING");
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        connection
                .begin(18, 0)
                .putInt(window)
                .putInt(property)
                .putInt(type)
                .put((byte) 8)
                .put(new byte[3])
                .putInt(bytes.length)
                .put(bytes);
        must();
    }

    void own(int window, String selection) {
        int atom = connection.atom(selection);
        connection.begin(22, 0).putInt(window).putInt(atom).putInt(0);
        must();
    }

    void focus(int window) {
        connection.begin(42, 0).putInt(window).putInt(0);
        must();
    }

    /** A monitor that exists in the server's list alone. */
    void monitor(String name, Rect at) {
        int randr = randr();
        int atom = connection.atom(name);
        ByteBuffer request = connection
                .begin(randr, 43)
                .putInt(root())
                .putInt(atom)
                .putShort((short) 0)
                .putShort((short) 0);
        put(request, at).putInt(100).putInt(100);
        must();
    }

    private int randr() {
        int opcode = connection.extension("RANDR").opcode();
        connection.begin(opcode, 0).putInt(1).putInt(5);
        connection.reply(connection.ask());
        return opcode;
    }

    /** Changes the size of the desktop, for which its one monitor is switched off. */
    boolean resize(int width, int height) {
        int randr = randr();
        connection.begin(randr, 25).putInt(root());
        ByteBuffer resources = connection.reply(connection.ask());
        connection
                .begin(randr, 21)
                .putInt(resources.getInt(32))
                .putInt(0)
                .putInt(resources.getInt(12))
                .putInt(0)
                .putInt(0)
                .putShort((short) 1)
                .putShort((short) 0);
        connection.reply(connection.ask());
        connection
                .begin(randr, 7)
                .putInt(root())
                .putShort((short) width)
                .putShort((short) height)
                .putInt(300)
                .putInt(200);
        return connection.insist();
    }

    @Override
    public void close() {
        connection.close();
    }
}
