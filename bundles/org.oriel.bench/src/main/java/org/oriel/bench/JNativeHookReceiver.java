package org.oriel.bench;

import com.github.kwhat.jnativehook.GlobalScreen;
import com.github.kwhat.jnativehook.NativeHookException;
import com.github.kwhat.jnativehook.keyboard.NativeKeyEvent;
import com.github.kwhat.jnativehook.keyboard.NativeKeyListener;
import com.github.kwhat.jnativehook.mouse.NativeMouseEvent;
import com.github.kwhat.jnativehook.mouse.NativeMouseInputListener;
import java.util.function.LongConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** JNativeHook 2.2.2 with every listener it has, but for the wheel. */
final class JNativeHookReceiver implements NativeKeyListener, NativeMouseInputListener, AutoCloseable {
    private final LongConsumer edges;

    JNativeHookReceiver(LongConsumer edges) throws NativeHookException {
        this.edges = edges;
        Logger.getLogger(GlobalScreen.class.getPackageName()).setLevel(Level.OFF);
        GlobalScreen.addNativeKeyListener(this);
        GlobalScreen.addNativeMouseListener(this);
        GlobalScreen.addNativeMouseMotionListener(this);
        GlobalScreen.registerNativeHook();
    }

    @Override
    public void nativeKeyPressed(NativeKeyEvent event) {
        edges.accept(System.nanoTime());
    }

    @Override
    public void nativeKeyReleased(NativeKeyEvent event) {
        edges.accept(System.nanoTime());
    }

    @Override
    public void nativeMousePressed(NativeMouseEvent event) {
        edges.accept(System.nanoTime());
    }

    @Override
    public void nativeMouseReleased(NativeMouseEvent event) {
        edges.accept(System.nanoTime());
    }

    @Override
    public void close() throws NativeHookException {
        GlobalScreen.unregisterNativeHook();
    }
}
