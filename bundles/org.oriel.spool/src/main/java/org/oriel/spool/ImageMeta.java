package org.oriel.spool;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * What the database keeps about an image, sealed under the data key: above all the image's own key, so that its file is
 * worth nothing once the row is overwritten.
 *
 * @param key opens the segments of its file
 * @param id as it is known outside
 * @param base id of the image it is based on, or empty
 * @param width pixels
 * @param height pixels
 * @param length bytes of what its segments hold
 */
record ImageMeta(SecretKey key, String id, String base, int width, int height, long length) {
    byte[] seal(Seal seal, String spoolId, Keys.DataKey dataKey, long row, long fileBytes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(192);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(key.getEncoded());
            out.writeUTF(id);
            out.writeUTF(base);
            out.writeInt(width);
            out.writeInt(height);
            out.writeLong(length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] plain = bytes.toByteArray();
        byte[] sealed = seal.seal(dataKey.key(), plain, plain.length, associated(spoolId, dataKey, row, fileBytes));
        Seal.wipe(plain);
        return sealed;
    }

    /** Nothing where anything about the row is not as it was written. */
    static @Nullable ImageMeta open(Seal seal, String spoolId, Keys.DataKey dataKey, ImageTable.Row row) {
        byte[] plain = seal.open(dataKey.key(), row.sealed(), associated(spoolId, dataKey, row.id(), row.bytes()));
        if (plain == null) {
            return null;
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(plain))) {
            byte[] key = in.readNBytes(Seal.KEY_BYTES);
            ImageMeta meta =
                    new ImageMeta(Seal.key(key), in.readUTF(), in.readUTF(), in.readInt(), in.readInt(), in.readLong());
            Seal.wipe(key);
            return meta;
        } catch (IOException e) {
            return null;
        } finally {
            Seal.wipe(plain);
        }
    }

    private static byte[] associated(String spoolId, Keys.DataKey dataKey, long row, long fileBytes) {
        return Keys.associated("oriel-image-1", spoolId, dataKey.label(), "", row, dataKey.id(), fileBytes);
    }

    /** Its id says what it shows to whoever can guess that, so it is no part of a printed value. */
    @Override
    public String toString() {
        return "ImageMeta[" + width + "x" + height + ", " + length + " bytes]";
    }
}
