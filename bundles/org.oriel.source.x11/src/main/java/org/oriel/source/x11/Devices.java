package org.oriel.source.x11;

import com.sun.jna.Pointer;
import java.util.HashSet;
import java.util.Set;
import org.oriel.api.source.RawRecord;

/** Which devices are synthetic: the slaves that the XTEST extension types and clicks through. Pump thread only. */
final class Devices {
    /** Size of {@code XIDeviceInfo}, and the offset of its name. */
    private static final int INFO_BYTES = 40;

    private static final int NAME = 8;

    private final Connection connection;
    private final Set<Integer> synthetic = new HashSet<>();

    Devices(Connection connection) {
        this.connection = connection;
    }

    void read() {
        synthetic.clear();
        long infos = XInput.XIQueryDevice(connection.display(), XInput.ALL_DEVICES, connection.out(0));
        if (infos == 0) {
            return;
        }
        int count = connection.outInt(0);
        Pointer list = new Pointer(infos);
        for (int i = 0; i < count; i++) {
            Pointer name = list.getPointer((long) i * INFO_BYTES + NAME);
            if (name != null && name.getString(0).contains("XTEST")) {
                synthetic.add(list.getInt((long) i * INFO_BYTES));
            }
        }
        XInput.XIFreeDeviceInfo(infos);
    }

    int origin(int source) {
        if (source == 0) {
            return RawRecord.ORIGIN_UNKNOWN;
        }
        return synthetic.contains(source) ? RawRecord.ORIGIN_INJECTED : RawRecord.ORIGIN_PHYSICAL;
    }
}
