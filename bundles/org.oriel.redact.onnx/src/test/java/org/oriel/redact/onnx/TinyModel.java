package org.oriel.redact.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder as a deployment brings it, with a model of one node: it looks up a row of scores for each piece. Written as
 * the bytes of onnx.proto3 (https://github.com/onnx/onnx, field numbers there).
 */
final class TinyModel {
    static final List<String> LABELS = List.of("O", "B-PER", "I-PER", "B-LOC");

    private static final List<String> VOCABULARY =
            List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "mara", "qu", "##ill", "berlin", "hello", "from", ",", "see");
    private static final List<Integer> LABEL_OF = List.of(0, 0, 0, 0, 1, 2, 2, 3, 0, 0, 0, 0);

    private TinyModel() {}

    static Path in(Path folder) throws IOException, URISyntaxException {
        Files.write(folder.resolve("vocab.txt"), VOCABULARY);
        Files.writeString(
                folder.resolve("labels.json"),
                "{\"lowerCase\":true,\"labels\":[\"O\",\"B-PER\",\"I-PER\",\"B-LOC\"],\"classes\":{\"PER\":\"PERSON\"}}");
        Files.write(folder.resolve("model.onnx"), model());
        Path runtime = Path.of(ai.onnxruntime.OrtEnvironment.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Files.createSymbolicLink(folder.resolve("onnxruntime.jar"), runtime);
        return folder;
    }

    private static byte[] model() {
        ByteBuffer scores =
                ByteBuffer.allocate(VOCABULARY.size() * LABELS.size() * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int label : LABEL_OF) {
            for (int i = 0; i < LABELS.size(); i++) {
                scores.putFloat(i == label ? 1 : 0);
            }
        }
        Message weights = new Message()
                .number(1, VOCABULARY.size())
                .number(1, LABELS.size())
                .number(2, 1)
                .text(8, "scores")
                .bytes(9, scores.array());
        Message node = new Message()
                .text(1, "scores")
                .text(1, "input_ids")
                .text(2, "logits")
                .text(4, "Gather");
        Message graph = new Message()
                .message(1, node)
                .text(2, "tiny")
                .message(5, weights)
                .message(11, value("input_ids", 7, "batch", "pieces"))
                .message(12, value("logits", 1, "batch", "pieces", "labels"));
        return new Message()
                .number(1, 8)
                .message(7, graph)
                .message(8, new Message().text(1, "").number(2, 13))
                .toBytes();
    }

    private static Message value(String name, int type, String... dimensions) {
        Message shape = new Message();
        for (String dimension : dimensions) {
            shape.message(1, new Message().text(2, dimension));
        }
        Message tensor = new Message().number(1, type).message(2, shape);
        return new Message().text(1, name).message(2, new Message().message(1, tensor));
    }

    /** A protocol buffers message. */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message number(int field, long value) {
            varint((long) field << 3);
            varint(value);
            return this;
        }

        Message text(int field, String value) {
            return bytes(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message value) {
            return bytes(field, value.toBytes());
        }

        Message bytes(int field, byte[] value) {
            varint((long) field << 3 | 2);
            varint(value.length);
            out.writeBytes(value);
            return this;
        }

        byte[] toBytes() {
            return out.toByteArray();
        }

        private void varint(long value) {
            long left = value;
            while (left >= 0x80) {
                out.write((int) (left & 0x7f | 0x80));
                left >>>= 7;
            }
            out.write((int) left);
        }
    }
}
